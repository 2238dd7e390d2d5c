//! What an event earns: gifts in document order on their exact amounts, then multipliers, rounded once per event and wallet, then caps.

use super::caps::{Lines, SpendCaps};
use super::expiry::{activates_at, expires_at};
use super::lots::Movement;
use super::note::{RuleNote, RuleOutcome, Skipped};
use super::plan::{Earning, Gift, RulePlan};
use super::programs::Version;
use super::{Sink, caps};
use crate::condition::{Facts, MemberFacts};
use crate::entry::{EntryKind, Index, LotId};
use crate::event::{Activity, Joined, Order};
use crate::program::{BandMode, Basis, Multipliers, Rounding, Rule, Span};
use crate::state::{Lot, State, WalletState};
use crate::values::Instant;
use smallvec::SmallVec;

/// The event as far as rules can see it.
#[derive(Clone, Copy, Default)]
pub(super) struct Occasion<'a> {
    pub(super) at: Instant,
    pub(super) number: u32,
    pub(super) order: Option<&'a Order>,
    /// The part of the order not paid by points.
    pub(super) paid: i64,
    pub(super) activity: Option<&'a Activity>,
    pub(super) joined: Option<&'a Joined>,
}

/// What one rule contributes, over the earning's scale until rounded.
#[derive(Clone, Copy)]
struct Share {
    /// Index of the rule in the program.
    rule: usize,
    place: Index,
    /// Index of the gift whose lot this joins.
    gift: usize,
    exact: i128,
    base: i64,
    trimmed: i64,
    trimmed_units: i64,
    units: i64,
}

type Shares = SmallVec<[Share; 4]>;

impl Share {
    /// What is told of it.
    fn outcome(&self, scale: i128) -> RuleOutcome {
        if self.units == 0 && self.trimmed_units > 0 {
            return RuleOutcome::Skipped(Skipped::UnitsUsedUp { trimmed: self.trimmed_units });
        }
        RuleOutcome::Applied {
            exact: self.exact,
            scale,
            base: self.base,
            trimmed: self.trimmed,
            trimmed_units: self.trimmed_units,
            units: self.units,
        }
    }
}

/// Books what the event earns by these plans (one per wallet).
pub(super) fn earn<S: Sink>(
    version: &Version,
    tier: &str,
    earnings: &[Earning],
    occasion: Occasion<'_>,
    state: &mut State,
    sink: &mut S,
) {
    let mut spend_caps = SpendCaps::default();
    let mut shares = Shares::new();
    for earning in earnings {
        shares.clear();
        share_out(version, tier, earning, occasion, state, &mut spend_caps, &mut shares, sink);
        if !shares.is_empty() {
            deposit(version, earning, occasion, &shares, state, sink);
        }
    }
    spend_caps.settle(version, occasion.at, state);
}

#[allow(clippy::too_many_arguments)] // The hot loop: the caller keeps the buffers.
fn share_out<S: Sink>(
    version: &Version,
    tier: &str,
    earning: &Earning,
    occasion: Occasion<'_>,
    state: &mut State,
    spend_caps: &mut SpendCaps,
    shares: &mut Shares,
    sink: &mut S,
) {
    let facts = Facts {
        at: occasion.at,
        calendar: &version.program.calendar,
        order: occasion.order,
        paid: occasion.paid,
        line: None,
        activity: occasion.activity,
        joined: occasion.joined,
        member: MemberFacts { tier, tags: &state.tags, orders: state.orders, spend: state.spend },
    };
    for (index, plan) in earning.rules.iter().enumerate() {
        let rule = &version.program.rules[plan.rule];
        match gift(version, plan, rule, &facts, state, spend_caps) {
            Ok((exact, base, trimmed)) => shares.push(Share {
                rule: plan.rule,
                place: plan.place,
                gift: index,
                exact,
                base,
                trimmed,
                trimmed_units: 0,
                units: 0,
            }),
            Err(skipped) => {
                if S::EXPLAIN {
                    sink.rule(RuleNote::skipped(
                        plan.place,
                        earning.place,
                        skipped.with_condition(rule, &facts),
                    ));
                }
            }
        }
    }
    if !earning.multipliers.is_empty() {
        multiply(version, earning, &facts, shares, sink);
    }
    round(version.plan.rounding, earning.scale, shares);
    caps::trim_units(version, earning, occasion.at, state, |trim| {
        for share in shares.iter_mut() {
            let (units, cut) = trim(share.rule, share.units);
            share.units = units;
            share.trimmed_units = cut;
        }
    });
    if S::EXPLAIN {
        for share in shares.iter() {
            sink.rule(RuleNote {
                rule: share.place,
                wallet: earning.place,
                outcome: share.outcome(earning.scale),
            });
        }
    }
}

