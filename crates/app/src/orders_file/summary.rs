//! What was read from a file, and how it was understood.

use super::columns::Field;
use super::map::{AmountUnit, RowsAre};
use tessera_engine::program::Text;
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
    /// What was made of rows with the same order id where nothing in the file says whether rows are orders or lines.
    pub added_up: Option<AddedUp>,
    /// Orders of several rows whose lines are not known: the file states what the order comes to, and not what its rows do.
    pub without_lines: u64,
    /// The zone of times without an offset.
    pub zone: Box<str>,
}

impl Summary {
    /// Adds what another part of the same file has, but for its members: they may be the same.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.rows += other.rows;
        self.orders += other.orders;
        self.without_member += other.without_member;
        self.spend += other.spend;
        self.without_lines += other.without_lines;
        self.between = match (self.between, other.between) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }
}

/// Orders whose rows were added up without any column that tells lines apart: the rows of most of them come to different amounts, so that
/// they can hardly be one order that stands several times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddedUp {
    /// Orders with several rows.
    pub orders: u64,
    /// Of these, orders all of whose rows come to the same.
    pub alike: u64,
}

impl AddedUp {
    /// What happened, and how to have it otherwise.
    pub fn text(&self) -> Text {
        let Self { orders, alike } = self;
        Text::new(
            format!(
                "{orders} 张订单有多行，且没有列能区分商品行：按商品行相加（其中 {alike} 张的各行金额相同）。若每行是一张订单，在映射文件中写 rows = \"orders\"；若确是商品行，写 rows = \"lines\""
            ),
            format!(
                "{orders} orders have several rows, and no column tells lines apart: they were taken for lines and added up ({alike} of them have rows of one and the same amount). If each row is an order, write rows = \"orders\" in the mapping file; if they are lines, write rows = \"lines\""
            ),
        )
    }
}
