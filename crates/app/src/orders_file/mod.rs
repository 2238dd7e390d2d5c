//! Files of orders, as other systems export them.
//!
//! CSV or NDJSON, plain or compressed by gzip or zstd; one row per order or one row per line of an order, in any order of rows. What is
//! read comes out as the engine's events, by member and in business order. See [`ColumnMap`] for how columns are found.
//!
//! - **Amounts** become exact integers in the currency's minor unit. What is finer is refused, not rounded.
//! - **An order's amount** is the sum of its rows (or what `order_amount` states). An order of zero is a visit: it counts
//!   as an order. An order below zero is left out, and so is one of which a row cannot be read: a part of an order is not the order.
//! - **The rows of one order** name one member, instant, store and channel, or the order is left out. The same row twice counts once.
//! - **Rows are lines** where a column tells lines apart (a line id, article, category or quantity) or the map says so. Without either, rows
//!   with the same order id are copies of the order, unless many orders have rows of different amounts; see [`AddedUp`].
//! - **Orders without a member** are counted and left out.
//! - **Row numbers** in messages are lines of the file; the header is line 1.
//!
//! This module must not know SQL, HTTP or the clock.
//!
//! ```
//! use tessera_app::orders_file::{ColumnMap, ReadOptions, Source, read};
//! use tessera_engine::calendar::Calendar;
//!
//! let file = "order_id,member_id,ordered_at,amount\n10,7,2026-11-21 08:30:00,12.50\n9,7,2026-11-21 08:30:00,3\n";
//! let source = Source::new("orders.csv".into(), None, Box::new(file.as_bytes()))?;
//! let zone = Calendar::new("Asia/Shanghai").expect("a zone");
//! let options = ReadOptions { exponent: 2, zone, lines: false, threads: 1 };
//! let orders = read(source, &ColumnMap::default(), &options, &mut |_| std::ops::ControlFlow::Continue(()))?;
//! let of_seven = orders.of_member(0);
//! assert_eq!((of_seven[0].id().as_ref(), of_seven[0].amount()), ("9", 300));
//! assert_eq!(of_seven[1].at().to_string(), "2026-11-21T00:30:00Z");
//! # Ok::<(), tessera_app::orders_file::OrdersFileError>(())
//! ```

mod assemble;
mod blocks;
mod columns;
mod csv_rows;
mod error;
mod finish;
mod json_rows;
mod known;
mod map;
mod names;
mod number;
mod orders;
mod preview;
mod read;
mod reason;
mod recorded;
mod reject;
mod repeats;
mod row;
mod sorted;
mod source;
mod summary;
#[cfg(test)]
mod tests;
mod time;
mod unclear;

pub use columns::Field;
pub use error::{ColumnProblem, OrdersFileError};
pub use map::{AmountUnit, ColumnMap, ColumnNames, MapError, OneOrMore, RowsAre};
pub(crate) use orders::Extent;
pub use orders::{OrderView, Orders};
pub use preview::{Preview, preview};
pub use read::{ReadOptions, ReadProgress, read};
pub use reason::Reason;
pub(crate) use recorded::RecordedMember;
pub use reject::{Rejected, Rejection};
pub use sorted::{Broken, Imports, SortedOrders, Spill, read_sorted};
pub use source::Source;
pub use summary::{AddedUp, Summary};
