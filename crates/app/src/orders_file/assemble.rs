//! Rows into orders: adds up the rows of an order, in whatever order they come, and leaves out what does not hold together.

use super::columns::{AmountFrom, Columns, Field};
use super::map::RowsAre;
use super::names::{NOWHERE, Names, Place};
use super::orders::{LineRow, Lines, OrderRow};
use super::reason::Reason;
use super::reject::{Rejected, Rejection};
use super::repeats::LineIds;
use super::row::{BadRow, Batch, Key, Problem, Row};
use super::summary::AddedUp;
use tessera_engine::values::{Instant, MAX_AMOUNT};

/// Orders while their rows are still coming.
pub(super) struct Assembly {
    pub(super) columns: Columns,
    pub(super) rows_are: Option<RowsAre>,
    pub(super) ids: Names,
    pub(super) rows: Vec<OrderRow>,
    pub(super) member_ids: Names,
    pub(super) stores: Names,
    pub(super) channels: Names,
    pub(super) lines: Option<Lines>,
    pub(super) rejected: Rejected,
    pub(super) row_count: u64,
    /// What each order states it comes to, where the file has both that and amounts of rows.
    pub(super) stated: Vec<i64>,
    /// Which lines of an order were seen, where lines have ids.
    pub(super) line_ids: Option<LineIds>,
    /// Rows that say the same as their order's first row, where rows are orders or nothing tells what they are.
    pub(super) repeats: Vec<(u64, Place)>,
    /// The first row of each order that says something else than the rows before it, where nothing tells what rows are.
    pub(super) others: Vec<(u64, Place)>,
    /// Set where that was decided for lines.
    pub(super) added_up: Option<AddedUp>,
    /// The order of the row before: the next row is likely of the same.
    last: Option<(Key, Place)>,
}

impl Assembly {
    /// Nothing yet.
    pub(super) fn new(columns: Columns, rows_are: Option<RowsAre>, keep_lines: bool) -> Self {
        let rows_are = match (rows_are, columns.amount) {
            (Some(said), _) => Some(said),
            (None, AmountFrom::Both { .. } | AmountFrom::Price { .. }) => Some(RowsAre::Lines),
            (None, _) => columns.tell_lines().then_some(RowsAre::Lines),
        };
        Self {
            rows_are,
            ids: Names::default(),
            rows: Vec::new(),
            member_ids: Names::default(),
            stores: Names::default(),
            channels: Names::default(),
            lines: keep_lines.then(Lines::default),
            rejected: Rejected::default(),
            row_count: 0,
            stated: Vec::new(),
            line_ids: columns.line_id.is_some().then(LineIds::default),
            repeats: Vec::new(),
            others: Vec::new(),
            added_up: None,
            last: None,
            columns,
        }
    }

    /// Takes the rows of a batch.
    pub(super) fn take(&mut self, batch: &Batch) {
        self.last = None;
        self.row_count += (batch.rows.len() + batch.bad.len()) as u64;
        for row in &batch.rows {
            self.row(row, &batch.arena);
        }
        for bad in &batch.bad {
            self.bad(bad, &batch.arena);
        }
    }

    fn row(&mut self, row: &Row, arena: &str) {
        let member = self.member_ids.put(row.member.resolve(arena)).0;
        let store = self.stores.put(row.store.resolve(arena)).0;
        let channel = self.channels.put(row.channel.resolve(arena)).0;
        let (place, new) = self.order(row.order, arena);
        if new {
            self.open(OrderRow {
                at: row.at,
                amount: 0,
                member,
                store,
                channel,
                line: u32::try_from(row.line).unwrap_or(u32::MAX),
                ..OrderRow::default()
            });
            if matches!(self.columns.amount, AmountFrom::Both { .. }) {
                self.stated.push(row.stated);
            }
        }
        let order = &mut self.rows[place as usize];
        if order.rejected {
            return;
        }
        if let Some(field) = order.differs(row.at, member, store, channel) {
            return self.conflict(place, row, field);
        }
        order.fill(store, channel);
        if let Some(line_ids) = &mut self.line_ids
            && let Some(line) = row.line_id.resolve(arena)
            && !line_ids.is_new(row.line, place, line, row.amount)
        {
            return;
        }
        self.add(place, row);
        if let Some(lines) = &mut self.lines {
            lines.rows.push(LineRow {
                order: place,
                id: lines.ids.put(row.line_id.resolve(arena)).0,
                sku: lines.skus.put(row.sku.resolve(arena)).0,
                category: lines.categories.put(row.category.resolve(arena)).0,
                quantity: row.quantity,
                amount: row.amount,
            });
        }
    }

