//! Decisions: what a command would record, or why it is refused. A refusal is a value with a stable code, never an error.
//!
//! A proposal is an [`Event`] as the caller reports it; what it is worth (a redemption's money) is filled in here, under
//! the program in force at its business time, and then stands for ever.

mod refusal;
mod returns;
mod trial;

pub use refusal::{Refusal, RefusalCode};

use crate::event::{Body, Event, Order, Redemption};
use crate::fold::{Numbered, Programs, Version, advance};
use crate::program::{RedemptionTerms, Wallet};
use crate::state::State;
use crate::values::Instant;
use returns::take_back;
use rust_decimal::Decimal;
use trial::try_out;

/// How far an event may lie ahead of our clock. Tills' clocks differ; a day ahead is a wrong date.
const MAX_AHEAD_MICROS: i64 = 86_400_000_000;

/// What became of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Record this.
    Accept(Event),
    /// Do not.
    Refuse(Refusal),
}

/// Decides a proposal. `state` is the member's state as last recorded; `history` holds all the member's events and is needed where
/// [`needs_history`](crate::fold::needs_history) says so. `now` is our clock: what may be spent is what is available at the later of `now` and the event.
pub fn decide(
    programs: &Programs,
    state: &State,
    history: &[Numbered<'_>],
    proposal: Event,
    now: Instant,
) -> Decision {
    match check(programs, state, history, proposal, now) {
        Ok(event) => Decision::Accept(event),
        Err(refusal) => Decision::Refuse(refusal),
    }
}

fn check(
    programs: &Programs,
    state: &State,
    history: &[Numbered<'_>],
    mut event: Event,
    now: Instant,
) -> Result<Event, Refusal> {
    let at = event.occurred_at;
    if !at.is_plausible() || at.0 > now.0.saturating_add(MAX_AHEAD_MICROS) {
        return Err(Refusal::new(RefusalCode::InTheFuture));
    }
    let spendable = Spendable { programs, state, at, until: now.max(at) };
    match &mut event.body {
        Body::OrderPaid(order) => pay(&spendable, order)?,
        Body::OrderReturned(returned) => take_back(history, returned)?,
        Body::Redeemed(redemption) => redeem(&spendable, redemption)?,
        Body::Adjusted(adjustment) => {
            spendable.owner(&adjustment.wallet)?;
            let available = spendable.available(&adjustment.wallet);
            if adjustment.units.saturating_neg() > available {
                return Err(Refusal::new(RefusalCode::WouldGoNegative)
                    .about(&adjustment.wallet)
                    .with("available", available)
                    .with("requested", adjustment.units.saturating_neg()));
            }
        }
        Body::ActivityDone(activity) => {
            let version = spendable.version()?;
            if !version.reacts_to(&activity.kind) {
                return Err(Refusal::new(RefusalCode::UnknownActivity).about(&activity.kind));
            }
        }
        Body::Joined(_) if state.joined => return Err(Refusal::new(RefusalCode::AlreadyJoined)),
        Body::Joined(_) | Body::Tagged(_) | Body::TimePassed | Body::Refused(_) => {}
    }
    try_out(programs, state, history, &event)?;
    Ok(event)
}

fn pay(spendable: &Spendable<'_>, order: &mut Order) -> Result<(), Refusal> {
    let amount = order.amount;
    let Some(points) = &mut order.points_paid else { return Ok(()) };
    let (version, terms) = spendable.terms(&points.wallet)?;
    let available = spendable.available(&points.wallet);
    let value = worth(terms, points.units, version.minor())?;
    let limit = order_limit(terms, amount);
    if value > limit {
        return Err(Refusal::new(RefusalCode::ExceedsOrder)
            .about(&points.wallet)
            .with("value", value)
            .with("limit", limit)
            .with("most", largest_redemption(terms, available, limit, version.minor())));
    }
    sufficient(&points.wallet, available, points.units)?;
    points.value = value;
    Ok(())
}

fn redeem(spendable: &Spendable<'_>, redemption: &mut Redemption) -> Result<(), Refusal> {
    let (version, terms) = spendable.terms(&redemption.wallet)?;
    redemption.value = worth(terms, redemption.units, version.minor())?;
    sufficient(&redemption.wallet, spendable.available(&redemption.wallet), redemption.units)
}

fn sufficient(wallet: &str, available: i64, requested: i64) -> Result<(), Refusal> {
    if requested > available {
        return Err(Refusal::new(RefusalCode::InsufficientUnits)
            .about(wallet)
            .with("available", available)
            .with("requested", requested));
    }
    Ok(())
}

/// What the decision may look at to know what can be spent.
struct Spendable<'a> {
    programs: &'a Programs,
    state: &'a State,
    at: Instant,
    until: Instant,
}

impl<'a> Spendable<'a> {
    fn version(&self) -> Result<&'a Version, Refusal> {
        self.programs.at(self.at).ok_or_else(|| Refusal::new(RefusalCode::NoProgram))
    }

    fn owner(&self, wallet: &str) -> Result<(&'a Version, &'a crate::program::Wallet), Refusal> {
        let version = self.version()?;
        let owner = version.program.wallets.iter().find(|known| &*known.name == wallet);
        owner
            .map(|owner| (version, owner))
            .ok_or_else(|| Refusal::new(RefusalCode::UnknownWallet).about(wallet))
    }

    fn terms(&self, wallet: &str) -> Result<(&'a Version, &'a RedemptionTerms), Refusal> {
        let (version, owner) = self.owner(wallet)?;
        let terms = owner.redemption.as_ref();
        terms
            .map(|terms| (version, terms))
            .ok_or_else(|| Refusal::new(RefusalCode::NotRedeemable).about(wallet))
    }

    fn available(&self, wallet: &str) -> i64 {
        let Some(place) = self.programs.catalog().wallet(wallet) else { return 0 };
        let held =
            |state: &State| state.wallets.get(usize::from(place)).map_or(0, |wallet| wallet.available());
        if self.state.due_at() > self.until {
            return held(self.state);
        }
        let mut ahead = self.state.clone();
        advance(self.programs, &mut ahead, self.until, &mut ());
        held(&ahead)
    }
}

