//! First answers again: what a command gets that was recorded before.

use super::draft::Outcome;
use super::queue::Count;
use super::reply::paid;
use crate::answer::{Answer, Receipt};
use crate::error::AppError;
use crate::history::{History, Past, recorded_state};
use crate::in_force::InForce;
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;
use tessera_engine::event::{Body, Event};
use tessera_engine::fold::{self, Numbered};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Place, StoreError};

/// How many members' histories are held at once while first answers are counted.
const HISTORIES_AT_ONCE: usize = 64;

/// A command that was recorded before.
pub(super) struct Known {
    /// Where its answer belongs.
    pub(super) index: usize,
    pub(super) number: u32,
    pub(super) fingerprint: [u8; 16],
    pub(super) id: EventId,
}

/// The answers that commands of one member got who were recorded before, worked out once more from the stream: entries and balances are functions
/// of it. However many they are, the stream is gone through once.
pub(super) async fn first_answers(
    shared: &Arc<Shared>,
    member: MemberId,
    mut known: Vec<Known>,
) -> Vec<(usize, Answer)> {
    let indexes: Vec<usize> = known.iter().map(|one| one.index).collect();
    let failed = |error: AppError| indexes.iter().map(|at| (*at, Answer::Rejected(error.clone()))).collect();
    let history = match shared.history(member).await {
        Ok(history) => history,
        Err(error) => return failed(error),
    };
    known.sort_by_key(|one| one.number);
    let in_force = shared.rules.now();
    if history.is_short() {
        return answers(&in_force, member, &history, known);
    }
    let folded = tokio::task::spawn_blocking(move || answers(&in_force, member, &history, known)).await;
    folded.unwrap_or_else(|error| {
        failed(AppError::from(StoreError::Other(format!("a first answer could not be worked out: {error}"))))
    })
}

/// By number, the smallest first.
fn answers(
    in_force: &InForce,
    member: MemberId,
    history: &History,
    known: Vec<Known>,
) -> Vec<(usize, Answer)> {
    let past: Vec<Past<'_>> = history.iter().collect();
    let numbered = history.numbered();
    let mut ahead = Ahead { in_force, numbered: &numbered, done: 0, state: None };
    let mut answers = Vec::with_capacity(known.len());
    for one in known {
        let answer = match past.iter().position(|past| past.number == one.number) {
            None => Err(missing(Place { member, number: one.number })),
            Some(at) if past[at].event.fingerprint != one.fingerprint => Err(AppError::IdReused(one.id)),
            Some(at) => match &past[at].event.body {
                Body::Refused(refused) => {
                    Ok(Answer::Refused { member, refusal: refused.refusal.clone(), replayed: true })
                }
                _ => ahead.receipt(member, at, past[at]),
            },
        };
        answers.push((one.index, answer.unwrap_or_else(Answer::Rejected)));
    }
    answers
}

/// Goes through a stream in the order of recording.
struct Ahead<'a> {
    in_force: &'a InForce,
    numbered: &'a [Numbered<'a>],
    /// So many events are recorded onto the state.
    done: usize,
    state: Option<State>,
}

impl Ahead<'_> {
    /// The receipt of the event at this place, which is not before the one asked for last. The same event twice is folded anew.
    fn receipt(&mut self, member: MemberId, at: usize, past: Past<'_>) -> Result<Answer, AppError> {
        let programs = &self.in_force.programs;
        let mut state = match self.state.take() {
            Some(mut state) if self.done <= at => {
                for between in self.done..at {
                    fold::record(programs, &mut state, &self.numbered[..between], self.numbered[between]);
                }
                state
            }
            _ => recorded_state(programs, &self.numbered[..at]),
        };
        let posted = fold::record(programs, &mut state, &self.numbered[..at], self.numbered[at]);
        let names = &self.in_force.names;
        let receipt = Receipt {
            member,
            number: past.number,
            seq: past.seq,
            occurred_at: past.event.occurred_at,
            recorded_at: past.event.recorded_at,
            paid: paid(past.event),
            entries: names.entries(&past.entries()?),
            balances: names.balances(&state),
            tier: names.tier(state.tier),
            tier_before: posted.tiers.first().map(|change| names.tier(change.from)),
        };
        (self.done, self.state) = (at + 1, Some(state));
        Ok(Answer::Accepted { receipt: Box::new(receipt), replayed: true })
    }
}

/// The short answers; those recorded before are looked up by member.
pub(super) async fn first_counts(shared: &Shared, outcomes: Vec<Outcome>) -> Vec<Count> {
    let mut counts = Vec::with_capacity(outcomes.len());
    let mut known: HashMap<MemberId, Vec<Known>> = HashMap::new();
    for (index, outcome) in outcomes.into_iter().enumerate() {
        counts.push(match outcome {
            Outcome::Accepted { joined, .. } => Count::Recorded { joined },
            Outcome::Refused(_, refusal) => Count::Refused(refusal),
            Outcome::Parked(_) => Count::Parked,
            Outcome::Rejected(error) => Count::Rejected(error),
            Outcome::Nothing => Count::Known,
            Outcome::Replay(place, fingerprint, id) => {
                let one = Known { index, number: place.number, fingerprint, id };
                known.entry(place.member).or_default().push(one);
                Count::Known
            }
        });
    }
    let known: Vec<_> = known.into_iter().collect();
    for some in known.chunks(HISTORIES_AT_ONCE) {
        let members: Vec<MemberId> = some.iter().map(|(member, _)| *member).collect();
        let histories = shared.histories(&members).await;
        for (place, (member, known)) in some.iter().enumerate() {
            for one in known {
                counts[one.index] = match &histories {
                    Err(error) => Count::Rejected(error.clone()),
                    Ok(histories) => one.count(*member, &histories[place]),
                };
            }
        }
    }
    counts
}

impl Known {
    fn count(&self, member: MemberId, history: &History) -> Count {
        match history.number(self.number).map(|past| past.event) {
            None => Count::Rejected(missing(Place { member, number: self.number })),
            Some(event) if event.fingerprint != self.fingerprint => {
                Count::Rejected(AppError::IdReused(self.id.clone()))
            }
            Some(Event { body: Body::Refused(refused), .. }) => Count::Refused(refused.refusal.clone()),
            Some(_) => Count::Known,
        }
    }
}

fn missing(place: Place) -> AppError {
    let detail = format!("event {} of {} is missing", place.number, place.member);
    AppError::from(StoreError::Stale { path: "the projections".into(), detail })
}
