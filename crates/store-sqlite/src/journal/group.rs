//! One commit for all who were waiting.

use super::lookup::{Files, Lookup};
use super::taken::{Claim, Taken};
use crate::part::{Of, Part};
use crate::reply::Reply;
use rusqlite::{Connection, Statement};
use std::ops::Range;
use tessera_engine::values::{EventId, MemberId};

use tessera_store::{Fact, Seq, StoreError, record};

/// A record holds at most so many facts, so that a page of the journal is read without unpacking much more than it.
const FACTS_PER_RECORD: usize = 1024;
/// A record is closed when it has grown beyond so many bytes.
const BYTES_PER_RECORD: usize = 1 << 20;

/// What one caller wants appended, encoded in the caller's task.
pub(crate) struct Append {
    claims: Vec<Claim>,
    /// The facts, one after the other, and where each ends.
    facts: Vec<u8>,
    ends: Vec<usize>,
    reply: Reply<Seq>,
}

impl Append {
    pub(crate) fn new(facts: &[Fact], id_hash: fn(&str) -> u64, reply: Reply<Seq>) -> Self {
        let mut append = Self {
            claims: Vec::with_capacity(facts.len()),
            facts: Vec::with_capacity(facts.len() * 160),
            ends: Vec::with_capacity(facts.len()),
            reply,
        };
        for fact in facts {
            append.claims.push(Claim::of(fact, id_hash));
            record::encode_fact(&mut append.facts, fact);
            append.ends.push(append.facts.len());
        }
        append
    }

    pub(super) fn len(&self) -> usize {
        self.claims.len()
    }

    pub(super) fn refuse(self, error: &StoreError) {
        self.reply.answer(Err(error.clone()));
    }
}

/// Those of a group that found nothing taken.
#[derive(Default)]
pub(super) struct Accepted {
    ids: Vec<EventId>,
    facts: Vec<u8>,
    ends: Vec<usize>,
    replies: Vec<(Seq, Reply<Seq>)>,
}

impl Accepted {
    /// How many facts they have together.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Takes one in behind the others if it claims nothing that is taken; else answers it.
    pub(super) fn admit(&mut self, append: Append, head: Seq, taken: &mut Taken, files: &mut Files<'_>) {
        let (mark, before) = (taken.mark(), self.ids.len());
        let first = head + before as Seq + 1;
        for (seq, claim) in (first..).zip(&append.claims) {
            let mut lookup = Beyond { files, head, ids: &self.ids };
            let outcome = match taken.claim(seq, claim, &mut lookup) {
                Ok(true) => {
                    self.ids.push(claim.id.clone());
                    continue;
                }
                Ok(false) => StoreError::Conflict,
                Err(error) => error,
            };
            taken.undo_to(mark);
            self.ids.truncate(before);
            append.reply.answer(Err(outcome));
            return;
        }
        let offset = self.facts.len();
        self.facts.extend_from_slice(&append.facts);
        self.ends.extend(append.ends.iter().map(|end| offset + end));
        self.replies.push((first, append.reply));
    }

    /// Tells them all that they are kept.
    pub(super) fn confirm(self) {
        for (first, reply) in self.replies {
            reply.answer(Ok(first));
        }
    }

    /// Tells them all why they are not.
    pub(super) fn refuse(self, error: &StoreError) {
        for (_, reply) in self.replies {
            reply.answer(Err(error.clone()));
        }
    }

    /// Cuts the facts into records: which facts go into each.
    fn records(&self) -> Vec<Range<usize>> {
        let (mut records, mut start) = (Vec::new(), 0);
        for end in 1..=self.ends.len() {
            let bytes = self.ends[end - 1] - self.start_of(start);
            if end - start == FACTS_PER_RECORD || bytes >= BYTES_PER_RECORD || end == self.ends.len() {
                records.push(start..end);
                start = end;
            }
        }
        records
    }

    /// Where the encoding of a fact begins.
    fn start_of(&self, fact: usize) -> usize {
        fact.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

/// The files, and beyond the journal's head the facts of the group.
struct Beyond<'a, 'f> {
    files: &'a mut Files<'f>,
    head: Seq,
    ids: &'a [EventId],
}

impl Lookup for Beyond<'_, '_> {
    fn head(&mut self, member: MemberId) -> Result<u32, StoreError> {
        self.files.head(member)
    }

    fn has_id(&mut self, id: &EventId) -> Result<bool, StoreError> {
        self.files.has_id(id)
    }

    fn has_external_id(&mut self, id: &str) -> Result<bool, StoreError> {
        self.files.has_external_id(id)
    }

    fn id_at(&mut self, seq: Seq) -> Result<EventId, StoreError> {
        let beyond = seq.checked_sub(self.head + 1).and_then(|at| self.ids.get(usize::try_from(at).ok()?));
        beyond.map_or_else(|| self.files.id_at(seq), |id| Ok(id.clone()))
    }
}

/// Writes groups, with statements prepared once for the writer's life.
pub(super) struct Committer<'a> {
    part: &'a Part,
    begin: Statement<'a>,
    insert: Statement<'a>,
    commit: Statement<'a>,
    rollback: Statement<'a>,
    sealer: record::Sealer,
}

/// Why a group was not committed.
pub(super) enum Failed {
    /// Nothing of it was appended.
    Undone(StoreError),
    /// The commit itself failed: what is on the disk is unknown.
    Unknown(StoreError),
}

impl<'a> Committer<'a> {
    pub(super) fn new(journal: &'a Connection, part: &'a Part) -> Result<Self, StoreError> {
        let prepare = |sql| journal.prepare(sql).of(part);
        Ok(Self {
            part,
            begin: prepare("BEGIN IMMEDIATE")?,
            insert: prepare("INSERT INTO journal (last, record) VALUES (?1, ?2)")?,
            commit: prepare("COMMIT")?,
            rollback: prepare("ROLLBACK")?,
            sealer: record::Sealer::new(),
        })
    }

    /// Appends the facts as records in one durable transaction. How many bytes of records that were.
    pub(super) fn commit(&mut self, accepted: &Accepted, head: Seq) -> Result<u64, Failed> {
        let written = self.insert(accepted, head);
        let committed = match &written {
            Ok(_) => self.commit.execute([]).of(self.part).map_err(|error| match error {
                StoreError::DiskFull(_) => Failed::Undone(error),
                _ => Failed::Unknown(error),
            }),
            Err(error) => Err(Failed::Undone(error.clone())),
        };
        if committed.is_err() {
            // SQLite may have rolled back already: then this fails, and that is right.
            let _ = self.rollback.execute([]);
        }
        committed.and(written.map_err(Failed::Undone))
    }

    fn insert(&mut self, accepted: &Accepted, head: Seq) -> Result<u64, StoreError> {
        self.begin.execute([]).of(self.part)?;
        let mut bytes = 0;
        for range in accepted.records() {
            let facts = &accepted.facts[accepted.start_of(range.start)..accepted.start_of(range.end)];
            // A record holds at most FACTS_PER_RECORD facts.
            let sealed = self
                .sealer
                .seal(range.len() as u32, facts)
                .map_err(|error| StoreError::Other(error.to_string()))?;
            let last = head + range.end as Seq;
            self.insert.execute((last.cast_signed(), &sealed)).of(self.part)?;
            bytes += sealed.len() as u64;
        }
        Ok(bytes)
    }
}
