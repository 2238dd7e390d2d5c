//! The fold: a member's state and entries from a member's events.
//!
//! ```text
//! state, entries = fold(program versions, events in business order)
//! ```
//!
//! * [`step`] takes the next event in business order: the live path.
//! * [`advance`] books what time alone makes due: expiry, activation, lapse.
//! * [`fold`] takes a whole history in any order, applies returns to the orders they belong to, and stops at an instant.
//! * [`record`] takes an event as it is recorded: one that comes next is a step; one that comes late, or a return, folds the
//!   history again and posts the difference.
//!
//! At one instant what expires goes first, then what activates, then events in the order of [`Position`](crate::event::Position).

mod basis;
mod caps;
mod correct;
mod deposit;
mod earn;
mod expiry;
mod history;
mod lots;
mod multiply;
mod note;
mod plan;
mod programs;
mod returns;
mod tiers;

pub use correct::{needs_history, record};
pub(crate) use earn::round_to_units;
pub use expiry::ON_LAPSE;
pub use history::fold;
pub use note::{RuleNote, RuleOutcome, Skipped};
pub use programs::{Catalog, Programs, Version};
pub(crate) use returns::portion;
pub use returns::{Kept, KeptLine, kept};

use crate::entry::{Entry, EntryKind, Index, LotId};
use crate::event::{Body, Event, Order};
use crate::program::DebtPolicy;
use crate::state::{Lot, State};
use crate::values::Instant;
use earn::Occasion;
use lots::Movement;

/// An event with its number in the member's stream: 1, 2, 3, ... as recorded.
#[derive(Clone, Copy, Debug)]
pub struct Numbered<'a> {
    /// The number.
    pub number: u32,
    /// The event.
    pub event: &'a Event,
}

/// Takes what the fold derives. `()` drops it all; [`Posted`] keeps it.
pub trait Sink {
    /// Whether [`Sink::rule`] is wanted. Costs time: off for balances, on for "why?".
    const EXPLAIN: bool = false;
    /// The turn of the event of this number begins; what fell due before it comes first.
    fn begin(&mut self, _number: u32) {}
    /// An entry was posted.
    fn entry(&mut self, _entry: &Entry) {}
    /// The tier changed.
    fn tier(&mut self, _change: &TierChange) {}
    /// A rule applied to the event at hand, or did not.
    fn rule(&mut self, _note: RuleNote) {}
}

impl Sink for () {}

/// A change of tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierChange {
    /// Business time.
    pub at: Instant,
    /// The tier before; `None` for the member's first.
    pub from: Option<Index>,
    /// The tier after.
    pub to: Option<Index>,
    /// The recorded number of the event that caused it.
    pub cause: u32,
}

/// A sink that keeps entries and tier changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// Entries in the order of posting.
    pub entries: Vec<Entry>,
    /// Tier changes in order.
    pub tiers: Vec<TierChange>,
}

impl Sink for Posted {
    fn entry(&mut self, entry: &Entry) {
        self.entries.push(*entry);
    }
    fn tier(&mut self, change: &TierChange) {
        self.tiers.push(*change);
    }
}

/// Books what falls due up to and including `until`, in order. Instants after the year 2200 count as 2200.
pub fn advance<S: Sink>(programs: &Programs, state: &mut State, until: Instant, sink: &mut S) {
    let until = until.min(Instant::LATEST);
    loop {
        let due = state.due_at();
        if due > until {
            return;
        }
        let version = programs.at(due);
        for (place, wallet) in state.wallets.iter_mut().enumerate() {
            if wallet.due_at != due {
                continue;
            }
            // Places fit: the catalog holds no more than Index::MAX names.
            let movement = Movement {
                at: due,
                wallet: place as Index,
                cause: 0,
                version: version.map_or(0, |version| version.number),
            };
            let owner = version.and_then(|version| {
                version
                    .plan
                    .wallets
                    .get(place)
                    .copied()
                    .flatten()
                    .map(|owner| (version, &version.program.wallets[owner]))
            });
            let mut rollover = |expiring: i64| -> (i64, Instant) {
                let Some((version, owner)) = owner else { return (0, Instant::NEVER) };
                let Some(rollover) = owner.rollover else { return (0, Instant::NEVER) };
                let kept = history::share_of(expiring, rollover.share).min(rollover.max.unwrap_or(i64::MAX));
                (kept, expiry::expires_at(owner.expiry, &version.program.calendar, due))
            };
            wallet.fall_due(&mut rollover, movement, sink);
            // What rolled over into a lot that lapses is given the wallet's time once more.
            if wallet.lapses_at == Instant::NEVER
                && let Some((version, owner)) = owner
                && wallet.lots.iter().any(|lot| lot.expires_at == expiry::ON_LAPSE)
            {
                wallet.start_clock(owner.expiry.inactivity(), &version.program.calendar, due);
                wallet.reckon_due();
            }
        }
        state.at = state.at.max(due);
    }
}

