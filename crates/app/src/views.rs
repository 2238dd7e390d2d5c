//! What questions are answered with.

use crate::answer::{Balance, EntryView};
use std::sync::Arc;
use tessera_engine::decide::RefusalCode;
use tessera_engine::event::{Event, Order};
use tessera_engine::explain;
use tessera_engine::fold::{Programs, RuleNote};
use tessera_engine::program::Text;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{EventId, Instant, Lang, MemberId};
use tessera_store::{MemberRow, Seq};

/// The name of a wallet, rule or tier: shared, cheap to clone.
pub type Name = Arc<str>;

/// A member as of an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// The member.
    pub id: MemberId,
    /// The retailer's own number.
    pub external_id: Option<Box<str>>,
    /// When the member joined.
    pub joined_at: Instant,
    /// The store that won the member.
    pub store: Option<Box<str>>,
    /// Where the member joined.
    pub channel: Option<Box<str>>,
    /// The instant that the rest is true of.
    pub at: Instant,
    /// How many events were recorded up to it.
    pub events: u32,
    /// Tags.
    pub tags: Vec<Box<str>>,
    /// Orders, those returned as a whole left out.
    pub orders: u64,
    /// What they came to, in minor units.
    pub spend: i64,
    /// When the latest of them was paid; `None` if there is none.
    pub ordered_at: Option<Instant>,
    /// The currency of amounts, for those programs in force at the instant.
    pub currency: Option<Box<str>>,
    /// The tier.
    pub tier: Option<TierView>,
    /// The tier above it, and what is missing.
    pub next_tier: Option<NextTier>,
    /// What tiers go by; `None` where there are none.
    pub tier_measure: Option<TierMeasure>,
    /// What the member has of it: units, or minor units of money.
    pub measured: Option<i64>,
    /// The wallets.
    pub wallets: Vec<WalletView>,
}

/// A tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierView {
    /// The name.
    pub name: Name,
    /// What people call it.
    pub label: Text,
}

/// What the tiers of a program go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierMeasure {
    /// As the head of a column.
    pub label: Text,
    /// The wallet whose units are measured; `None`: spend.
    pub wallet: Option<Name>,
}

/// A page of the list of members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glances {
    /// The members, in the order asked for.
    pub members: Vec<Glance>,
    /// Where to go on; `None`: everybody was looked at.
    pub next: Option<MemberId>,
    /// The wallets that members have, in the order of [`Glance::balances`].
    pub wallets: Vec<WalletHead>,
    /// The currency of amounts.
    pub currency: Option<Box<str>>,
    /// What tiers go by now; `None` where there are none.
    pub tier_measure: Option<TierMeasure>,
}

/// A member at a glance, now: a row of the list, with the figures that [`MemberView`] has of the member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Who it is.
    pub member: MemberRow,
    /// The tier.
    pub tier: Option<TierView>,
    /// What the member has of what tiers go by.
    pub measured: Option<i64>,
    /// Orders, those returned as a whole left out.
    pub orders: u64,
    /// What they came to, in minor units.
    pub spend: i64,
    /// When the latest of them was paid; `None` if there is none.
    pub ordered_at: Option<Instant>,
    /// What is in the wallets.
    pub balances: Vec<Balance>,
}

/// What a wallet is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletHead {
    /// The name.
    pub name: Name,
    /// What people call it.
    pub label: Text,
    /// How many of the units' last digits are decimals.
    pub decimals: u8,
}

/// The next tier above a member's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextTier {
    /// The tier.
    pub tier: TierView,
    /// What the member has of the measure: units, or minor units of money.
    pub measured: i64,
    /// From what measure on the tier is reached.
    pub from: i64,
    /// What is missing.
    pub missing: i64,
    /// The wallet that is measured; `None`: spend.
    pub wallet: Option<Name>,
}

/// A wallet as of an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletView {
    /// The name.
    pub name: Name,
    /// What people call it.
    pub label: Text,
    /// How many of the units' last digits are decimals.
    pub decimals: u8,
    /// Units held, pending ones included, less the debt.
    pub balance: i64,
    /// Units that can be spent.
    pub available: i64,
    /// Units that cannot be spent yet.
    pub pending: i64,
    /// Units owed.
    pub debt: i64,
    /// Units ever earned by rules.
    pub earned: i64,
    /// Units ever spent.
    pub spent: i64,
    /// Units ever expired, less what rolled over.
    pub expired: i64,
    /// Units ever given less taken by hand.
    pub adjusted: i64,
    /// What the units that can be spent are worth, in minor units of money, rounded down; `None` where the program does not say.
    pub worth: Option<i64>,
    /// What of the open lots ends when, soonest first; what never does is left out.
    pub expiring: Vec<ExpiringView>,
    /// Open lots, first to expire first.
    pub lots: Vec<LotView>,
}

