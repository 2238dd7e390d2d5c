//! How long requests took: counts by ranges that are at most a thirty-second wide, so that ten minutes of latencies need no more room than a second's.

use std::time::Duration;

/// Ranges per doubling.
const FINE: u32 = 32;
const FINE_BITS: u32 = FINE.ilog2();

/// Counts of durations.
#[derive(Clone, Debug)]
pub(crate) struct Histogram {
    counts: Box<[u64]>,
    total: u64,
}

impl Histogram {
    pub(crate) fn new() -> Self {
        let ranges = (u64::BITS - FINE_BITS + 1) * FINE;
        Self { counts: vec![0; ranges as usize].into(), total: 0 }
    }

    pub(crate) fn add(&mut self, time: Duration) {
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.counts[range_of(nanos)] += 1;
        self.total += 1;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.total += other.total;
    }

    pub(crate) fn count(&self) -> u64 {
        self.total
    }

    /// The duration that so many of a thousand do not exceed; none if there are none.
    pub(crate) fn at(&self, per_mille: u64) -> Option<Duration> {
        let wanted = (self.total * per_mille).div_ceil(1_000).max(1);
        let mut seen = 0;
        let range = self.counts.iter().position(|count| {
            seen += count;
            seen >= wanted
        })?;
        Some(Duration::from_nanos(middle_of(range)))
    }
}

fn range_of(nanos: u64) -> usize {
    if nanos < u64::from(FINE) {
        return nanos as usize;
    }
    let shift = nanos.ilog2() - FINE_BITS;
    ((shift + 1) * FINE) as usize + ((nanos >> shift) as usize - FINE as usize)
}

fn middle_of(range: usize) -> u64 {
    let (doubling, place) = (range as u32 / FINE, (range as u32 % FINE) as u64);
    if doubling == 0 {
        return place;
    }
    let shift = doubling - 1;
    ((u64::from(FINE) + place) << shift) + ((1 << shift) >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_to_a_thirty_second() {
        for nanos in [0, 1, 31, 32, 33, 1_000, 123_456, 9_876_543_210, u64::MAX / 2] {
            let mut histogram = Histogram::new();
            histogram.add(Duration::from_nanos(nanos));
            let found = histogram.at(500).unwrap().as_nanos() as u64;
            assert!(found.abs_diff(nanos) <= nanos / 32, "{nanos} became {found}");
        }
    }

    #[test]
    fn the_ninety_ninth_of_a_hundred_is_the_p99() {
        let mut histogram = Histogram::new();
        (1..=100).for_each(|n| histogram.add(Duration::from_micros(n * 100)));
        let micros = |per_mille| histogram.at(per_mille).unwrap().as_micros();
        assert!(micros(500).abs_diff(5_000) < 200, "{}", micros(500));
        assert!(micros(990).abs_diff(9_900) < 400, "{}", micros(990));
        assert_eq!(Histogram::new().at(500), None);
    }
}
