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
mod error;
mod exports;
mod imports;
mod jobs;
mod metrics;
pub mod orders_file;
mod ports;
mod programs;
mod progress;
mod reads;
mod settings;
mod sweep;
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
pub use sweep::SweepReport;
pub use verify::{Mismatch, VerifyReport};
pub use views::{
    Explanation, LotView, MemberView, Name, NextTier, Note, OrderView, Page, Statement, StatementWallet,
    TierView, TimelineItem, TrialBalance, TrialRow, WalletView,
};

use std::sync::Arc;
use tessera_store::Store;

/// The application over one store. Clones share everything.
#[derive(Clone)]
pub struct App {
    #[expect(dead_code, reason = "the pipeline lands next")]
    inner: Arc<Inner>,
}

struct Inner {}

impl App {
    /// Opens the application over a store: reads the program versions and keys, replays what is not projected yet, and starts the
    /// pipeline on the current tokio runtime.
    pub async fn open(
        _store: Arc<dyn Store>,
        _clock: Arc<dyn Clock>,
        _ids: Arc<dyn IdSource>,
        _settings: Settings,
    ) -> Result<Self, AppError> {
        unimplemented!("lands shortly")
    }

    /// Takes no more commands, finishes those taken, projects everything and stops. Later commands are answered with
    /// [`AppError::Closing`]. Calling it again waits for the same end.
    pub async fn shutdown(&self) -> Result<(), AppError> {
        unimplemented!("lands shortly")
    }

    /// Does one command. The answer comes when it is durable; dropping the future does not undo the command.
    pub async fn submit(&self, _command: Command) -> Answer {
        unimplemented!("lands shortly")
    }

    /// Does many commands, in order; each gets its own answer. They are not one transaction: a refused one does not fail the others.
    pub async fn submit_batch(&self, _commands: Vec<Command>) -> Vec<Answer> {
        unimplemented!("lands shortly")
    }

    /// What a command would do, were it sent now. Writes nothing.
    pub async fn quote(&self, _command: Command) -> Result<Quote, AppError> {
        unimplemented!("lands shortly")
    }

    /// Waits until everything recorded so far is projected.
    pub async fn flush(&self) -> Result<(), AppError> {
        unimplemented!("lands shortly")
    }

    /// The counters of the pipeline.
    pub fn metrics(&self) -> MetricsView {
        unimplemented!("lands shortly")
    }
}
