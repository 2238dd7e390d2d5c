//! How often the survey is taken: it walks over all members, so it rests in proportion to what the walk took.

use crate::error::AppError;
use crate::shared::Shared;
use std::time::Duration;
use tessera_engine::values::Instant;

/// What the last survey took, in microseconds.
const NAME: &str = "survey/took";

/// A survey is taken anew when somebody looks and the last one is so old, in minutes, ...
const FRESH: u64 = 5;
/// ... and so many times as old as it took: of one core it takes a fifth while somebody looks, and the daily one while nobody does.
const TIMES: u32 = 5;
/// When the survey began that is being taken, by whichever process.
const BEGAN: &str = "survey/began";
/// Who wants it anew waits until it has rested for as long as it took.
const AT_LEAST: u32 = 2;
/// What it takes for each member before one was measured: 78 s for a million, on two busy cores.
const EACH: Duration = Duration::from_micros(80);

/// How old a survey gets, in minutes; a day at most, as one is taken every day.
pub(super) fn renewed_after(took: Duration) -> u32 {
    let minutes = took.saturating_mul(TIMES).as_secs().div_ceil(60);
    u32::try_from(minutes.clamp(FRESH, 24 * 60)).unwrap_or(u32::MAX)
}

/// What a survey of so many members takes here, as far as that is known.
pub(super) async fn took(shared: &Shared, members: u64) -> Result<Duration, AppError> {
    let bytes = shared.store.setting(NAME).await?;
    let measured = bytes.and_then(|bytes| std::str::from_utf8(&bytes).ok()?.parse().ok());
    let guessed = || EACH.saturating_mul(u32::try_from(members).unwrap_or(u32::MAX));
    Ok(measured.map_or_else(guessed, Duration::from_micros))
}

/// Whether one that began then and took so long is too young to be taken anew, whoever wants it.
pub(super) fn rests(at: Instant, took: Duration, now: Instant) -> bool {
    let rest = took.saturating_mul(AT_LEAST).as_micros();
    u128::try_from(now.0.saturating_sub(at.0)).is_ok_and(|age| age < rest)
}

/// Tells other processes that one is being taken; or no more, as it has ended or failed.
pub(super) async fn keep_began(shared: &Shared, at: Option<Instant>) -> Result<(), AppError> {
    let at = at.map(|at| at.0.to_string());
    Ok(shared.store.put_setting(BEGAN, at.as_deref().map(str::as_bytes)).await?)
}

/// When the one began that is being taken.
pub(super) async fn began(shared: &Shared) -> Result<Option<Instant>, AppError> {
    let bytes = shared.store.setting(BEGAN).await?;
    Ok(bytes.and_then(|bytes| std::str::from_utf8(&bytes).ok()?.parse().ok()).map(Instant))
}

pub(super) async fn keep_took(shared: &Shared, took: Duration) -> Result<(), AppError> {
    let took = took.as_micros().to_string();
    Ok(shared.store.put_setting(NAME, Some(took.as_bytes())).await?)
}

#[cfg(test)]
mod tests {
    use super::{renewed_after, rests};
    use std::time::Duration;
    use tessera_engine::values::Instant;

    #[test]
    fn it_rests_for_as_long_as_it_took() {
        let (took, began) = (Duration::from_secs(60), Instant(1_000));
        let rests =
            [0, 60, 119, 120, 600].map(|after| rests(began, took, Instant(1_000 + after * 1_000_000)));
        assert_eq!(rests, [true, true, true, false, false]);
    }

    #[test]
    fn what_takes_long_is_done_less_often() {
        let after = [0, 1, 60, 61, 78, 780, 86_400].map(|took| renewed_after(Duration::from_secs(took)));
        assert_eq!(after, [5, 5, 5, 6, 7, 65, 1_440]);
    }
}
