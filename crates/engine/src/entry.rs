//! Entries: the immutable postings that the fold derives from events.

use crate::fold::ON_LAPSE;
use crate::values::Instant;
use serde::{Deserialize, Serialize};

/// A wallet, rule or tier by its place in the [`Catalog`](crate::fold::Catalog) of a deployment: the union of the names of
/// all its program versions, in the order in which they first appear. Versions are only ever added, so a place never changes.
pub type Index = u16;

/// One posting in a member's ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Business time of the posting.
    pub at: Instant,
    /// The wallet.
    pub wallet: Index,
    /// What kind of movement.
    pub kind: EntryKind,
    /// By how much the wallet's balance (pending units included) changed.
    pub units: i64,
    /// By how much what can be spent changed. Differs from `units` for pending units and their activation.
    pub available: i64,
    /// The lot that the units came into or went out of; `None`: the wallet's debt.
    pub lot: Option<LotId>,
    /// The recorded number, in the member's stream, of the event that caused it.
    pub cause: u32,
    /// The rule that decided it, for what rules decide.
    pub rule: Option<Index>,
    /// The number of the program version in force.
    pub version: u32,
    /// The amount of money that counted, in minor units, for what is earned on money.
    pub base: i64,
    /// Money, in minor units, that caps on spend cut off.
    pub trimmed: i64,
    /// Units that caps on units cut off.
    pub trimmed_units: i64,
    /// For a correction: the number of the later event (a return, a late order) that made this difference known.
    /// `cause` then still names the event whose effect changed.
    pub corrected_by: Option<u32>,
}

/// Kinds of entries. A correction keeps the kind that it corrects, so that the sum of a kind over a member's entries is what the
/// member earned, spent or lost to expiry; [`Entry::name`] says clawback or reinstate for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryKind {
    /// Units came from a rule.
    Earn,
    /// Pending units became available.
    Activate,
    /// Units were spent on an order or a redemption.
    Spend,
    /// Units reached the end of their validity.
    Expire,
    /// Units that would have expired went on in a new lot. Two entries: out of the old lot, into the new.
    Rollover,
    /// A person gave or took units.
    Adjust,
    /// Units moved between a lot and the debt of the same wallet. Two entries that cancel.
    Transfer,
}

impl Entry {
    /// What people call the posting: its kind, or `clawback` and `reinstate` for corrections that take and give.
    pub fn name(&self) -> &'static str {
        match (self.corrected_by, self.kind) {
            (None, kind) | (Some(_), kind @ (EntryKind::Activate | EntryKind::Transfer)) => kind.name(),
            (Some(_), _) if self.units < 0 => "clawback",
            (Some(_), _) => "reinstate",
        }
    }
}

impl EntryKind {
    /// All kinds; a kind's place here is its stable number.
    pub const ALL: [Self; 7] =
        [Self::Earn, Self::Activate, Self::Spend, Self::Expire, Self::Rollover, Self::Adjust, Self::Transfer];

    /// A stable number for storage.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The name as the API and reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Earn => "earn",
            Self::Activate => "activate",
            Self::Spend => "spend",
            Self::Expire => "expire",
            Self::Rollover => "rollover",
            Self::Adjust => "adjust",
            Self::Transfer => "transfer",
        }
    }
}

/// A lot's name within its wallet: the recorded number of the event that earned it, its part where one event
/// earned several lots, and how often it was rolled over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LotId {
    /// Number of the event in the member's stream; 0 for the lot of all units that have no date of expiry, see
    /// [`LotId::open_ended`], and for what rolled over from it.
    pub event: u32,
    /// Lots of one event that differ in activation or expiry count up from 0.
    pub part: u8,
    /// 0 for what was earned; one more each time what is left goes on in a new lot.
    pub generation: u8,
}

impl LotId {
    /// The lot that all units join which are available and have no date of expiry: part 0 if they never expire, part 1 if they
    /// lapse for inactivity. No event names it, so that it does not matter which came first, or whether that one came back.
    pub fn open_ended(expires_at: Instant, pending: bool) -> Option<Self> {
        let part = match expires_at {
            Instant::NEVER => 0,
            ON_LAPSE => 1,
            _ => return None,
        };
        (!pending).then_some(Self { event: 0, part, generation: 0 })
    }

    /// Whether this is such a lot.
    pub fn is_open_ended(self) -> bool {
        self.event == 0 && self.generation == 0
    }
}

/// The form in which entries are kept beside the event that posted them: compact, versioned by the first byte.
pub mod codec {
    use super::Entry;

    const FORMAT: u8 = 2;

    /// Encodes entries; nothing at all for none.
    pub fn encode_entries(entries: &[Entry]) -> Vec<u8> {
        if entries.is_empty() {
            return Vec::new();
        }
        postcard::to_extend(entries, vec![FORMAT]).unwrap_or_default()
    }

    /// Decodes entries; `None` if the bytes are of another format or damaged.
    pub fn decode_entries(bytes: &[u8]) -> Option<Vec<Entry>> {
        match bytes.split_first() {
            None => Some(Vec::new()),
            Some((&FORMAT, rest)) => postcard::from_bytes(rest).ok(),
            Some(_) => None,
        }
    }
}
