//! The tail: what is recorded and not projected yet, kept in memory.
//!
//! Whoever needs a member's latest state or stream looks here *first* and at the projections afterwards: what leaves the tail in
//! between is projected by then, so nothing is ever missed, and what is seen twice is told apart by its number.

mod newest;

pub(crate) use newest::Newest;

use foldhash::{HashMap, HashMapExt};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tessera_engine::event::{Body, Joined};
use tessera_engine::fold::Posted;
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{Fact, MemberRow, Place, Seq};
use tokio::sync::{Notify, watch};

/// One commit: facts that stand one after the other in the journal, with what each posted.
#[derive(Debug)]
pub(crate) struct Committed {
    pub(crate) first: Seq,
    pub(crate) facts: Vec<Fact>,
    pub(crate) posted: Vec<Posted>,
}

impl Committed {
    /// The number of the last fact; the one before the first if there is none.
    pub(crate) fn last(&self) -> Seq {
        self.first + self.facts.len() as Seq - 1
    }
}

/// One fact of a commit; the commit is shared.
#[derive(Clone, Debug)]
pub(crate) struct TailFact {
    pub(crate) commit: Arc<Committed>,
    pub(crate) index: usize,
}

impl TailFact {
    pub(crate) fn fact(&self) -> &Fact {
        &self.commit.facts[self.index]
    }

    pub(crate) fn posted(&self) -> &Posted {
        &self.commit.posted[self.index]
    }

    pub(crate) fn seq(&self) -> Seq {
        self.commit.first + self.index as Seq
    }
}

/// A member of whom something is not projected yet.
struct TailMember {
    facts: VecDeque<TailFact>,
    state: Arc<State>,
}

/// See the module.
pub(crate) struct Tail {
    kept: Mutex<Kept>,
    /// Up to where the journal is projected.
    pub(crate) projected: watch::Sender<Seq>,
    /// There is something to project.
    pub(crate) grown: Notify,
    /// There is so much to project, or somebody waits for it, that it should happen now.
    pub(crate) urgent: Notify,
}

struct Kept {
    head: Seq,
    commits: VecDeque<Arc<Committed>>,
    members: HashMap<MemberId, TailMember>,
    ids: HashMap<EventId, Place>,
    external_ids: HashMap<Box<str>, MemberId>,
    /// Counts the times that anything left the tail.
    dropped: u64,
    latest: Instant,
    /// When anything was recorded last.
    recorded_at: Instant,
}

/// What a projection is made of: all of the tail at one moment.
pub(crate) struct Unprojected {
    pub(crate) after: Seq,
    pub(crate) commits: Vec<Arc<Committed>>,
    pub(crate) states: Vec<(MemberId, Arc<State>)>,
}

impl Unprojected {
    /// The facts with what each posted, and their numbers in the journal.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (Seq, &Fact, &Posted)> {
        let numbered = |commit: &Arc<Committed>| commit.first..;
        let of = self.commits.iter().map(move |commit| (numbered(commit), commit));
        let all = of.flat_map(|(seqs, commit)| seqs.zip(&commit.facts).zip(&commit.posted));
        // Another process may have projected the beginning of what is one commit here.
        all.map(|((seq, fact), posted)| (seq, fact, posted)).skip_while(|(seq, ..)| *seq <= self.after)
    }
}

/// How many facts are dropped from the tail at a time, so that nobody waits long for the lock.
const DROPPED_AT_ONCE: usize = 512;

impl Tail {
    pub(crate) fn new(projected: Seq) -> Self {
        Self {
            kept: Mutex::new(Kept {
                head: projected,
                commits: VecDeque::new(),
                members: HashMap::new(),
                ids: HashMap::new(),
                external_ids: HashMap::new(),
                dropped: 0,
                latest: Instant::MIN,
                recorded_at: Instant::MIN,
            }),
            projected: watch::Sender::new(projected),
            grown: Notify::new(),
            urgent: Notify::new(),
        }
    }

    // No method leaves things half done when it panics, so a poisoned lock still guards what is whole.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the last recorded event.
    pub(crate) fn head(&self) -> Seq {
        self.kept().head
    }

    /// How many events are not projected yet.
    pub(crate) fn lag(&self) -> u64 {
        self.head().saturating_sub(*self.projected.borrow())
    }

    /// The latest business time of anything recorded (refusals aside): no program version may start at or before it.
    pub(crate) fn latest(&self) -> Instant {
        self.kept().latest
    }

    /// When anything was recorded last, by any process.
    pub(crate) fn recorded_at(&self) -> Instant {
        self.kept().recorded_at
    }

    /// When the oldest of what is not projected was recorded.
    pub(crate) fn unprojected_since(&self) -> Option<Instant> {
        let kept = self.kept();
        kept.commits.front()?.facts.first().map(|fact| fact.event.recorded_at)
    }

    /// Counts an instant into [`Tail::latest`].
    pub(crate) fn saw(&self, at: Instant) {
        let mut kept = self.kept();
        kept.latest = kept.latest.max(at);
    }

    /// Counts a fact that was projected before it was read here into [`Tail::latest`] and [`Tail::recorded_at`].
    pub(crate) fn saw_recorded(&self, fact: &Fact) {
        self.kept().saw(fact);
    }

