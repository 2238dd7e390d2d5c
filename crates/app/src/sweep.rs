//! The sweep: books what time alone changes, for the members whose time has come.

use crate::error::AppError;
use crate::pipeline::queue::Job;
use crate::{App, jobs};
use std::sync::Arc;
use std::time::Duration;
use tessera_engine::values::Instant;
use tokio::sync::oneshot;

/// How many members go into one commit.
const PART: usize = 1_024;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Members looked at.
    pub members: u64,
    /// Members for whom something was booked.
    pub booked: u64,
}

impl App {
    /// Books what fell due up to and including an instant (not after now). Done twice, it does nothing the second time.
    pub async fn sweep(&self, until: Instant) -> Result<SweepReport, AppError> {
        let until = until.min(self.shared.clock.now());
        let mut report = SweepReport::default();
        loop {
            // Who is due is known to the projections: what is recorded of them must be there.
            self.flush().await?;
            let members = self.shared.store.due(until, PART).await?;
            if members.is_empty() {
                return Ok(report);
            }
            report.members += members.len() as u64;
            let (reply, booked) = oneshot::channel();
            self.queue.send(Job::Due(members, until, reply)).await.map_err(|_| AppError::Closing)?;
            let booked = booked.await.unwrap_or(Err(AppError::Closing))?;
            report.booked += booked;
            if booked == 0 {
                // They have moved on since, by commands of their own.
                return Ok(report);
            }
        }
    }
}

/// How long after the start it is done for the first time.
const SOON: Duration = Duration::from_secs(3);

/// The task that one process at a time does where several share a store.
const TASK: &str = "sweep";

impl App {
    /// Sweeps, if that is this process's task.
    async fn sweep_in_turn(&self, every: Duration) -> Result<SweepReport, AppError> {
        if self.shared.store.is_shared() {
            jobs::live_on(&self.shared, every * 3).await?;
            jobs::mark_interrupted(&self.shared).await?;
        }
        if !self.shared.store.lease(TASK, self.shared.holder, every * 3).await? {
            return Ok(SweepReport::default());
        }
        self.sweep(self.shared.clock.now()).await
    }
}

/// Sweeps in the background, for as long as the application is open.
pub(crate) fn start(app: &App) {
    let Some(every) = app.shared.settings.sweep_every else { return };
    let (shared, queue) = (Arc::downgrade(&app.shared), app.queue.downgrade());
    let mut closing = app.shared.closing.subscribe();
    tokio::spawn(async move {
        // The first time soon: a shop that was imported opens with figures.
        let mut wait = every.min(SOON);
        loop {
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = closing.wait_for(|closing| *closing) => return,
            }
            wait = every;
            // The loop must not keep the application open.
            let (Some(shared), Some(queue)) = (shared.upgrade(), queue.upgrade()) else { return };
            let app = App { shared, queue };
            let swept = app.sweep_in_turn(every).await;
            if let Err(error) = app.survey_daily().await {
                tracing::warn!(%error, "the figures of the shop could not be gathered");
            }
            match swept {
                Ok(report) if report.booked > 0 => {
                    tracing::info!(members = report.members, booked = report.booked, "swept");
                }
                Ok(_) => {}
                Err(AppError::Closing) => return,
                Err(error) => tracing::error!(%error, "the sweep failed"),
            }
        }
    });
}
