//! Commit: a batch's facts, appended at once; and what happens when that fails.

use super::Pipeline;
use super::draft::{Draft, Outcome};
use super::parked;
use super::propose::restore;
use super::queue::{Batch, Reply, Work};
use super::tail::Committed;
use crate::error::AppError;
use std::sync::Arc;
use std::time::Instant as Stopwatch;
use tessera_engine::values::EventId;
use tessera_store::StoreError;

/// How often a batch is decided again because another writer was first.
const ATTEMPTS: u32 = 5;

impl Pipeline {
    /// Takes a batch all the way to the journal. An error says that nothing of it was recorded (or, for a store that went
    /// away, that this is unknown; the journal is then read before anything else is decided).
    pub(super) async fn take(&mut self, batch: &mut Batch) -> Result<(Draft, Arc<Committed>), AppError> {
        let detailed = detailed(batch);
        let mut attempt = 0;
        loop {
            attempt += 1;
            if self.unsure {
                self.catch_up().await?;
            }
            let mut draft = self.draft(batch, &detailed).await?;
            let waited = Stopwatch::now();
            let appended = if draft.facts.is_empty() {
                Ok(self.shared.tail.head() + 1)
            } else {
                self.shared.store.append(&draft.facts).await
            };
            self.count(&self.shared.metrics.commit_micros, micros(waited));
            match appended {
                Ok(first) => {
                    let commit = self.committed(&mut draft, first);
                    self.keep_parked(&mut draft).await?;
                    return Ok((draft, commit));
                }
                Err(error) => {
                    self.undo(batch, draft);
                    self.unsure = true;
                    if error != StoreError::Conflict || attempt == ATTEMPTS {
                        tracing::error!(%error, attempt, "a commit failed");
                        self.count(&self.shared.metrics.failures, 1);
                        return Err(error.into());
                    }
                    self.count(&self.shared.metrics.conflicts, 1);
                }
            }
        }
    }

    /// Loads and decides. What fails on the way leaves nothing behind.
    async fn draft(&mut self, batch: &mut Batch, detailed: &[bool]) -> Result<Draft, AppError> {
        let begun = Stopwatch::now();
        let mut draft = self.load(&batch.work).await?;
        let loaded = micros(begun);
        self.count(&self.shared.metrics.load_micros, loaded);
        let decided = self.decide_all(&mut batch.work, detailed, &mut draft).await;
        self.count(&self.shared.metrics.decide_micros, micros(begun).saturating_sub(loaded));
        match decided {
            Ok(()) => Ok(draft),
            Err(error) => {
                self.undo(batch, draft);
                Err(error)
            }
        }
    }

    /// Hands what is durable now to the tail.
    fn committed(&mut self, draft: &mut Draft, first: u64) -> Arc<Committed> {
        let commit = Committed {
            first,
            facts: std::mem::take(&mut draft.facts),
            posted: std::mem::take(&mut draft.posted),
        };
        if commit.facts.is_empty() {
            return Arc::new(commit);
        }
        for fact in &commit.facts {
            if let Some(id) = fact.external_id() {
                self.warm.put_external(id.into(), fact.member);
            }
        }
        let touched =
            draft.touched.keys().filter_map(|member| Some((*member, Arc::clone(self.warm.get(*member)?))));
        self.count(&self.shared.metrics.batches, 1);
        self.count(&self.shared.metrics.events, commit.facts.len() as u64);
        let commit = self.shared.tail.push(commit, touched);
        if self.shared.tail.lag() >= self.shared.settings.project_events as u64 {
            self.shared.tail.urgent.notify_one();
        }
        commit
    }

    /// Forgets what a batch decided that was not recorded, and puts its commands back together.
    fn undo(&mut self, batch: &mut Batch, draft: Draft) {
        for member in draft.touched.keys() {
            self.warm.forget(*member);
        }
        {
            let mut parked = self.parked();
            for (order, id) in &draft.newly_parked {
                parked.remove(order, id);
            }
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

    /// Writes down which returns wait now. The facts are durable already: a return that was applied is known by its id, and one that
    /// still stands under its order by mistake is found to be applied.
    async fn keep_parked(&mut self, draft: &mut Draft) -> Result<(), AppError> {
        let changed: Vec<EventId> = draft.parked_changed.drain().collect();
        for order in changed {
            let value = parked::encode(self.parked().waiting_for(&order));
            let name = format!("{}{order}", parked::PREFIX);
            if let Err(error) = self.shared.store.put_setting(&name, value.as_deref()).await {
                let mut parked = self.parked();
                for (order, id) in &draft.newly_parked {
                    parked.remove(order, id);
                }
                return Err(error.into());
            }
        }
        Ok(())
    }

    /// Takes into memory what the journal holds beyond what is known here: other writers' commits, and one's own whose answer was lost.
    pub(super) async fn catch_up(&mut self) -> Result<(), AppError> {
        self.warm.clear();
        super::replay::replay(&self.shared, false).await?;
        self.unsure = false;
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
        }
    }
    detailed
}

fn micros(since: Stopwatch) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}
