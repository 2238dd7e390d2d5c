//! The one thread that writes the journal file.

use super::checkpoint::{Checkpointer, Pass};
use super::filter::Filter;
use super::group::{Accepted, Append, Committer, Failed};
use super::lookup::Files;
use super::records;
use super::taken::{Claim, Taken};
use crate::part::{Of, Part};
use crate::reply::{Reply, reply_here};
use crate::views::{self, Tree};
use crate::{Options, connection};
use rusqlite::Connection;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;
use tessera_store::{Seq, StoreError};

/// One commit takes at most so many facts, so that the first of them do not wait for ever.
const FACTS_PER_COMMIT: usize = 16_384;
/// Facts read at once when the tail is taken over.
const PAGE: usize = 8_192;
/// A commit's pages beside the records themselves, about.
const COMMIT_BYTES: u64 = 4_200;
/// A filter for so many ids takes a quarter of a megabyte.
const SMALLEST_FILTER: u64 = 1 << 17;

/// Writes something small in the transaction that it is given.
type Settling = Box<dyn FnOnce(&Connection) -> Result<(), StoreError> + Send>;

/// What the thread is asked for.
pub(crate) enum Job {
    /// Append facts.
    Append(Append),
    /// Write something small beside the journal, in a transaction of its own.
    Settle(Settling, Reply<()>),
    /// Drop the projections; no append happens meanwhile.
    DropViews(Reply<()>),
    /// A filter over the ids in the projections is made, or could not be.
    Filter(u64, Option<Filter>),
    /// The checkpointing thread is done.
    Checkpointed(Pass),
    /// End.
    Stop,
}

/// What the thread and its callers share.
pub(crate) struct Shared {
    pub(crate) journal: Part,
    pub(crate) views: Tree,
    pub(crate) options: Options,
    /// The number of the journal's last fact.
    pub(crate) head: AtomicU64,
    /// Up to which number it is projected.
    pub(crate) projected: AtomicU64,
    /// Covers every event id in the journal, while there is one.
    filter: RwLock<Option<Arc<Filter>>>,
}

impl Shared {
    pub(crate) fn new(journal: Part, views: Tree, options: Options, head: Seq, projected: Seq) -> Self {
        let (head, projected) = (AtomicU64::new(head), AtomicU64::new(projected));
        Self { journal, views, options, head, projected, filter: RwLock::default() }
    }

    /// The filter of now: what it excludes was never appended.
    pub(crate) fn filter(&self) -> Option<Arc<Filter>> {
        self.filter.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_filter(&self, filter: Option<Arc<Filter>>) {
        *self.filter.write().unwrap_or_else(PoisonError::into_inner) = filter;
    }
}

/// The thread's own.
pub(super) struct Writer<'a> {
    shared: &'a Shared,
    /// For the thread that makes a filter.
    shared_by_all: Arc<Shared>,
    journal: &'a Connection,
    committer: Committer<'a>,
    files: Files<'a>,
    /// `None` until the journal's unprojected tail is known.
    taken: Option<Taken>,
    /// Counts the times that the tail was taken over: tells a filter for this time from one for an earlier.
    epoch: u64,
    checkpointer: Checkpointer,
    views: Sender<views::Job>,
    jobs: Sender<Job>,
    /// Why nothing is written any more: the disk failed in the middle of a commit.
    broken: Option<StoreError>,
    /// The thread that makes a filter.
    filtering: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
}

