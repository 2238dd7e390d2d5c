//! Facts to append, checked against each other and laid out as the statement takes them.

use std::collections::{HashMap, HashSet};
use tessera_engine::values::MemberId;
use tessera_store::{Fact, StoreError, record};
use uuid::Uuid;

/// A member's id as rows hold it: ordered as the ids are.
pub(crate) fn uuid(member: MemberId) -> Uuid {
    Uuid::from_u128(member.0)
}

/// Facts by column.
#[derive(Default)]
pub(crate) struct Batch<'a> {
    pub(crate) members: Vec<Uuid>,
    pub(crate) numbers: Vec<i64>,
    pub(crate) ids: Vec<&'a str>,
    pub(crate) bodies: Vec<Vec<u8>>,
    /// What each posted, where that is told.
    pub(crate) entries: Vec<Option<Vec<u8>>>,
    /// The members, each once, and before which number each of them has to stand.
    pub(crate) streams: Vec<Uuid>,
    pub(crate) firsts: Vec<i64>,
    /// The retailer's own numbers that are claimed, and by whom.
    pub(crate) external_ids: Vec<&'a str>,
    pub(crate) claimants: Vec<Uuid>,
}

impl<'a> Batch<'a> {
    /// Lays the facts out.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if they contradict each other.
    pub(crate) fn of(facts: &'a [Fact]) -> Result<Self, StoreError> {
        Self::with(facts, |_| None)
    }

    /// The same with what the fact at each place posted.
    pub(crate) fn with(
        facts: &'a [Fact],
        entries: impl Fn(usize) -> Option<Vec<u8>>,
    ) -> Result<Self, StoreError> {
        let mut batch = Self::default();
        let mut last: HashMap<MemberId, u32> = HashMap::with_capacity(facts.len());
        let (mut ids, mut external_ids) = (HashSet::with_capacity(facts.len()), HashSet::new());
        for (place, fact) in facts.iter().enumerate() {
            let member = uuid(fact.member);
            match last.insert(fact.member, fact.number) {
                Some(before) if before.checked_add(1) != Some(fact.number) => {
                    return Err(StoreError::Conflict);
                }
                Some(_) => {}
                None => {
                    batch.streams.push(member);
                    batch.firsts.push(fact.number.into());
                }
            }
            if !ids.insert(&fact.event.id) {
                return Err(StoreError::Conflict);
            }
            if let Some(external_id) = fact.external_id() {
                if !external_ids.insert(external_id) {
                    return Err(StoreError::Conflict);
                }
                batch.external_ids.push(external_id);
                batch.claimants.push(member);
            }
            batch.members.push(member);
            batch.numbers.push(fact.number.into());
            batch.ids.push(fact.event.id.as_str());
            batch.bodies.push(record::encode_event(&fact.event));
            batch.entries.push(entries(place));
        }
        Ok(batch)
    }
}
