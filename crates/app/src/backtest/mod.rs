//! Backtests: a program draft folded over a real order history, without a database.
//!
//! The orders come from a file ([`crate::orders_file`]), the rules from a checked program, and the outcome from the same
//! fold that runs live: there is no second implementation of any rule. For each member and each instant asked for there is
//! one row; at the end a [`Report`] says what was issued, spent, expired and outstanding, what it costs, and who gains and
//! loses against another program.
//!
//! - Orders of one member stand by instant, and at one instant in the natural order of their ids.
//! - At an instant what expires goes first, then what is earned, then what is spent. A row as of an instant includes everything at it.
//! - Instants after the last order are fine: lots still expire.
//! - Members join at their first order, as they do when it is imported.
//! - An [`Assumption`] makes members spend: so many units right after each order that leaves so many, once an order.
//! - Everything is exact: integers, and decimals for money and shares.
//!
//! ```
//! use std::{ops::ControlFlow::Continue, sync::Arc};
//! use tessera_app::{backtest::{Case, Options, backtest}, orders_file::{ColumnMap, ReadOptions, Source, read}};
//! use tessera_engine::{fold::Programs, program::check};
//!
//! let document = r#"
//! program = { code = "flat", name = "Flat", currency = "CNY", time_zone = "Asia/Shanghai" }
//! wallets.points.worth = "0.01"
//! rules = [{ name = "base", on = "order", wallet = "points", give = { rate = 1 } }]
//! "#;
//! let program = Arc::new(check(document).program.expect("it is right"));
//! let zone = program.calendar.clone();
//! let file = "order_id,member_id,date,amount\n1,7,2026-11-21,12.50\n2,7,2026-11-22,8.00\n";
//! let source = Source::new("orders.csv".into(), None, Box::new(file.as_bytes()))?;
//! let reading = ReadOptions { exponent: 2, zone, lines: program.looks_at_lines(), threads: 1 };
//! let orders = read(source, &ColumnMap::default(), &reading, &mut |_| Continue(()))?;
//! let case = Case::new(Programs::single(program), None, &orders, Options::default())?;
//! let report = backtest(&case, &mut (), &mut |_| Continue(()))?;
//! assert_eq!(report.at_end().wallets[0].issued, 12 + 8);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This module must not know SQL, HTTP or the clock.

mod assumption;
mod build;
mod case;
mod compare;
mod csv_files;
mod entry_columns;
mod error;
mod figures;
mod folder;
mod ledger;
mod member;
mod recorded;
mod render;
mod report;
mod rows;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod totals;

pub use assumption::Assumption;
pub use case::{Case, Options};
pub use compare::{Comparison, Measured, MemberChange, TierMembers, WalletChange};
pub use csv_files::{EntriesCsv, MembersCsv, TiersCsv, write_cells};
pub use entry_columns::{Cell, EntryColumns, EntryOf};
pub use error::BacktestError;
pub use figures::{decimal_text, instant_text};
pub use folder::Folder;
pub use recorded::backtest_recorded;
pub use report::{FileReport, InstantReport, Report, RuleReport, TierReport, WalletReport};
pub use rows::{Collected, EntryRow, MemberOutcome, Rows, TierRow};
pub use run::{FoldProgress, backtest};
