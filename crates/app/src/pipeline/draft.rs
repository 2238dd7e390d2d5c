//! A batch on its way: what was loaded for it, and what is decided so far.

use crate::answer::Balance;
use crate::error::AppError;
use crate::history::History;
use crate::in_force::InForce;
use crate::pipeline::parked::ParkedReturn;
use crate::views::Name;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::sync::Arc;
use tessera_engine::decide::Refusal;
use tessera_engine::event::Event;
use tessera_engine::fold::{Numbered, Posted};
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{Fact, Place, Seq};

/// See the module.
pub(crate) struct Draft {
    /// Now, for all of the batch.
    pub(crate) now: Instant,
    pub(crate) in_force: Arc<InForce>,
    /// Up to where in the journal all was looked at for it; the end of all while nothing had to be.
    pub(crate) known: Seq,
    /// What was loaded: where event ids were used before the batch.
    pub(crate) places: HashMap<EventId, Place>,
    /// What was loaded, and members made by the batch: who has an external id.
    pub(crate) external_ids: HashMap<Box<str>, Option<MemberId>>,
    /// Members that were asked for and do not exist.
    pub(crate) unknown: HashSet<MemberId>,
    /// What was loaded: histories before the batch.
    pub(crate) histories: HashMap<MemberId, History>,
    /// What is decided so far.
    pub(crate) facts: Vec<Fact>,
    pub(crate) posted: Vec<Posted>,
    /// The places in `facts` of each member touched.
    pub(crate) touched: HashMap<MemberId, Vec<u32>>,
    /// The places in `facts` by event id.
    pub(crate) ids: HashMap<EventId, u32>,
    /// Orders for which other returns wait now than before.
    pub(crate) parked_changed: HashSet<EventId>,
    /// To undo: returns that the batch parked, by order, ...
    pub(crate) newly_parked: Vec<(EventId, EventId)>,
    /// ... and those that it took out.
    pub(crate) taken_out: Vec<ParkedReturn>,
    /// One a piece of work.
    pub(crate) outcomes: Vec<Outcome>,
}

/// What became of a piece of work.
pub(crate) enum Outcome {
    /// Recorded as the fact at this place.
    Accepted {
        /// The place in the batch's facts.
        fact: u32,
        /// How the member stands right after it; `None` where nobody asked.
        after: Option<After>,
        /// Whether the member joined by it.
        joined: bool,
    },
    /// Refused, which is recorded.
    Refused(MemberId, Refusal),
    /// Kept until the order comes.
    Parked(EventId),
    /// Recorded before under this id: the first answer again, if the content is the same.
    Replay(Place, [u8; 16], EventId),
    /// Not taken.
    Rejected(AppError),
    /// There was nothing to do.
    Nothing,
}

impl Outcome {
    /// Whether it leaves no fact that would show it to be wrong if another process has recorded something since: it says only that something is not there, or asks for approval.
    pub(crate) fn is_from_not_knowing(&self) -> bool {
        matches!(
            self,
            Self::Parked(_)
                | Self::Rejected(
                    AppError::UnknownMember(_)
                        | AppError::NoProgram(_)
                        | AppError::UnknownEvent(_)
                        | AppError::NeedsApproval(_)
                )
        )
    }
}

/// How a member stands right after an event.
pub(crate) struct After {
    pub(crate) balances: Vec<Balance>,
    pub(crate) tier: Option<Name>,
}

/// What a decision lacks; it is tried again once that is loaded.
pub(crate) enum Need {
    State(MemberId),
    History(MemberId),
}

impl Draft {
    pub(crate) fn new(now: Instant, in_force: Arc<InForce>, size: usize) -> Self {
        Self {
            now,
            in_force,
            known: Seq::MAX,
            places: HashMap::new(),
            external_ids: HashMap::new(),
            unknown: HashSet::new(),
            histories: HashMap::new(),
            facts: Vec::with_capacity(size),
            posted: Vec::with_capacity(size),
            touched: HashMap::with_capacity(size),
            ids: HashMap::with_capacity(size),
            parked_changed: HashSet::new(),
            newly_parked: Vec::new(),
            taken_out: Vec::new(),
            outcomes: Vec::with_capacity(size),
        }
    }

    /// Where an event id was used, before the batch or in it.
    pub(crate) fn place(&self, id: &EventId) -> Option<Place> {
        if let Some(fact) = self.ids.get(id) {
            let fact = &self.facts[*fact as usize];
            return Some(Place { member: fact.member, number: fact.number });
        }
        self.places.get(id).copied()
    }

    /// All earlier events of a member, those of this batch included; `None` if they are not loaded.
    pub(crate) fn history(&self, member: MemberId) -> Option<Vec<Numbered<'_>>> {
        let mut all = self.histories.get(&member)?.numbered();
        let here = self.touched.get(&member).map_or(&[][..], Vec::as_slice);
        all.extend(here.iter().map(|place| {
            let fact = &self.facts[*place as usize];
            Numbered { number: fact.number, event: &fact.event }
        }));
        Some(all)
    }

    /// Takes an event that was recorded onto the member's state. Returns its place in the facts.
    pub(crate) fn add(&mut self, member: MemberId, number: u32, event: Event, posted: Posted) -> u32 {
        // A batch holds some thousands of facts.
        let place = self.facts.len() as u32;
        self.touched.entry(member).or_default().push(place);
        self.ids.insert(event.id.clone(), place);
        self.facts.push(Fact { member, number, event: Arc::new(event) });
        self.posted.push(posted);
        place
    }
}
