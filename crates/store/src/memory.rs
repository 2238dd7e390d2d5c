//! The store that keeps everything in memory: for tests, simulations and trying things out. The plainest reading of the contract.

mod documents;
mod listing;
mod turn;

use crate::rows::{
    Edition, Figures, KeyRow, Listed, Listing, MemberRow, MemberStream, Place, Position, ProgramRow,
    Projection, Snapshot, Standing, Streamed, Total, Who,
};
use crate::{Document, Fact, Journaled, Read, Seq, StoreError, Turn, Write};
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Bound;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tessera_engine::values::{EventId, Instant, MemberId};
use turn::Alone;

/// Keeps everything in memory, and loses it when dropped.
#[derive(Default)]
pub struct MemoryStore {
    kept: RwLock<Kept>,
    /// Who appends shares it, who has the turn has it alone.
    turns: tokio::sync::RwLock<()>,
}

#[derive(Default)]
struct Kept {
    journal: Vec<Fact>,
    event_ids: HashSet<EventId>,
    external_ids: HashSet<Box<str>>,
    /// The last number of each stream.
    heads: HashMap<MemberId, u32>,
    projected: Projected,
    programs: BTreeMap<u32, ProgramRow>,
    keys: Vec<KeyRow>,
    settings: BTreeMap<String, Vec<u8>>,
    documents: BTreeMap<(Box<str>, Box<str>), Document>,
    edition: Edition,
}

#[derive(Default)]
struct Projected {
    cursor: Seq,
    members: BTreeMap<MemberId, MemberRow>,
    by_external_id: HashMap<Box<str>, MemberId>,
    streams: BTreeMap<(MemberId, u32), Streamed>,
    places: HashMap<EventId, Place>,
    snapshots: HashMap<MemberId, Snapshot>,
    due: BTreeSet<(Instant, MemberId)>,
    totals: BTreeMap<(u16, u8), (i64, u64)>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    // No method leaves things half done when it panics, so a poisoned lock still guards what is whole.
    fn read(&self) -> RwLockReadGuard<'_, Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Kept> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Whether all these facts can be appended: nothing of them is taken, by the journal or by one another.
    fn takes(&self, facts: &[Fact]) -> bool {
        let mut heads: HashMap<MemberId, u32> = HashMap::new();
        let (mut event_ids, mut external_ids) = (HashSet::new(), HashSet::new());
        facts.iter().all(|fact| {
            let head = heads
                .entry(fact.member)
                .or_insert_with(|| self.heads.get(&fact.member).copied().unwrap_or_default());
            let is_next = head.checked_add(1) == Some(fact.number);
            *head = fact.number;
            is_next
                && !self.event_ids.contains(&fact.event.id)
                && event_ids.insert(&fact.event.id)
                && fact
                    .external_id()
                    .is_none_or(|id| !self.external_ids.contains(id) && external_ids.insert(id))
        })
    }

    fn set(&mut self, name: &str, value: Option<&[u8]>) {
        match value {
            Some(value) => self.settings.insert(name.to_owned(), value.to_vec()),
            None => self.settings.remove(name),
        };
    }

    fn append(&mut self, facts: &[Fact], edition: Option<Edition>) -> Result<Seq, StoreError> {
        let first = self.journal.len() as Seq + 1;
        if facts.is_empty() {
            return Ok(first);
        }
        if edition.is_some_and(|edition| edition != self.edition) || !self.takes(facts) {
            return Err(StoreError::Conflict);
        }
        for fact in facts {
            self.heads.insert(fact.member, fact.number);
            self.event_ids.insert(fact.event.id.clone());
            self.external_ids.extend(fact.external_id().map(Box::from));
            self.journal.push(fact.clone());
        }
        Ok(first)
    }
}

impl Projected {
    fn stream(&self, member: MemberId, after: u32) -> impl Iterator<Item = &Streamed> {
        let range = (Bound::Excluded((member, after)), Bound::Included((member, u32::MAX)));
        self.streams.range(range).map(|(_, streamed)| streamed)
    }

    fn take(&mut self, projection: Projection) {
        for member in projection.members {
            if let Some(external_id) = &member.external_id {
                self.by_external_id.insert(external_id.clone(), member.id);
            }
            self.members.insert(member.id, member);
        }
        for (member, streamed) in projection.streamed {
            let place = Place { member, number: streamed.number };
            self.places.insert(streamed.event.id.clone(), place);
            self.streams.insert((member, streamed.number), streamed);
        }
        for (member, snapshot) in projection.snapshots {
            let due_at = snapshot.due_at;
            if let Some(before) = self.snapshots.insert(member, snapshot) {
                self.due.remove(&(before.due_at, member));
            }
            if due_at != Instant::NEVER {
                self.due.insert((due_at, member));
            }
        }
        for total in projection.totals {
            let (units, entries) = self.totals.entry((total.wallet, total.kind)).or_default();
            *units = units.saturating_add(total.units);
            *entries = entries.saturating_add(total.entries);
        }
        self.cursor = projection.cursor;
    }
}

#[async_trait]
impl Read for MemoryStore {
    async fn position(&self) -> Result<Position, StoreError> {
        let kept = self.read();
        let head = kept.journal.len() as Seq;
        Ok(Position { head, projected: kept.projected.cursor, edition: kept.edition })
    }

    async fn journal(&self, after: Seq, limit: usize) -> Result<Vec<Journaled>, StoreError> {
        let kept = self.read();
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        let facts = kept.journal.iter().enumerate().skip(skipped).take(limit);
        Ok(facts.map(|(at, fact)| Journaled { seq: at as Seq + 1, fact: fact.clone() }).collect())
    }