/// What a gift comes to: exact units over the scale, the amount that counted, and what spend caps cut off it.
fn gift(
    version: &Version,
    plan: &RulePlan,
    rule: &Rule,
    facts: &Facts<'_>,
    state: &State,
    spend_caps: &mut SpendCaps,
) -> Result<(i128, i64, i64), Skipped> {
    in_force(rule, facts)?;
    match &plan.gift {
        Gift::Fixed { units, threshold, basis } => {
            if *threshold > 0 || rule.lines.is_some() {
                let amount = amount_that_counts(rule, *basis, facts)?;
                if amount < *threshold {
                    return Err(Skipped::BelowThreshold { amount, threshold: *threshold });
                }
                return Ok((*units, amount, 0));
            }
            Ok((*units, 0, 0))
        }
        Gift::Rate { per_minor, whole_units, basis } => {
            let Counted { base, trimmed, .. } =
                counted(version, plan, rule, *basis, *whole_units, facts, state, spend_caps)?;
            Ok((times(*per_minor, base), base, trimmed))
        }
        Gift::Bands { mode, bands, whole_units, basis } => {
            let Counted { amount, base, trimmed } =
                counted(version, plan, rule, *basis, *whole_units, facts, state, spend_caps)?;
            Ok((banded(*mode, bands, amount, base), base, trimmed))
        }
    }
}

fn in_force(rule: &Rule, facts: &Facts<'_>) -> Result<(), Skipped> {
    if facts.at < rule.starts_at {
        return Err(Skipped::NotStarted(rule.starts_at));
    }
    if facts.at >= rule.ends_at {
        return Err(Skipped::Ended(rule.ends_at));
    }
    match &rule.when {
        Some(condition) if !condition.holds(facts) => Err(Skipped::Condition(Vec::new())),
        _ => Ok(()),
    }
}

/// The amount of the order, or of the selected lines, that counts before caps; never negative.
fn amount_that_counts(rule: &Rule, basis: Basis, facts: &Facts<'_>) -> Result<i64, Skipped> {
    let Some(order) = facts.order else { return Ok(0) };
    let Some(selector) = &rule.lines else { return Ok(whole(order, basis, facts).max(0)) };
    let mut selected: i64 = 0;
    let mut any = false;
    for line in &order.lines {
        if selector.holds(&Facts { line: Some(line), ..*facts }) {
            any = true;
            selected = selected.saturating_add(line.amount);
        }
    }
    if !any {
        return Err(Skipped::NoLine);
    }
    Ok(of_lines(selected, order, basis, facts))
}

fn whole(order: &Order, basis: Basis, facts: &Facts<'_>) -> i64 {
    match basis {
        Basis::Paid => facts.paid,
        Basis::Price => order.amount,
    }
}

/// What lines of this sum count: no more than the order, and where points paid a part of it, without their share of that.
fn of_lines(selected: i64, order: &Order, basis: Basis, facts: &Facts<'_>) -> i64 {
    let selected = selected.clamp(0, order.amount.max(0));
    let whole = whole(order, basis, facts);
    if order.amount == whole || order.amount <= 0 {
        return selected;
    }
    let paid = i128::from(selected) * i128::from(whole) / i128::from(order.amount);
    i64::try_from(paid).unwrap_or(selected)
}

