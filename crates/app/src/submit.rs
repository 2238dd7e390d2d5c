//! Sending commands to the pipeline.

use crate::App;
use crate::answer::Answer;
use crate::command::Command;
use crate::error::AppError;
use crate::pipeline::parked::{self, Parked};
use crate::pipeline::queue::{Count, Job};
use crate::pipeline::tail::Unprojected;
use crate::timing::Timing;
use std::sync::PoisonError;
use std::time::Instant as Stopwatch;
use tessera_engine::values::{EventId, Instant};
use tessera_store::StoreError;
use tokio::sync::oneshot;

/// Commands of one sender that go into one commit at most.
const PART: usize = 4_096;

/// A return that waits for its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedView {
    /// The order it waits for.
    pub order: EventId,
    /// Its event id.
    pub event_id: EventId,
    /// Since when it waits.
    pub since: Instant,
}

impl App {
    /// Does one command. The answer comes when it is durable; dropping the future does not undo the command.
    pub async fn submit(&self, command: Command) -> Answer {
        self.submit_timed(command).await.0
    }

    /// The same, and how long it took.
    pub async fn submit_timed(&self, command: Command) -> (Answer, Timing) {
        if let Err(error) = command.check() {
            return (Answer::Rejected(error), Timing::default());
        }
        let begun = Stopwatch::now();
        let (reply, answer) = oneshot::channel();
        if self.queue.send(Job::One(command, reply)).await.is_ok()
            && let Ok((answer, timing)) = answer.await
        {
            return (answer, timing.seen_in(begun.elapsed()));
        }
        (Answer::Rejected(AppError::Closing), Timing::default())
    }

    /// Does many commands, in order; each gets its own answer. They are not one transaction: a refused one does not fail the others.
    pub async fn submit_batch(&self, commands: Vec<Command>) -> Vec<Answer> {
        self.submit_batch_timed(commands).await.0
    }

    /// The same, and how long it took.
    pub async fn submit_batch_timed(&self, commands: Vec<Command>) -> (Vec<Answer>, Timing) {
        let checks: Vec<Option<AppError>> = commands.iter().map(|command| command.check().err()).collect();
        let mut good = commands
            .into_iter()
            .zip(&checks)
            .filter(|(_, error)| error.is_none())
            .map(|(command, _)| command);
        let (mut answers, mut timing) = (Vec::with_capacity(checks.len()), Timing::default());
        loop {
            let part: Vec<Command> = good.by_ref().take(PART).collect();
            if part.is_empty() {
                break;
            }
            let (more, took) = self.submit_part(part).await;
            answers.extend(more);
            timing = timing.and(took);
        }
        let mut answers = answers.into_iter();
        let merged = checks.iter().map(|error| match error {
            Some(error) => Answer::Rejected(error.clone()),
            None => answers.next().unwrap_or(Answer::Rejected(AppError::Closing)),
        });
        (merged.collect(), timing)
    }

    async fn submit_part(&self, part: Vec<Command>) -> (Vec<Answer>, Timing) {
        let (count, begun) = (part.len(), Stopwatch::now());
        let (reply, answers) = oneshot::channel();
        if self.queue.send(Job::Many(part, reply)).await.is_ok()
            && let Ok((answers, timing)) = answers.await
        {
            return (answers, timing.seen_in(begun.elapsed()));
        }
        (vec![Answer::Rejected(AppError::Closing); count], Timing::default())
    }

    /// Where other processes write to the same store: makes sure that what they had recorded by now is known here. Every question is answered
    /// after it, so that nobody who has been answered by one process asks another too early.
    pub(crate) async fn fresh(&self) -> Result<(), AppError> {
        if !self.shared.store.is_shared() {
            return Ok(());
        }
        let (reply, followed) = oneshot::channel();
        self.queue.send(Job::Follow(reply)).await.map_err(|_| AppError::Closing)?;
        followed.await.unwrap_or(Err(AppError::Closing))
    }

    /// The tail, and what is found projected before it: together they are everything recorded, nothing twice.
    pub(crate) async fn beside_tail<T, F>(&self, read: impl Fn() -> F) -> Result<(Unprojected, T), AppError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        loop {
            self.fresh().await?;
            let _still = self.shared.projecting.lock().await;
            let tail = self.shared.tail.unprojected();
            let found = read().await?;
            // Another process may have projected more meanwhile.
            if !self.shared.store.is_shared() || self.shared.store.projected().await? == tail.after {
                return Ok((tail, found));
            }
        }
    }

    /// Does many checked commands whose answers are only counted. Returns at once with the channel that the counts will come through.
    pub(crate) async fn submit_counted(
        &self,
        commands: Vec<Command>,
    ) -> Result<oneshot::Receiver<Vec<Count>>, AppError> {
        let (reply, counts) = oneshot::channel();
        self.queue.send(Job::Counted(commands, reply)).await.map_err(|_| AppError::Closing)?;
        Ok(counts)
    }

    /// Returns that wait for their orders, the oldest first. One that waits for days waits for an order that is lost or has another id.
    pub fn parked_returns(&self) -> Vec<ParkedView> {
        let parked = self.parked();
        let view = |(order, waiting): (&EventId, &parked::ParkedReturn)| ParkedView {
            order: order.clone(),
            event_id: waiting.command.event_id.clone(),
            since: waiting.since,
        };
        let mut all: Vec<ParkedView> = parked.iter().map(view).collect();
        all.sort_by(|a, b| a.since.cmp(&b.since).then_with(|| a.event_id.cmp(&b.event_id)));
        all
    }

    /// After a start: returns whose order has come while the note that they wait was not yet taken away.
    pub(crate) async fn resubmit_parked(&self) -> Result<(), AppError> {
        let waiting: Vec<(EventId, Vec<Command>)> = {
            let parked = self.parked();
            let mut orders: Vec<EventId> = parked.iter().map(|(order, _)| order.clone()).collect();
            orders.sort();
            orders.dedup();
            let commands = |order: EventId| {
                let commands =
                    parked.waiting_for(&order).iter().map(|waiting| waiting.command.clone()).collect();
                (order, commands)
            };
            orders.into_iter().map(commands).collect()
        };
        let ids: Vec<EventId> = waiting.iter().map(|(order, _)| order.clone()).collect();
        let places = self.shared.places(&ids).await?;
        let come = waiting.into_iter().zip(places).filter(|(_, place)| place.is_some());
        let commands: Vec<Command> = come.flat_map(|((_, commands), _)| commands).collect();
        if !commands.is_empty() {
            // Those that cannot be applied go on waiting.
            self.submit_batch(commands).await;
        }
        Ok(())
    }

    fn parked(&self) -> std::sync::MutexGuard<'_, Parked> {
        self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
