//! The rows that stores keep beside the journal.

use crate::Seq;
use std::sync::Arc;
use tessera_engine::event::Event;
use tessera_engine::values::{Instant, MemberId};

/// Counts the changes of what commands are decided by beside the journal: publishing a program version and [settling](crate::Turn::append_settling)
/// raise it. Whoever decided under an older one decides again.
pub type Edition = u64;

/// Where a store stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The number of the last event in the journal; 0 if there is none.
    pub head: Seq,
    /// Up to which number the journal is projected; never beyond `head`.
    pub projected: Seq,
    /// What is decided by.
    pub edition: Edition,
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

/// Which members to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// From the greatest id down, instead of from the least up.
    pub newest_first: bool,
    /// Only who stands beyond this id.
    pub beyond: Option<MemberId>,
    /// Only whom this store won.
    pub store: Option<Box<str>>,
    /// Only who joined here.
    pub channel: Option<Box<str>>,
    /// Only who joined at or after this instant.
    pub joined_from: Option<Instant>,
    /// Only who joined before this instant.
    pub joined_before: Option<Instant>,
    /// The most members in the answer.
    pub limit: usize,
    /// The most members to look at for it, so that a question with few answers takes no longer than so. Of the others, who are of another store or channel, none
    /// need to be looked at.
    pub look_at: usize,
}

impl Listing {
    /// Whether a member is one of those asked for, wherever the member stands.
    pub fn lets_through(&self, member: &MemberRow) -> bool {
        self.lets(member.joined_at, member.store.as_deref(), member.channel.as_deref())
    }

    /// The same of what is looked at for it alone.
    pub fn lets(&self, joined_at: Instant, store: Option<&str>, channel: Option<&str>) -> bool {
        let is = |asked: &Option<Box<str>>, has| asked.is_none() || asked.as_deref() == has;
        is(&self.store, store)
            && is(&self.channel, channel)
            && self.joined_from.is_none_or(|from| joined_at >= from)
            && self.joined_before.is_none_or(|before| joined_at < before)
    }

    /// Whether one id comes after another in the order asked for.
    pub fn is_beyond(&self, id: MemberId, other: MemberId) -> bool {
        if self.newest_first { id < other } else { id > other }
    }
}

/// The answer to [`Read::list`](crate::Read::list).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Members, in the order asked for.
    pub members: Vec<MemberRow>,
    /// Where to go on: of those before this member, the member included, nobody is left out. `None`: of all, nobody is.
    pub next: Option<MemberId>,
}

/// A member's projected state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The number of the last event folded in.
    pub number: u32,
    /// When time alone changes something next; [`Instant::NEVER`] if nothing is ahead.
    pub due_at: Instant,
    /// The engine's encoding of the state, opaque here.
    pub state: Vec<u8>,
}

/// Who is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// By our id.
    Id(MemberId),
    /// By the retailer's own number.
    External(Box<str>),
}

/// A member with the projected state, both of one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The member.
    pub member: MemberRow,
    /// The projected state.
    pub snapshot: Option<Snapshot>,
}

/// One event of a stream with what it posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streamed {
    /// Its number in the journal.
    pub seq: Seq,
    /// Its number in the stream.
    pub number: u32,
    /// The event.
    pub event: Arc<Event>,
    /// The engine's encoding of the entries that the event posted, opaque here.
    pub entries: Vec<u8>,
}

/// A member with the whole projected stream, for audits and exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberStream {
    /// The member.
    pub member: MemberRow,
    /// The projected state.
    pub snapshot: Option<Snapshot>,
    /// All events, by number.
    pub stream: Vec<Streamed>,
}

/// Where an event id was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose stream.
    pub member: MemberId,
    /// Which event of it.
    pub number: u32,
}

/// The answers to [`Read::look_up`](crate::Read::look_up), each in the order asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedUp {
    /// Where event ids were used.
    pub places: Vec<Option<Place>>,
    /// Members by the retailer's own numbers, with their states.
    pub named: Vec<Option<(MemberId, Option<Snapshot>)>>,
    /// States by member.
    pub states: Vec<Option<Snapshot>>,
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
    /// The sum of `units`; saturates.
    pub units: i64,
    /// The number of entries.
    pub entries: u64,
}

/// What the projections take in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// The cursor that this goes on from: up to there the journal was projected when it was made.
    pub after: Seq,
    /// The journal is projected up to and including this number; at least `after`.
    pub cursor: Seq,
    /// New members.
    pub members: Vec<MemberRow>,
    /// New events with what they posted, sorted by member and number. None of them where the store [has them all](crate::Read::streams_have).
    pub streamed: Vec<(MemberId, Streamed)>,
    /// Changed states, sorted by member: of every member of `streamed`, as it is after the last of the events there.
    pub snapshots: Vec<(MemberId, Snapshot)>,
    /// What to add to the trial balance.
    pub totals: Vec<Total>,
}

/// What the operator's screen shows of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Which kind of store: `memory`, `sqlite`, ...
    pub kind: Box<str>,
    /// The number of the last event in the journal.
    pub head: Seq,
    /// Up to which number the journal is projected.
    pub projected: Seq,
    /// Projected members.
    pub members: u64,
    /// Bytes by part: files of the store, write-ahead logs among them, in a fixed order.
    pub bytes: Vec<(Box<str>, u64)>,
}
