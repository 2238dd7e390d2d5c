//! The orders of a file: by member, in business order, ready to be folded or imported.

use super::names::{NOWHERE, Names, Place};
use super::reject::Rejected;
use super::row::Id;
use super::summary::Summary;
use std::borrow::Cow;
use tessera_engine::event::{Body, Event, Line, Order};
use tessera_engine::values::{EventId, Instant, Quantity};

/// An order as it is kept: 40 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderRow {
    pub(super) at: Instant,
    /// The sum of its rows, in minor units.
    pub(super) amount: i64,
    pub(super) member: Place,
    pub(super) store: Place,
    pub(super) channel: Place,
    /// The line of the file on which it first stands; files beyond 2^32 lines stop counting there.
    pub(super) line: u32,
    /// How many rows it has.
    pub(super) rows: u32,
    /// It is left out.
    pub(super) rejected: bool,
    /// A row of it cannot be read.
    pub(super) unread: bool,
    /// Its rows come to different amounts, and nothing tells whether rows are orders or lines.
    pub(super) differ: bool,
}

impl Default for OrderRow {
    fn default() -> Self {
        let (at, nowhere) = (Instant::default(), NOWHERE);
        Self {
            at,
            amount: 0,
            member: nowhere,
            store: nowhere,
            channel: nowhere,
            line: 0,
            rows: 0,
            rejected: false,
            unread: false,
            differ: false,
        }
    }
}

/// A line as it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineRow {
    pub(super) order: Place,
    pub(super) id: Place,
    pub(super) sku: Place,
    pub(super) category: Place,
    pub(super) quantity: Quantity,
    pub(super) amount: i64,
}

/// Lines, those of one order beside each other.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) rows: Vec<LineRow>,
    /// Where the lines of each order end.
    pub(super) ends: Vec<Place>,
    pub(super) ids: Names,
    pub(super) skus: Names,
    pub(super) categories: Names,
}

/// A line with its names. One without an id is named by its place in the order.
pub(super) struct NamedLine<'a> {
    pub(super) id: Id<'a>,
    pub(super) sku: Option<Id<'a>>,
    pub(super) category: Option<Id<'a>>,
    pub(super) quantity: Quantity,
    pub(super) amount: i64,
}

/// The orders of a file.
///
/// Members stand in the natural order of their ids and are addressed by their place, 0 to [`Orders::members`]; so are orders.
pub struct Orders {
    pub(super) ids: Names,
    pub(super) rows: Vec<OrderRow>,
    pub(super) member_ids: Names,
    /// Members with orders, in natural order.
    pub(super) members: Vec<Place>,
    /// Orders by member.
    pub(super) by_member: Vec<Place>,
    /// Where the orders of each member end in `by_member`.
    pub(super) ends: Vec<Place>,
    pub(super) stores: Names,
    pub(super) channels: Names,
    pub(super) lines: Option<Lines>,
    /// What was read, and how it was understood.
    pub summary: Summary,
    /// What was left out.
    pub rejected: Rejected,
}

/// How much history there is up to an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Members with an order by then.
    pub(crate) members: u64,
    pub(crate) orders: u64,
    /// In minor units.
    pub(crate) spend: i128,
    /// The first and the last of the orders.
    pub(crate) between: Option<(Instant, Instant)>,
    /// Orders after the instant.
    pub(crate) later: u64,
}

impl Extent {
    /// Counts the orders of one member: when, and what they came to.
    pub(crate) fn member(&mut self, orders: impl Iterator<Item = (Instant, i64)>, until: Option<Instant>) {
        let before = self.orders;
        for (at, amount) in orders {
            if until.is_some_and(|until| at > until) {
                self.later += 1;
                continue;
            }
            self.orders += 1;
            self.spend += i128::from(amount);
            let (first, last) = self.between.unwrap_or((at, at));
            self.between = Some((first.min(at), last.max(at)));
        }
        self.members += u64::from(self.orders > before);
    }
}

/// One order.
#[derive(Clone, Copy)]
pub struct OrderView<'a> {
    orders: &'a Orders,
    place: Place,
}

impl Orders {
    /// How many members have orders.
    pub fn members(&self) -> usize {
        self.members.len()
    }

    /// How many orders there are.
    pub fn len(&self) -> usize {
        self.by_member.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_member.is_empty()
    }

    /// The id of a member.
    pub fn member_id(&self, member: usize) -> Cow<'_, str> {
        self.member_ids.text(self.members[member])
    }

    /// The id of a member as it is kept.
    pub(super) fn named_member(&self, member: usize) -> Id<'_> {
        self.member_ids.get(self.members[member])
    }

    /// How many orders a member has.
    pub fn order_count(&self, member: usize) -> usize {
        let start = if member == 0 { 0 } else { self.ends[member - 1] };
        (self.ends[member] - start) as usize
    }

    /// Whether the orders have lines that can be told apart: they were asked for, and the file has them.
    pub fn has_lines(&self) -> bool {
        self.lines.as_ref().is_some_and(|lines| lines.skus.len() + lines.categories.len() > 0)
    }

    /// What there is up to and including an instant; `None`: everything.
    pub(crate) fn extent(&self, until: Option<Instant>) -> Extent {
        let mut extent = Extent::default();
        let mut start = 0;
        for end in &self.ends {
            let end = *end as usize;
            let orders = self.by_member[start..end].iter().map(|place| &self.rows[*place as usize]);
            extent.member(orders.map(|order| (order.at, order.amount)), until);
            start = end;
        }
        extent
    }

    /// The orders of a member in business order: by instant, then by the natural order of ids.
    pub fn of_member(&self, member: usize) -> Vec<OrderView<'_>> {
        let start = if member == 0 { 0 } else { self.ends[member - 1] as usize };
        let mut places = self.by_member[start..self.ends[member] as usize].to_vec();
        places.sort_unstable_by(|a, b| {
            let at = |place: Place| self.rows[place as usize].at;
            at(*a).cmp(&at(*b)).then_with(|| self.ids.get(*a).natural(self.ids.get(*b)))
        });
        places.into_iter().map(|place| OrderView { orders: self, place }).collect()
    }
}

