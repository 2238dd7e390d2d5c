//! The pipeline: the one path of everything that changes anything.
//!
//! One task takes whatever is queued, loads what it needs, decides it in memory, in order, appends the facts as one durable commit, and
//! only then answers. While a commit is under way the next batch gathers, is made ready and decided. What was decided on the way to a commit that
//! fails is forgotten, so memory never runs ahead of the journal.
//!
//! Where other processes write to the same store, each decides on what it knows; whoever knew too little is refused by the store,
//! learns what the others have recorded ([`replay::follow`]) and decides again, while the others wait.

mod again;
mod ahead;
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
mod unapproved;
mod warm;

pub(crate) use propose::{joining_event, propose, unknown_member, wrong_currency};
pub(crate) use reply::paid;
use reply::{reply, reply_error};
use tail::Committed;

use crate::error::AppError;
use crate::shared::Shared;
use ahead::{Ahead, Begun};
use draft::Draft;
use queue::{Batch, Between, Gathered, Job};
use replay::Followed;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tessera_engine::program::Program;
use tessera_engine::values::Instant;
use tessera_store::{Edition, ProgramRow, Seq};
use tokio::sync::mpsc;
use warm::Warm;

/// The state of the task.
pub(crate) struct Pipeline {
    shared: Arc<Shared>,
    warm: Warm,
    /// When the last event before the start was recorded: the clock may be set back, recording never goes back.
    recorded_at: Instant,
    /// Memory may not know all of the journal: look before going on.
    unsure: bool,
    /// The batch that is made ready. What is decided of it stands on the batch that is being taken.
    ahead: Option<Ahead>,
    /// Something has to happen before the next batch is looked at.
    is_ending: bool,
}

impl Pipeline {
    /// `recorded_at`: when the last event of the journal was recorded.
    pub(crate) fn new(shared: Arc<Shared>, recorded_at: Instant) -> Self {
        let warm = Warm::new(shared.settings.warm_members);
        Self { shared, warm, recorded_at, unsure: false, ahead: None, is_ending: false }
    }

    /// Runs until nobody can send any more, or until told to close.
    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Job>) {
        while let Some((Gathered { batch, between }, begun)) = self.next(&mut queue).await {
            self.is_ending = between.is_some();
            if !batch.replies.is_empty() {
                self.process(batch, begun, &mut queue).await;
            }
            match between {
                Some(Between::Publish(row, program, reply)) => {
                    // Whoever asked may have gone away; the version is in force all the same.
                    let _ = reply.send(self.publish(*row, program).await);
                }
                Some(Between::Close) => queue.close(),
                None => {}
            }
            self.is_ending = false;
        }
    }

    /// Holds back while too much waits for the projections. What keeps them from moving is the answer to who waits.
    async fn wait_for_projections(&self) -> Result<(), AppError> {
        let most = self.shared.settings.max_lag as u64;
        if self.shared.tail.lag() <= most {
            return Ok(());
        }
        self.shared.tail.urgent.notify_one();
        self.shared.wait_until_projected(self.shared.tail.head().saturating_sub(most)).await
    }

    /// Now, never before what was recorded last. A clock that was wrong while nothing was recorded leaves no trace.
    fn now(&self) -> Instant {
        self.recorded_at.max(self.shared.clock.now()).max(self.shared.tail.recorded_at())
    }

    async fn process(&mut self, mut batch: Batch, begun: Begun, queue: &mut mpsc::Receiver<Job>) {
        self.count(&self.shared.metrics.commands, batch.work.len() as u64);
        self.unsure |= batch.follow;
        let Begun { fetched, draft } = begun;
        let taken = match (self.wait_for_projections().await, fetched.transpose()) {
            (Ok(()), Ok(fetched)) => self.take(&mut batch, fetched, draft, queue).await,
            (Err(error), _) | (_, Err(error)) => {
                if let Some(draft) = draft {
                    self.undo(&mut batch, draft);
                }
                Err(error)
            }
        };
        match taken {
            Ok((mut draft, durable)) => {
                self.keep_parked(&mut draft).await;
                let commit = Arc::clone(&durable.commit);
                // Pushed before it is answered: who asks next finds it.
                if let Err(error) = self.push(durable).await {
                    tracing::warn!(%error, "what other processes recorded could not be read; it is tried again");
                    self.unsure = true;
                }
                self.answer(batch, draft, commit);
            }
            Err(error) => reply_error(&self.shared.metrics, batch, &error),
        }
        let ahead = &self.ahead;
        self.warm.evict(|member| ahead.as_ref().is_some_and(|ahead| ahead.has_touched(member)));
        self.shared.metrics.warm.store(self.warm.len() as u64, Ordering::Relaxed);
    }

    /// Answers: here if nothing else is to be done, so that who is alone waits for nobody; else in a task of its own.
    fn answer(&self, batch: Batch, draft: Draft, commit: Arc<Committed>) {
        let shared = Arc::clone(&self.shared);
        if self.ahead.as_ref().is_some_and(|ahead| !ahead.is_empty()) {
            tokio::spawn(async move { reply(&shared, batch, draft, &commit) });
        } else {
            reply(&shared, batch, draft, &commit);
        }
    }

    fn count(&self, counter: &AtomicU64, by: u64) {
        counter.fetch_add(by, Ordering::Relaxed);
    }

    /// Takes into memory what the journal holds beyond what is known here: other writers' commits, and one's own whose answer was lost;
    /// and what is decided by, if that has changed.
    async fn catch_up(&mut self) -> Result<(), AppError> {
        self.follow(Seq::MAX).await?;
        self.unsure = false;
        Ok(())
    }

    /// Folds in the journal up to a number; brings the members whom that has changed up to it or forgets them, and forgets those who lack what a version published since looks at.
    async fn follow(&mut self, until: Seq) -> Result<(), AppError> {
        let edition = self.edition();
        let followed = match replay::follow(&self.shared, until, Some(&mut self.warm)).await {
            Ok(followed) => followed,
            Err(error) => {
                // Some of it may be in the tail by now, and whose it was is not known here.
                self.warm.clear();
                return Err(error);
            }
        };
        if edition != self.edition() {
            let in_force = self.shared.rules.now();
            self.warm.keep(|state| state.serves(&in_force.programs));
        }
        match followed {
            Followed::Members(mut members) => {
                // There is one for each event.
                members.sort_unstable();
                members.dedup();
                let latest = self.shared.tail.states(&members);
                self.warm.follow(members.into_iter().zip(latest));
            }
            Followed::Anybody => self.warm.clear(),
        }
        Ok(())
    }

    /// What is decided by.
    fn edition(&self) -> Edition {
        self.shared.edition.load(Ordering::Relaxed)
    }

    async fn publish(&mut self, mut row: ProgramRow, program: Arc<Program>) -> Result<ProgramRow, AppError> {
        let store = Arc::clone(&self.shared.store);
        let turn = store.turn().await?;
        self.catch_up().await?;
        if store.is_shared() {
            // What others projected is not in this process's memory.
            project::recall_latest(&self.shared).await?;
        }
        crate::programs::number(&self.shared, &mut row, &program)?;
        turn.publish(&row).await?;
        self.catch_up().await?;
        Ok(row)
    }
}