/// The connection that the thread writes with.
pub(super) fn connect(shared: &Shared) -> Result<Connection, StoreError> {
    let options = &shared.options;
    connection::for_writing(&shared.journal, options.journal_cache, options)
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        shared: &'a Arc<Shared>,
        journal: &'a Connection,
        checkpointer: Checkpointer,
        views: Sender<views::Job>,
        jobs: Sender<Job>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            committer: Committer::new(journal, &shared.journal)?,
            files: Files::new(journal, &shared.journal, &shared.views)?,
            shared: &**shared,
            shared_by_all: Arc::clone(shared),
            journal,
            taken: None,
            epoch: 0,
            checkpointer,
            views,
            jobs,
            broken: None,
            filtering: None,
            closing: Arc::default(),
        })
    }

    /// Works until it is told to stop or nobody can ask any more.
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        let mut next = jobs.recv().ok();
        while let Some(job) = next.take() {
            match job {
                Job::Append(append) => next = self.append(append, jobs),
                Job::Settle(write, reply) => reply.answer(self.settle(write)),
                Job::DropViews(reply) => reply.answer(self.drop_views()),
                Job::Filter(epoch, filter) => self.take_filter(epoch, filter),
                Job::Checkpointed(pass) => self.checkpointer.finish(pass, self.journal),
                Job::Stop => break,
            }
            next = next.or_else(|| jobs.recv().ok());
        }
        self.closing.store(true, Ordering::Relaxed);
        self.filtering.take().map(JoinHandle::join);
    }

    /// Commits this and whatever else is waiting. Gives back the first job that is something else.
    fn append(&mut self, first: Append, jobs: &Receiver<Job>) -> Option<Job> {
        let (mut facts, mut group, mut next) = (first.len(), vec![first], None);
        while facts < FACTS_PER_COMMIT {
            match jobs.try_recv() {
                Ok(Job::Append(append)) => {
                    facts += append.len();
                    group.push(append);
                }
                Ok(other) => {
                    next = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        if let Err(error) = self.know_what_is_taken() {
            group.into_iter().for_each(|append| append.refuse(&error));
            return next;
        }
        self.commit(group);
        next
    }

    fn commit(&mut self, group: Vec<Append>) {
        let Some(taken) = &mut self.taken else { return };
        let head = self.shared.head.load(Ordering::Relaxed);
        let mut accepted = Accepted::default();
        for append in group {
            accepted.admit(append, head, taken, &mut self.files);
        }
        let outcome = if accepted.len() == 0 { Ok(0) } else { self.committer.commit(&accepted, head) };
        match outcome {
            Ok(bytes) => {
                self.shared.head.store(head + accepted.len() as Seq, Ordering::Release);
                taken.settle(self.shared.projected.load(Ordering::Acquire));
                accepted.confirm();
                if bytes > 0 {
                    self.checkpointer.note(bytes + COMMIT_BYTES);
                }
                self.grow_filter();
            }
            Err(failed) => {
                taken.undo_to(0);
                let error = match failed {
                    Failed::Undone(error) => error,
                    Failed::Unknown(error) => {
                        tracing::error!(%error, "a commit failed half-way: nothing is written any more until restart");
                        self.broken = Some(error.clone());
                        StoreError::Unavailable(error.to_string())
                    }
                };
                accepted.refuse(&error);
            }
        }
    }

    /// Takes over the journal's tail that the projections do not hold, if that is not done yet.
    fn know_what_is_taken(&mut self) -> Result<(), StoreError> {
        self.refuse_if_broken()?;
        if self.taken.is_some() {
            return Ok(());
        }
        let part = &self.shared.journal;
        let projected = self.shared.projected.load(Ordering::Acquire);
        let head = self.shared.head.load(Ordering::Relaxed);
        if head.saturating_sub(projected) > self.shared.options.furthest_ahead {
            let detail = format!("projections are at {projected} of {head}: appending waits for them");
            return Err(StoreError::Unavailable(detail));
        }
        let mut taken = Taken::new(self.shared.options.generation);
        let mut read = projected;
        while read < head {
            for journaled in records::read(self.journal, part, read, PAGE)? {
                read = journaled.seq;
                taken.recall(read, Claim::of(&journaled.fact, self.shared.options.id_hash));
            }
        }
        self.taken = Some(taken);
        self.make_filter();
        Ok(())
    }

    /// As soon as the writer starts: so that what cannot be read is known before anything is written.
    pub(super) fn start(&mut self) -> Result<(), StoreError> {
        match self.know_what_is_taken() {
            Err(StoreError::Unavailable(_)) => Ok(()),
            outcome => outcome,
        }
    }

    fn settle(&mut self, write: Settling) -> Result<(), StoreError> {
        self.refuse_if_broken()?;
        let part = &self.shared.journal;
        // Rolls back when dropped.
        let transaction = self.journal.unchecked_transaction().of(part)?;
        write(&transaction)?;
        transaction.commit().of(part)?;
        self.checkpointer.note(COMMIT_BYTES);
        Ok(())
    }

    fn refuse_if_broken(&self) -> Result<(), StoreError> {
        self.broken.as_ref().map_or(Ok(()), |error| {
            Err(StoreError::Unavailable(format!("writing stopped after {error}; restart tessera")))
        })
    }

    fn drop_views(&mut self) -> Result<(), StoreError> {
        // The ids of the whole journal are unprojected now: what was known of them is not enough.
        self.taken = None;
        self.shared.set_filter(None);
        let (reply, answer) = reply_here();
        self.views.send(views::Job::Drop(reply)).map_err(|_| crate::reply::stopped())?;
        answer.wait()
    }

    fn grow_filter(&mut self) {
        if self.taken.as_ref().is_some_and(Taken::has_outgrown_filter) {
            self.make_filter();
        }
    }

    /// Has a filter over the projected ids made, by a thread that sends it here.
    fn make_filter(&mut self) {
        let Some(taken) = &mut self.taken else { return };
        taken.keep_all();
        self.epoch += 1;
        let (epoch, jobs, shared) = (self.epoch, self.jobs.clone(), self.shared_by_all.clone());
        let id_hash = self.shared.options.id_hash;
        let ids = self.shared.head.load(Ordering::Relaxed);
        let closing = self.closing.clone();
        let made = std::thread::Builder::new().name("tessera-filter".into()).spawn(move || {
            let filter = super::filter::of_projected(
                &shared.views,
                ids.saturating_mul(2).max(SMALLEST_FILTER),
                id_hash,
                &closing,
            );
            let filter = filter.inspect_err(|error| {
                tracing::warn!(%error, "no filter over event ids: each is looked up");
            });
            // Nobody takes it: the store is closing.
            let _ = jobs.send(Job::Filter(epoch, filter.ok().flatten()));
        });
        match made {
            Ok(thread) => self.filtering = Some(thread),
            Err(error) => {
                tracing::warn!(%error, "no filter over event ids: each is looked up");
                taken.set_filter(None);
            }
        }
    }

    fn take_filter(&mut self, epoch: u64, filter: Option<Filter>) {
        if let Some(taken) = &mut self.taken
            && epoch == self.epoch
        {
            let filter = filter.map(Arc::new);
            taken.set_filter(filter.clone());
            self.shared.set_filter(filter);
        }
    }
}
