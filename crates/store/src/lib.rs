//! What Tessera keeps, and the one trait through which it is kept.
//!
//! The truth is the *journal*: facts, appended in batches, one durable commit a batch. Everything else is a *projection*: it
//! follows the journal a moment later in large batches sorted by member, can be dropped, and is made again from the journal.
//! A few small tables beside the journal are settings (program versions, keys, jobs), written directly.
//!
//! This crate must not know SQL or HTTP. A store implements [`Read`] and [`Write`] and passes [`contract`].

use async_trait::async_trait;
use tessera_engine::event::Event;
use tessera_engine::values::{EventId, Instant, MemberId};

/// The number of an event in the journal, over all members: 1, 2, 3, ... in the order of commits.
pub type Seq = u64;

/// One event, where it stands in its member's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Whose stream.
    pub member: MemberId,
    /// The event's number in that stream: 1, 2, 3, ... without gaps.
    pub number: u32,
    /// What happened.
    pub event: Event,
}

/// A fact with its journal number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journaled {
    /// Its number in the journal.
    pub seq: Seq,
    /// The fact.
    pub fact: Fact,
}

/// A member as the projection of members lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The member.
    pub id: MemberId,
    /// The retailer's own number for the member.
    pub external_id: Option<Box<str>>,
    /// When the member joined (business time of the first event of the stream).
    pub joined_at: Instant,
    /// The store that won the member.
    pub store: Option<Box<str>>,
    /// Where the member joined.
    pub channel: Option<Box<str>>,
}

/// A member's projected state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The number of the last event folded in.
    pub number: u32,
    /// When time alone changes something next.
    pub due_at: Instant,
    /// The engine's encoding of the state, opaque here.
    pub state: Vec<u8>,
}

/// One event of a stream with what it posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streamed {
    /// Its number in the journal.
    pub seq: Seq,
    /// Its number in the stream.
    pub number: u32,
    /// The event.
    pub event: Event,
    /// The engine's encoding of the entries that the event posted, opaque here.
    pub entries: Vec<u8>,
}

/// Where an event id was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose stream.
    pub member: MemberId,
    /// Which event of it.
    pub number: u32,
}

/// A published program version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRow {
    /// 1, 2, 3, ...
    pub version: u32,
    /// From when on it is in force.
    pub starts_at: Instant,
    /// When it was published.
    pub published_at: Instant,
    /// Who published it.
    pub published_by: Box<str>,
    /// The document, as TOML.
    pub document: Box<str>,
    /// A note by the publisher.
    pub note: Option<Box<str>>,
}

/// An API key; the secret itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// A name for people.
    pub name: Box<str>,
    /// The first characters of the key, for recognition.
    pub hint: Box<str>,
    /// Scopes.
    pub scopes: Vec<Box<str>>,
    /// The store or till it is bound to.
    pub store: Option<Box<str>>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// One row of the running trial balance: the sum of all projected entries of one wallet and kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Total {
    /// The wallet's place in the catalog.
    pub wallet: u16,
    /// The kind's stable number, see the engine's entry kinds.
    pub kind: u8,
    /// The sum of `units`.
    pub units: i64,
    /// The number of entries.
    pub entries: u64,
}

/// What the projections take in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// The journal is projected up to and including this number.
    pub cursor: Seq,
    /// New members.
    pub members: Vec<MemberRow>,
    /// New events with what they posted, sorted by member and number.
    pub streamed: Vec<(MemberId, Streamed)>,
    /// Changed states, sorted by member.
    pub snapshots: Vec<(MemberId, Snapshot)>,
    /// What to add to the trial balance.
    pub totals: Vec<Total>,
}

/// Why a store could not do what was asked. Each says what to do about it in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another writer was first with a member's number or an event id: load and decide again.
    #[error("another writer was first: decide again")]
    Conflict,
    /// The disk is full.
    #[error("the disk is full: free space on {0} and try again; nothing was lost")]
    DiskFull(String),
    /// The database is in use by another process.
    #[error("{0} is in use by another tessera process: stop it or choose another folder")]
    InUse(String),
    /// The database was written by a newer version.
    #[error(
        "{path} was written by a newer tessera (format {found}; this one knows up to {known}): use the newer executable"
    )]
    Newer {
        /// The database.
        path: String,
        /// The format found.
        found: u32,
        /// The newest format known.
        known: u32,
    },
    /// The file is not a database, or is damaged.
    #[error("{path} is damaged: {detail}; restore it from a backup")]
    Corrupt {
        /// The file.
        path: String,
        /// What is wrong.
        detail: String,
    },
    /// The database is away, slow or read-only.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(String),
}