    async fn snapshots(&self, members: &[MemberId]) -> Result<Vec<Option<Snapshot>>, StoreError> {
        let kept = self.read();
        Ok(members.iter().map(|member| kept.projected.snapshots.get(member).cloned()).collect())
    }

    async fn stream(&self, member: MemberId, after: u32, limit: usize) -> Result<Vec<Streamed>, StoreError> {
        Ok(self.read().projected.stream(member, after).take(limit).cloned().collect())
    }

    async fn histories(&self, members: &[MemberId]) -> Result<Vec<Vec<Streamed>>, StoreError> {
        let kept = self.read();
        Ok(members.iter().map(|member| kept.projected.stream(*member, 0).cloned().collect()).collect())
    }

    async fn streams(
        &self,
        after: Option<MemberId>,
        members: usize,
    ) -> Result<Vec<MemberStream>, StoreError> {
        let projected = &self.read().projected;
        let whole = |member: &MemberRow| MemberStream {
            member: member.clone(),
            snapshot: projected.snapshots.get(&member.id).cloned(),
            stream: projected.stream(member.id, 0).cloned().collect(),
        };
        Ok(listing::after(&projected.members, after).take(members).map(whole).collect())
    }

    async fn places(&self, ids: &[EventId]) -> Result<Vec<Option<Place>>, StoreError> {
        let kept = self.read();
        Ok(ids.iter().map(|id| kept.projected.places.get(id).copied()).collect())
    }

    async fn by_external_id(&self, ids: &[&str]) -> Result<Vec<Option<MemberId>>, StoreError> {
        let kept = self.read();
        Ok(ids.iter().map(|id| kept.projected.by_external_id.get(*id).copied()).collect())
    }

    async fn members(&self, ids: &[MemberId]) -> Result<Vec<Option<MemberRow>>, StoreError> {
        let kept = self.read();
        Ok(ids.iter().map(|id| kept.projected.members.get(id).cloned()).collect())
    }

    async fn standing(&self, who: Who) -> Result<Option<Standing>, StoreError> {
        let projected = &self.read().projected;
        let id = match who {
            Who::Id(id) => Some(id),
            Who::External(id) => projected.by_external_id.get(&id).copied(),
        };
        let member = id.and_then(|id| projected.members.get(&id)).cloned();
        Ok(member.map(|member| {
            let snapshot = projected.snapshots.get(&member.id).cloned();
            Standing { member, snapshot }
        }))
    }

    async fn members_after(
        &self,
        after: Option<MemberId>,
        limit: usize,
    ) -> Result<Vec<MemberRow>, StoreError> {
        Ok(listing::after(&self.read().projected.members, after).take(limit).cloned().collect())
    }

    async fn list(&self, listing: &Listing) -> Result<Listed, StoreError> {
        Ok(listing::list(&self.read().projected.members, listing))
    }

    async fn member_count(&self) -> Result<u64, StoreError> {
        Ok(self.read().projected.members.len() as u64)
    }

    async fn due(&self, until: Instant, limit: usize) -> Result<Vec<MemberId>, StoreError> {
        let kept = self.read();
        let due = kept.projected.due.iter().take_while(|(due_at, _)| *due_at <= until);
        Ok(due.take(limit).map(|(_, member)| *member).collect())
    }

    async fn totals(&self) -> Result<Vec<Total>, StoreError> {
        let kept = self.read();
        let totals = kept.projected.totals.iter();
        Ok(totals
            .map(|((wallet, kind), (units, entries))| Total {
                wallet: *wallet,
                kind: *kind,
                units: *units,
                entries: *entries,
            })
            .collect())
    }

    async fn programs(&self) -> Result<Vec<ProgramRow>, StoreError> {
        Ok(self.read().programs.values().cloned().collect())
    }

    async fn keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        Ok(self.read().keys.clone())
    }

    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.read().settings.get(name).cloned())
    }

    async fn settings(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let kept = self.read();
        let found = kept.settings.range(prefix.to_owned()..).take_while(|(name, _)| name.starts_with(prefix));
        Ok(found.map(|(name, value)| (name.clone(), value.clone())).collect())
    }

    async fn figures(&self) -> Result<Figures, StoreError> {
        let kept = self.read();
        Ok(Figures {
            kind: "memory".into(),
            head: kept.journal.len() as Seq,
            projected: kept.projected.cursor,
            members: kept.projected.members.len() as u64,
            bytes: Vec::new(),
        })
    }
}

#[async_trait]
impl Write for MemoryStore {
    async fn append_under(&self, facts: &[Fact], edition: Option<Edition>) -> Result<Seq, StoreError> {
        let _shared = self.turns.read().await;
        self.write().append(facts, edition)
    }

    async fn turn(&self) -> Result<Box<dyn Turn + '_>, StoreError> {
        Ok(Box::new(Alone { store: self, _alone: self.turns.write().await }))
    }

    async fn project(&self, projection: Projection) -> Result<(), StoreError> {
        let mut kept = self.write();
        if kept.projected.cursor != projection.after {
            return Err(StoreError::Conflict);
        }
        kept.projected.take(projection);
        Ok(())
    }

    async fn drop_projections(&self) -> Result<(), StoreError> {
        self.write().projected = Projected::default();
        Ok(())
    }

    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError> {
        let mut kept = self.write();
        match kept.keys.iter_mut().find(|kept| kept.hash == key.hash) {
            Some(kept) => *kept = key.clone(),
            None => kept.keys.push(key.clone()),
        }
        Ok(())
    }

    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError> {
        self.write().set(name, value);
        Ok(())
    }
}
