//! The one clock and the one source of ids and secrets of the process.

use rand::TryRng;
use std::time::{SystemTime, UNIX_EPOCH};
use tessera_app::{Clock, IdSource};
use tessera_engine::values::Instant;

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else takes the time from"
    )]
    fn now(&self) -> Instant {
        let micros = match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_micros()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros),
        };
        Instant(micros)
    }
}

/// UUIDv7 by the system's clock, and secrets from the system's source of randomness.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SystemIds;

impl IdSource for SystemIds {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the source that everything else takes its ids from"
    )]
    fn uuid(&self) -> u128 {
        uuid::Uuid::now_v7().as_u128()
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [0; 32];
        rand::rngs::SysRng
            .try_fill_bytes(&mut secret)
            // A secret that is not random would be worse than no process; no system we run on lacks the source.
            .expect("the system has a source of randomness");
        secret
    }
}
