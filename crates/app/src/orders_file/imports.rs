//! Orders of a file on their way into a database.

use super::names::Place;
use super::orders::Orders;
use super::reason::Reason;
use super::reject::Rejection;
use crate::imports::{ImportedOrder, RefusedRow};

impl Orders {
    /// What [`App::import_orders`](crate::App::import_orders) takes: first what was left out, then the orders by member and in
    /// business order, so that members join at their first order and nothing comes late.
    pub fn into_imports(self) -> impl Iterator<Item = Result<ImportedOrder, RefusedRow>> + Send + 'static {
        let refused: Vec<_> = (self.rejected.list.iter())
            .filter(|rejection| rejection.reason != Reason::Repeated)
            .map(|rejection| Err(RefusedRow::from(rejection)))
            .collect();
        refused.into_iter().chain(Imports { orders: self, member: 0, places: Vec::new().into_iter() }.map(Ok))
    }
}

/// The orders, one after the other.
struct Imports {
    orders: Orders,
    /// The member after the one at hand.
    member: usize,
    /// What is left of the member at hand.
    places: std::vec::IntoIter<Place>,
}

impl Iterator for Imports {
    type Item = ImportedOrder;

    fn next(&mut self) -> Option<ImportedOrder> {
        loop {
            if let Some(place) = self.places.next() {
                return Some(self.order(place));
            }
            if self.member == self.orders.members() {
                return None;
            }
            self.places = self.orders.sorted(self.member).into_iter();
            self.member += 1;
        }
    }
}

impl Imports {
    fn order(&self, place: Place) -> ImportedOrder {
        let view = self.orders.view(place);
        ImportedOrder {
            line: u64::from(view.row().line),
            // Never empty: the iterator has moved on from the member at hand.
            member: self.orders.member_id(self.member - 1).into(),
            id: view.event_id(),
            occurred_at: view.at(),
            order: view.order(),
        }
    }
}

impl From<&Rejection> for RefusedRow {
    fn from(rejection: &Rejection) -> Self {
        Self {
            line: rejection.row,
            id: rejection.order.clone(),
            code: rejection.reason.code().into(),
            text: rejection.text(),
        }
    }
}