    /// Takes a commit, and the states of the members it touched after it.
    pub(crate) fn push(
        &self,
        commit: Arc<Committed>,
        states: impl IntoIterator<Item = (MemberId, Arc<State>)>,
    ) {
        let mut kept = self.kept();
        let kept = &mut *kept;
        for (member, state) in states {
            match kept.members.get_mut(&member) {
                Some(known) => known.state = state,
                None => {
                    kept.members.insert(member, TailMember { facts: VecDeque::new(), state });
                }
            }
        }
        for (index, fact) in commit.facts.iter().enumerate() {
            if let Some(member) = kept.members.get_mut(&fact.member) {
                member.facts.push_back(TailFact { commit: Arc::clone(&commit), index });
            }
            kept.ids.insert(fact.event.id.clone(), Place { member: fact.member, number: fact.number });
            if let Some(id) = fact.external_id() {
                kept.external_ids.insert(id.into(), fact.member);
            }
            kept.saw(fact);
        }
        kept.head = kept.head.max(commit.last());
        kept.commits.push_back(commit);
        self.grown.notify_one();
    }

    /// The latest states of members, one lock for all.
    pub(crate) fn states(&self, members: &[MemberId]) -> Vec<Option<Arc<State>>> {
        let kept = self.kept();
        members.iter().map(|id| kept.members.get(id).map(|member| Arc::clone(&member.state))).collect()
    }

    /// The members whose latest states are such.
    pub(crate) fn members_who(&self, are: impl Fn(&State) -> bool) -> Vec<MemberId> {
        let kept = self.kept();
        kept.members.iter().filter(|(_, member)| are(&member.state)).map(|(id, _)| *id).collect()
    }

    /// Puts a state in the place of one after the same events.
    pub(crate) fn renew(&self, member: MemberId, state: State) {
        if let Some(known) = self.kept().members.get_mut(&member)
            && known.state.events == state.events
        {
            known.state = Arc::new(state);
        }
    }

    /// A member's facts that are not projected, in order.
    pub(crate) fn facts(&self, member: MemberId) -> Vec<TailFact> {
        self.kept()
            .members
            .get(&member)
            .map_or_else(Vec::new, |member| member.facts.iter().cloned().collect())
    }

    /// Where event ids were used, as far as that is not projected.
    pub(crate) fn places<'a>(&self, ids: impl Iterator<Item = &'a EventId>) -> Vec<Option<Place>> {
        let kept = self.kept();
        ids.map(|id| kept.ids.get(id).copied()).collect()
    }

    /// Members who joined under these external ids and are not projected.
    pub(crate) fn by_external_ids<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<Option<MemberId>> {
        let kept = self.kept();
        ids.map(|id| kept.external_ids.get(id).copied()).collect()
    }

    /// Everything that is not projected.
    pub(crate) fn unprojected(&self) -> Unprojected {
        let kept = self.kept();
        Unprojected {
            after: *self.projected.borrow(),
            commits: kept.commits.iter().cloned().collect(),
            states: kept.members.iter().map(|(id, member)| (*id, Arc::clone(&member.state))).collect(),
        }
    }

    /// Drops what is projected up to and including a number.
    pub(crate) fn drop_projected(&self, cursor: Seq) {
        while let Some(commit) = self.next_projected(cursor) {
            for facts in commit.facts.chunks(DROPPED_AT_ONCE) {
                self.kept().forget(facts);
            }
        }
        self.projected.send_if_modified(|projected| {
            let moved = *projected < cursor;
            *projected = cursor.max(*projected);
            moved
        });
    }

    /// Forgets everything, and goes on behind a number up to which all is projected.
    pub(crate) fn reset(&self, cursor: Seq) {
        {
            let mut kept = self.kept();
            kept.head = cursor;
            kept.dropped += 1;
            kept.commits.clear();
            kept.members.clear();
            kept.ids.clear();
            kept.external_ids.clear();
        }
        self.projected.send_replace(cursor);
    }

    fn next_projected(&self, cursor: Seq) -> Option<Arc<Committed>> {
        let mut kept = self.kept();
        if kept.commits.front()?.last() > cursor {
            return None;
        }
        kept.dropped += 1;
        kept.commits.pop_front()
    }
}

impl Kept {
    fn saw(&mut self, fact: &Fact) {
        if !matches!(fact.event.body, Body::Refused(_)) {
            self.latest = self.latest.max(fact.event.occurred_at);
        }
        self.recorded_at = self.recorded_at.max(fact.event.recorded_at);
    }

    fn forget(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.ids.remove(&fact.event.id);
            if let Some(id) = fact.external_id() {
                self.external_ids.remove(id);
            }
            if let Some(member) = self.members.get_mut(&fact.member) {
                while member.facts.front().is_some_and(|kept| kept.fact().number <= fact.number) {
                    member.facts.pop_front();
                }
                if member.facts.is_empty() {
                    self.members.remove(&fact.member);
                }
            }
        }
    }
}

/// The row of a member who joins by this fact.
pub(crate) fn joining_member(fact: &Fact) -> Option<MemberRow> {
    if fact.number != 1 {
        return None;
    }
    let joined = match &fact.event.body {
        Body::Joined(joined) => joined.clone(),
        _ => Joined::default(),
    };
    Some(MemberRow {
        id: fact.member,
        external_id: joined.external_id,
        joined_at: fact.event.occurred_at,
        store: joined.store,
        channel: joined.channel,
    })
}