/// The units of a wallet that can be spent for the last time on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiringView {
    /// The day in the program's zone, as `2026-12-31`.
    pub last_day: Box<str>,
    /// How many.
    pub units: i64,
    /// What they are worth, in minor units of money, rounded down.
    pub worth: Option<i64>,
}

/// An open lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotView {
    /// The number, in the member's stream, of the event that earned it.
    pub event: u32,
    /// Lots of one event count up from 0.
    pub part: u8,
    /// How often it was rolled over.
    pub generation: u8,
    /// Units left.
    pub units: i64,
    /// From when on they can be spent.
    pub activates_at: Instant,
    /// When they expire; `None`: never.
    pub expires_at: Option<Instant>,
}

/// Which part of a list to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What comes after this number; 0: from the start.
    pub after: u32,
    /// At most so many.
    pub limit: usize,
}

/// One event of a member with what it posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineItem {
    /// Its number in the journal.
    pub seq: Seq,
    /// Its number in the member's stream.
    pub number: u32,
    /// The event.
    pub event: Event,
    /// What it posted.
    pub entries: Vec<EntryView>,
}

/// An order as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// Whose it is.
    pub member: MemberId,
    /// Its id.
    pub id: EventId,
    /// When it was paid.
    pub occurred_at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Its number in the journal.
    pub seq: Seq,
    /// Its number in the member's stream.
    pub number: u32,
    /// Why it was refused; then it earned nothing and `order` is empty.
    pub refused: Option<RefusalCode>,
    /// What was bought.
    pub order: Option<Order>,
    /// What came back of it, in the order of recording.
    pub returns: Vec<TimelineItem>,
    /// Every entry that names the order as its cause, corrections included.
    pub entries: Vec<EntryView>,
}

/// A member's account over a span of time, `from` inclusive, `until` exclusive. Business time of the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The member.
    pub member: MemberId,
    /// From when on.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// One part a wallet.
    pub wallets: Vec<StatementWallet>,
}

/// One wallet of a statement: `opening` plus the units of all entries is `closing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementWallet {
    /// The wallet.
    pub wallet: Name,
    /// The balance just before the span.
    pub opening: i64,
    /// What happened in it, by business time; each with the balance after it.
    pub entries: Vec<(EntryView, i64)>,
    /// The balance at its end.
    pub closing: i64,
}

/// Why an event did what it did.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// The number of the program version that decided it; 0 where none did.
    pub version: u32,
    /// One note for every rule that reacts to such events, in document order.
    pub notes: Vec<Note>,
    /// What the notes are about.
    pub(crate) programs: Option<Programs>,
}

/// What one rule did with an event, or why it did nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The rule's name.
    pub rule: Name,
    /// The wallet it earns into.
    pub wallet: Name,
    /// Whether it applied.
    pub applied: bool,
    /// Units that came of it.
    pub units: i64,
    pub(crate) told: RuleNote,
}

impl Explanation {
    /// The reckoning or the reason of one of its notes, in words, with stores by these names. They are made here, as most readers know one language.
    pub fn text(&self, note: &Note, stores: &StoreNames, lang: Lang) -> String {
        let version = self.programs.as_ref().and_then(|programs| programs.version(self.version));
        version.map_or_else(String::new, |version| explain::sentence(version, &note.told, stores, lang))
    }

    /// What people call the rule of one of its notes, in the words of the version that decided it.
    pub fn label(&self, note: &Note) -> Option<&Text> {
        let version = self.programs.as_ref()?.version(self.version)?;
        Some(&version.rule_at(note.told.rule)?.label)
    }
}

impl PartialEq for Explanation {
    fn eq(&self, other: &Self) -> bool {
        (self.version, &self.notes) == (other.version, &other.notes)
    }
}

impl Eq for Explanation {}

/// The sums of one wallet and kind of entry over all members, as a pair of accounts that cancel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialRow {
    /// The account: `members:points`, `program:points:earn`, ...
    pub account: Box<str>,
    /// Its balance in units; what members hold is positive.
    pub units: i64,
    /// How many entries it sums; 0 for the members' account, which is summed from the wallets.
    pub entries: u64,
}

/// The trial balance: the units of all accounts of one wallet sum to zero.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TrialBalance {
    /// Up to which number of the journal.
    pub seq: Seq,
    /// The accounts, by wallet.
    pub rows: Vec<TrialRow>,
}
