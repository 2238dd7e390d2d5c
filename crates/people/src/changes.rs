//! How often something was changed by this process: what was read before a change must not be held after it.

use std::sync::atomic::{AtomicU64, Ordering};

/// A count of changes.
#[derive(Debug, Default)]
pub(crate) struct Changes(AtomicU64);

impl Changes {
    /// The count of now, to be taken before something is read that is to be held.
    pub(crate) fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Something was changed, and the store says so already.
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}
