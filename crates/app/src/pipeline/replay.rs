//! Replay: what the journal holds beyond what memory knows is folded into the tail. At start, after a commit whose outcome is
//! unknown, and when the projections are made anew.

use super::project::project;
use super::tail::Committed;
use crate::error::AppError;
use crate::history::History;
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use std::num::NonZero;
use std::sync::Arc;
use tessera_engine::fold::{self, Numbered, Posted, Programs};
use tessera_engine::state::State;
use tessera_engine::values::MemberId;
use tessera_store::{Fact, Journaled, StoreError};

/// How many events are folded at a time.
const CHUNK: usize = 20_000;

/// Folds the journal beyond the tail into it. With `projecting`, brings the projections along, so that memory stays bounded however
/// long the journal is.
pub(crate) async fn replay(shared: &Shared, projecting: bool) -> Result<(), AppError> {
    let head = shared.store.head().await?;
    while shared.tail.head() < head {
        let chunk = shared.store.journal(shared.tail.head(), CHUNK).await?;
        let Some(first) = chunk.first().map(|journaled| journaled.seq) else { break };
        if first != shared.tail.head() + 1 {
            return Err(gap(format!("event {} of the journal is missing", shared.tail.head() + 1)));
        }
        fold_in(shared, first, chunk).await?;
        if projecting {
            project(shared).await?;
            tracing::info!(seq = shared.tail.head(), head, "replayed the journal");
        }
    }
    Ok(())
}

async fn fold_in(shared: &Shared, first: u64, chunk: Vec<Journaled>) -> Result<(), AppError> {
    let programs = shared.rules.now().programs.clone();
    let facts: Arc<Vec<Fact>> = Arc::new(chunk.into_iter().map(|journaled| journaled.fact).collect());
    let streams = streams(shared, &facts).await?;
    let mut done = fold_all(&programs, &facts, streams).await?;
    let mut late: Vec<Stream> = done.extract_if(.., |stream| stream.needs_history).collect();
    if !late.is_empty() {
        let members: Vec<MemberId> = late.iter().map(|stream| stream.member).collect();
        for (stream, history) in late.iter_mut().zip(shared.histories(&members).await?) {
            stream.history = Some(history);
        }
        done.extend(fold_all(&programs, &facts, late).await?);
    }
    let mut posted = vec![Posted::default(); facts.len()];
    let mut states = Vec::with_capacity(done.len());
    for stream in done {
        for (place, one) in stream.facts.iter().zip(stream.posted) {
            posted[*place] = one;
        }
        states.push((stream.member, stream.state));
    }
    // The threads that shared the facts have ended.
    let facts = Arc::try_unwrap(facts).unwrap_or_else(|shared| (*shared).clone());
    shared.tail.push(Committed { first, facts, posted }, states);
    Ok(())
}

/// One member's part of a chunk.
struct Stream {
    member: MemberId,
    /// The places of the member's facts.
    facts: Vec<usize>,
    state: Arc<State>,
    history: Option<History>,
    needs_history: bool,
    posted: Vec<Posted>,
}

async fn streams(shared: &Shared, facts: &[Fact]) -> Result<Vec<Stream>, AppError> {
    let mut by_member: HashMap<MemberId, Vec<usize>> = HashMap::new();
    for (place, fact) in facts.iter().enumerate() {
        by_member.entry(fact.member).or_default().push(place);
    }
    let mut members: Vec<MemberId> = by_member.keys().copied().collect();
    members.sort_unstable();
    let in_tail = shared.tail.states(&members);
    let cold: Vec<MemberId> = members
        .iter()
        .zip(&in_tail)
        .filter(|(_, state)| state.is_none())
        .map(|(member, _)| *member)
        .collect();
    let mut snapshots = shared.store.snapshots(&cold).await?.into_iter();
    let mut streams = Vec::with_capacity(members.len());
    for (member, state) in members.into_iter().zip(in_tail) {
        let state = match state {
            Some(state) => state,
            None => match snapshots.next().flatten() {
                Some(snapshot) => shared.thaw(member, &snapshot).await?,
                None => Arc::new(State::new()),
            },
        };
        let facts = by_member.remove(&member).unwrap_or_default();
        streams.push(Stream {
            member,
            facts,
            state,
            history: None,
            needs_history: false,
            posted: Vec::new(),
        });
    }
    Ok(streams)
}

/// Folds the streams on all cores.
async fn fold_all(
    programs: &Programs,
    facts: &Arc<Vec<Fact>>,
    mut streams: Vec<Stream>,
) -> Result<Vec<Stream>, AppError> {
    let (programs, facts) = (programs.clone(), Arc::clone(facts));
    let folded = tokio::task::spawn_blocking(move || {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = streams.len().div_ceil(cores).max(1);
        std::thread::scope(|scope| {
            let threads: Vec<_> = streams
                .chunks_mut(share)
                .map(|some| {
                    scope.spawn(|| some.iter_mut().try_for_each(|stream| stream.fold(&programs, &facts)))
                })
                .collect();
            threads.into_iter().try_for_each(|thread| {
                thread.join().unwrap_or_else(|_| Err(gap("the fold failed; please report this".into())))
            })
        })?;
        Ok(streams)
    });
    folded.await.unwrap_or_else(|_| Err(gap("the fold failed; please report this".into())))
}

impl Stream {
    /// Records the facts one after the other onto the state; stops where the history is needed and not there.
    fn fold(&mut self, programs: &Programs, facts: &[Fact]) -> Result<(), AppError> {
        let mut state = State::clone(&self.state);
        let mut posted = Vec::with_capacity(self.facts.len());
        for (done, place) in self.facts.iter().enumerate() {
            let fact = &facts[*place];
            if fact.number != state.events + 1 {
                let found = fact.number;
                return Err(gap(format!("{} has event {found} after {}", self.member, state.events)));
            }
            let needs_history = fold::needs_history(&state, &fact.event);
            let history = match (&self.history, needs_history) {
                (None, true) => {
                    self.needs_history = true;
                    return Ok(());
                }
                (Some(history), true) => {
                    let mut all = history.numbered();
                    all.extend(self.facts[..done].iter().map(|place| {
                        let fact = &facts[*place];
                        Numbered { number: fact.number, event: &fact.event }
                    }));
                    all
                }
                (_, false) => Vec::new(),
            };
            let event = Numbered { number: fact.number, event: &fact.event };
            posted.push(fold::record(programs, &mut state, &history, event));
        }
        self.needs_history = false;
        self.posted = posted;
        self.state = Arc::new(state);
        Ok(())
    }
}

fn gap(detail: String) -> AppError {
    AppError::from(StoreError::Corrupt { path: "the journal".into(), detail })
}