/// Which lines of the order a rule counts. An order without lines stands for one line.
fn lines_of(rule: &Rule, facts: &Facts<'_>) -> Lines {
    let mut lines = Lines::default();
    match facts.order {
        Some(order) if !order.lines.is_empty() => {
            for (index, line) in order.lines.iter().enumerate() {
                let selector = rule.lines.as_ref();
                if selector.is_none_or(|selector| selector.holds(&Facts { line: Some(line), ..*facts })) {
                    lines.add(index);
                }
            }
        }
        _ => lines.add(0),
    }
    lines
}

/// What of an order's amount lies on these lines.
fn amount_on(lines: &Lines, basis: Basis, facts: &Facts<'_>) -> i64 {
    let Some(order) = facts.order else { return 0 };
    if order.lines.is_empty() {
        return if lines.has(0) { whole(order, basis, facts).max(0) } else { 0 };
    }
    let on = order.lines.iter().enumerate().filter(|(index, _)| lines.has(*index));
    of_lines(on.fold(0_i64, |sum, (_, line)| sum.saturating_add(line.amount)), order, basis, facts)
}

/// What of an amount a rule earns on.
struct Counted {
    /// Before caps and before fractions of a major unit were left out.
    amount: i64,
    /// After both.
    base: i64,
    /// What caps cut off.
    trimmed: i64,
}

#[allow(clippy::too_many_arguments)] // One rule's whole context; a struct would only be taken apart again.
fn counted(
    version: &Version,
    plan: &RulePlan,
    rule: &Rule,
    basis: Basis,
    whole_units: bool,
    facts: &Facts<'_>,
    state: &State,
    spend_caps: &mut SpendCaps,
) -> Result<Counted, Skipped> {
    let amount = amount_that_counts(rule, basis, facts)?;
    if amount == 0 {
        return Err(Skipped::NothingToEarnOn);
    }
    let mut base = amount;
    if !plan.spend_caps.is_empty() {
        base = if plan.by_line {
            let lines = lines_of(rule, facts);
            let on = |lines: &Lines| amount_on(lines, basis, facts);
            spend_caps.trim_lines(version, &plan.spend_caps, facts.at, state, amount, &lines, on)
        } else {
            spend_caps.trim(version, &plan.spend_caps, facts.at, state, amount)
        };
        if base == 0 {
            return Err(Skipped::CapUsedUp { trimmed: amount });
        }
    }
    let trimmed = amount - base;
    if whole_units {
        base -= base % version.plan.minor.max(1);
        if base == 0 {
            return Err(Skipped::NothingToEarnOn);
        }
    }
    Ok(Counted { amount, base, trimmed })
}

/// The product. Nearly all rates fit 64 bits, and then one wide multiplication cannot overflow.
fn times(per_minor: i128, base: i64) -> i128 {
    match i64::try_from(per_minor) {
        Ok(per_minor) => i128::from(per_minor) * i128::from(base),
        Err(_) => per_minor.saturating_mul(i128::from(base)),
    }
}

/// The band of a whole amount is that of the amount itself, whatever a cap left of it.
fn banded(mode: BandMode, bands: &[(i64, i128)], amount: i64, base: i64) -> i128 {
    match mode {
        BandMode::Whole => {
            let band = bands.iter().rev().find(|(from, _)| *from <= amount);
            band.map_or(0, |(_, per_minor)| times(*per_minor, base))
        }
        BandMode::Marginal => {
            let mut exact: i128 = 0;
            for (index, (from, per_minor)) in bands.iter().enumerate() {
                if *from >= base {
                    break;
                }
                let end = bands.get(index + 1).map_or(base, |(next, _)| base.min(*next));
                exact = exact.saturating_add(times(*per_minor, end - from));
            }
            exact
        }
    }
}

