//! Looking ahead: while a commit is under way, the next batch gathers, what it needs is fetched and, where nobody else writes to the store, it is decided.
//! So the disk is written, the store is asked and the next batch is decided at the same time.
//!
//! What is decided ahead stands on a commit that may still fail; then it is undone first ([`Pipeline::undo_ahead`]). Nothing of it is appended before that
//! commit is durable. What has to look at the past of a member waits until then: the past does not hold that commit yet.

use super::Pipeline;
use super::commit::{detailed, in_micros};
use super::draft::Draft;
use super::load::{Fetched, external_id_of, fetch};
use super::propose::joining_id;
use super::queue::{Gathered, Job, Work, gather, gather_more};
use crate::command::Action;
use crate::error::AppError;
use std::future::{Future, pending};
use std::pin::pin;
use std::sync::Arc;
use std::time::Instant as Stopwatch;
use tessera_engine::values::MemberId;
use tessera_store::{Seq, StoreError};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// So many pieces of work are decided before the commit is looked after again.
const AT_ONCE: usize = 256;

/// The next batch, and how far it is made ready.
#[derive(Default)]
pub(super) struct Ahead {
    gathered: Gathered,
    /// How much of its work is fetched for.
    asked: usize,
    fetching: Option<JoinHandle<Result<Fetched, AppError>>>,
    /// What was fetched and is not in memory yet.
    fetched: Option<Result<Fetched, AppError>>,
    /// What is decided of it.
    draft: Option<Draft>,
    /// What comes next in it cannot be decided before the commit is done.
    waits: bool,
}

/// How far a batch was made ready.
#[derive(Default)]
pub(super) struct Begun {
    /// What was fetched for all of it that is not decided, if it was.
    pub(super) fetched: Option<Result<Fetched, AppError>>,
    pub(super) draft: Option<Draft>,
}

impl Ahead {
    fn work(&self) -> &[Work] {
        &self.gathered.batch.work
    }

    fn decided(&self) -> usize {
        self.draft.as_ref().map_or(0, |draft| draft.outcomes.len())
    }

    /// Whether something of it can be decided.
    fn is_ready(&self) -> bool {
        self.fetched.is_some() || (self.fetching.is_none() && self.decided() < self.asked)
    }

    /// Whether nothing has come.
    pub(super) fn is_empty(&self) -> bool {
        self.gathered.is_empty()
    }

    pub(super) fn has_touched(&self, member: MemberId) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.touched.contains_key(&member))
    }
}

impl Pipeline {
    /// Waits for a commit, and meanwhile makes ready what comes. `under_way` is what is being committed.
    pub(super) async fn meanwhile(
        &mut self,
        appending: impl Future<Output = Result<Seq, StoreError>>,
        under_way: &Draft,
        queue: &mut mpsc::Receiver<Job>,
    ) -> Result<Seq, StoreError> {
        let mut appending = pin!(appending);
        // What has to happen between two batches happens first.
        if self.is_ending {
            return appending.await;
        }
        if self.shared.store.is_shared() {
            self.look_ahead(queue);
            return appending.await;
        }
        loop {
            tokio::select! {
                biased;
                appended = &mut appending => return appended,
                () = self.make_ready(queue) => self.decide_ahead(under_way),
            }
        }
    }

    /// Takes what has gathered and begins to fetch for it. Waits for nothing.
    fn look_ahead(&mut self, queue: &mut mpsc::Receiver<Job>) {
        if self.ahead.is_some() {
            return;
        }
        let mut gathered = Gathered::default();
        gather_more(queue, self.shared.settings.batch, &mut gathered);
        if gathered.is_empty() {
            return;
        }
        let mut ahead = Ahead { gathered, ..Ahead::default() };
        self.begin_to_fetch(&mut ahead);
        self.ahead = Some(ahead);
    }

    fn begin_to_fetch(&self, ahead: &mut Ahead) {
        let asked = self.asked(&ahead.work()[ahead.asked..]);
        ahead.asked = ahead.work().len();
        ahead.fetching = Some(tokio::spawn(fetch(Arc::clone(&self.shared), asked)));
    }

    /// Waits until something can be decided. Whoever does not wait to the end loses nothing.
    async fn make_ready(&mut self, queue: &mut mpsc::Receiver<Job>) {
        let most = self.shared.settings.batch;
        loop {
            let mut ahead = self.ahead.take().unwrap_or_default();
            gather_more(queue, most, &mut ahead.gathered);
            if !ahead.waits
                && ahead.fetching.is_none()
                && !ahead.is_ready()
                && ahead.asked < ahead.work().len()
            {
                self.begin_to_fetch(&mut ahead);
            }
            let ahead = self.ahead.insert(ahead);
            if ahead.waits {
                return pending().await;
            }
            if let Some(fetching) = &mut ahead.fetching {
                let fetched = fetching.await;
                ahead.fetching = None;
                ahead.fetched = Some(fetched.unwrap_or_else(|error| Err(not_ended(&error))));
            }
            if ahead.is_ready() {
                return;
            }
            if ahead.gathered.is_full(most) {
                return pending().await;
            }
            let Some(job) = queue.recv().await else { return pending().await };
            ahead.gathered.add(job);
        }
    }

