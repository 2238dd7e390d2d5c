//! Replay: what the journal holds beyond what memory knows is folded into the tail. At start, after a commit whose outcome is
//! unknown, when the projections are made anew, and whenever other processes have recorded something.

use super::project::project;
use super::tail::Committed;
use super::warm::Warm;
use crate::error::AppError;
use crate::history::History;
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tessera_engine::fold::{self, Numbered, Posted, Programs};
use tessera_engine::state::State;
use tessera_engine::values::MemberId;
use tessera_store::{Fact, Journaled, Seq, StoreError};

/// How many events are folded at a time.
const CHUNK: usize = 20_000;

/// Whose states are not what they were before [`follow`].
pub(crate) enum Followed {
    /// Theirs.
    Members(Vec<MemberId>),
    /// What was recorded meanwhile is projected already: anybody's.
    Anybody,
}

/// Learns what the journal holds beyond the tail, up to a number: folds it into the tail, under the versions that are published by then, and drops
/// from that what is projected. States that are warm need not be asked for; what has become of them is for the caller to see to, who must forget them all where this fails: it
/// may have failed half way.
pub(crate) async fn follow(
    shared: &Shared,
    until: Seq,
    mut warm: Option<&mut Warm>,
) -> Result<Followed, AppError> {
    let (mut members, mut anybody, mut overtaken) = (Vec::new(), false, 0);
    loop {
        let head = shared.tail.head();
        let (position, mut news) = shared.store.news(head, up_to(until, head)).await?;
        if position.edition != shared.edition.load(Ordering::Relaxed) {
            shared.renew(position.edition).await?;
        }
        if shared.store.is_shared() {
            if position.projected < *shared.tail.projected.borrow() {
                shared.tail.reset(position.projected);
                anybody = true;
                news.clear();
            } else if position.projected > shared.tail.head() {
                // Projected by another process before it was read here.
                let reach = news.last().map_or(head, |last| last.seq);
                anybody |= reach < position.projected;
                let missed = news.extract_if(.., |news| news.seq <= position.projected);
                members.extend(missed.map(|missed| {
                    shared.tail.saw_recorded(&missed.fact);
                    missed.fact.member
                }));
                shared.tail.reset(position.projected);
            } else {
                shared.tail.drop_projected(position.projected);
            }
        }
        match fold_until(shared, position.head.min(until), news, &mut members, warm.as_deref_mut()).await {
            Ok(()) if anybody => return Ok(Followed::Anybody),
            Ok(()) => return Ok(Followed::Members(members)),
            // The projections moved on between looking and reading: look again.
            Err(Stopped::Overtaken) if shared.store.is_shared() && overtaken < OVERTAKEN => overtaken += 1,
            Err(Stopped::Overtaken) => return Err(gap("the projections are ahead of the journal".into())),
            Err(Stopped::Failed(error)) => return Err(error),
        }
    }
}

/// How often in a row [`follow`] may be overtaken by another process's projections; each takes that process a commit of thousands of events.
const OVERTAKEN: u32 = 100;

/// Why folding stopped.
enum Stopped {
    /// The projections hold more than the tail and what was read of the journal.
    Overtaken,
    Failed(AppError),
}

