//! Keys and values of the projections.
//!
//! | key | value |
//! |---|---|
//! | `c` | the [cursor](Cursor) |
//! | `d` due, member | nothing: the member's state may have something due then, if the state says so |
//! | `e` member, number | an event of the member with its place in the journal and its entries |
//! | `h` store, member | who the member is, once more: of whom a store won |
//! | `i` event id | where it was used |
//! | `m` member | who the member is |
//! | `s` member | the state |
//! | `t` wallet, kind | a row of the trial balance |
//! | `w` channel, member | who the member is, once more: of who joined there |
//! | `x` the retailer's number | the member |
//!
//! Numbers in keys are big-endian, so that they sort. Whatever changes here makes every older folder be made again: raise [`FORMAT`].

use minicbor::bytes::ByteSlice;
use std::sync::Arc;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{MemberRow, Place, Seq, Snapshot, Streamed, Total, record};

/// What these keys and values are, what is in a state included.
pub(super) const FORMAT: u32 = 3;

/// A value that cannot be read.
pub(super) type Unreadable = String;

/// How far the projections are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The journal is projected up to and including this number.
    pub(super) seq: Seq,
    /// The checksum of the journal's record that holds this number: tells another journal from this one.
    pub(super) witness: u32,
    /// How many members there are.
    pub(super) members: u64,
}

pub(super) const CURSOR: &[u8] = b"c";

fn key<const N: usize>(kind: u8, parts: &[&[u8]]) -> [u8; N] {
    let mut key = [0; N];
    key[0] = kind;
    let mut at = 1;
    for part in parts {
        key[at..at + part.len()].copy_from_slice(part);
        at += part.len();
    }
    debug_assert_eq!(at, N, "the parts fill the key");
    key
}

pub(super) fn member_key(member: MemberId) -> [u8; 17] {
    key(b'm', &[&member.0.to_be_bytes()])
}

pub(super) fn state_key(member: MemberId) -> [u8; 17] {
    key(b's', &[&member.0.to_be_bytes()])
}

pub(super) fn event_key(member: MemberId, number: u32) -> [u8; 21] {
    key(b'e', &[&member.0.to_be_bytes(), &number.to_be_bytes()])
}

/// With the sign turned, so that what was before 1970 sorts before.
pub(super) fn due_key(due: Instant, member: MemberId) -> [u8; 25] {
    let due = due.0.cast_unsigned() ^ (1 << 63);
    key(b'd', &[&due.to_be_bytes(), &member.0.to_be_bytes()])
}

pub(super) fn total_key(wallet: u16, kind: u8) -> [u8; 4] {
    key(b't', &[&wallet.to_be_bytes(), &[kind]])
}

pub(super) fn id_key(id: &str) -> Vec<u8> {
    [b"i", id.as_bytes()].concat()
}

pub(super) fn external_key(id: &str) -> Vec<u8> {
    [b"x", id.as_bytes()].concat()
}

/// Where rows of members stand: all of them, and once more those of one store and those of one channel.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Among<'a> {
    Everybody,
    Store(&'a str),
    Channel(&'a str),
}

impl Among<'_> {
    /// The place of a member there. A name is told apart from one that begins with it by its length in front.
    pub(super) fn key(self, member: MemberId) -> Vec<u8> {
        let (kind, name) = match self {
            Self::Everybody => return member_key(member).to_vec(),
            Self::Store(store) => (b'h', store),
            Self::Channel(channel) => (b'w', channel),
        };
        let length = u32::try_from(name.len()).unwrap_or(u32::MAX);
        [&[kind][..], &length.to_be_bytes(), name.as_bytes(), &member.0.to_be_bytes()].concat()
    }

    /// The member of such a key.
    pub(super) fn member_of(key: &[u8]) -> Result<MemberId, Unreadable> {
        member_of(key, key.len().saturating_sub(16))
    }
}

/// Every key that begins so lies from one to the other.
pub(super) const ALL_IDS: (&[u8], &[u8]) = (b"i", b"j");
pub(super) const ALL_TOTALS: (&[u8], &[u8]) = (b"t", b"u");

/// The event id that a key names.
pub(super) fn id_of(key: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(key.get(1..).unwrap_or_default()).map_err(|error| error.to_string())
}

/// The member whose id stands in a key at this place.
pub(super) fn member_of(key: &[u8], at: usize) -> Result<MemberId, Unreadable> {
    let bytes = key.get(at..at + 16).and_then(|bytes| bytes.try_into().ok());
    bytes.map(|bytes| MemberId(u128::from_be_bytes(bytes))).ok_or_else(|| "a key is too short".into())
}

/// The number of the event that a key names.
pub(super) fn number_of(key: &[u8]) -> Result<u32, Unreadable> {
    let bytes = key.get(17..21).and_then(|bytes| bytes.try_into().ok());
    bytes.map(u32::from_be_bytes).ok_or_else(|| "a key is too short".into())
}

