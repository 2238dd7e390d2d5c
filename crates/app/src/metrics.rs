//! Counters of the pipeline, for whoever exposes them.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Counters that only ever go up, and a few gauges. All are plain numbers; nothing here reads a clock.
        #[derive(Debug, Default)]
        pub struct Metrics { $($(#[$doc])* pub(crate) $name: AtomicU64,)* }

        /// The counters at one moment.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct MetricsView { $($(#[$doc])* pub $name: u64,)* }

        impl Metrics {
            /// The counters now.
            pub fn view(&self) -> MetricsView {
                MetricsView { $($name: self.$name.load(Ordering::Relaxed),)* }
            }
        }

        impl MetricsView {
            /// The counters with their names.
            pub fn named(&self) -> Vec<(&'static str, u64)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

counters! {
    /// Commands taken.
    commands,
    /// Commands accepted.
    accepted,
    /// Commands refused.
    refused,
    /// Commands that got their first answer again.
    replayed,
    /// Commands parked.
    parked,
    /// Commands rejected with an error.
    rejected,
    /// Commits.
    batches,
    /// Events recorded.
    events,
    /// Commits that another writer forced to be decided again.
    conflicts,
    /// Commits that failed.
    failures,
    /// Microseconds spent deciding.
    decide_micros,
    /// Microseconds spent waiting for commits.
    commit_micros,
    /// Microseconds spent loading.
    load_micros,
    /// Histories loaded for returns and late events.
    histories,
    /// Events projected.
    projected,
    /// Microseconds spent projecting.
    project_micros,
    /// Gauge: events recorded and not yet projected.
    lag,
    /// Gauge: members whose states are kept ready.
    warm,
}