    /// Decides some of what is fetched for, as if the commit under way had succeeded.
    fn decide_ahead(&mut self, under_way: &Draft) {
        let Some(mut ahead) = self.ahead.take() else { return };
        match ahead.fetched.take() {
            Some(Err(error)) => {
                ahead.fetched = Some(Err(error));
                ahead.waits = true;
            }
            Some(Ok(fetched)) => self.decide_some(&mut ahead, Some(fetched), under_way),
            None => self.decide_some(&mut ahead, None, under_way),
        }
        self.ahead = Some(ahead);
    }

    fn decide_some(&mut self, ahead: &mut Ahead, fetched: Option<Fetched>, under_way: &Draft) {
        let begun = Stopwatch::now();
        let now = self.now().max(under_way.now);
        let Ahead { gathered, asked, draft, waits, .. } = ahead;
        let batch = &mut gathered.batch;
        let draft = draft.get_or_insert_with(|| Draft::new(now, self.shared.rules.now(), *asked));
        draft.now = draft.now.max(now);
        let detailed = detailed(batch);
        let decided = draft.outcomes.len();
        let work = &mut batch.work[decided..*asked];
        if let Some(fetched) = fetched {
            draft.known = draft.known.min(fetched.known);
            self.absorb(work, fetched, draft);
            self.take_over(work, under_way, draft);
        }
        for (work, detailed) in work.iter_mut().zip(&detailed[decided..]).take(AT_ONCE) {
            let outcome = match work {
                _ if self.has_to_wait(work) => None,
                Work::Command(command) => self.decide(command, *detailed, draft).ok(),
                Work::Due(member, until) => self.decide_due(*member, *until, draft).ok(),
            };
            let Some(outcome) = outcome else {
                *waits = true;
                break;
            };
            draft.outcomes.push(outcome);
        }
        let deciding = begun.elapsed();
        batch.timing.decide += deciding;
        self.count(&self.shared.metrics.decide_micros, in_micros(deciding));
    }

    /// Lets a draft know of what the commit under way is about to record.
    fn take_over(&self, work: &[Work], under_way: &Draft, draft: &mut Draft) {
        for id in self.ids_of(work) {
            if let Some(place) = under_way.place(&id) {
                draft.places.insert(id.into_owned(), place);
            }
        }
        let commands = work.iter().filter_map(super::load::command);
        for id in commands.filter_map(external_id_of) {
            if let Some(member) = under_way.external_ids.get(id).copied().flatten() {
                draft.external_ids.insert(id.into(), Some(member));
            } else if self.external(id, draft).is_none() {
                let joining = joining_id(id);
                if let Some(place) = under_way.place(&joining) {
                    draft.places.insert(joining, place);
                }
            }
        }
    }

    /// Whether a piece of work looks at the past of a member, or may.
    fn has_to_wait(&self, work: &Work) -> bool {
        let Work::Command(command) = work else { return false };
        match &command.action {
            Action::Return { .. } => true,
            // The returns that have waited for this order are applied with it.
            Action::Pay { .. } => {
                let parked = self.parked();
                !parked.is_empty() && !parked.waiting_for(&command.event_id).is_empty()
            }
            _ => false,
        }
    }

    /// Forgets what was decided ahead: what it stands on was not recorded.
    pub(super) fn undo_ahead(&mut self) {
        let Some(ahead) = &mut self.ahead else { return };
        let Some(draft) = ahead.draft.take() else { return };
        let mut gathered = std::mem::take(&mut ahead.gathered);
        // To be fetched for anew, all of it.
        *ahead = Ahead::default();
        self.undo(&mut gathered.batch, draft);
        if let Some(ahead) = &mut self.ahead {
            ahead.gathered = gathered;
        }
    }

    /// The next batch: the one that was made ready and what has come since, or else whatever comes next; and how far it is. `None`: nobody can
    /// send any more.
    pub(super) async fn next(&mut self, queue: &mut mpsc::Receiver<Job>) -> Option<(Gathered, Begun)> {
        let most = self.shared.settings.batch;
        let Some(mut ahead) = self.ahead.take().filter(|ahead| !ahead.is_empty()) else {
            return Some((gather(queue, most).await?, Begun::default()));
        };
        gather_more(queue, most, &mut ahead.gathered);
        let more = &ahead.work()[ahead.asked..];
        let more = (!more.is_empty()).then(|| fetch(Arc::clone(&self.shared), self.asked(more)));
        let mut fetched = match (ahead.fetching, ahead.fetched) {
            (Some(fetching), _) => fetching.await.unwrap_or_else(|error| Err(not_ended(&error))),
            (None, Some(fetched)) => fetched,
            (None, None) => Ok(Fetched::nothing()),
        };
        if let (Ok(fetched_so_far), Some(more)) = (&mut fetched, more) {
            match more.await {
                Ok(more) => fetched_so_far.extend(more),
                Err(error) => fetched = Err(error),
            }
        }
        Some((ahead.gathered, Begun { fetched: Some(fetched), draft: ahead.draft }))
    }
}

fn not_ended(error: &tokio::task::JoinError) -> AppError {
    StoreError::Other(format!("a read did not end: {error}")).into()
}
