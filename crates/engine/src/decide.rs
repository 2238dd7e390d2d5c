//! Decisions: what a command would record, or why it is refused. A refusal is a value with a stable code, never an error.
//!
//! A proposal is an [`Event`] as the caller reports it; what it is worth (a redemption's money) is filled in here, under
//! the program in force at its business time, and then stands for ever.

use crate::entry::EntryKind;
use crate::event::{Body, Event, Order, Redemption, Return, ReturnedPart};
use crate::fold::{Kept, KeptLine, Numbered, Posted, Programs, Version, advance, kept, portion, record};
use crate::program::RedemptionTerms;
use crate::state::State;
use crate::values::{Instant, MAX_AMOUNT, Quantity};
use rust_decimal::Decimal;
use std::collections::HashMap;

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

/// Records the event on a copy of the state where that alone can tell whether it may be recorded: where a shortage would be
/// forgiven, and where sums come near what they can hold.
fn try_out(
    programs: &Programs,
    state: &State,
    history: &[Numbered<'_>],
    event: &Event,
) -> Result<(), Refusal> {
    let spends = spends(&event.body).filter(|_| programs.forgives());
    let version = programs.at(event.occurred_at);
    let near = !version.is_none_or(|version| version.stays_in_bounds(state, event));
    if spends.is_none() && !near {
        return Ok(());
    }
    let mut after = state.clone();
    let number = state.events.saturating_add(1);
    let posted = record(programs, &mut after, history, Numbered { number, event });
    if let Some((wallet, units)) = spends {
        let taken = taken(programs, state, &after, &posted, number, wallet);
        if taken < units {
            let code = match event.body {
                Body::Adjusted(_) => RefusalCode::WouldGoNegative,
                _ => RefusalCode::InsufficientUnits,
            };
            return Err(Refusal::new(code)
                .about(wallet)
                .with("available", taken.max(0))
                .with("requested", units));
        }
    }
    within_bounds(programs, &after)
}

/// What an event takes out of a wallet.
fn spends(body: &Body) -> Option<(&str, i64)> {
    match body {
        Body::OrderPaid(order) => order.points_paid.as_ref().map(|points| (&*points.wallet, points.units)),
        Body::Redeemed(redemption) => Some((&redemption.wallet, redemption.units)),
        Body::Adjusted(taken) if taken.units < 0 => Some((&taken.wallet, taken.units.saturating_neg())),
        _ => None,
    }
}

/// How much the event of this number really took: what it posted itself, and no more than the member's spending grew by. A late
/// one may take what a later one, accepted long ago, then does not find; where that is forgiven, the same units would pay twice.
fn taken(
    programs: &Programs,
    before: &State,
    after: &State,
    posted: &Posted,
    number: u32,
    wallet: &str,
) -> i64 {
    let Some(place) = programs.catalog().wallet(wallet) else { return 0 };
    let gone = |state: &State| {
        let wallet = state.wallets.get(usize::from(place));
        wallet.map_or(0, |wallet| wallet.spent.saturating_sub(wallet.adjusted))
    };
    let own = posted.entries.iter().filter(|entry| {
        entry.cause == number
            && entry.wallet == place
            && matches!(entry.kind, EntryKind::Spend | EntryKind::Adjust)
    });
    let own = own.fold(0_i64, |sum, entry| sum.saturating_sub(entry.units));
    own.min(gone(after).saturating_sub(gone(before)))
}

/// Refuses what would take a sum beyond what every reader of JSON holds exactly.
fn within_bounds(programs: &Programs, state: &State) -> Result<(), Refusal> {
    let beyond =
        |about: &str| Err(Refusal::new(RefusalCode::BeyondLimit).about(about).with("limit", MAX_AMOUNT));
    if state.spend > MAX_AMOUNT {
        return beyond("spend");
    }
    for (wallet, name) in state.wallets.iter().zip(programs.catalog().wallets()) {
        if wallet.sums().any(|sum| sum > MAX_AMOUNT || sum < -MAX_AMOUNT) {
            return beyond(name);
        }
    }
    Ok(())
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

/// Checks a return against what is left of its order.
fn take_back(history: &[Numbered<'_>], returned: &Return) -> Result<(), Refusal> {
    let unknown = || Refusal::new(RefusalCode::UnknownOrder).about(returned.order.as_str());
    let order = history.iter().find(|numbered| numbered.event.id == returned.order).ok_or_else(unknown)?;
    let Body::OrderPaid(order) = &order.event.body else { return Err(unknown()) };
    let earlier = || {
        history.iter().filter_map(|numbered| match &numbered.event.body {
            Body::OrderReturned(earlier) if earlier.order == returned.order => Some(&**earlier),
            _ => None,
        })
    };
    let before = kept(order, earlier());
    let mut lines: HashMap<&str, KeptLine> = before
        .lines
        .iter()
        .filter(|line| !line.line.is_empty())
        .map(|line| (&*line.line, line.clone()))
        .collect();
    for part in &returned.lines {
        let Some(line) = lines.get_mut(&*part.line) else {
            return Err(Refusal::new(RefusalCode::UnknownLine).about(&part.line));
        };
        take_from(line, part.part)
            .map_err(|(requested, remaining)| exceeds(&part.line, requested, remaining))?;
    }
    let only_lines = Return { amount: 0, ..returned.clone() };
    // A discount may be more than the goods that are left.
    let after = sum(&kept(order, earlier().chain([&only_lines]))).max(0);
    if returned.amount > after {
        return Err(exceeds(returned.order.as_str(), returned.amount, after));
    }
    let before = sum(&before).max(0);
    if after > before {
        let more = after - before;
        return Err(Refusal::new(RefusalCode::CostsMoney).about(returned.order.as_str()).with("more", more));
    }
    Ok(())
}

fn exceeds(about: &str, requested: i64, remaining: i64) -> Refusal {
    Refusal::new(RefusalCode::ExceedsOrdered)
        .about(about)
        .with("remaining", remaining)
        .with("requested", requested)
}

fn sum(kept: &Kept) -> i64 {
    kept.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
}

/// Takes a part off what is left of a line, for the same line named again; what is asked for and what there is, if that is less.
fn take_from(line: &mut KeptLine, part: ReturnedPart) -> Result<(), (i64, i64)> {
    match part {
        ReturnedPart::Quantity(quantity) if quantity > line.quantity => Err((quantity.0, line.quantity.0)),
        ReturnedPart::Amount(amount) if amount > line.amount => Err((amount, line.amount.max(0))),
        ReturnedPart::Whole if line.amount == 0 && line.quantity.0 == 0 => Err((1, 0)),
        ReturnedPart::Quantity(quantity) => {
            let left = line.quantity.0 - quantity.0;
            line.amount = portion(line.amount, left, line.quantity.0);
            line.quantity = Quantity(left);
            Ok(())
        }
        ReturnedPart::Amount(amount) => {
            line.amount -= amount;
            Ok(())
        }
        ReturnedPart::Whole => {
            (line.amount, line.quantity) = (0, Quantity(0));
            Ok(())
        }
    }
}

/// Why a command was refused: a stable code and the figures behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code.
    pub code: RefusalCode,
    /// Named figures, such as `available` and `requested`, in units or minor units as the name says.
    pub figures: Vec<(Box<str>, i64)>,
    /// What it is about: the name of a wallet, a line, an order.
    pub subject: Option<Box<str>>,
}

impl Refusal {
    /// A refusal without figures yet.
    pub fn new(code: RefusalCode) -> Self {
        Self { code, figures: Vec::new(), subject: None }
    }

    /// Adds a figure.
    #[must_use]
    pub fn with(mut self, name: &str, value: i64) -> Self {
        self.figures.push((name.into(), value));
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: &str) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// A figure by name.
    pub fn figure(&self, name: &str) -> Option<i64> {
        self.figures.iter().find(|(known, _)| &**known == name).map(|(_, value)| *value)
    }
}

macro_rules! refusal_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The stable codes of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RefusalCode { $($(#[$doc])* $name,)* }
        impl RefusalCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The code as the API writes it.
            pub fn as_str(self) -> &'static str { match self { $(Self::$name => $code,)* } }
            /// Reads a code.
            pub fn parse(code: &str) -> Option<Self> { match code { $($code => Some(Self::$name),)* _ => None } }
        }
    };
}

refusal_codes! {
    /// No program version is in force at the event's instant.
    NoProgram = "no-program",
    /// The program in force has no such wallet.
    UnknownWallet = "unknown-wallet",
    /// The wallet's units do not pay money.
    NotRedeemable = "not-redeemable",
    /// Fewer units than the minimum.
    BelowMinimum = "below-minimum",
    /// Not a multiple of the step.
    NotAMultiple = "not-a-multiple",
    /// More units than can be spent.
    InsufficientUnits = "insufficient-points",
    /// The units would pay more than the order, or than the share of it that they may pay.
    ExceedsOrder = "exceeds-order",
    /// The order's currency is not the program's.
    WrongCurrency = "wrong-currency",
    /// The order is not this member's, or was refused.
    UnknownOrder = "unknown-order",
    /// The order has no such line.
    UnknownLine = "unknown-line",
    /// More comes back than is left of the line or order.
    ExceedsOrdered = "exceeds-ordered",
    /// What is left of the order would cost more than before: a discount comes back, and not the goods that it was for.
    CostsMoney = "costs-money",
    /// The adjustment takes more than there is.
    WouldGoNegative = "would-go-negative",
    /// The event's instant is further in the future than clocks differ.
    InTheFuture = "in-the-future",
    /// No rule of the program reacts to this activity.
    UnknownActivity = "unknown-activity",
    /// The member has joined already under another event.
    AlreadyJoined = "already-joined",
    /// A balance, or what the member earned, spent or was given in all, would pass 2^53 - 1.
    BeyondLimit = "beyond-limit",
}
