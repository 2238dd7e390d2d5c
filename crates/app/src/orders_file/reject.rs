//! Rows and orders that were left out, each with its reason and remedy.

use super::reason::Reason;
use std::io::Write;
use tessera_engine::program::Text;
use tessera_engine::values::Lang;

/// A row, or an order, that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The line of the file, the header being 1; for an order the first of its rows.
    pub row: u64,
    /// The order, if its id could be read. While one of its rows is rejected the whole order is left out.
    pub order: Option<Box<str>>,
    /// The column as the file names it, if one is to blame.
    pub column: Option<Box<str>>,
    /// What stands there; long values are cut.
    pub value: Box<str>,
    /// Why.
    pub reason: Reason,
}

impl Rejection {
    /// The rejection in one sentence: where, what stands there, what is wrong, what to do.
    pub fn text(&self) -> Text {
        let (reason, remedy) = (self.reason.text(), self.reason.remedy());
        let (mut zh, mut en) = (format!("第 {} 行", self.row), format!("row {}", self.row));
        if let Some(order) = &self.order {
            zh.push_str(&format!("，订单 {order}"));
            en.push_str(&format!(", order {order}"));
        }
        if let Some(column) = &self.column {
            zh.push_str(&format!("，列 {column}"));
            en.push_str(&format!(", column {column}"));
        }
        if !self.value.is_empty() {
            zh.push_str(&format!("，\"{}\"", self.value));
            en.push_str(&format!(", \"{}\"", self.value));
        }
        Text::new(
            format!("{zh}：{}。{}", reason.zh, remedy.zh),
            format!("{en}: {}; {}", reason.en, remedy.en),
        )
    }
}

/// What was left out. At most [`Rejected::KEPT`] are listed; the counts are complete.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// The list, by row: the first of them.
    pub list: Vec<Rejection>,
    /// Rows that cannot be read.
    pub rows: u64,
    /// Orders left out: a row of theirs cannot be read, or the order as a whole does not hold together.
    pub orders: u64,
    /// Of these, the orders of which a row cannot be read.
    pub orders_unread: u64,
    /// Rows that repeat another and were counted once.
    pub repeated: u64,
    /// How many are not listed.
    pub unlisted: u64,
}

impl Rejected {
    /// How many are listed at most.
    pub const KEPT: usize = 1_000_000;

    /// Adds one to the list. The list may grow somewhat beyond [`Rejected::KEPT`] until [`Rejected::settle`].
    pub(super) fn push(&mut self, rejection: Rejection) {
        self.list.push(rejection);
        if self.list.len() >= Self::KEPT + Self::KEPT / 4 {
            self.settle();
        }
    }

    /// Brings the list in the order of rows, and keeps the first.
    pub(super) fn settle(&mut self) {
        self.list.sort_by_key(|rejection| rejection.row);
        self.unlisted += self.list.len().saturating_sub(Self::KEPT) as u64;
        self.list.truncate(Self::KEPT);
    }

    /// Adds what another part of the file left out.
    pub(super) fn absorb(&mut self, other: Self) {
        let Self { list, rows, orders, orders_unread, repeated, unlisted } = other;
        self.rows += rows;
        self.orders += orders;
        self.orders_unread += orders_unread;
        self.repeated += repeated;
        self.unlisted += unlisted;
        list.into_iter().for_each(|rejection| self.push(rejection));
    }

    /// Writes the list as CSV: `row, order_id, column, value, code, reason, remedy`.
    pub fn write(&self, out: impl Write, lang: Lang) -> std::io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["row", "order_id", "column", "value", "code", "reason", "remedy"])?;
        for rejection in &self.list {
            csv.write_record([
                &rejection.row.to_string(),
                rejection.order.as_deref().unwrap_or_default(),
                rejection.column.as_deref().unwrap_or_default(),
                &rejection.value,
                rejection.reason.code(),
                rejection.reason.text().get(lang),
                rejection.reason.remedy().get(lang),
            ])?;
        }
        csv.flush()
    }
}
