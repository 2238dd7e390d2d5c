//! Progress of long work, watched from elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far long work is; clones share it. Also carries the wish to stop early.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    done: AtomicU64,
    total: AtomicU64,
    before: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Nothing done of an unknown whole.
    pub fn new() -> Self {
        Self::default()
    }

    /// So much more is done.
    pub fn add(&self, done: u64) {
        self.0.done.fetch_add(done, Ordering::Relaxed);
    }

    /// The whole is so much.
    pub fn set_total(&self, total: u64) {
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// Counts from nothing again, for the next step of the same work. A wish to stop stays.
    pub fn start_over(&self) {
        self.0.before.fetch_add(self.total(), Ordering::Relaxed);
        self.0.total.store(0, Ordering::Relaxed);
        self.0.done.store(0, Ordering::Relaxed);
    }

    /// What the steps that are over came to, each in its own units; 0 in the first one.
    pub fn before(&self) -> u64 {
        self.0.before.load(Ordering::Relaxed)
    }

    /// Units of work done.
    pub fn done(&self) -> u64 {
        self.0.done.load(Ordering::Relaxed)
    }

    /// Units of work in all; 0 while unknown.
    pub fn total(&self) -> u64 {
        self.0.total.load(Ordering::Relaxed)
    }

    /// Asks the work to end soon, with nothing half done.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the work to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }
}