/// When something is due by a key.
pub(super) fn due_of(key: &[u8]) -> Result<Instant, Unreadable> {
    let bytes = key.get(1..9).and_then(|bytes| bytes.try_into().ok());
    let due = bytes.map(|bytes| (u64::from_be_bytes(bytes) ^ (1 << 63)).cast_signed());
    due.map(Instant).ok_or_else(|| "a key is too short".into())
}

fn write<T: minicbor::Encode<()>>(value: T) -> Vec<u8> {
    // Writing to memory cannot fail, and nothing here has an encoding of its own that could.
    minicbor::to_vec(value).unwrap_or_default()
}

fn read<'b, T: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, Unreadable> {
    minicbor::decode(bytes).map_err(|error| error.to_string())
}

pub(super) fn write_cursor(cursor: Cursor) -> Vec<u8> {
    write((FORMAT, cursor.seq, cursor.witness, cursor.members))
}

/// `None`: of another format.
pub(super) fn read_cursor(bytes: &[u8]) -> Option<Cursor> {
    let (format, seq, witness, members): (u32, _, _, _) = read(bytes).ok()?;
    (format == FORMAT).then_some(Cursor { seq, witness, members })
}

pub(super) fn write_member(member: &MemberRow) -> Vec<u8> {
    write((
        member.joined_at.0,
        member.external_id.as_deref(),
        member.store.as_deref(),
        member.channel.as_deref(),
    ))
}

/// A member's row where it stands.
pub(super) struct MemberIn<'b> {
    pub(super) joined_at: Instant,
    pub(super) external_id: Option<&'b str>,
    pub(super) store: Option<&'b str>,
    pub(super) channel: Option<&'b str>,
}

impl<'b> MemberIn<'b> {
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let (joined_at, external_id, store, channel) = read(bytes)?;
        Ok(Self { joined_at: Instant(joined_at), external_id, store, channel })
    }

    pub(super) fn row(&self, id: MemberId) -> MemberRow {
        MemberRow {
            id,
            external_id: self.external_id.map(Into::into),
            joined_at: self.joined_at,
            store: self.store.map(Into::into),
            channel: self.channel.map(Into::into),
        }
    }
}

pub(super) fn write_state(snapshot: &Snapshot) -> Vec<u8> {
    let mut value = Vec::with_capacity(12 + snapshot.state.len());
    value.extend_from_slice(&snapshot.number.to_be_bytes());
    value.extend_from_slice(&snapshot.due_at.0.to_be_bytes());
    value.extend_from_slice(&snapshot.state);
    value
}

pub(super) fn read_state(value: &[u8]) -> Result<Snapshot, Unreadable> {
    let (number, due_at) = read_state_head(value)?;
    Ok(Snapshot { number, due_at, state: value[12..].to_vec() })
}

/// The number of the last event folded in, and when something is due.
pub(super) fn read_state_head(value: &[u8]) -> Result<(u32, Instant), Unreadable> {
    let number = value.get(..4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    let due_at = value.get(4..12).and_then(|bytes| bytes.try_into().ok()).map(i64::from_be_bytes);
    number.zip(due_at.map(Instant)).ok_or_else(|| "a state is cut short".into())
}

pub(super) fn write_event(streamed: &Streamed) -> Vec<u8> {
    let body = record::encode_event(&streamed.event);
    write((
        streamed.seq,
        <&ByteSlice>::from(streamed.entries.as_slice()),
        <&ByteSlice>::from(body.as_slice()),
    ))
}

pub(super) fn read_event(number: u32, value: &[u8]) -> Result<Streamed, Unreadable> {
    let (seq, entries, body): (Seq, &ByteSlice, &ByteSlice) = read(value)?;
    let event = record::decode_event(body).map_err(|error| error.to_string())?;
    Ok(Streamed { seq, number, event: Arc::new(event), entries: entries.to_vec() })
}

pub(super) fn write_place(place: Place) -> Vec<u8> {
    [&place.member.0.to_be_bytes()[..], &place.number.to_be_bytes()].concat()
}

pub(super) fn read_place(value: &[u8]) -> Result<Place, Unreadable> {
    let number = value.get(16..20).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    let number = number.ok_or_else(|| Unreadable::from("a place is cut short"))?;
    Ok(Place { member: member_of(value, 0)?, number })
}

pub(super) fn write_total(units: i64, entries: u64) -> Vec<u8> {
    write((units, entries))
}

pub(super) fn read_total(key: &[u8], value: &[u8]) -> Result<Total, Unreadable> {
    let (units, entries) = read(value)?;
    let &[_, high, low, kind] = key else { return Err("a key of a total is too short".into()) };
    Ok(Total { wallet: u16::from_be_bytes([high, low]), kind, units, entries })
}
