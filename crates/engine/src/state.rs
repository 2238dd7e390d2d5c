//! The state of one member: what the next decision needs, and nothing else.

use crate::entry::{Index, LotId};
use crate::event::Position;
use crate::fold::Programs;
use crate::program::Span;
use crate::values::{EventId, Instant};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Goes up whenever the shape of the snapshot changes; older snapshots are then folded again.
const SNAPSHOT_FORMAT: u8 = 3;

/// A member's state: the fold of the member's events up to [`State::at`].
///
/// It is a cache of the events, never the truth: it can be dropped and folded again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// How many events of the stream are folded in: the recorded number of the latest.
    pub events: u32,
    /// The instant of the last change: an event or something that fell due.
    pub at: Instant,
    /// The place of the last event in business order: its class and id (its instant is at most `at`).
    pub last: Option<(Instant, u8, EventId)>,
    /// Whether the member has joined by an event.
    pub joined: bool,
    /// Orders, those returned as a whole left out.
    pub orders: u64,
    /// What the orders came to before points paid a part, in minor units.
    pub spend: i64,
    /// When the latest of them was paid; `None` if there is none.
    pub ordered_at: Option<Instant>,
    /// Returns that are recorded before the order they belong to.
    pub early_returns: u32,
    /// Tags.
    pub tags: Vec<Box<str>>,
    /// The tier by its place in the catalog; `None` where the program has none.
    pub tier: Option<Index>,
    /// Wallets by their place in the catalog.
    pub wallets: Vec<WalletState>,
    /// What each cap of the catalog has counted in its current period.
    pub caps: Vec<CapUse>,
    /// Orders inside the longest tier window, oldest first: the instant, and what [`State::spend`] was before. Empty unless a
    /// rolling window needs it.
    pub window: VecDeque<(Instant, i64)>,
    /// The calendar year of `year_spend`.
    pub year: i16,
    /// Spend in that year, in minor units.
    pub year_spend: i64,
    /// What `window` and `year_spend` were kept for.
    pub reach: Reach,
}

/// How far back the tiers of some program versions look: whatever version was in force, orders are kept for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reach {
    /// The longest rolling window, in months.
    pub months: u32,
    /// Whether some version measures calendar years.
    pub years: bool,
}

/// One wallet of one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletState {
    /// Units held, pending ones included, less the debt.
    pub balance: i64,
    /// Of these, units that cannot be spent yet.
    pub pending: i64,
    /// Units owed; pays itself off from what is earned next.
    pub debt: i64,
    /// Units ever earned by rules.
    pub earned: i64,
    /// Units ever spent.
    pub spent: i64,
    /// Units ever expired, less what rolled over.
    pub expired: i64,
    /// Units ever given less taken by hand.
    pub adjusted: i64,
    /// When the next lot activates or expires, or the wallet lapses for inactivity.
    pub due_at: Instant,
    /// When the wallet lapses for inactivity; [`Instant::NEVER`] while nothing in it can.
    pub lapses_at: Instant,
    /// How long after an order that is: the span of the clock that runs.
    pub lapse_span: Option<Span>,
    /// Open lots, first to expire first, then in the order in which they were earned.
    pub lots: VecDeque<Lot>,
}

impl Default for WalletState {
    fn default() -> Self {
        Self {
            balance: 0,
            pending: 0,
            debt: 0,
            earned: 0,
            spent: 0,
            expired: 0,
            adjusted: 0,
            due_at: Instant::NEVER,
            lapses_at: Instant::NEVER,
            lapse_span: None,
            lots: VecDeque::new(),
        }
    }
}

impl WalletState {
    /// Every sum of units that the wallet keeps.
    pub(crate) fn sums(&self) -> impl Iterator<Item = i64> {
        let Self { balance, debt, earned, spent, expired, adjusted, .. } = *self;
        [balance, debt, earned, spent, expired, adjusted].into_iter()
    }
}

/// Units earned together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Its name.
    pub id: LotId,
    /// Units left; more than zero.
    pub units: i64,
    /// When its units can be spent.
    pub activates_at: Instant,
    /// When what is left expires.
    pub expires_at: Instant,
    /// Its units cannot be spent yet.
    pub pending: bool,
}

/// How much of a cap is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CapUse {
    /// The period: the first local day of it, or a marker for lifetime and order.
    pub period: i32,
    /// Money (minor units) or units counted in it.
    pub used: i64,
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    /// The state of a member to whom nothing has happened.
    pub fn new() -> Self {
        Self {
            events: 0,
            at: Instant::MIN,
            last: None,
            joined: false,
            orders: 0,
            spend: 0,
            ordered_at: None,
            early_returns: 0,
            tags: Vec::new(),
            tier: None,
            wallets: Vec::new(),
            caps: Vec::new(),
            window: VecDeque::new(),
            year: 0,
            year_spend: 0,
            reach: Reach::default(),
        }
    }

    /// Makes room for the wallets and caps of all these versions. Versions that were published since, and played no part yet,
    /// make no other difference to a state that [serves](State::serves) them.
    pub fn make_room(&mut self, programs: &Programs) {
        let catalog = programs.catalog();
        if self.orders == 0 {
            self.reach = programs.reach();
        }
        if self.wallets.len() < catalog.wallets().len() {
            self.wallets.resize_with(catalog.wallets().len(), WalletState::default);
        }
        if self.caps.len() < catalog.caps().len() {
            self.caps.resize(catalog.caps().len(), CapUse::default());
        }
    }

    /// The snapshot form: compact, and versioned by its first byte. Meant for caches, never for keeping.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_extend(self, vec![SNAPSHOT_FORMAT]).unwrap_or_default()
    }

    /// Reads the snapshot form; `None` if it is of another format or damaged: fold the events again.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (format, rest) = bytes.split_first()?;
        if *format != SNAPSHOT_FORMAT {
            return None;
        }
        postcard::from_bytes(rest).ok()
    }

    /// Whether a snapshot is of a format before ours: whoever needs the state folds the events again.
    pub fn is_of_older_format(bytes: &[u8]) -> bool {
        bytes.first().is_some_and(|format| (1..SNAPSHOT_FORMAT).contains(format))
    }

    /// Whether the state holds what these versions measure tiers by. A version published since may look further back than any
    /// before it: then the state has to be folded again.
    pub fn serves(&self, programs: &Programs) -> bool {
        let wanted = programs.reach();
        self.orders == 0 || (self.reach.months >= wanted.months && (self.reach.years || !wanted.years))
    }

    /// When time alone changes something next; [`Instant::NEVER`] if nothing is ahead.
    pub fn due_at(&self) -> Instant {
        self.wallets.iter().map(|wallet| wallet.due_at).min().unwrap_or(Instant::NEVER)
    }

    /// Whether an event at this place comes after everything folded in, so that it can be folded onto this state.
    pub fn takes(&self, position: Position<'_>) -> bool {
        position.at >= self.at
            && self
                .last
                .as_ref()
                .is_none_or(|(at, class, id)| Position { at: *at, class: *class, id } < position)
    }
}
