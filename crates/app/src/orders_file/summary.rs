//! What was read from a file, and how it was understood.

use super::columns::Field;
use super::map::{AmountUnit, RowsAre};
use tessera_engine::values::Instant;

/// What was read from a file, and how it was understood. Reports show it, so that nobody has to guess.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows read, the header and empty rows left out.
    pub rows: u64,
    /// Orders taken.
    pub orders: u64,
    /// Members with orders.
    pub members: u64,
    /// Orders without a member; they are left out.
    pub without_member: u64,
    /// What the orders taken come to, in minor units.
    pub spend: i128,
    /// The first and the last instant of the orders taken.
    pub between: Option<(Instant, Instant)>,
    /// Which columns were taken for what.
    pub columns: Vec<(Field, String)>,
    /// The unit of amounts.
    pub unit: AmountUnit,
    /// What a row was taken for.
    pub rows_are: Option<RowsAre>,
    /// The zone of times without an offset.
    pub zone: Box<str>,
}
