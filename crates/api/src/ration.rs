//! Rations of what anybody may do who is not known: so many an hour for each address, so many for all together.
//!
//! They are kept in memory: each process has its own, and a start begins anew.

use crate::peer::Address;
use crate::problem::{Code, Problem, codes};
use crate::settings::Settings;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tessera_engine::values::Instant;

const HOUR_MICROS: i64 = 3_600_000_000;
/// So many addresses are counted apart; when there are more at once, the others share a ration.
const MOST: usize = 50_000;
const THE_OTHERS: u128 = u128::MAX;
const ALL: u128 = 0;

/// The rations of the API.
pub(crate) struct Rations {
    codes_of_each: Ration,
    codes_of_all: Ration,
    wrong_of_each: Ration,
}

impl Rations {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            codes_of_each: Ration::an_hour(settings.codes_per_address),
            codes_of_all: Ration::an_hour(settings.codes_in_all),
            wrong_of_each: Ration::an_hour(settings.wrong_tries_per_address),
        }
    }

    /// Takes one code that somebody unknown wants sent, or says when to come back.
    pub(crate) fn take_code(&self, address: Address, now: Instant) -> Result<(), Problem> {
        let taken =
            self.codes_of_each.take(address.network(), now).and_then(|()| self.codes_of_all.take(ALL, now));
        taken.map_err(|wait| refused(codes::TOO_MANY_CODES, wait))
    }

    /// Refuses an address that has tried wrong too often.
    pub(crate) fn may_try(&self, address: Address, now: Instant) -> Result<(), Problem> {
        self.wrong_of_each.look(address.network(), now).map_err(|wait| refused(codes::LOCKED_OUT, wait))
    }

    /// Counts a wrong try.
    pub(crate) fn tried_wrong(&self, address: Address, now: Instant) {
        // Whoever is over it already is not looked at the next time either.
        let _ = self.wrong_of_each.take(address.network(), now);
    }
}

fn refused(code: &'static Code, wait_micros: i64) -> Problem {
    let seconds = u32::try_from(wait_micros.div_euclid(1_000_000)).unwrap_or(u32::MAX);
    Problem::new(code).retry_after(seconds.saturating_add(1))
}

/// So many an hour for each key, in bursts up to all of them.
struct Ration {
    every_micros: i64,
    /// Until when each key is used up, at one for each `every_micros`; what lies behind is as good as not there.
    used_until: Mutex<HashMap<u128, i64>>,
}

impl Ration {
    /// Zero counts as one.
    fn an_hour(count: u32) -> Self {
        Self { every_micros: (HOUR_MICROS / i64::from(count.max(1))).max(1), used_until: Mutex::default() }
    }

    /// Whether there is one left; else for how long there is none, in microseconds.
    fn look(&self, key: u128, now: Instant) -> Result<(), i64> {
        let used = self.used_until.lock().unwrap_or_else(PoisonError::into_inner);
        self.left(used.get(&key).copied(), now).map(drop)
    }

    fn take(&self, key: u128, now: Instant) -> Result<(), i64> {
        let mut used = self.used_until.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = key;
        if used.len() >= MOST && !used.contains_key(&key) {
            used.retain(|_, until| *until > now.0);
            if used.len() >= MOST {
                key = THE_OTHERS;
            }
        }
        let until = self.left(used.get(&key).copied(), now)?;
        used.insert(key, until + self.every_micros);
        Ok(())
    }

    fn left(&self, until: Option<i64>, now: Instant) -> Result<i64, i64> {
        // A clock that was set back does not lock anybody out for longer than an hour.
        let until = until.unwrap_or(now.0).clamp(now.0, now.0 + HOUR_MICROS);
        let over = until + self.every_micros - (now.0 + HOUR_MICROS);
        if over > 0 { Err(over) } else { Ok(until) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ration_is_used_up_and_comes_back_by_and_by() {
        let ration = Ration::an_hour(4);
        let at = |minutes: i64| Instant(1_000_000_000_000_000 + minutes * 60_000_000);
        for _ in 0..4 {
            ration.take(7, at(0)).unwrap();
        }
        assert_eq!(ration.take(7, at(0)), Err(15 * 60_000_000));
        assert_eq!(ration.look(7, at(5)), Err(10 * 60_000_000));
        ration.take(8, at(0)).unwrap();
        ration.take(7, at(15)).unwrap();
        assert!(ration.look(7, at(15)).is_err());
        for _ in 0..4 {
            ration.take(7, at(90)).unwrap();
        }
        assert!(ration.take(7, at(90)).is_err());
        assert!(ration.look(7, at(-600)).is_err_and(|wait| wait <= HOUR_MICROS));
    }

    #[test]
    fn however_many_addresses_there_are_memory_is_bounded() {
        let ration = Ration::an_hour(2);
        let now = Instant(1_000_000_000_000_000);
        for key in 1..=2 * MOST as u128 {
            let _ = ration.take(key, now);
        }
        assert!(ration.used_until.lock().unwrap().len() <= MOST + 1);
        assert!(ration.take(3 * MOST as u128, now).is_err(), "the others share one");
        ration.take(3 * MOST as u128, Instant(now.0 + HOUR_MICROS)).unwrap();
        assert_eq!(ration.used_until.lock().unwrap().len(), 1, "what is over is forgotten");
    }
}
