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
use tessera_store::{Decided, Seq, StoreError};
use tokio::sync::mpsc;

/// How often a batch is decided again because another writer was first. From the second time on, the others wait.
const ATTEMPTS: u32 = 5;

/// A commit that is durable, and the states of the members it touched after it.
pub(super) struct Durable {
    pub(super) commit: Arc<Committed>,
    states: Vec<(MemberId, Arc<State>)>,
}

impl Pipeline {
    /// Takes a batch all the way to the journal. An error says that nothing of it was recorded (or, for a store that went
    /// away, that this is unknown; the journal is then read before anything else is decided). While the commit is under way, what has
    /// gathered in the queue is made ready.
    pub(super) async fn take(
        &mut self,
        batch: &mut Batch,
        fetched: Option<Fetched>,
        queue: &mut mpsc::Receiver<Job>,
    ) -> Result<(Draft, Durable), AppError> {
        let detailed = detailed(batch);
        let store = Arc::clone(&self.shared.store);
        let (mut attempt, mut fetched) = (0, fetched);
        while attempt < ATTEMPTS {
            attempt += 1;
            let turn = if attempt > 1 { Some(store.turn().await?) } else { None };
            let is_current = self.unsure || turn.is_some();
            if is_current {
                self.catch_up().await?;
                // It may be older than what came into the tail, was projected and has left it since.
                fetched = None;
            }
            let is_ahead = fetched.is_some();
            let mut draft = self.draft(batch, &detailed, fetched.take()).await?;
            let is_behind = store.is_shared() && !is_current;
            if (is_behind || is_ahead) && draft.outcomes.iter().any(Outcome::is_from_not_knowing) {
                // No fact of theirs would be refused by the store: only who knows all of the journal, and has looked since, may say so.
                self.undo(batch, draft);
                self.unsure |= is_behind;
                attempt -= 1;
                continue;
            }
            let waited = Stopwatch::now();
            let appended = match turn {
                _ if draft.facts.is_empty() => Ok(self.shared.tail.head() + 1),
                Some(turn) => turn.append(&draft.facts).await,
                None => {
                    self.look_ahead(queue);
                    self.append(&draft).await
                }
            };
            let waited = waited.elapsed();
            batch.timing.commit += waited;
            self.count(&self.shared.metrics.commit_micros, in_micros(waited));
            if !draft.facts.is_empty() {
                self.shared.metrics.commit_times.note(in_micros(waited));
            }
            match appended {
                Ok(first) => {
                    let durable = self.durable(&mut draft, first);
                    return Ok((draft, durable));
                }
                Err(error) => {
                    self.undo(batch, draft);
                    self.unsure = true;
                    if error != StoreError::Conflict {
                        tracing::error!(%error, attempt, "a commit failed");
                        self.count(&self.shared.metrics.failures, 1);
                        return Err(error.into());
                    }
                    self.count(&self.shared.metrics.conflicts, 1);
                }
            }
        }
        tracing::error!(attempt, "a batch was decided again and again, and is given up");
        self.count(&self.shared.metrics.failures, 1);
        Err(StoreError::Conflict.into())
    }

    async fn append(&self, draft: &Draft) -> Result<Seq, StoreError> {
        let entries = |place: usize| encode_entries(&draft.posted[place].entries);
        let (facts, edition, known) = (&draft.facts[..], self.edition(), draft.known);
        self.shared.store.append_decided(Decided { facts, entries: &entries, edition, known }).await
    }

    /// Loads and decides. What fails on the way leaves nothing behind.
    async fn draft(
        &mut self,
        batch: &mut Batch,
        detailed: &[bool],
        fetched: Option<Fetched>,
    ) -> Result<Draft, AppError> {
        let begun = Stopwatch::now();
        let fetched = match fetched {
            Some(fetched) => fetched,
            None => fetch(Arc::clone(&self.shared), self.asked(&batch.work)).await?,
        };
        let mut draft = Draft::new(self.now(), self.shared.rules.now(), batch.work.len());
        draft.known = fetched.known;
        self.absorb(&batch.work, fetched, &mut draft);
        self.load_rest(&batch.work, &mut draft).await?;
        let loaded = begun.elapsed();
        batch.timing.load += loaded;
        self.count(&self.shared.metrics.load_micros, in_micros(loaded));
        let decided = self.decide_all(&mut batch.work, detailed, &mut draft).await;
        let deciding = begun.elapsed().saturating_sub(loaded);
        batch.timing.decide += deciding;
        self.count(&self.shared.metrics.decide_micros, in_micros(deciding));
        match decided {
            Ok(()) => Ok(draft),
            Err(error) => {
                self.undo(batch, draft);
                Err(error)
            }
        }
    }

    /// What was recorded, with what it made of the members.
    fn durable(&mut self, draft: &mut Draft, first: Seq) -> Durable {
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
        let touched = draft.touched.keys();
        let states =
            touched.filter_map(|member| Some((*member, Arc::clone(self.warm.get(*member)?)))).collect();
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
    fn undo(&mut self, batch: &mut Batch, draft: Draft) {
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
                restore(command, event);
            }
        }
    }

    fn unpark(&self, returns: &[(EventId, EventId)]) {
        let mut parked = self.parked();
        for (order, id) in returns {
            parked.take_one(order, id);
        }
    }

    /// Writes down which returns wait now. The facts are durable already: a return that was applied is known by its id, and one that
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
        } else if self.shared.store.is_shared() {
            // An order may have come to another process meanwhile, which did not know yet that a return waits for it.
            self.look_again.extend(draft.newly_parked.iter().map(|(order, _)| order.clone()));
        }
    }

    async fn write_parked(&self, orders: &[EventId]) -> Result<(), AppError> {
        let values: Vec<(String, Option<Vec<u8>>)> = {
            let parked = self.parked();
            let value = |order: &EventId| {
                (format!("{}{order}", parked::PREFIX), parked::encode(parked.waiting_for(order)))
            };
            orders.iter().map(value).collect()
        };
        let values: Vec<(&str, Option<&[u8]>)> =
            values.iter().map(|(name, value)| (&**name, value.as_deref())).collect();
        self.shared.store.put_settings(&values).await?;
        if self.shared.store.is_shared() {
            self.shared.store.announce().await?;
        }
        Ok(())
    }
}

/// Whose senders want to see how the member stands after it.
fn detailed(batch: &Batch) -> Vec<bool> {
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

fn in_micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
