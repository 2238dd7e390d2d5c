//! The clock and the ids of a history that is being made: they go by the history's time and the seed, until it is over.

use crate::world::{SystemClock, SystemIds};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tessera_app::{Clock, IdSource};
use tessera_engine::values::Instant;

/// Put to where the history is; from its end on the system's clock.
pub(super) struct Turned(AtomicI64);

/// What the hand stands on when the system's clock counts.
const PRESENT: i64 = i64::MIN;

impl Turned {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(PRESENT)))
    }

    /// It is this instant now.
    pub(super) fn to(&self, at: Instant) {
        self.0.store(at.0, Ordering::Relaxed);
    }

    /// It is now.
    pub(super) fn to_present(&self) {
        self.0.store(PRESENT, Ordering::Relaxed);
    }

    fn past(&self) -> Option<Instant> {
        Some(self.0.load(Ordering::Relaxed)).filter(|micros| *micros != PRESENT).map(Instant)
    }
}

impl Clock for Turned {
    fn now(&self) -> Instant {
        self.past().unwrap_or_else(|| SystemClock.now())
    }
}

/// While the clock is turned back: UUIDv7 of its time with digits from the seed, so that the same seed makes the same members. Secrets are
/// always the system's.
pub(super) struct Seeded {
    clock: Arc<Turned>,
    state: AtomicU64,
}

impl Seeded {
    pub(super) fn new(clock: Arc<Turned>, seed: u64) -> Self {
        Self { clock, state: AtomicU64::new(seed) }
    }

    /// A Weyl sequence, mixed (the output step of SplitMix64).
    fn digits(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut mixed = self.state.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl IdSource for Seeded {
    fn uuid(&self) -> u128 {
        let Some(past) = self.clock.past() else { return SystemIds.uuid() };
        let millis = (past.0 / 1_000).unsigned_abs();
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.digits().to_be_bytes());
        random[8..].copy_from_slice(&self.digits().to_be_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().as_u128()
    }

    fn secret(&self) -> [u8; 32] {
        SystemIds.secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_ids_and_the_present_makes_others() {
        let clock = Turned::new();
        clock.to(Instant(1_764_000_000_000_000));
        let ids = |seed| {
            let ids = Seeded::new(Arc::clone(&clock), seed);
            [ids.uuid(), ids.uuid()]
        };
        assert_eq!(ids(3), ids(3));
        assert_ne!(ids(3), ids(4));
        assert_ne!(ids(3)[0], ids(3)[1]);
        assert_eq!(uuid::Uuid::from_u128(ids(3)[0]).get_version_num(), 7);
        clock.to_present();
        assert_ne!(ids(3), ids(3));
        assert!(clock.now() > Instant(1_764_000_000_000_000));
    }
}