/// Folds the next event in business order onto the state, after advancing to its instant.
///
/// Returns are not steps: they change the past (see [`record`]); a return folded here only marks its place.
pub fn step<S: Sink>(programs: &Programs, state: &mut State, event: Numbered<'_>, sink: &mut S) {
    let order = match &event.event.body {
        Body::OrderPaid(order) => Some(&**order),
        _ => None,
    };
    apply(programs, state, event, order, sink);
}

/// [`step`] with the order as it is kept after returns; `None` for an order that came back whole.
fn apply<S: Sink>(
    programs: &Programs,
    state: &mut State,
    numbered: Numbered<'_>,
    order: Option<&Order>,
    sink: &mut S,
) {
    let event = numbered.event;
    state.events = state.events.max(numbered.number);
    if matches!(event.body, Body::Refused(_)) {
        return;
    }
    let at = event.occurred_at;
    advance(programs, state, at, sink);
    sink.begin(numbered.number);
    state.make_room(programs);
    let version = programs.at(at);
    match &event.body {
        Body::OrderPaid(_) => match (order, version) {
            (Some(order), _) => pay(version, programs.catalog(), state, at, numbered.number, order, sink),
            (None, Some(version)) if S::EXPLAIN => came_back(version, sink),
            (None, _) => {}
        },
        Body::ActivityDone(activity) => {
            if let Some(version) = version
                && let Some(earnings) = version.plan.activity(&activity.kind)
            {
                let occasion =
                    Occasion { at, number: numbered.number, activity: Some(activity), ..Occasion::default() };
                earn::earn(version, version.standing(state, at), earnings, occasion, state, sink);
            }
        }
        Body::Joined(joined) => {
            let first = !std::mem::replace(&mut state.joined, true);
            if let Some(version) = version.filter(|_| first) {
                let occasion =
                    Occasion { at, number: numbered.number, joined: Some(joined), ..Occasion::default() };
                earn::earn(version, version.standing(state, at), &version.plan.join, occasion, state, sink);
            }
        }
        Body::Redeemed(redemption) => {
            spend(
                version,
                programs.catalog(),
                state,
                at,
                numbered.number,
                (&redemption.wallet, redemption.units),
                sink,
            );
        }
        Body::Adjusted(adjustment) => {
            adjust(version, programs.catalog(), state, at, numbered.number, adjustment, sink)
        }
        Body::Tagged(tags) => state.tags = tags.to_vec(),
        Body::OrderReturned(_) | Body::TimePassed | Body::Refused(_) => {}
    }
    // An order that came back whole, and its return, leave no trace: not even by being a moment at which tiers are measured.
    let leaves_traces = order.is_some() || !matches!(event.body, Body::OrderReturned(_) | Body::OrderPaid(_));
    if let Some(version) = version.filter(|_| leaves_traces) {
        tiers::unlock(version, state, at, numbered.number, sink);
    }
    state.at = state.at.max(at);
    state.last = Some((at, event.body.class(), event.id.clone()));
}

/// Says of each rule that it gave nothing for an order of which all came back.
fn came_back<S: Sink>(version: &Version, sink: &mut S) {
    for earning in &version.plan.order.wallets {
        let places = earning.rules.iter().map(|plan| plan.place);
        for place in places.chain(earning.multipliers.iter().map(|plan| plan.place)) {
            sink.rule(RuleNote::skipped(place, earning.place, Skipped::CameBack));
        }
    }
}

