//! Wrong tries to sign in: counted before they are looked at, locked longer and longer.

use crate::People;
use crate::error::PeopleError;
use crate::shelf::Shelf;
use serde::{Deserialize, Serialize};
use tessera_engine::values::Instant;
use tessera_store::StoreError;

/// So many wrong tries in a row for one name from one address are free.
pub(super) const FREE_TRIES: u32 = 5;
/// So many for one name from all addresses within an hour: more than one address can use up, so that nobody alone keeps somebody else out.
pub(super) const FREE_TRIES_OF_ALL: u32 = 100;
const HOUR_MICROS: i64 = 3_600_000_000;
/// How long the first lock lasts; each after it twice as long.
const FIRST_LOCK_SECONDS: i64 = 30;
const LONGEST_LOCK_SECONDS: i64 = 15 * 60;
/// So long after the last wrong try, or the end of its lock, the tries before are forgotten.
const TRIES_KEPT_SECONDS: i64 = 86_400;

/// Wrong tries for one name, whether somebody has it or not, from one address or from all; or of somebody who is signed in.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Tries {
    failed: u32,
    /// None is looked at before.
    until: i64,
    /// When the first of them was, where they count within an hour.
    #[serde(default)]
    since: i64,
}

impl Tries {
    fn and_one(self, now: i64, counted: Counted) -> Self {
        let (before, free) = match counted {
            Counted::InAnHour(free) if now - self.since >= HOUR_MICROS => {
                (Self { since: now, ..Self::default() }, free)
            }
            Counted::InARow(free) | Counted::InAnHour(free) => (self, free),
        };
        let failed = before.failed.saturating_add(1);
        let lock = failed
            .checked_sub(free)
            .map_or(0, |over| (FIRST_LOCK_SECONDS << over.min(10)).min(LONGEST_LOCK_SECONDS));
        Self { failed, until: now + lock * 1_000_000, since: before.since }
    }
}

/// What wrong tries are counted by.
#[derive(Clone, Copy)]
pub(super) enum Counted {
    /// In a row.
    InARow(u32),
    /// Within an hour.
    InAnHour(u32),
}

static TRIES: Shelf<Tries> = Shelf::new("sign-in-tries");

impl People {
    /// Counts a try before it is looked at, so that many at once are not one.
    pub(super) async fn count_try(&self, name: &str, counted: Counted) -> Result<(), PeopleError> {
        let now = self.now().0;
        loop {
            let kept = TRIES.get(self.store(), name).await?;
            let before = kept.as_ref().map(|kept| kept.value).unwrap_or_default();
            if before.until > now {
                return Err(PeopleError::LockedOut(Instant(before.until)));
            }
            let tries = before.and_one(now, counted);
            let change = match kept {
                None => TRIES.add(name, &tries),
                Some(mut kept) => {
                    kept.value = tries;
                    TRIES.replace(&kept)
                }
            };
            match self.store().change(&[change]).await {
                Ok(()) => return Ok(()),
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    pub(super) async fn forget_tries(&self, name: &str) -> Result<(), PeopleError> {
        match TRIES.get(self.store(), name).await? {
            Some(kept) => self.change_or_leave(TRIES.remove(&kept)).await,
            None => Ok(()),
        }
    }

    /// Forgets wrong tries of a day ago: anybody may try any name, and each would stay.
    pub(crate) async fn forget_old_tries(&self) -> Result<(), PeopleError> {
        let now = self.now().0;
        let is_old = |tries: &Tries| tries.until.saturating_add(TRIES_KEPT_SECONDS * 1_000_000) <= now;
        TRIES.sweep(self.store(), is_old).await
    }
}
