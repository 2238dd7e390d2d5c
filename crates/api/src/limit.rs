//! How many requests a key may send.

use crate::problem::{Problem, codes};
use axum::http::{HeaderMap, HeaderValue};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota as Rate, RateLimiter};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

type Keys = RateLimiter<Box<str>, HashMapStateStore<Box<str>>, DefaultClock, StateInformationMiddleware>;

/// When so many callers are counted, those whose quota is whole again are forgotten.
const MOST: usize = 50_000;
/// After so many requests it is looked how many there are.
const LOOK_EVERY: u32 = 10_000;

/// Counts the requests of each key.
pub(crate) struct Limiter {
    keys: Keys,
    clock: DefaultClock,
    per_minute: u32,
    asked: AtomicU32,
}

/// What is left of a key's quota.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    per_minute: u32,
    left: u32,
}

impl Limiter {
    /// So many requests a minute for each key, in bursts up to all of them. Zero counts as one.
    pub(crate) fn new(per_minute: u32) -> Self {
        let rate = Rate::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        Self {
            keys: RateLimiter::hashmap(rate).with_middleware(),
            clock: DefaultClock::default(),
            per_minute,
            asked: AtomicU32::new(1),
        }
    }

    /// Takes one request off the key's quota, or says when to come back.
    pub(crate) fn take(&self, key: &str) -> Result<Quota, Problem> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if asked.is_multiple_of(LOOK_EVERY) && self.keys.len() >= MOST {
            self.keys.retain_recent();
        }
        match self.keys.check_key(&Box::from(key)) {
            Ok(state) => Ok(Quota { per_minute: self.per_minute, left: state.remaining_burst_capacity() }),
            Err(not_until) => {
                let wait = not_until.wait_time_from(self.clock.now());
                let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
                Err(Problem::new(codes::RATE_LIMITED).retry_after(seconds))
            }
        }
    }
}

impl Quota {
    /// `RateLimit-Policy` and `RateLimit` as the IETF draft has them: the quota and its window, what is left and when it is whole again.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        let used = u64::from(self.per_minute.saturating_sub(self.left));
        let whole_in = (used * 60).div_ceil(u64::from(self.per_minute.max(1)));
        let policy = format!("\"key\";q={};w=60", self.per_minute);
        let now = format!("\"key\";r={};t={whole_in}", self.left);
        for (name, text) in [("ratelimit-policy", policy), ("ratelimit", now)] {
            if let Ok(value) = HeaderValue::try_from(text) {
                headers.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_out_of_quota_leaves_the_others_alone() {
        let limiter = Limiter::new(2);
        assert_eq!(limiter.take("a").unwrap().left, 1);
        assert_eq!(limiter.take("a").unwrap().left, 0);
        assert_eq!(limiter.take("a").unwrap_err().code(), codes::RATE_LIMITED);
        let mut headers = HeaderMap::new();
        limiter.take("b").unwrap().write(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"key\";q=2;w=60");
        assert_eq!(headers["ratelimit"], "\"key\";r=1;t=30");
    }
}
