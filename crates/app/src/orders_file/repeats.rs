//! Lines that stand twice: exports that overlap must not count twice, and different lines must not share an id.

use super::names::Place;
use super::row::Id;
use hashbrown::{DefaultHashBuilder, HashMap, HashSet};
use std::hash::BuildHasher;

/// Which lines of which orders were seen. Line numbers below 64 take one bit; what is unusual goes into a table beside. What a line came
/// to is kept as 12 bytes in the order of the file, and looked at only if some line's id comes again.
#[derive(Default)]
pub(super) struct LineIds {
    /// By the order's place: its line numbers 0 to 63.
    small: Vec<u64>,
    others: HashSet<(Place, u64)>,
    first: Vec<Line>,
    again: Vec<(u64, Line)>,
    hasher: DefaultHashBuilder,
}

/// A line by its order, the hash of its id, and the hash of its id and amount.
#[derive(Clone, Copy)]
struct Line {
    order: Place,
    id: u32,
    whole: u32,
}

/// A row whose line was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Again {
    /// The line of the file.
    pub(super) row: u64,
    pub(super) order: Place,
    /// It says the same as the first: it repeats it. Else two lines share an id.
    pub(super) same: bool,
}

impl LineIds {
    /// Notes a line that stands in a row of the file. False: its id was there before.
    pub(super) fn is_new(&mut self, row: u64, order: Place, line: Id<'_>, amount: i64) -> bool {
        let place = order as usize;
        if self.small.len() <= place {
            self.small.resize(place + 1, 0);
        }
        let hash = self.hasher.hash_one(line);
        let new = match line {
            Id::Number(number @ 0..64) => {
                let bit = 1 << number;
                let new = self.small[place] & bit == 0;
                self.small[place] |= bit;
                new
            }
            _ => self.others.insert((order, hash)),
        };
        // The lower halves of good hashes are good hashes.
        let line = Line { order, id: hash as u32, whole: self.hasher.hash_one((hash, amount)) as u32 };
        match new {
            true => self.first.push(line),
            false => self.again.push((row, line)),
        }
        new
    }

    /// The rows whose lines were seen before, by row.
    pub(super) fn again(self) -> Vec<Again> {
        if self.again.is_empty() {
            return Vec::new();
        }
        let wanted: HashSet<(Place, u32)> =
            self.again.iter().map(|(_, line)| (line.order, line.id)).collect();
        let found: HashMap<(Place, u32), u32> = (self.first.iter())
            .filter(|line| wanted.contains(&(line.order, line.id)))
            .map(|line| ((line.order, line.id), line.whole))
            .collect();
        let judge = |(row, line): &(u64, Line)| Again {
            row: *row,
            order: line.order,
            same: found.get(&(line.order, line.id)) == Some(&line.whole),
        };
        self.again.iter().map(judge).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_a_line_are_told_from_other_lines_under_the_same_id() {
        for (lines, expected) in [
            (&[("1", 5), ("2", 7)][..], &[][..]),
            (&[("1", 5), ("2", 7), ("2", 7), ("1", 5)], &[true, true]),
            (&[("a", 5), ("900", 7), ("a", 5), ("900", 7), ("900", 7)], &[true, true, true]),
            (&[("1", 5), ("2", 7), ("1", 5)], &[true]),
            (&[("1", 5), ("2", 7), ("1", 6), ("2", 6)], &[false, false]),
            (&[("1", 5), ("2", 7), ("1", 7), ("2", 5)], &[false, false]),
            (&[("1", 5), ("1", 6), ("1", 5)], &[false, true]),
            (&[("1", 5), ("01", 5)], &[]),
        ] {
            let mut ids = LineIds::default();
            for (row, (line, amount)) in lines.iter().enumerate() {
                // Another order's lines are no business of this one.
                assert!(ids.is_new(0, 9 + row as Place, Id::of(line), *amount));
                ids.is_new(row as u64, 3, Id::of(line), *amount);
            }
            let again: Vec<bool> = ids.again().iter().map(|again| again.same).collect();
            assert_eq!(again, expected, "{lines:?}");
        }
    }
}
