//! The projections' folder: made from the journal, and made again whenever it is not what it should be.

mod kept;
pub(crate) mod members;
mod opening;
mod project;
mod rows;
pub(crate) mod streams;
mod tree;

pub(crate) use opening::open;
pub(crate) use tree::{Latest, Moment, Tree};

use crate::journal::Shared;
use crate::reply::{Answer, Reply, reply, reply_here, stopped};
use project::Projector;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use tessera_store::{Projection, StoreError};

/// How far the projections are.
fn cursor(moment: &Moment<'_>) -> Result<rows::Cursor, StoreError> {
    let kept = moment.get(rows::CURSOR)?;
    let cursor = kept.as_deref().and_then(rows::read_cursor);
    cursor.ok_or_else(|| moment.part.damaged("its cursor is missing"))
}

/// What the thread is asked for.
pub(crate) enum Job {
    /// Bring the projections forward.
    Project(Projection, Reply<()>),
    /// Drop them.
    Drop(Reply<()>),
    /// Remove keys that say of members that they are due, where it is not so.
    Forget(Vec<Box<[u8]>>),
    /// End.
    Stop,
}

/// The thread that writes the projections.
pub(crate) struct Views {
    jobs: Sender<Job>,
    thread: Option<JoinHandle<()>>,
}

impl Views {
    /// Starts the thread.
    pub(crate) fn spawn(shared: &Arc<Shared>) -> Result<Self, StoreError> {
        let (jobs, received) = channel();
        let (started, answer) = reply_here();
        let shared = shared.clone();
        let thread = std::thread::Builder::new()
            .name("tessera-projections".into())
            .spawn(move || run(&shared, &received, started))
            .map_err(|error| StoreError::Other(error.to_string()))?;
        let views = Self { jobs, thread: Some(thread) };
        answer.wait()?;
        Ok(views)
    }

    /// For others who ask.
    pub(crate) fn jobs(&self) -> Sender<Job> {
        self.jobs.clone()
    }

    /// Asks the thread to bring the projections forward.
    pub(crate) fn project(&self, projection: Projection) -> Result<Answer<()>, StoreError> {
        let (reply, answer) = reply();
        self.jobs.send(Job::Project(projection, reply)).map_err(|_| stopped())?;
        Ok(answer)
    }

    /// Has keys that say of members that they are due removed, where it is not so. Nobody waits for it.
    pub(crate) fn forget(&self, stale: Vec<Box<[u8]>>) {
        if !stale.is_empty() {
            // The store is closing: they are met again.
            let _ = self.jobs.send(Job::Forget(stale));
        }
    }
}

impl Drop for Views {
    /// Waits for what is under way.
    fn drop(&mut self) {
        let _ = self.jobs.send(Job::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(shared: &Shared, jobs: &Receiver<Job>, started: Reply<()>) {
    let mut projector = match Projector::new(shared) {
        Ok(projector) => projector,
        Err(error) => return started.answer(Err(error)),
    };
    started.answer(Ok(()));
    while let Ok(job) = jobs.recv() {
        match job {
            Job::Project(projection, reply) => reply.answer(projector.project(&projection)),
            Job::Drop(reply) => reply.answer(projector.drop_all()),
            Job::Forget(stale) => {
                if let Err(error) = projector.forget(&stale) {
                    tracing::warn!(%error, "who is due no longer is looked at again");
                }
            }
            Job::Stop => return,
        }
    }
}
