//! Jobs: long work that somebody asked for and comes back for, such as backtests. Their records survive a restart.

use crate::App;
use crate::error::AppError;
use crate::progress::Progress;
use tessera_engine::values::Instant;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    /// It runs.
    Running,
    /// It is done; its result is there.
    Done,
    /// It failed; its error says why.
    Failed,
    /// The service stopped while it ran: ask for it again.
    Interrupted,
}

impl JobStatus {
    /// The status as the API writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
        }
    }
}

/// A job as its record shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    /// Its id: `job_` and 32 hex digits.
    pub id: Box<str>,
    /// What it is: `backtest`, `import`, ...
    pub kind: Box<str>,
    /// How far it is.
    pub status: JobStatus,
    /// Units of work done.
    pub done: u64,
    /// Units of work in all; 0 while that is unknown.
    pub total: u64,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Its result, as JSON.
    pub result: Option<serde_json::Value>,
    /// Why it failed.
    pub error: Option<Box<str>>,
}

impl App {
    /// Starts a job on a thread of its own and returns its record at once. The work reports through [`Progress`], should end soon
    /// when that is cancelled, and returns its result as JSON or the reason why it failed.
    pub async fn start_job<F>(&self, _kind: &str, _work: F) -> Result<JobView, AppError>
    where
        F: FnOnce(&Progress) -> Result<serde_json::Value, String> + Send + 'static,
    {
        unimplemented!("lands shortly")
    }

    /// A job by id.
    pub async fn job(&self, _id: &str) -> Result<JobView, AppError> {
        unimplemented!("lands shortly")
    }

    /// All jobs, newest first.
    pub async fn jobs(&self) -> Result<Vec<JobView>, AppError> {
        unimplemented!("lands shortly")
    }
}
