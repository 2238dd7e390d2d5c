//! What is taken according to the files: looked up by the writer, rarely.

use crate::part::{Of, Part};
use crate::views::{Tree, members, streams};
use rusqlite::{Connection, Statement};
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Seq, StoreError, record};

/// Looks into the files.
pub(super) trait Lookup {
    /// The number of the member's last projected event; 0 if there is none.
    fn head(&mut self, member: MemberId) -> Result<u32, StoreError>;
    /// Whether a projected event has this id.
    fn has_id(&mut self, id: &EventId) -> Result<bool, StoreError>;
    /// Whether a projected member has this number of the retailer's.
    fn has_external_id(&mut self, id: &str) -> Result<bool, StoreError>;
    /// The id of the event at this number of the journal.
    fn id_at(&mut self, seq: Seq) -> Result<EventId, StoreError>;
}

/// The files, with statements prepared once for the writer's life.
pub(super) struct Files<'a> {
    journal: &'a Part,
    views: &'a Tree,
    record_at: Statement<'a>,
}

impl<'a> Files<'a> {
    pub(super) fn new(
        journal: &'a Connection,
        journal_part: &'a Part,
        views: &'a Tree,
    ) -> Result<Self, StoreError> {
        let record_at = journal
            .prepare("SELECT last, record FROM journal WHERE last >= ?1 ORDER BY last LIMIT 1")
            .of(journal_part)?;
        Ok(Self { journal: journal_part, views, record_at })
    }
}

impl Lookup for Files<'_> {
    fn head(&mut self, member: MemberId) -> Result<u32, StoreError> {
        self.views.read_latest(|latest| members::last_number(latest, member))
    }

    fn has_id(&mut self, id: &EventId) -> Result<bool, StoreError> {
        self.views.read(|moment| streams::has_id(moment, id))
    }

    fn has_external_id(&mut self, id: &str) -> Result<bool, StoreError> {
        self.views.read(|moment| members::has_external_id(moment, id))
    }

    fn id_at(&mut self, seq: Seq) -> Result<EventId, StoreError> {
        let mut rows = self.record_at.query([seq.cast_signed()]).of(self.journal)?;
        let missing = || self.journal.damaged(format!("fact {seq} is missing"));
        let row = rows.next().of(self.journal)?.ok_or_else(missing)?;
        let last: Seq = row.get::<_, i64>(0).of(self.journal)?.cast_unsigned();
        let bytes = row.get_ref(1).of(self.journal)?.as_blob().map_err(|e| self.journal.damaged(e))?;
        let facts = record::open(bytes).map_err(|error| self.journal.damaged(error))?;
        let back = usize::try_from(last - seq).unwrap_or(usize::MAX);
        let at = facts.len().checked_sub(back.saturating_add(1)).ok_or_else(missing)?;
        Ok(facts[at].event.id.clone())
    }
}