impl<'a> OrderView<'a> {
    fn row(self) -> &'a OrderRow {
        &self.orders.rows[self.place as usize]
    }

    /// When it was paid.
    pub fn at(self) -> Instant {
        self.row().at
    }

    /// What it comes to, in minor units; not negative.
    pub fn amount(self) -> i64 {
        self.row().amount
    }

    /// Its id.
    pub fn id(self) -> Cow<'a, str> {
        self.orders.ids.text(self.place)
    }

    /// The line of the file on which it first stands.
    pub fn line(self) -> u64 {
        u64::from(self.row().line)
    }

    /// The order as an event, recorded when it happened, with a fingerprint of zeros. Lines are there if they were read.
    pub fn event(self) -> Event {
        let at = self.at();
        let body = Body::OrderPaid(Box::new(self.order()));
        Event { id: self.event_id(), occurred_at: at, recorded_at: at, fingerprint: [0; 16], body }
    }

    /// Its id as that of an event.
    pub fn event_id(self) -> EventId {
        // Cannot fail: a row whose id is not an event id was rejected when it was read.
        EventId::new(&self.id()).expect("order ids were checked")
    }

    /// What was bought.
    pub fn order(self) -> Order {
        let row = self.row();
        Order {
            store: self.orders.stores.boxed(row.store),
            channel: self.orders.channels.boxed(row.channel),
            lines: self.lines(),
            amount: row.amount,
            points_paid: None,
        }
    }

    fn lines(self) -> Box<[Line]> {
        let boxed = |id: Id<'_>| Box::<str>::from(id.text());
        let line = |line: NamedLine<'_>| Line {
            id: boxed(line.id),
            sku: line.sku.map(boxed),
            category: line.category.map(boxed),
            quantity: line.quantity,
            amount: line.amount,
        };
        self.named_lines().map(line).collect()
    }

    /// Its id as it is kept.
    pub(super) fn named(self) -> Id<'a> {
        self.orders.ids.get(self.place)
    }

    /// The store's code as it is kept.
    pub(super) fn store(self) -> Option<Id<'a>> {
        self.orders.stores.find(self.row().store)
    }

    /// The channel as it is kept.
    pub(super) fn channel(self) -> Option<Id<'a>> {
        self.orders.channels.find(self.row().channel)
    }

    /// Its lines, if lines were read.
    pub(super) fn named_lines(self) -> impl Iterator<Item = NamedLine<'a>> {
        let place = self.place as usize;
        let rows = self.orders.lines.iter().flat_map(move |lines| {
            let start = if place == 0 { 0 } else { lines.ends[place - 1] as usize };
            lines.rows[start..lines.ends[place] as usize].iter().map(move |row| (lines, row))
        });
        rows.zip(1..).map(|((lines, row), number)| NamedLine {
            id: lines.ids.find(row.id).unwrap_or(Id::Number(number)),
            sku: lines.skus.find(row.sku),
            category: lines.categories.find(row.category),
            quantity: row.quantity,
            amount: row.amount,
        })
    }
}

impl Lines {
    /// Keeps the first line of each order for which `single` says so, and all lines of the others.
    pub(super) fn keep_first(&mut self, orders: usize, single: impl Fn(Place) -> bool) {
        let mut seen = vec![false; orders];
        self.rows
            .retain(|line| !single(line.order) || !std::mem::replace(&mut seen[line.order as usize], true));
    }

    /// Puts the lines of one order beside each other, in an order that does not depend on where they stood in the file.
    pub(super) fn group(&mut self, orders: usize) {
        let Self { rows, ids, skus, categories, .. } = self;
        let name = |names: &Names, a: Place, b: Place| match (a, b) {
            (a, b) if a == b => std::cmp::Ordering::Equal,
            (NOWHERE, _) => std::cmp::Ordering::Less,
            (_, NOWHERE) => std::cmp::Ordering::Greater,
            (a, b) => names.get(a).natural(names.get(b)),
        };
        rows.sort_unstable_by(|a, b| {
            (a.order.cmp(&b.order))
                .then_with(|| name(ids, a.id, b.id))
                .then_with(|| name(skus, a.sku, b.sku))
                .then_with(|| name(categories, a.category, b.category))
                .then_with(|| (a.amount, a.quantity).cmp(&(b.amount, b.quantity)))
        });
        self.ends = Vec::with_capacity(orders);
        let mut end = 0;
        for order in 0..orders {
            while rows.get(end).is_some_and(|line| line.order as usize == order) {
                end += 1;
            }
            self.ends.push(Place::try_from(end).unwrap_or(NOWHERE));
        }
    }
}
