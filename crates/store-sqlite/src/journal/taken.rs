//! Which numbers and ids are taken.
//!
//! What the projections do not hold yet is known in memory; what they hold is looked up in them. In memory are two generations:
//! new claims go into the young one; when that is large, the old one is forgotten, provided that all of it is projected by then. So
//! memory is bounded, and the heads of recently active members need no look-up.

use super::filter::Filter;
use super::lookup::Lookup;
use foldhash::{HashMap, HashSet};
use std::collections::hash_map::Entry;
use std::sync::Arc;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Fact, Seq, StoreError};

/// What one fact claims.
pub(super) struct Claim {
    pub(super) member: MemberId,
    pub(super) number: u32,
    pub(super) id: EventId,
    pub(super) hash: u64,
    pub(super) external_id: Option<Box<str>>,
}

impl Claim {
    pub(super) fn of(fact: &Fact, id_hash: fn(&str) -> u64) -> Self {
        Self {
            member: fact.member,
            number: fact.number,
            hash: id_hash(fact.event.id.as_str()),
            id: fact.event.id.clone(),
            external_id: fact.external_id().map(Box::from),
        }
    }
}

#[derive(Default)]
struct Generation {
    heads: HashMap<MemberId, u32>,
    /// Hashes of event ids, and at which number of the journal.
    ids: HashMap<u64, Seq>,
    /// More ids of a hash that is in `ids`.
    twins: Vec<(u64, Seq)>,
    external_ids: HashSet<Box<str>>,
    /// The last number of the journal in it.
    last: Seq,
}

/// What undoes a claim.
enum Undo {
    Head(MemberId, Option<u32>),
    Id(u64),
    Twin,
    ExternalId(Box<str>),
}

/// Everything that is taken.
pub(super) struct Taken {
    young: Generation,
    old: Generation,
    undo: Vec<Undo>,
    /// Covers every id up to the head of the journal, once it is made.
    filter: Option<Arc<Filter>>,
    /// Nothing may be forgotten while a filter is made.
    keeps_all: bool,
    generation: usize,
}

impl Taken {
    /// Nothing but what the projections hold. A generation is full with so many ids.
    pub(super) fn new(generation: usize) -> Self {
        Self {
            young: Generation::default(),
            old: Generation::default(),
            undo: Vec::new(),
            filter: None,
            keeps_all: false,
            generation,
        }
    }

    /// Takes over what the journal holds beyond the projections.
    pub(super) fn recall(&mut self, seq: Seq, claim: Claim) {
        self.record(seq, claim);
        self.undo.clear();
    }

    /// Claims what a fact needs, which is to stand at `seq`. `false`: something of it is taken; [`Taken::undo_to`] gives back the rest.
    pub(super) fn claim(
        &mut self,
        seq: Seq,
        claim: &Claim,
        lookup: &mut impl Lookup,
    ) -> Result<bool, StoreError> {
        let head = match self.young.heads.get(&claim.member).or_else(|| self.old.heads.get(&claim.member)) {
            Some(head) => *head,
            None => lookup.head(claim.member)?,
        };
        if head.checked_add(1) != Some(claim.number) || self.has_id(claim, lookup)? {
            return Ok(false);
        }
        if let Some(id) = &claim.external_id
            && (self.young.external_ids.contains(id)
                || self.old.external_ids.contains(id)
                || lookup.has_external_id(id)?)
        {
            return Ok(false);
        }
        self.record(seq, Claim { id: claim.id.clone(), external_id: claim.external_id.clone(), ..*claim });
        Ok(true)
    }

    fn has_id(&self, claim: &Claim, lookup: &mut impl Lookup) -> Result<bool, StoreError> {
        for generation in [&self.young, &self.old] {
            let Some(seq) = generation.ids.get(&claim.hash) else { continue };
            let twins = generation.twins.iter().filter(|(hash, _)| *hash == claim.hash);
            for seq in std::iter::once(seq).chain(twins.map(|(_, seq)| seq)) {
                if lookup.id_at(*seq)? == claim.id {
                    return Ok(true);
                }
            }
        }
        if self.filter.as_ref().is_some_and(|filter| filter.excludes(claim.hash)) {
            return Ok(false);
        }
        lookup.has_id(&claim.id)
    }

    fn record(&mut self, seq: Seq, claim: Claim) {
        let before = self.young.heads.insert(claim.member, claim.number);
        self.undo.push(Undo::Head(claim.member, before));
        if let Entry::Vacant(vacant) = self.young.ids.entry(claim.hash) {
            vacant.insert(seq);
            self.undo.push(Undo::Id(claim.hash));
        } else {
            self.young.twins.push((claim.hash, seq));
            self.undo.push(Undo::Twin);
        }
        if let Some(filter) = &self.filter {
            filter.insert(claim.hash);
        }
        if let Some(id) = claim.external_id {
            self.young.external_ids.insert(id.clone());
            self.undo.push(Undo::ExternalId(id));
        }
        self.young.last = self.young.last.max(seq);
    }

    /// Where to go back to if what is claimed from now on is not appended.
    pub(super) fn mark(&self) -> usize {
        self.undo.len()
    }

    /// Gives back what was claimed since the mark. (The filter keeps it: a needless look-up later.)
    pub(super) fn undo_to(&mut self, mark: usize) {
        for undo in self.undo.drain(mark..).rev() {
            match undo {
                Undo::Head(member, Some(before)) => drop(self.young.heads.insert(member, before)),
                Undo::Head(member, None) => drop(self.young.heads.remove(&member)),
                Undo::Id(hash) => drop(self.young.ids.remove(&hash)),
                Undo::Twin => drop(self.young.twins.pop()),
                Undo::ExternalId(id) => drop(self.young.external_ids.remove(&id)),
            }
        }
    }

    /// What was claimed is in the journal: nothing will be undone. Forgets what is old and projected.
    pub(super) fn settle(&mut self, projected: Seq) {
        self.undo.clear();
        if self.young.ids.len() >= self.generation && self.old.last <= projected && !self.keeps_all {
            self.old = std::mem::take(&mut self.young);
        }
    }

    /// Takes a new filter (or none) over the ids in the projections, which lacks those that were not there yet when it was made: all of them
    /// are in the two generations, because nothing was forgotten meanwhile.
    pub(super) fn set_filter(&mut self, filter: Option<Arc<Filter>>) {
        if let Some(filter) = &filter {
            for generation in [&self.young, &self.old] {
                generation.ids.keys().for_each(|hash| filter.insert(*hash));
            }
        }
        self.filter = filter;
        self.keeps_all = false;
    }

    /// From now until [`Taken::set_filter`] nothing is forgotten: a filter is being made of what the projections hold.
    pub(super) fn keep_all(&mut self) {
        self.keeps_all = true;
    }

    /// Whether a larger filter is due.
    pub(super) fn has_outgrown_filter(&self) -> bool {
        !self.keeps_all && self.filter.as_ref().is_some_and(|filter| filter.is_full())
    }
}
