//! Commit: a batch's facts, appended at once; and what happens when that fails.

use super::Pipeline;
use super::draft::{Draft, Outcome};
use super::load::{Fetched, fetch};
use super::parked;
use super::propose::restore;
use super::queue::{Batch, Job, Reply, Work};
use super::tail::Committed;
use crate::error::AppError;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::entry::codec::encode_entries;
use tessera_engine::state::State;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Decided, Edition, Seq, Store, StoreError, Turn};
use tokio::sync::mpsc;

/// How often a batch is decided again because another writer was first. From the second time on, the others wait.
const ATTEMPTS: u32 = 5;

/// A commit that is durable, and the states of the members it touched after it.
pub(super) struct Durable {
    pub(super) commit: Arc<Committed>,
    states: States,
}

type States = Vec<(MemberId, Arc<State>)>;

impl Pipeline {
    /// Takes a batch all the way to the journal. An error says that nothing of it was recorded (or, for a store that went
    /// away, that this is unknown; the journal is then read before anything else is decided). While the commit is under way, what
    /// gathers in the queue is made ready.
    pub(super) async fn take(
        &mut self,
        batch: &mut Batch,
        fetched: Option<Fetched>,
        begun: Option<Draft>,
        queue: &mut mpsc::Receiver<Job>,
    ) -> Result<(Draft, Durable), AppError> {
        let detailed = detailed(batch);
        let store = Arc::clone(&self.shared.store);
        let (mut attempt, mut fetched, mut begun, mut settles) = (0, fetched, begun, false);
        while attempt < ATTEMPTS {
            attempt += 1;
            let turn = if settles || attempt > 1 { Some(store.turn().await?) } else { None };
            let is_current = self.unsure || turn.is_some();
            if is_current {
                if let Some(draft) = begun.take() {
                    self.undo(batch, draft);
                }
                self.catch_up().await?;
                // It may be older than what came into the tail, was projected and has left it since.
                fetched = None;
            }
            let is_ahead = fetched.is_some();
            let mut draft = self.draft(batch, &detailed, fetched.take(), begun.take()).await?;
            if store.is_shared() && turn.is_none() && !draft.parked_changed.is_empty() {
                // Which returns wait is looked at and written while no other process can.
                self.undo(batch, draft);
                settles = true;
                attempt -= 1;
                continue;
            }
            let is_behind = store.is_shared() && !is_current;
            if (is_behind || is_ahead) && draft.outcomes.iter().any(Outcome::is_from_not_knowing) {
                // No fact of theirs would be refused by the store: only who knows all of the journal, and has looked since, may say so.
                self.undo(batch, draft);
                self.unsure |= is_behind;
                attempt -= 1;
                continue;
            }
            // Now: what is decided meanwhile goes on from them.
            let states = self.touched(&draft);
            let waited = Stopwatch::now();
            let appended = match turn {
                Some(turn) if store.is_shared() && !draft.parked_changed.is_empty() => {
                    self.settle(turn, &mut draft).await
                }
                _ if draft.facts.is_empty() => Ok(self.shared.tail.head() + 1),
                Some(turn) => turn.append(&draft.facts).await,
                None => {
                    let appending = append(Arc::clone(&store), &draft, self.edition());
                    self.meanwhile(appending, &draft, queue).await
                }
            };
            self.note_commit(batch, &draft, waited.elapsed());
            match appended {
                Ok(first) => {
                    let durable = self.durable(&mut draft, first, states);
                    return Ok((draft, durable));
                }
                Err(error) => self.not_appended(batch, draft, error, attempt)?,
            }
        }
        tracing::error!(attempt, "a batch was decided again and again, and is given up");
        self.count(&self.shared.metrics.failures, 1);
        Err(StoreError::Conflict.into())
    }

