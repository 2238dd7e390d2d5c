//! Import of order histories, through the same pipeline as everything else.

use crate::App;
use crate::error::AppError;
use crate::progress::Progress;
use tessera_engine::event::Order;
use tessera_engine::values::{EventId, Instant};

/// One order of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedOrder {
    /// Where it begins in the file: a line number, for reports.
    pub line: u64,
    /// The member's number with the retailer.
    pub member: Box<str>,
    /// The order's number: its event id.
    pub id: EventId,
    /// When it was paid.
    pub occurred_at: Instant,
    /// What was bought.
    pub order: Order,
}

/// A row or order that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Where in the file.
    pub line: u64,
    /// The order's number, where that is known.
    pub id: Option<Box<str>>,
    /// A stable code.
    pub code: Box<str>,
    /// Why, in both languages.
    pub text: tessera_engine::program::Text,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Orders read.
    pub orders: u64,
    /// Orders recorded now.
    pub recorded: u64,
    /// Orders that were there already.
    pub known: u64,
    /// Members who joined by it.
    pub members: u64,
    /// Orders refused.
    pub refused: u64,
    /// The first of them, at most [`ImportReport::KEPT`].
    pub refusals: Vec<RefusedRow>,
    /// It was cancelled before its end; run it again to resume.
    pub cancelled: bool,
}

impl ImportReport {
    /// How many refusals a report keeps.
    pub const KEPT: usize = 1_000;
}

impl App {
    /// Imports orders. Members whom nobody knows join at their first order. Orders may come in any order; those that come by
    /// member and time are quickest. It can be run again without effect, and resumes what was cut off.
    ///
    /// The iterator is read on a thread of its own. An item is an order, or a row that the reader refused, which is counted and reported.
    pub async fn import_orders<I>(&self, _orders: I, _progress: &Progress) -> Result<ImportReport, AppError>
    where
        I: Iterator<Item = Result<ImportedOrder, RefusedRow>> + Send + 'static,
    {
        unimplemented!("lands shortly")
    }
}
