//! How long the parts of one command's way took.

use std::time::Duration;

/// How long a command took on its way to its answer. Those that were committed together share all but the waiting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Waiting for the commits before it, and for the answer.
    pub queue: Duration,
    /// Reading what its members had done before.
    pub load: Duration,
    /// Deciding, all that was committed with it included.
    pub decide: Duration,
    /// Writing it to the disk or the database.
    pub commit: Duration,
}

impl Timing {
    /// What is left of the time that the sender saw is waiting.
    pub(crate) fn seen_in(mut self, whole: Duration) -> Self {
        self.queue = whole.saturating_sub(self.load + self.decide + self.commit);
        self
    }

    /// Two ways one after the other.
    pub fn and(self, next: Self) -> Self {
        Self {
            queue: self.queue + next.queue,
            load: self.load + next.load,
            decide: self.decide + next.decide,
            commit: self.commit + next.commit,
        }
    }
}
