//! Heavy work beside the requests of tills: at most so much of it at once, and never on the threads that answer.

use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a request waits for its turn with work that takes seconds at most.
const PATIENCE: Duration = Duration::from_secs(5);
/// When to try again, in seconds, after a turn could not be had.
const COME_BACK: u32 = 10;

/// Turns for heavy work.
pub(crate) struct Turns {
    /// Checks of program documents: seconds each.
    checks: Semaphore,
    /// Backtests: minutes each.
    jobs: Arc<Semaphore>,
}

impl Turns {
    /// One check at a time, and so many jobs; at least one.
    pub(crate) fn new(jobs: usize) -> Self {
        Self { checks: Semaphore::new(1), jobs: Arc::new(Semaphore::new(jobs.max(1))) }
    }

    /// Does work that computes on other threads already, when its turn comes.
    pub(crate) async fn waited<T>(&self, work: impl Future<Output = T>) -> Result<T, Problem> {
        let turn = tokio::time::timeout(PATIENCE, self.checks.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(busy()) };
        Ok(work.await)
    }

    /// Does work that computes for a while on a thread of its own, one at a time.
    pub(crate) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let done = self.waited(async { tokio::task::spawn_blocking(work).await }).await?;
        // Fails only if the work panics.
        done.map_err(|_| Problem::new(codes::INTERNAL))
    }
}

/// The turn of a job; it is over when this is dropped. As an extractor it goes before the body, so that no upload is read in vain.
pub(crate) struct JobTurn {
    _permit: OwnedSemaphorePermit,
}

impl FromRequestParts<Api> for JobTurn {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, api: &Api) -> Result<Self, Problem> {
        let permit = Arc::clone(&api.turns.jobs).try_acquire_owned();
        permit.map(|permit| Self { _permit: permit }).map_err(|_| busy())
    }
}

fn busy() -> Problem {
    Problem::new(codes::BUSY).retry_after(COME_BACK)
}
