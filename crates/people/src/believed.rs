//! What many requests ask for and few change: read once, and believed for some seconds.

use crate::changes::Changes;
use std::sync::{Arc, Mutex, PoisonError};
use tessera_engine::values::Instant;

/// How long what was read is believed.
const BELIEVED_MICROS: i64 = 5_000_000;

/// What was read last, and when. What this process changes is forgotten at once, what another does within five seconds.
pub(crate) struct Believed<T> {
    held: Mutex<Option<(Instant, Arc<T>)>>,
    changes: Changes,
}

impl<T> Default for Believed<T> {
    fn default() -> Self {
        Self { held: Mutex::default(), changes: Changes::default() }
    }
}

impl<T> Believed<T> {
    pub(crate) fn known(&self, now: Instant) -> Option<Arc<T>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = held.as_ref().filter(|(at, _)| (0..=BELIEVED_MICROS).contains(&(now.0 - at.0)));
        fresh.map(|(_, value)| Arc::clone(value))
    }

    pub(crate) fn forget(&self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        self.changes.count();
        *held = None;
    }

    /// Where changes stand, before it is read.
    pub(crate) fn before_reading(&self) -> u64 {
        self.changes.now()
    }

    /// Holds what was read since `seen`, unless it was changed meanwhile.
    pub(crate) fn hold(&self, now: Instant, value: &Arc<T>, seen: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if self.changes.now() == seen {
            *held = Some((now, Arc::clone(value)));
        }
    }
}
