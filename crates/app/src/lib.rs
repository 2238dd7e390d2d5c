//! Tessera's pipeline and use cases: members, orders, programs, imports, backtests, sweeps, access.
//!
//! Everything that changes anything is a [`Command`] and takes one path: load the members it touches, decide in memory with
//! the engine, commit the facts in one durable batch. Everything else is derived: [`App`] answers questions from the
//! projections and from the short tail of the journal that is not projected yet, so an answer is never stale.
//!
//! ```ignore
//! let app = App::open(store, clock, ids, Settings::default()).await?;
//! let order = Command::new(id, paid_at, MemberRef::External("crm-7".into()), Action::Pay { order, currency: None });
//! match app.submit(order).await {
//!     Answer::Accepted { receipt, .. } => println!("{:?}", receipt.balances),
//!     other => println!("{other:?}"),
//! }
//! app.shutdown().await?;
//! ```
//!
//! This crate must not know SQL, HTTP or the command line. It reads no clock and draws no ids but through [`Clock`] and [`IdSource`].

mod access;
mod answer;
mod command;
pub mod demo;
mod error;
mod exports;
mod history;
mod imports;
mod in_force;
mod jobs;
mod members;
mod metrics;
mod open;
pub mod orders_file;
mod pipeline;
mod ports;
mod programs;
mod progress;
mod quote;
mod settings;
mod shared;
mod statements;
mod submit;
mod sweep;
mod timeline;
mod totals;
mod verify;
mod views;

pub use access::{KeyAccess, KeyView, NewKey, Scope, Scopes};
pub use answer::{Answer, Balance, EntryView, Paid, Quote, Receipt};
pub use command::{Action, Command, MemberRef};
pub use error::{AppError, StartReason};
pub use exports::{EntryExport, MemberExport, OrderExport, WalletExport};
pub use imports::{ImportReport, ImportedOrder, RefusedRow};
pub use jobs::{JobStatus, JobView};
pub use metrics::{Metrics, MetricsView};
pub use ports::{Clock, IdSource};
pub use programs::{Difference, Publication};
pub use progress::Progress;
pub use settings::Settings;
pub use submit::ParkedView;
pub use sweep::SweepReport;
pub use verify::{Mismatch, VerifyReport};
pub use views::{
    Explanation, LotView, MemberView, Name, NextTier, Note, OrderView, Page, Statement, StatementWallet,
    TierView, TimelineItem, TrialBalance, TrialRow, WalletView,
};

use pipeline::queue::Job;
use shared::Shared;
use std::sync::Arc;
// Callers read these rows, and need not know the store for it.
pub use tessera_store::{Fact, Journaled, MemberRow, ProgramRow, Seq};
use tokio::sync::mpsc;

/// The application over one store. Clones share everything.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Job>,
}
