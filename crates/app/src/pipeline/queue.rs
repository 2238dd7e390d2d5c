//! The queue: what waits to be done, gathered into batches.

use crate::answer::Answer;
use crate::command::Command;
use crate::error::AppError;
use crate::timing::Timing;
use std::sync::Arc;
use tessera_engine::decide::Refusal;
use tessera_engine::program::Program;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::ProgramRow;
use tokio::sync::{mpsc, oneshot};

/// What the pipeline is asked to do.
pub(crate) enum Job {
    /// One command.
    One(Command, oneshot::Sender<(Answer, Timing)>),
    /// Several commands.
    Many(Vec<Command>, oneshot::Sender<(Vec<Answer>, Timing)>),
    /// Several commands whose sender only counts.
    Counted(Vec<Command>, oneshot::Sender<Vec<Count>>),
    /// Book what is due for these members.
    Due(Vec<MemberId>, Instant, oneshot::Sender<Result<u64, AppError>>),
    /// Take a program version into force.
    Publish(Box<ProgramRow>, Arc<Program>, oneshot::Sender<Result<ProgramRow, AppError>>),
    /// Learn what other processes have recorded.
    Follow(oneshot::Sender<Result<(), AppError>>),
    /// Take nothing more; finish what was taken.
    Close,
}

/// The short form of an answer, for who only counts.
#[derive(Clone, Debug)]
pub(crate) enum Count {
    /// Recorded now; whether the member joined by it.
    Recorded {
        /// See above.
        joined: bool,
    },
    /// Recorded before.
    Known,
    /// Refused now or before.
    Refused(Refusal),
    /// Waits for its order.
    Parked,
    /// Not taken.
    Rejected(AppError),
}

/// One thing to decide.
pub(crate) enum Work {
    /// A caller's command.
    Command(Command),
    /// What is due for a member by an instant.
    Due(MemberId, Instant),
}

/// Who waits for the answers of the next so many pieces of work.
pub(crate) enum Reply {
    One(oneshot::Sender<(Answer, Timing)>),
    Many(oneshot::Sender<(Vec<Answer>, Timing)>, usize),
    Counted(oneshot::Sender<Vec<Count>>, usize),
    Due(oneshot::Sender<Result<u64, AppError>>, usize),
    /// No work: only what was there before it has to be known.
    Follow(oneshot::Sender<Result<(), AppError>>),
}

/// Work that goes into one commit.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) work: Vec<Work>,
    pub(crate) replies: Vec<Reply>,
    /// What other processes have recorded by now has to be known first.
    pub(crate) follow: bool,
    /// How long it was worked on, all attempts together.
    pub(crate) timing: Timing,
}

/// What has to happen after a batch and before the next.
pub(crate) enum Between {
    Publish(Box<ProgramRow>, Arc<Program>, oneshot::Sender<Result<ProgramRow, AppError>>),
    Close,
}

impl Batch {
    fn add(&mut self, job: Job) -> Option<Between> {
        match job {
            Job::One(command, reply) => {
                self.work.push(Work::Command(command));
                self.replies.push(Reply::One(reply));
            }
            Job::Many(commands, reply) => {
                self.replies.push(Reply::Many(reply, commands.len()));
                self.work.extend(commands.into_iter().map(Work::Command));
            }
            Job::Counted(commands, reply) => {
                self.replies.push(Reply::Counted(reply, commands.len()));
                self.work.extend(commands.into_iter().map(Work::Command));
            }
            Job::Due(members, until, reply) => {
                self.replies.push(Reply::Due(reply, members.len()));
                self.work.extend(members.into_iter().map(|member| Work::Due(member, until)));
            }
            Job::Follow(reply) => {
                self.follow = true;
                self.replies.push(Reply::Follow(reply));
            }
            Job::Publish(row, program, reply) => return Some(Between::Publish(row, program, reply)),
            Job::Close => return Some(Between::Close),
        }
        None
    }
}

/// A batch, and what has to happen after it.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) batch: Batch,
    pub(crate) between: Option<Between>,
}

impl Gathered {
    /// Whether nothing has come.
    pub(crate) fn is_empty(&self) -> bool {
        self.batch.replies.is_empty() && self.between.is_none()
    }

    /// Whether no more goes into it.
    pub(crate) fn is_full(&self, most: usize) -> bool {
        self.between.is_some() || self.batch.work.len() >= most
    }

    /// Adds a job.
    pub(crate) fn add(&mut self, job: Job) {
        self.between = self.batch.add(job);
    }
}

/// Waits for work and takes all there is, up to about `most` pieces; nothing waits for a batch to fill. `None`: nobody can send any
/// more.
pub(crate) async fn gather(queue: &mut mpsc::Receiver<Job>, most: usize) -> Option<Gathered> {
    let mut gathered = Gathered::default();
    gathered.add(queue.recv().await?);
    gather_more(queue, most, &mut gathered);
    Some(gathered)
}

/// Adds what is there already.
pub(crate) fn gather_more(queue: &mut mpsc::Receiver<Job>, most: usize, gathered: &mut Gathered) {
    while !gathered.is_full(most) {
        let Ok(job) = queue.try_recv() else { return };
        gathered.add(job);
    }
}
