//! Counters of the pipeline, for whoever exposes them.

use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Counters that only ever go up, and a few gauges. All are plain numbers; nothing here reads a clock.
        #[derive(Debug, Default)]
        pub struct Metrics {
            $($(#[$doc])* pub(crate) $name: AtomicU64,)*
            pub(crate) batch_sizes: Counts,
            pub(crate) commit_times: Counts,
        }

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

/// How many bounds a [`Spread`] has: 1, 4, 16, ... up to about a million.
const BOUNDS: usize = 11;

/// Values counted by size.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// By bound; beyond the last one in the last.
    counts: [AtomicU64; BOUNDS + 1],
    sum: AtomicU64,
}

impl Counts {
    /// Counts a value.
    pub(crate) fn note(&self, value: u64) {
        // The smallest n with value <= 4^n.
        let bits = u64::BITS - value.saturating_sub(1).leading_zeros();
        let place = (bits.div_ceil(2) as usize).min(BOUNDS);
        self.counts[place].fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(value, Ordering::Relaxed);
    }

    fn view(&self) -> Spread {
        let mut spread = Spread { sum: self.sum.load(Ordering::Relaxed), ..Spread::default() };
        for (place, count) in self.counts.iter().enumerate() {
            spread.count += count.load(Ordering::Relaxed);
            if place < BOUNDS {
                spread.upto.push((1 << (2 * place), spread.count));
            }
        }
        spread
    }
}

/// How values are spread, as histograms are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Bounds, and how many values are not above each.
    pub upto: Vec<(u64, u64)>,
    /// How many values there are.
    pub count: u64,
    /// Their sum.
    pub sum: u64,
}

impl Metrics {
    /// Events in each commit.
    pub(crate) fn batch_sizes(&self) -> Spread {
        self.batch_sizes.view()
    }

    /// Microseconds that each commit took.
    pub(crate) fn commit_times(&self) -> Spread {
        self.commit_times.view()
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn values_are_counted_under_the_first_bound_that_is_not_below_them() {
        let counts = Counts::default();
        for value in [0, 1, 2, 4, 5, 16, 17, u64::MAX / 2] {
            counts.note(value);
        }
        let spread = counts.view();
        assert_eq!(spread.upto[..4], [(1, 2), (4, 4), (16, 6), (64, 7)]);
        assert_eq!(spread.upto.last(), Some(&(1_048_576, 7)));
        assert_eq!((spread.count, spread.sum), (8, 45 + u64::MAX / 2));
    }
}