    /// After a commit that failed: only one that another writer was before is tried again.
    fn not_appended(
        &mut self,
        batch: &mut Batch,
        draft: Draft,
        error: StoreError,
        attempt: u32,
    ) -> Result<(), AppError> {
        self.undo_ahead();
        self.undo(batch, draft);
        self.unsure = true;
        if error == StoreError::Conflict {
            self.count(&self.shared.metrics.conflicts, 1);
            return Ok(());
        }
        tracing::error!(%error, attempt, "a commit failed");
        self.count(&self.shared.metrics.failures, 1);
        Err(error.into())
    }

    fn note_commit(&self, batch: &mut Batch, draft: &Draft, waited: Duration) {
        batch.timing.commit += waited;
        self.count(&self.shared.metrics.commit_micros, in_micros(waited));
        if !draft.facts.is_empty() {
            self.shared.metrics.commit_times.note(in_micros(waited));
        }
    }

    /// Loads and decides what is not decided yet. What fails on the way leaves nothing behind.
    async fn draft(
        &mut self,
        batch: &mut Batch,
        detailed: &[bool],
        fetched: Option<Fetched>,
        begun: Option<Draft>,
    ) -> Result<Draft, AppError> {
        let mut draft =
            begun.unwrap_or_else(|| Draft::new(self.now(), self.shared.rules.now(), batch.work.len()));
        draft.now = draft.now.max(self.now());
        match self.finish(batch, detailed, fetched, &mut draft).await {
            Ok(()) => Ok(draft),
            Err(error) => {
                self.undo(batch, draft);
                Err(error)
            }
        }
    }

    async fn finish(
        &mut self,
        batch: &mut Batch,
        detailed: &[bool],
        fetched: Option<Fetched>,
        draft: &mut Draft,
    ) -> Result<(), AppError> {
        let begun = Stopwatch::now();
        let decided = draft.outcomes.len();
        let rest = &mut batch.work[decided..];
        let fetched = match fetched {
            Some(fetched) => fetched,
            None => fetch(Arc::clone(&self.shared), self.asked(rest)).await?,
        };
        draft.known = draft.known.min(fetched.known);
        self.absorb(rest, fetched, draft);
        self.load_rest(rest, draft).await?;
        let loaded = begun.elapsed();
        batch.timing.load += loaded;
        self.count(&self.shared.metrics.load_micros, in_micros(loaded));
        let outcome = self.decide_all(rest, &detailed[decided..], draft).await;
        let deciding = begun.elapsed().saturating_sub(loaded);
        batch.timing.decide += deciding;
        self.count(&self.shared.metrics.decide_micros, in_micros(deciding));
        outcome
    }

    /// The members whom a draft touches, as they are after it.
    fn touched(&self, draft: &Draft) -> States {
        let state = |member: &MemberId| Some((*member, Arc::clone(self.warm.get(*member)?)));
        draft.touched.keys().filter_map(state).collect()
    }

    /// What was recorded, with what it made of the members.
    fn durable(&mut self, draft: &mut Draft, first: Seq, states: States) -> Durable {
        let commit = Arc::new(Committed {
            first,
            facts: std::mem::take(&mut draft.facts),
            posted: std::mem::take(&mut draft.posted),
        });
        for fact in &commit.facts {
            if let Some(id) = fact.external_id() {
                self.warm.put_external(id.into(), fact.member);
            }
        }
        Durable { commit, states }
    }

    /// Hands what is durable to the tail, behind what other processes recorded before it.
    pub(super) async fn push(&mut self, durable: Durable) -> Result<(), AppError> {
        let Durable { commit, states } = durable;
        if commit.facts.is_empty() {
            return Ok(());
        }
        self.count(&self.shared.metrics.batches, 1);
        self.count(&self.shared.metrics.events, commit.facts.len() as u64);
        self.shared.metrics.batch_sizes.note(commit.facts.len() as u64);
        if commit.first > self.shared.tail.head() + 1 {
            self.follow(commit.first - 1).await?;
        }
        // Another process may have projected it already.
        if commit.last() > self.shared.tail.head() {
            self.shared.tail.push(commit, states);
        }
        if self.shared.tail.lag() >= self.shared.settings.project_events as u64 {
            self.shared.tail.urgent.notify_one();
        }
        Ok(())
    }

