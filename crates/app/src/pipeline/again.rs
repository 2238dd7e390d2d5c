//! First answers again: what a command gets that was recorded before.

use super::draft::Outcome;
use super::queue::Count;
use super::reply::paid;
use crate::answer::{Answer, Receipt};
use crate::error::AppError;
use crate::history::{History, Past, recorded_state};
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use tessera_engine::event::{Body, Event};
use tessera_engine::fold::{self, Numbered};
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Place, StoreError};

/// How many members' histories are held at once while first answers are counted.
const HISTORIES_AT_ONCE: usize = 64;

/// The answer that the command recorded at this place got, worked out once more from the stream: entries and balances are functions of it.
pub(super) async fn first_answer(
    shared: &Shared,
    place: Place,
    fingerprint: [u8; 16],
    id: EventId,
) -> Answer {
    let answer = async {
        let history = shared.history(place.member).await?;
        let past = history.number(place.number).ok_or_else(|| missing(place))?;
        if past.event.fingerprint != fingerprint {
            return Err(AppError::IdReused(id));
        }
        Ok(match &past.event.body {
            Body::Refused(refused) => {
                Answer::Refused { member: place.member, refusal: refused.refusal.clone(), replayed: true }
            }
            _ => Answer::Accepted {
                receipt: Box::new(receipt(shared, place.member, &history, past)?),
                replayed: true,
            },
        })
    };
    answer.await.unwrap_or_else(Answer::Rejected)
}

fn receipt(
    shared: &Shared,
    member: MemberId,
    history: &History,
    past: Past<'_>,
) -> Result<Receipt, AppError> {
    let in_force = shared.rules.now();
    let names = &in_force.names;
    let mut before = history.numbered();
    before.truncate(before.partition_point(|earlier| earlier.number < past.number));
    let mut state = recorded_state(&in_force.programs, &before);
    let event = Numbered { number: past.number, event: past.event };
    let posted = fold::record(&in_force.programs, &mut state, &before, event);
    Ok(Receipt {
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
    })
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

/// A command that was recorded before.
struct Known {
    index: usize,
    number: u32,
    fingerprint: [u8; 16],
    id: EventId,
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
