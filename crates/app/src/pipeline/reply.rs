//! Replies: every sender gets what became of what it sent.

use super::again::{Known, first_answers, first_counts};
use super::draft::{Draft, Outcome};
use super::queue::{Batch, Count, Reply};
use super::tail::Committed;
use crate::answer::{Answer, Paid, Receipt};
use crate::error::AppError;
use crate::in_force::{InForce, Names};
use crate::metrics::Metrics;
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tessera_engine::event::{Body, Event};
use tessera_engine::values::MemberId;
use tessera_store::{Place, Seq};

// A sender that has gone away does not want to know: its answer is dropped, here and below.

/// Answers a batch that is durable. Answers that have to be looked up are sent by a task of their own.
pub(super) fn reply(shared: &Arc<Shared>, batch: Batch, draft: Draft, commit: &Arc<Committed>) {
    count_outcomes(&shared.metrics, &draft.outcomes);
    let Draft { outcomes, in_force, .. } = draft;
    let mut outcomes = outcomes.into_iter();
    let timing = batch.timing;
    for reply in batch.replies {
        match reply {
            Reply::One(sender) => match outcomes.next() {
                Some(outcome @ Outcome::Replay(..)) => {
                    reply_later(shared, vec![outcome], &in_force, commit, move |mut answers| {
                        if let Some(answer) = answers.pop() {
                            let _ = sender.send((answer, timing));
                        }
                    });
                }
                Some(outcome) => {
                    if let Some(answer) = answer(outcome, commit, &in_force.names) {
                        let _ = sender.send((answer, timing));
                    }
                }
                None => {}
            },
            Reply::Many(sender, count) => {
                let outcomes: Vec<Outcome> = outcomes.by_ref().take(count).collect();
                reply_later(shared, outcomes, &in_force, commit, move |answers| {
                    let _ = sender.send((answers, timing));
                });
            }
            Reply::Counted(sender, count) => {
                let outcomes: Vec<Outcome> = outcomes.by_ref().take(count).collect();
                let shared = Arc::clone(shared);
                tokio::spawn(async move {
                    let _ = sender.send(first_counts(&shared, outcomes).await);
                });
            }
            Reply::Follow(sender) => {
                let _ = sender.send(Ok(()));
            }
            Reply::Due(sender, count) => {
                let booked =
                    outcomes.by_ref().take(count).filter(|o| matches!(o, Outcome::Accepted { .. })).count();
                let _ = sender.send(Ok(booked as u64));
            }
        }
    }
}

/// Answers at once if nothing has to be looked up.
fn reply_later(
    shared: &Arc<Shared>,
    outcomes: Vec<Outcome>,
    in_force: &Arc<InForce>,
    commit: &Arc<Committed>,
    send: impl FnOnce(Vec<Answer>) + Send + 'static,
) {
    if !outcomes.iter().any(|outcome| matches!(outcome, Outcome::Replay(..))) {
        return send(outcomes.into_iter().filter_map(|o| answer(o, commit, &in_force.names)).collect());
    }
    let (shared, in_force, commit) = (Arc::clone(shared), Arc::clone(in_force), Arc::clone(commit));
    tokio::spawn(async move {
        let mut answers = Vec::with_capacity(outcomes.len());
        let mut known: HashMap<MemberId, Vec<Known>> = HashMap::new();
        for outcome in outcomes {
            let index = answers.len();
            match outcome {
                Outcome::Replay(Place { member, number }, fingerprint, id) => {
                    known.entry(member).or_default().push(Known { index, number, fingerprint, id });
                    answers.push(None);
                }
                outcome => answers.extend(answer(outcome, &commit, &in_force.names).map(Some)),
            }
        }
        for (member, known) in known {
            for (index, answer) in first_answers(&shared, member, known).await {
                answers[index] = Some(answer);
            }
        }
        // Each was given an answer above.
        send(answers.into_iter().flatten().collect());
    });
}

/// Answers a batch of which nothing was recorded.
pub(super) fn reply_error(metrics: &Metrics, batch: Batch, error: &AppError) {
    metrics.rejected.fetch_add(batch.work.len() as u64, Ordering::Relaxed);
    for reply in batch.replies {
        match reply {
            Reply::One(sender) => {
                let _ = sender.send((Answer::Rejected(error.clone()), batch.timing));
            }
            Reply::Many(sender, count) => {
                let _ = sender.send((vec![Answer::Rejected(error.clone()); count], batch.timing));
            }
            Reply::Counted(sender, count) => {
                let _ = sender.send(vec![Count::Rejected(error.clone()); count]);
            }
            Reply::Due(sender, _) => {
                let _ = sender.send(Err(error.clone()));
            }
            Reply::Follow(sender) => {
                let _ = sender.send(Err(error.clone()));
            }
        }
    }
}

fn count_outcomes(metrics: &Metrics, outcomes: &[Outcome]) {
    let mut counts = [0u64; 5];
    for outcome in outcomes {
        match outcome {
            Outcome::Accepted { .. } => counts[0] += 1,
            Outcome::Refused(..) => counts[1] += 1,
            Outcome::Parked(_) => counts[2] += 1,
            Outcome::Replay(..) => counts[3] += 1,
            Outcome::Rejected(_) => counts[4] += 1,
            Outcome::Nothing => {}
        }
    }
    let counters =
        [&metrics.accepted, &metrics.refused, &metrics.parked, &metrics.replayed, &metrics.rejected];
    for (counter, count) in counters.into_iter().zip(counts).filter(|(_, count)| *count > 0) {
        counter.fetch_add(count, Ordering::Relaxed);
    }
}

/// The answer to what was decided in this commit; `None` for what has to be looked up, and for what nobody asked.
fn answer(outcome: Outcome, commit: &Committed, names: &Names) -> Option<Answer> {
    Some(match outcome {
        Outcome::Accepted { fact, after, .. } => {
            let index = fact as usize;
            let (recorded, posted) = (&commit.facts[index], &commit.posted[index]);
            let after = after?;
            let tiers = &posted.tiers;
            let receipt = Receipt {
                member: recorded.member,
                number: recorded.number,
                seq: commit.first + index as Seq,
                occurred_at: recorded.event.occurred_at,
                recorded_at: recorded.event.recorded_at,
                paid: paid(&recorded.event),
                entries: names.entries(&posted.entries),
                balances: after.balances,
                tier: after.tier,
                tier_before: tiers.first().map(|change| names.tier(change.from)),
            };
            Answer::Accepted { receipt: Box::new(receipt), replayed: false }
        }
        Outcome::Refused(member, refusal) => Answer::Refused { member, refusal, replayed: false },
        Outcome::Parked(waiting_for) => Answer::Parked { waiting_for },
        Outcome::Rejected(error) => Answer::Rejected(error),
        Outcome::Replay(..) | Outcome::Nothing => return None,
    })
}

/// The units that an event spent, and what they paid.
pub(crate) fn paid(event: &Event) -> Option<Paid> {
    match &event.body {
        Body::OrderPaid(order) => order.points_paid.as_ref().map(|paid| Paid {
            wallet: paid.wallet.clone(),
            units: paid.units,
            value: paid.value,
        }),
        Body::Redeemed(redeemed) => {
            Some(Paid { wallet: redeemed.wallet.clone(), units: redeemed.units, value: redeemed.value })
        }
        _ => None,
    }
}