fn pay<S: Sink>(
    version: Option<&Version>,
    catalog: &Catalog,
    state: &mut State,
    at: Instant,
    number: u32,
    order: &Order,
    sink: &mut S,
) {
    let mut paid = order.amount;
    if let Some(points) = &order.points_paid {
        paid = paid.saturating_sub(points.value).max(0);
        spend(version, catalog, state, at, number, (&points.wallet, points.units), sink);
    }
    if let Some(version) = version {
        for (place, wallet) in version.plan.wallets.iter().zip(&mut state.wallets) {
            if let Some(place) = place {
                deposit::restart_clock(version, *place, None, at, wallet, true);
                wallet.reckon_due();
            }
        }
        let occasion = Occasion { at, number, order: Some(order), paid, ..Occasion::default() };
        earn::earn(version, version.standing(state, at), &version.plan.order, occasion, state, sink);
    }
    let spend = state.spend;
    state.orders = state.orders.saturating_add(1);
    state.spend = spend.saturating_add(order.amount);
    state.ordered_at = Some(at);
    if let Some(version) = version {
        tiers::count_spend(version, state, at, spend, order.amount);
    }
}

/// Takes spent units out. What was accepted stays accepted: what is not there (any more) becomes debt.
fn spend<S: Sink>(
    version: Option<&Version>,
    catalog: &Catalog,
    state: &mut State,
    at: Instant,
    number: u32,
    (wallet, units): (&str, i64),
    sink: &mut S,
) {
    let Some(place) = catalog.wallet(wallet) else { return };
    let debt = debt_policy(version, place);
    let movement =
        Movement { at, wallet: place, cause: number, version: version.map_or(0, |version| version.number) };
    if let Some(wallet) = state.wallets.get_mut(usize::from(place)) {
        let taken = wallet.withdraw(units, EntryKind::Spend, debt, movement, sink);
        wallet.spent = wallet.spent.saturating_add(taken);
    }
}

fn adjust<S: Sink>(
    version: Option<&Version>,
    catalog: &Catalog,
    state: &mut State,
    at: Instant,
    number: u32,
    adjustment: &crate::event::Adjustment,
    sink: &mut S,
) {
    let Some(place) = catalog.wallet(&adjustment.wallet) else { return };
    let debt = debt_policy(version, place);
    let movement =
        Movement { at, wallet: place, cause: number, version: version.map_or(0, |version| version.number) };
    let owner = version.and_then(|version| {
        version.plan.wallets.get(usize::from(place)).copied().flatten().map(|owner| (version, owner))
    });
    let Some(wallet) = state.wallets.get_mut(usize::from(place)) else { return };
    if adjustment.units < 0 {
        let taken =
            wallet.withdraw(adjustment.units.saturating_neg(), EntryKind::Adjust, debt, movement, sink);
        wallet.adjusted = wallet.adjusted.saturating_sub(taken);
        return;
    }
    let expires_at = owner.map_or(Instant::NEVER, |(version, owner)| {
        deposit::restart_clock(version, owner, None, at, wallet, false);
        expiry::expires_at(version.program.wallets[owner].expiry, &version.program.calendar, at)
    });
    let id = LotId::open_ended(expires_at, false).unwrap_or(LotId { event: number, part: 0, generation: 0 });
    sink.entry(&movement.entry(EntryKind::Adjust, adjustment.units, adjustment.units, Some(id)));
    wallet.adjusted = wallet.adjusted.saturating_add(adjustment.units);
    wallet.deposit(
        Lot { id, units: adjustment.units, activates_at: at, expires_at, pending: false },
        movement,
        sink,
    );
}

fn debt_policy(version: Option<&Version>, place: Index) -> DebtPolicy {
    version
        .and_then(|version| {
            let owner = version.plan.wallets.get(usize::from(place)).copied().flatten()?;
            Some(version.program.wallets[owner].debt)
        })
        .unwrap_or_default()
}