/// The reading half.
///
/// Reads of projections may lag behind the journal: [`Read::projected`] says how far they are, and the caller folds the tail.
#[async_trait]
pub trait Read: Send + Sync {
    /// The number of the last event in the journal; 0 if there is none.
    async fn head(&self) -> Result<Seq, StoreError>;
    /// Up to which number the journal is projected.
    async fn projected(&self) -> Result<Seq, StoreError>;
    /// Events of the journal after a number, in order, at most about `limit` (whole commits are not split beyond need).
    async fn journal(&self, after: Seq, limit: usize) -> Result<Vec<Journaled>, StoreError>;

    /// The projected states of members, in the order asked for.
    async fn snapshots(&self, members: &[MemberId]) -> Result<Vec<Option<Snapshot>>, StoreError>;
    /// The projected stream of a member after a number, in order.
    async fn stream(&self, member: MemberId, after: u32, limit: usize) -> Result<Vec<Streamed>, StoreError>;
    /// The projected streams and states of the next members after one (`None`: from the first), whole, at most `members` of them, by id.
    async fn streams(&self, after: Option<MemberId>, members: usize)
    -> Result<Vec<MemberStream>, StoreError>;
    /// Where event ids were used (projected part), in the order asked for.
    async fn places(&self, ids: &[EventId]) -> Result<Vec<Option<Place>>, StoreError>;
    /// Members by the retailer's own numbers, in the order asked for.
    async fn by_external_id(&self, ids: &[&str]) -> Result<Vec<Option<MemberId>>, StoreError>;
    /// Members by id, in the order asked for.
    async fn members(&self, ids: &[MemberId]) -> Result<Vec<Option<MemberRow>>, StoreError>;
    /// The next members after one, by id.
    async fn members_after(
        &self,
        after: Option<MemberId>,
        limit: usize,
    ) -> Result<Vec<MemberRow>, StoreError>;
    /// How many members there are.
    async fn member_count(&self) -> Result<u64, StoreError>;
    /// Members whose state has something due at or before the instant, the earliest first.
    async fn due(&self, until: Instant, limit: usize) -> Result<Vec<MemberId>, StoreError>;
    /// The running trial balance.
    async fn totals(&self) -> Result<Vec<Total>, StoreError>;

    /// All program versions by number.
    async fn programs(&self) -> Result<Vec<ProgramRow>, StoreError>;
    /// All keys.
    async fn keys(&self) -> Result<Vec<KeyRow>, StoreError>;
    /// A setting by name (small values: job records, last verification).
    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// All settings whose name begins so, by name.
    async fn settings(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
}

/// A member with the whole projected stream, for audits and exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberStream {
    /// The member.
    pub member: MemberRow,
    /// The projected state.
    pub snapshot: Option<Snapshot>,
    /// All events.
    pub stream: Vec<Streamed>,
}

/// The writing half.
#[async_trait]
pub trait Write: Send + Sync {
    /// Appends facts in this order as one durable commit, and returns the number of the first. On return they survive a
    /// crash or a cut of power. Refuses with [`StoreError::Conflict`] if a fact's (member, number) or event id is taken; then nothing was
    /// appended. Any other error: nothing was appended, or, for [`StoreError::Unavailable`], it is unknown.
    async fn append(&self, facts: &[Fact]) -> Result<Seq, StoreError>;
    /// Brings the projections forward in one transaction. Its loss in a crash is harmless: the cursor goes with it.
    async fn project(&self, projection: Projection) -> Result<(), StoreError>;
    /// Drops all projections; the cursor is 0 again.
    async fn drop_projections(&self) -> Result<(), StoreError>;
    /// Adds a program version. Refuses with `Conflict` if the number is taken.
    async fn publish(&self, program: &ProgramRow) -> Result<(), StoreError>;
    /// Adds a key, or replaces the one with the same hash.
    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError>;
    /// Writes or (with `None`) removes a setting.
    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError>;
}

/// A whole store.
pub trait Store: Read + Write {}
impl<T: Read + Write> Store for T {}