/// Adds a share for each multiplier that applies: what it adds to (or takes off) the gifts it multiplies.
fn multiply<S: Sink>(
    version: &Version,
    earning: &Earning,
    facts: &Facts<'_>,
    shares: &mut Shares,
    sink: &mut S,
) {
    let mut applying: SmallVec<[usize; 4]> = SmallVec::new();
    for (index, plan) in earning.multipliers.iter().enumerate() {
        let rule = &version.program.rules[plan.rule];
        match in_force(rule, facts) {
            Ok(()) => applying.push(index),
            Err(skipped) if S::EXPLAIN => {
                sink.rule(RuleNote::skipped(plan.place, earning.place, skipped.with_condition(rule, facts)));
            }
            Err(_) => {}
        }
    }
    // Shares of multipliers are pushed behind the gifts, which this range does not reach.
    for position in 0..shares.len() {
        let gift = shares[position];
        let surpluses = surpluses(earning, &applying, &gift);
        let sum = surpluses.iter().fold(0_i128, |sum, (_, surplus)| sum.saturating_add(*surplus));
        if sum < 0 {
            shares[position].exact = gift.exact.saturating_add(sum).max(0);
        }
        let mut left = sum.max(0);
        for (index, surplus) in surpluses {
            let part = surplus.clamp(0, left);
            left -= part;
            if part > 0 || surplus <= 0 {
                add(earning, index, &gift, part, shares);
            }
        }
    }
    if S::EXPLAIN {
        for index in applying {
            let plan = &earning.multipliers[index];
            if !shares.iter().any(|share| share.rule == plan.rule) {
                sink.rule(RuleNote::skipped(plan.place, earning.place, Skipped::NothingToMultiply));
            }
        }
    }
}

/// What each multiplier that applies adds to (or, below 1, takes off) a gift.
fn surpluses(earning: &Earning, applying: &[usize], gift: &Share) -> SmallVec<[(usize, i128); 4]> {
    let mut exact = gift.exact;
    let mut surpluses = SmallVec::new();
    for &index in applying {
        if !multiplies(earning, index, gift) || beaten(earning, applying, index, gift) {
            continue;
        }
        let plan = &earning.multipliers[index];
        let surplus = exact.saturating_mul(plan.numerator - plan.denominator) / plan.denominator.max(1);
        surpluses.push((index, surplus));
        if earning.combine == Multipliers::Product {
            exact = exact.saturating_add(surplus);
        }
    }
    surpluses
}

/// Adds to the multiplier's share in the lot that the gift goes into.
fn add(earning: &Earning, index: usize, gift: &Share, exact: i128, shares: &mut Shares) {
    let plan = &earning.multipliers[index];
    let terms = |share: &Share| (earning.rules[share.gift].activation, earning.rules[share.gift].expiry);
    let known = shares.iter().position(|share| share.rule == plan.rule && terms(share) == terms(gift));
    let position = known.unwrap_or_else(|| {
        shares.push(Share {
            rule: plan.rule,
            place: plan.place,
            gift: gift.gift,
            exact: 0,
            base: 0,
            trimmed: 0,
            trimmed_units: 0,
            units: 0,
        });
        shares.len() - 1
    });
    let share = &mut shares[position];
    share.exact = share.exact.saturating_add(exact);
    share.base = share.base.saturating_add(gift.base);
}

fn multiplies(earning: &Earning, multiplier: usize, share: &Share) -> bool {
    let plan = &earning.multipliers[multiplier];
    let fixed = matches!(earning.rules[share.gift].gift, Gift::Fixed { .. });
    if plan.of.is_empty() { plan.bonuses || !fixed } else { plan.of.contains(&share.rule) }
}

/// Whether, where only the highest multiplier counts, another one that applies to this gift is higher (or as high and earlier).
fn beaten(earning: &Earning, applying: &[usize], index: usize, share: &Share) -> bool {
    if earning.combine != Multipliers::Highest {
        return false;
    }
    let own = &earning.multipliers[index];
    applying.iter().filter(|other| **other != index && multiplies(earning, **other, share)).any(|&other| {
        let plan = &earning.multipliers[other];
        let (theirs, ours) =
            (plan.numerator.saturating_mul(own.denominator), own.numerator.saturating_mul(plan.denominator));
        theirs > ours || (theirs == ours && other < index)
    })
}

/// Rounds the sum once, and gives each share the difference that it makes to the rounded running sum.
fn round(rounding: Rounding, scale: i128, shares: &mut Shares) {
    let (mut exact, mut rounded) = (0_i128, 0_i64);
    for share in shares.iter_mut() {
        exact = exact.saturating_add(share.exact);
        let now = round_to_units(rounding, exact, scale);
        share.units = now - rounded;
        rounded = now;
    }
}

