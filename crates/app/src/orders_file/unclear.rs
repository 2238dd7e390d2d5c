//! What rows are where no column and no map says it: by whether the rows of orders with several of them come to the same.

use super::map::RowsAre;
use super::summary::AddedUp;
use std::ops::AddAssign;

/// What speaks for lines, and what for orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unclear {
    /// Orders, those left out included.
    pub(super) orders: u64,
    /// Orders with several rows that come to different amounts.
    pub(super) differ: u64,
    /// Orders with several rows that all come to the same.
    pub(super) alike: u64,
}

impl AddAssign for Unclear {
    fn add_assign(&mut self, other: Self) {
        self.orders += other.orders;
        self.differ += other.differ;
        self.alike += other.alike;
    }
}

impl Unclear {
    /// Decides, and says so where it was for lines.
    pub(super) fn decide(self) -> (RowsAre, Option<AddedUp>) {
        let Self { orders, differ, alike } = self;
        // An order that stands twice and was corrected in between differs, too: so a few that differ prove nothing.
        if differ > alike && differ.saturating_mul(10) >= orders {
            (RowsAre::Lines, Some(AddedUp { orders: differ + alike, alike }))
        } else {
            (RowsAre::Orders, None)
        }
    }
}