/// What so many units buy, in minor units of money, rounded down; refuses what the terms do not allow.
pub fn worth(terms: &RedemptionTerms, units: i64, minor: i64) -> Result<i64, Refusal> {
    if units < terms.minimum.max(1) {
        return Err(Refusal::new(RefusalCode::BelowMinimum)
            .with("minimum", terms.minimum)
            .with("requested", units));
    }
    if units % terms.step.max(1) != 0 {
        return Err(Refusal::new(RefusalCode::NotAMultiple)
            .with("step", terms.step)
            .with("requested", units));
    }
    let band = terms.bands.iter().rev().find(|band| band.from <= units);
    Ok(band.map_or(0, |band| money(units, band.units_per_money, minor)))
}

/// What so many units of a wallet are worth in minor units of money, rounded down: at the rate at which so many pay, whatever the least
/// redemption, else as the program values them; `None` where it does neither.
pub fn value(wallet: &Wallet, units: i64, minor: i64) -> Option<i64> {
    let units = units.max(0);
    if let Some(terms) = &wallet.redemption {
        let band = terms.bands.iter().rev().find(|band| band.from <= units).or(terms.bands.first())?;
        return Some(money(units, band.units_per_money, minor));
    }
    let worth = wallet.worth?;
    let scale = 10_i128.checked_pow(worth.scale()).unwrap_or(i128::MAX);
    let exact = i128::from(units).saturating_mul(i128::from(minor)).saturating_mul(worth.mantissa());
    Some(i64::try_from(exact / scale.max(1)).unwrap_or(i64::MAX))
}

/// `units / units_per_money` in minor units, rounded down.
fn money(units: i64, units_per_money: Decimal, minor: i64) -> i64 {
    let scale = 10_i128.checked_pow(units_per_money.scale()).unwrap_or(i128::MAX);
    let exact = i128::from(units).saturating_mul(i128::from(minor)).saturating_mul(scale);
    i64::try_from(exact / units_per_money.mantissa().max(1)).unwrap_or(i64::MAX)
}

/// The most money of an order that units may pay, in minor units.
pub fn order_limit(terms: &RedemptionTerms, amount: i64) -> i64 {
    let Some(share) = terms.max_share else { return amount.max(0) };
    let scale = 10_i128.checked_pow(share.scale()).unwrap_or(i128::MAX);
    i64::try_from(i128::from(amount.max(0)).saturating_mul(share.mantissa()) / scale.max(1))
        .unwrap_or(amount)
        .max(0)
}

/// The most units that a member can spend on something of this price: available, allowed, and worth no more than `limit`
/// minor units. 0 if nothing can be spent.
pub fn largest_redemption(terms: &RedemptionTerms, available: i64, limit: i64, minor: i64) -> i64 {
    let step = terms.step.max(1);
    let mut largest = 0;
    for (index, band) in terms.bands.iter().enumerate() {
        let ceiling = terms.bands.get(index + 1).map_or(i64::MAX, |next| next.from - 1);
        // More than this many units are worth at least one minor unit more than the limit.
        let scale = 10_i128.checked_pow(band.units_per_money.scale()).unwrap_or(i128::MAX);
        let cost = (i128::from(limit) + 1).saturating_mul(band.units_per_money.mantissa()) - 1;
        let affordable = cost / i128::from(minor.max(1)).saturating_mul(scale).max(1);
        let most = available.min(ceiling).min(i64::try_from(affordable).unwrap_or(i64::MAX));
        let most = most - most.rem_euclid(step);
        if most >= band.from.max(terms.minimum).max(1) {
            largest = largest.max(most);
        }
    }
    largest
}
