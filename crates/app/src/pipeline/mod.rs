//! The pipeline: the one path of everything that changes anything.
//!
//! One task takes whatever is queued, loads what it needs, decides it in memory, in order, appends the facts as one durable commit, and
//! only then answers. While a commit is under way the next batch gathers. What was decided on the way to a commit that fails is
//! forgotten, so memory never runs ahead of the journal.

mod again;
mod commit;
mod decide;
mod draft;
mod load;
pub(crate) mod parked;
pub(crate) mod project;
mod propose;
pub(crate) mod queue;
pub(crate) mod replay;
mod reply;
pub(crate) mod tail;
mod warm;

pub(crate) use propose::{joining_event, propose, unknown_member, wrong_currency};
pub(crate) use reply::paid;

use crate::error::AppError;
use crate::shared::Shared;
use queue::{Batch, Between, Job, gather};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tessera_engine::values::Instant;
use tokio::sync::mpsc;
use warm::Warm;

/// The state of the task.
pub(crate) struct Pipeline {
    shared: Arc<Shared>,
    warm: Warm,
    /// When the last event was recorded: the clock may be set back, recording never goes back.
    recorded_at: Instant,
    /// The outcome of an append is unknown: look what the journal holds before going on.
    unsure: bool,
}

impl Pipeline {
    /// `recorded_at`: when the last event of the journal was recorded.
    pub(crate) fn new(shared: Arc<Shared>, recorded_at: Instant) -> Self {
        let warm = Warm::new(shared.settings.warm_members);
        Self { shared, warm, recorded_at, unsure: false }
    }

    /// Runs until nobody can send any more, or until told to close.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        while let Some((batch, between)) = gather(&mut queue, self.shared.settings.batch).await {
            if !batch.work.is_empty() || !batch.replies.is_empty() {
                self.wait_for_projections().await;
                self.process(batch).await;
            }
            match between {
                Some(Between::Publish(row, program, reply)) => {
                    // Whoever asked may have gone away; the version is in force all the same.
                    let _ = reply.send(self.publish(*row, program).await);
                }
                Some(Between::Close) => queue.close(),
                None => {}
            }
        }
        self.shared.closing.send_replace(true);
        self.shared.tail.urgent.notify_one();
    }

    /// Holds back while too much waits for the projections.
    async fn wait_for_projections(&self) {
        let most = self.shared.settings.max_lag as u64;
        if self.shared.tail.lag() <= most {
            return;
        }
        self.shared.tail.urgent.notify_one();
        let mut projected = self.shared.tail.projected.subscribe();
        let head = self.shared.tail.head();
        // The sender lives as long as the shared part does.
        let _ = projected.wait_for(|projected| head.saturating_sub(*projected) <= most).await;
    }

    /// Now, never before what was recorded last.
    fn now(&mut self) -> Instant {
        self.recorded_at = self.recorded_at.max(self.shared.clock.now());
        self.recorded_at
    }

    async fn process(&mut self, mut batch: Batch) {
        self.count(&self.shared.metrics.commands, batch.work.len() as u64);
        match self.take(&mut batch).await {
            Ok((draft, commit)) => self.reply(batch, draft, &commit),
            Err(error) => self.reply_error(batch, &error),
        }
        self.warm.evict();
        self.shared.metrics.warm.store(self.warm.len() as u64, Ordering::Relaxed);
    }

    fn count(&self, counter: &AtomicU64, by: u64) {
        counter.fetch_add(by, Ordering::Relaxed);
    }

    async fn publish(
        &mut self,
        mut row: tessera_store::ProgramRow,
        program: Arc<tessera_engine::program::Program>,
    ) -> Result<tessera_store::ProgramRow, AppError> {
        if self.unsure {
            self.catch_up().await?;
        }
        crate::programs::number(&self.shared, &mut row, &program)?;
        self.shared.store.publish(&row).await?;
        crate::programs::take_into_force(&self.shared, &row, program);
        Ok(row)
    }
}