    /// Forgets what a batch decided that was not recorded, and puts its commands back together.
    pub(super) fn undo(&mut self, batch: &mut Batch, draft: Draft) {
        for member in draft.touched.keys() {
            self.warm.forget(*member);
        }
        self.unpark(&draft.newly_parked);
        {
            let mut parked = self.parked();
            draft.taken_out.into_iter().for_each(|waiting| parked.put(waiting));
        }
        let mut events: Vec<_> = draft.facts.into_iter().map(|fact| Some(fact.event)).collect();
        for (work, outcome) in batch.work.iter_mut().zip(&draft.outcomes) {
            if let (Work::Command(command), Outcome::Accepted { fact, .. }) = (work, outcome)
                && let Some(event) = events.get_mut(*fact as usize).and_then(Option::take)
            {
                restore(command, Arc::unwrap_or_clone(event));
            }
        }
    }

    fn unpark(&self, returns: &[(EventId, EventId)]) {
        let mut parked = self.parked();
        for (order, id) in returns {
            parked.take_one(order, id);
        }
    }

    /// Appends in a turn and writes down with it which returns wait now.
    async fn settle(&mut self, turn: Box<dyn Turn + '_>, draft: &mut Draft) -> Result<Seq, StoreError> {
        let orders: Vec<EventId> = draft.parked_changed.drain().collect();
        let values = self.values_of_parked(&orders);
        let values: Vec<(&str, Option<&[u8]>)> =
            values.iter().map(|(name, value)| (&**name, value.as_deref())).collect();
        let first = turn.append_settling(&draft.facts, &values).await?;
        // What is decided by has changed.
        self.unsure = true;
        Ok(first)
    }

    /// Where no other process writes: writes down which returns wait now. The facts are durable already: a return that was applied is known by its id, and one that
    /// still stands under its order by mistake is found to be applied. Where writing fails, the returns that were to wait are rejected.
    pub(super) async fn keep_parked(&mut self, draft: &mut Draft) {
        if draft.parked_changed.is_empty() {
            return;
        }
        let orders: Vec<EventId> = draft.parked_changed.drain().collect();
        if let Err(error) = self.write_parked(&orders).await {
            tracing::error!(%error, "which returns wait could not be written down");
            self.unpark(&draft.newly_parked);
            for outcome in &mut draft.outcomes {
                if let Outcome::Parked(_) = outcome {
                    *outcome = Outcome::Rejected(error.clone());
                }
            }
        }
    }

    fn values_of_parked(&self, orders: &[EventId]) -> Vec<(String, Option<Vec<u8>>)> {
        let parked = self.parked();
        let value = |order: &EventId| {
            (format!("{}{order}", parked::PREFIX), parked::encode(parked.waiting_for(order)))
        };
        orders.iter().map(value).collect()
    }

    async fn write_parked(&self, orders: &[EventId]) -> Result<(), AppError> {
        let values = self.values_of_parked(orders);
        let values: Vec<(&str, Option<&[u8]>)> =
            values.iter().map(|(name, value)| (&**name, value.as_deref())).collect();
        Ok(self.shared.store.put_settings(&values).await?)
    }
}

async fn append(store: Arc<dyn Store>, draft: &Draft, edition: Edition) -> Result<Seq, StoreError> {
    let entries = |place: usize| encode_entries(&draft.posted[place].entries);
    store
        .append_decided(Decided { facts: &draft.facts, entries: &entries, edition, known: draft.known })
        .await
}

/// Whose senders want to see how the member stands after it.
pub(super) fn detailed(batch: &Batch) -> Vec<bool> {
    let mut detailed = Vec::with_capacity(batch.work.len());
    for reply in &batch.replies {
        match reply {
            Reply::One(_) => detailed.push(true),
            Reply::Many(_, count) => detailed.extend(std::iter::repeat_n(true, *count)),
            Reply::Counted(_, count) | Reply::Due(_, count) => {
                detailed.extend(std::iter::repeat_n(false, *count))
            }
            Reply::Follow(_) => {}
        }
    }
    detailed
}

pub(super) fn in_micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
