//! Lines that stand twice: exports that overlap must not count twice, and different lines must not share an id.

use super::names::Place;
use super::row::Id;
use hashbrown::{DefaultHashBuilder, HashMap, HashSet};
use std::hash::BuildHasher;

/// Which lines of which orders were seen. Line numbers below 64 take one bit; what is unusual goes into tables beside.
#[derive(Default)]
pub(super) struct LineIds {
    orders: Vec<Order>,
    others: HashSet<(Place, u64)>,
    again: HashMap<Place, Copies>,
    hasher: DefaultHashBuilder,
}

#[derive(Clone, Copy, Default)]
struct Order {
    /// Line numbers 0 to 63.
    small: u64,
    /// The sum of the hashes of its lines: equal for equal lines in any order.
    sum: u64,
    lines: u32,
}

/// Further appearances of an order's lines.
#[derive(Clone, Copy, Default)]
struct Copies {
    sum: u64,
    lines: u32,
}

/// Whether a line was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// It was not.
    First,
    /// Its id was.
    Again,
}

impl LineIds {
    /// Notes a line.
    pub(super) fn see(&mut self, order: Place, line: Id<'_>, amount: i64) -> Seen {
        let place = order as usize;
        if self.orders.len() <= place {
            self.orders.resize(place + 1, Order::default());
        }
        let known = &mut self.orders[place];
        let first = match line {
            Id::Number(number @ 0..64) => {
                let bit = 1 << number;
                let first = known.small & bit == 0;
                known.small |= bit;
                first
            }
            _ => self.others.insert((order, self.hasher.hash_one(line))),
        };
        let hash = self.hasher.hash_one((line, amount));
        if first {
            known.sum = known.sum.wrapping_add(hash);
            known.lines += 1;
            return Seen::First;
        }
        let copies = self.again.entry(order).or_default();
        copies.sum = copies.sum.wrapping_add(hash);
        copies.lines += 1;
        Seen::Again
    }

    /// Whether the further appearances are whole copies of the order, so that counting it once is right.
    pub(super) fn are_copies(&self, order: Place) -> bool {
        let (Some(known), Some(copies)) = (self.orders.get(order as usize), self.again.get(&order)) else {
            return true;
        };
        let times = copies.lines / known.lines.max(1);
        times * known.lines == copies.lines && copies.sum == known.sum.wrapping_mul(u64::from(times))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_copies_are_told_from_other_lines_under_the_same_id() {
        for (lines, seen, copies) in [
            (&[("1", 5), ("2", 7)][..], 0, true),
            (&[("1", 5), ("2", 7), ("2", 7), ("1", 5)], 2, true),
            (&[("a", 5), ("900", 7), ("a", 5), ("900", 7), ("900", 7), ("a", 5)], 4, true),
            (&[("1", 5), ("2", 7), ("1", 5)], 1, false),
            (&[("1", 5), ("2", 7), ("1", 6), ("2", 6)], 2, false),
            (&[("1", 5), ("1", 6)], 1, false),
            (&[("1", 5), ("01", 5)], 0, true),
        ] {
            let mut ids = LineIds::default();
            let again = lines
                .iter()
                .filter(|(line, amount)| ids.see(3, Id::of(line), *amount) == Seen::Again)
                .count();
            assert_eq!((again, ids.are_copies(3)), (seen, copies), "{lines:?}");
        }
    }
}
