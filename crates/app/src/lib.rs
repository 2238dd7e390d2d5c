//! Tessera's pipeline and use cases: members, orders, programs, imports, backtests, sweeps, access.
//!
//! Everything that changes anything is a [`Command`] and takes one path: load the members it touches, decide in memory with
//! the engine, commit the facts in one durable batch. Everything else is derived: [`App`] answers questions from the
//! projections and from the short tail of the journal that is not projected yet, so an answer is never stale.
//!
//! ```
//! use std::sync::Arc;
//! use tessera_app::{Action, Answer, App, Clock, Command, IdSource, MemberRef, Publication, Settings};
//! use tessera_engine::event::Order;
//! use tessera_engine::values::{EventId, Instant};
//! use tessera_store::MemoryStore;
//!
//! struct Always(Instant);
//! impl Clock for Always {
//!     fn now(&self) -> Instant { self.0 }
//! }
//! struct Seven;
//! impl IdSource for Seven {
//!     fn uuid(&self) -> u128 { 7 }
//!     fn secret(&self) -> [u8; 32] { [7; 32] }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let now: Instant = "2026-11-21T11:06:02Z".parse()?;
//! let store = Arc::new(MemoryStore::new());
//! let app = App::open(store, Arc::new(Always(now)), Arc::new(Seven), Settings::default()).await?;
//! let document = include_str!("../../../programs/flat.toml").into();
//! let starts_at = "2020-01-01T00:00:00Z".parse()?;
//! app.publish(Publication { document, starts_at, by: "me".into(), note: None }).await?;
//!
//! // An order of 250 yuan by somebody who is not a member yet: 100 points for joining, 250 and 50 for the order.
//! let order = Box::new(Order { amount: 25_000, ..Order::default() });
//! let id = EventId::new("0042-7781").ok_or("an event id")?;
//! let action = Action::Pay { order, currency: None };
//! let command = Command::new(id, now, MemberRef::External("crm-7".into()), action).creating_member();
//! let Answer::Accepted { receipt, .. } = app.submit(command).await else { return Err("refused".into()) };
//! assert_eq!(receipt.balances[0].available, 400);
//! app.shutdown().await?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This crate must not know SQL, HTTP or the command line. It reads no clock and draws no ids but through [`Clock`] and [`IdSource`].

mod access;
mod answer;
pub mod backtest;
mod command;
mod copy;
mod decimals;
pub mod demo;
mod error;
mod exports;
mod file_import;
mod glance;
mod history;
mod imports;
mod in_force;
mod jobs;
mod listing;
mod members;
mod metrics;
mod open;
pub mod orders_file;
mod pipeline;
mod ports;
mod programs;
mod progress;
mod quote;
mod recorded;
mod refund;
mod settings;
mod shared;
mod statements;
mod submit;
pub mod survey;
mod sweep;
mod timeline;
mod timing;
mod totals;
mod verify;
mod views;

pub use access::{KeyAccess, KeyView, NewKey, Scope, Scopes};
pub use answer::{Answer, Balance, EntryView, Paid, Quote, Receipt};
pub use command::{Action, Command, MemberRef};
pub use copy::{Copy, CopyReport};
pub use decimals::{money_decimals, trimmed_decimals, wallet_decimals};
pub use error::{AppError, StartReason};
pub use exports::{EntriesOf, EntryExport, MemberExport, OrderExport, WalletExport};
pub use file_import::{FileImport, FileImported};
pub use imports::{ImportReport, ImportedOrder, RefusedRow};
pub use jobs::{JobStatus, JobView};
pub use listing::Having;
pub use metrics::{Metrics, MetricsView, Spread};
pub use ports::{Clock, IdSource};
pub use programs::{Difference, Publication};
pub use progress::Progress;
pub use refund::Refund;
pub use settings::Settings;
pub use submit::ParkedView;
pub use sweep::SweepReport;
pub use timing::Timing;
pub use verify::{Fault, Mismatch, Verified, VerifyReport};
pub use views::{
    ExpiringView, Explanation, Glance, Glances, LotView, MemberView, Name, NextTier, Note, OrderView, Page,
    Statement, StatementWallet, TierMeasure, TierView, TimelineItem, TrialBalance, TrialRow, WalletHead,
    WalletView,
};

use pipeline::queue::Job;
use shared::Shared;
use std::sync::Arc;
// Callers read these rows, and need not know the store for it.
pub use tessera_store::{Fact, Journaled, Listed, Listing, MemberRow, ProgramRow, Seq};
use tokio::sync::mpsc;

/// The application over one store. Clones share everything.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Job>,
}