impl From<AppError> for Stopped {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Folds the journal beyond the tail into it. With `projecting`, brings the projections along, so that memory stays bounded however
/// long the journal is.
pub(crate) async fn replay(shared: &Shared, projecting: bool) -> Result<(), AppError> {
    let head = shared.store.head().await?;
    while shared.tail.head() < head {
        let until = head.min(shared.tail.head() + CHUNK as Seq);
        if projecting {
            follow(shared, until, None).await?;
            project(shared).await?;
            tracing::info!(seq = shared.tail.head(), head, "replayed the journal");
        } else {
            follow(shared, head, None).await?;
        }
    }
    Ok(())
}

/// How many events to read after a number, so as not to go beyond another, nor to hold too many at once.
fn up_to(until: Seq, after: Seq) -> usize {
    usize::try_from(until.saturating_sub(after)).unwrap_or(CHUNK).min(CHUNK)
}

/// Folds the journal up to a number into the tail, beginning with what is read already.
async fn fold_until(
    shared: &Shared,
    until: Seq,
    mut chunk: Vec<Journaled>,
    members: &mut Vec<MemberId>,
    mut warm: Option<&mut Warm>,
) -> Result<(), Stopped> {
    while shared.tail.head() < until {
        if chunk.is_empty() {
            chunk = shared.store.journal(shared.tail.head(), up_to(until, shared.tail.head())).await?;
        }
        let Some(first) = chunk.first().map(|journaled| journaled.seq) else { break };
        if first != shared.tail.head() + 1 {
            return Err(gap(format!("event {} of the journal is missing", shared.tail.head() + 1)).into());
        }
        members.extend(chunk.iter().map(|journaled| journaled.fact.member));
        fold_in(shared, first, std::mem::take(&mut chunk), warm.as_deref_mut()).await?;
    }
    Ok(())
}

async fn fold_in(
    shared: &Shared,
    first: Seq,
    chunk: Vec<Journaled>,
    warm: Option<&mut Warm>,
) -> Result<(), Stopped> {
    let programs = shared.rules.now().programs.clone();
    let facts: Arc<Vec<Fact>> = Arc::new(chunk.into_iter().map(|journaled| journaled.fact).collect());
    let streams = streams(shared, &facts, warm).await?;
    let mut done = fold_all(&programs, &facts, streams).await?;
    let mut late: Vec<Stream> = done.extract_if(.., |stream| stream.needs_history).collect();
    if !late.is_empty() {
        let members: Vec<MemberId> = late.iter().map(|stream| stream.member).collect();
        for (stream, mut history) in late.iter_mut().zip(shared.histories(&members).await?) {
            history.cut_after(stream.state.events);
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
    shared.tail.push(Arc::new(Committed { first, facts, posted }), states);
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

async fn streams(
    shared: &Shared,
    facts: &[Fact],
    mut warm: Option<&mut Warm>,
) -> Result<Vec<Stream>, AppError> {
    let in_force = shared.rules.now();
    let mut by_member: HashMap<MemberId, Vec<usize>> = HashMap::new();
    for (place, fact) in facts.iter().enumerate() {
        by_member.entry(fact.member).or_default().push(place);
    }
    let mut members: Vec<MemberId> = by_member.keys().copied().collect();
    members.sort_unstable();
    let mut in_memory = shared.tail.states(&members);
    for (member, state) in members.iter().zip(&mut in_memory) {
        let Some(warm) = warm.as_deref_mut().filter(|_| state.is_none()) else { continue };
        // What it may not stand right before is told by the store.
        let first = by_member.get(member).and_then(|places| facts.get(*places.first()?));
        *state = warm
            .get(*member)
            .filter(|known| first.is_some_and(|first| known.events + 1 == first.number))
            .filter(|known| known.serves(&in_force.programs))
            .cloned();
    }
    let cold: Vec<MemberId> = members
        .iter()
        .zip(&in_memory)
        .filter(|(_, state)| state.is_none())
        .map(|(member, _)| *member)
        .collect();
    let mut snapshots = shared.store.snapshots(&cold).await?.into_iter();
    let mut streams = Vec::with_capacity(members.len());
    for (member, state) in members.into_iter().zip(in_memory) {
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

/// So few streams are folded before other threads would have begun.
const FEW: usize = 64;

/// Folds the streams on all cores.
async fn fold_all(
    programs: &Programs,
    facts: &Arc<Vec<Fact>>,
    mut streams: Vec<Stream>,
) -> Result<Vec<Stream>, Stopped> {
    if streams.len() <= FEW {
        streams.iter_mut().try_for_each(|stream| stream.fold(programs, facts))?;
        return Ok(streams);
    }
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
                thread
                    .join()
                    .unwrap_or_else(|_| Err(gap("the fold failed; please report this".into()).into()))
            })
        })?;
        Ok(streams)
    });
    folded.await.unwrap_or_else(|_| Err(gap("the fold failed; please report this".into()).into()))
}

impl Stream {
    /// Records the facts one after the other onto the state; stops where the history is needed and not there.
    fn fold(&mut self, programs: &Programs, facts: &[Fact]) -> Result<(), Stopped> {
        let mut state = State::clone(&self.state);
        let mut posted = Vec::with_capacity(self.facts.len());
        for (done, place) in self.facts.iter().enumerate() {
            let fact = &facts[*place];
            if fact.number <= state.events {
                return Err(Stopped::Overtaken);
            }
            if fact.number != state.events + 1 {
                let found = fact.number;
                return Err(gap(format!("{} has event {found} after {}", self.member, state.events)).into());
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