    /// Adds the row's amount to its order's.
    fn add(&mut self, place: Place, row: &Row) {
        let order = &mut self.rows[place as usize];
        let known = order.rows;
        order.rows = known.saturating_add(1);
        if known == 0 {
            order.amount = row.amount;
            return;
        }
        let whole = matches!(self.columns.amount, AmountFrom::Order(_));
        if whole || self.rows_are == Some(RowsAre::Orders) {
            if order.amount != row.amount {
                let field = if whole { Field::OrderAmount } else { Field::Amount };
                self.conflict(place, row, field);
            } else if self.rows_are == Some(RowsAre::Orders) {
                self.repeats.push((row.line, place));
            }
            return;
        }
        if self.rows_are.is_none() && !order.differ {
            if order.amount == row.amount.saturating_mul(i64::from(known)) {
                self.repeats.push((row.line, place));
            } else {
                order.differ = true;
                self.others.push((row.line, place));
            }
        }
        if matches!(self.columns.amount, AmountFrom::Both { .. }) && self.stated[place as usize] != row.stated
        {
            return self.conflict(place, row, Field::OrderAmount);
        }
        order.amount = order.amount.saturating_add(row.amount);
    }

    fn order(&mut self, key: Key, arena: &str) -> (Place, bool) {
        if let Some((last, place)) = self.last
            && (last == key || last.resolve(arena) == key.resolve(arena))
        {
            return (place, false);
        }
        let (place, new) = self.ids.put(key.resolve(arena));
        self.last = Some((key, place));
        (place, new)
    }

    fn open(&mut self, order: OrderRow) {
        self.rows.push(order);
    }

    fn bad(&mut self, bad: &BadRow, arena: &str) {
        self.rejected.rows += 1;
        let mut named = None;
        if bad.order != Key::NONE {
            let (place, new) = self.order(bad.order, arena);
            if new {
                self.open(OrderRow::unread(bad.line));
                if matches!(self.columns.amount, AmountFrom::Both { .. }) {
                    self.stated.push(0);
                }
            }
            let order = &mut self.rows[place as usize];
            (order.rejected, order.unread) = (true, true);
            named = Some(place);
        }
        self.reject(bad.line, named, bad.problem.clone());
    }

    fn conflict(&mut self, place: Place, row: &Row, field: Field) {
        self.differs(row.line, place, field);
    }

    /// Leaves out an order of which a row says something else than its first.
    pub(super) fn differs(&mut self, row: u64, place: Place, field: Field) {
        let order = &mut self.rows[place as usize];
        order.rejected = true;
        let reason = Reason::Differs { field, other_row: u64::from(order.line) };
        self.reject(row, Some(place), Problem { field: Some(field), value: "".into(), reason });
    }

    /// Adds to the list of what was left out.
    pub(super) fn reject(&mut self, row: u64, order: Option<Place>, problem: Problem) {
        let names = &self.columns.names;
        let column = problem.field.map(|field| {
            let columns = self.columns.of(field);
            columns.iter().map(|column| &*names[*column]).collect::<Vec<_>>().join(" + ").into()
        });
        let order = order.and_then(|place| self.ids.boxed(place));
        self.rejected.push(Rejection { row, order, column, value: problem.value, reason: problem.reason });
    }
}

impl OrderRow {
    /// An order of which no row could be read yet.
    fn unread(line: u64) -> Self {
        Self {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            rejected: true,
            unread: true,
            ..Self::default()
        }
    }

    /// In what a further row differs that must be the same for all rows of an order.
    fn differs(&self, at: Instant, member: Place, store: Place, channel: Place) -> Option<Field> {
        let other = |a: Place, b: Place| a != b && a != NOWHERE && b != NOWHERE;
        if self.member != member {
            return Some(Field::MemberId);
        }
        if self.at != at {
            return Some(Field::OrderedAt);
        }
        if other(self.store, store) {
            return Some(Field::Store);
        }
        other(self.channel, channel).then_some(Field::Channel)
    }

    /// Takes what only a further row says.
    fn fill(&mut self, store: Place, channel: Place) {
        if self.store == NOWHERE {
            self.store = store;
        }
        if self.channel == NOWHERE {
            self.channel = channel;
        }
    }

    /// Whether the amount is one that an event may carry.
    pub(super) fn is_too_large(&self) -> bool {
        self.amount.unsigned_abs() > MAX_AMOUNT.unsigned_abs()
    }
}