/// `exact / scale` rounded; saturates at [`crate::values::MAX_AMOUNT`]. `exact` below zero counts as zero: no earning takes units.
pub(crate) fn round_to_units(rounding: Rounding, exact: i128, scale: i128) -> i64 {
    if exact <= 0 {
        return 0;
    }
    let scale = scale.max(1);
    // Division of 64-bit numbers is several times quicker, and nearly all sums fit.
    let (quotient, rest) = match (u64::try_from(exact), u64::try_from(scale)) {
        (Ok(exact), Ok(scale)) => (i128::from(exact / scale), i128::from(exact % scale)),
        _ => (exact / scale, exact % scale),
    };
    let up = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        Rounding::HalfUp => rest >= scale - rest,
        Rounding::HalfEven => rest > scale - rest || (rest == scale - rest && quotient % 2 == 1),
    };
    i64::try_from(quotient + i128::from(up)).unwrap_or(i64::MAX).min(crate::values::MAX_AMOUNT)
}

/// Puts the shares into lots, one per activation and expiry, and posts an entry for each.
fn deposit<S: Sink>(
    version: &Version,
    earning: &Earning,
    occasion: Occasion<'_>,
    shares: &Shares,
    state: &mut State,
    sink: &mut S,
) {
    let total = shares.iter().fold(0_i64, |sum, share| sum.saturating_add(share.units));
    if total <= 0 {
        return;
    }
    let calendar = &version.program.calendar;
    let wallet = &mut state.wallets[usize::from(earning.place)];
    let movement =
        Movement { at: occasion.at, wallet: earning.place, cause: occasion.number, version: version.number };
    wallet.earned = wallet.earned.saturating_add(total);
    let giving = shares.iter().filter(|share| share.units > 0);
    let own = giving.filter_map(|share| earning.rules[share.gift].expiry.inactivity()).next();
    restart_clock(version, earning.wallet, own, occasion.at, wallet, false);
    let mut lots: SmallVec<[Lot; 2]> = SmallVec::new();
    for share in shares {
        let plan = &earning.rules[share.gift];
        let activates = activates_at(plan.activation, calendar, occasion.at);
        let expires =
            expires_at(plan.expiry, calendar, occasion.at).max(Instant(occasion.at.0.saturating_add(1)));
        let known = lots.iter().position(|lot| lot.activates_at == activates && lot.expires_at == expires);
        let index = known.unwrap_or_else(|| {
            let part = u8::try_from(lots.len()).unwrap_or(u8::MAX);
            let pending = activates > occasion.at;
            let own = LotId { event: occasion.number, part, generation: 0 };
            let id = LotId::open_ended(expires, pending).unwrap_or(own);
            lots.push(Lot { id, units: 0, activates_at: activates, expires_at: expires, pending });
            lots.len() - 1
        });
        let lot = &mut lots[index];
        lot.units = lot.units.saturating_add(share.units);
        if share.units != 0 {
            let mut entry = movement.entry(
                EntryKind::Earn,
                share.units,
                if lot.pending { 0 } else { share.units },
                Some(lot.id),
            );
            entry.rule = Some(share.place);
            entry.base = share.base;
            entry.trimmed = share.trimmed;
            entry.trimmed_units = share.trimmed_units;
            sink.entry(&entry);
        }
    }
    for lot in lots {
        wallet.deposit(lot, movement, sink);
    }
}

/// Starts the wallet's inactivity clock again: at each order, and when units come in while it stands still or into an empty wallet.
///
/// The span is the wallet's; that of the rule (`own`) where the wallet's units do not lapse; and for what an earlier version
/// left in the wallet, the one that its clock had.
pub(super) fn restart_clock(
    version: &Version,
    wallet: usize,
    own: Option<Span>,
    at: Instant,
    state: &mut WalletState,
    order: bool,
) {
    let empty = state.lots.is_empty();
    if order || empty || state.lapses_at == Instant::NEVER {
        let Some(owner) = version.program.wallets.get(wallet) else { return };
        let left = if empty { None } else { state.lapse_span };
        state.start_clock(owner.expiry.inactivity().or(left).or(own), &version.program.calendar, at);
    }
}
