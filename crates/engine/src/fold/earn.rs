//! What an event earns: gifts in document order on their exact amounts, then multipliers, rounded once per event and wallet, then caps.

use super::basis::{amount_on, amount_that_counts, lines_of};
use super::caps::{Lines, SpendCaps};
use super::deposit::deposit;
use super::multiply::multiply;
use super::note::{RuleNote, RuleOutcome, Skipped};
use super::plan::{Earning, Earnings, Gift, InForce, RulePlan};
use super::programs::Version;
use super::{Sink, caps};
use crate::condition::{Facts, MemberFacts, Signs};
use crate::entry::Index;
use crate::event::{Activity, Joined, Order};
use crate::program::{BandMode, Basis, Rounding};
use crate::state::State;
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
pub(super) struct Share {
    /// Index of the rule in the program.
    pub(super) rule: usize,
    pub(super) place: Index,
    /// Index of the gift whose lot this joins.
    pub(super) gift: usize,
    pub(super) exact: i128,
    pub(super) base: i64,
    pub(super) trimmed: i64,
    pub(super) trimmed_units: i64,
    pub(super) units: i64,
}

pub(super) type Shares = SmallVec<[Share; 4]>;

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

/// The event as conditions see it.
pub(super) struct Scene<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) signs: Signs,
}

/// Books what the event earns by these plans.
pub(super) fn earn<S: Sink>(
    version: &Version,
    tier: &str,
    earnings: &Earnings,
    occasion: Occasion<'_>,
    state: &mut State,
    sink: &mut S,
) {
    // Tags are the one thing that conditions borrow from the state; nothing that is earned changes them.
    let tags = std::mem::take(&mut state.tags);
    let facts = Facts {
        at: occasion.at,
        calendar: &version.program.calendar,
        order: occasion.order,
        paid: occasion.paid,
        line: None,
        activity: occasion.activity,
        joined: occasion.joined,
        member: MemberFacts { tier, tags: &tags, orders: state.orders, spend: state.spend },
    };
    let scene = Scene { signs: earnings.conditions.signs(&facts), facts };
    let mut spend_caps = SpendCaps::default();
    let mut shares = Shares::new();
    for earning in &earnings.wallets {
        shares.clear();
        share_out(version, earning, &scene, state, &mut spend_caps, &mut shares, sink);
        if !shares.is_empty() {
            deposit(version, earning, occasion, &shares, state, sink);
        }
    }
    spend_caps.settle(version, occasion.at, state);
    state.tags = tags;
}

fn share_out<S: Sink>(
    version: &Version,
    earning: &Earning,
    scene: &Scene<'_>,
    state: &mut State,
    spend_caps: &mut SpendCaps,
    shares: &mut Shares,
    sink: &mut S,
) {
    for (index, plan) in earning.rules.iter().enumerate() {
        if !S::EXPLAIN && !plan.in_force.holds(scene) {
            continue;
        }
        match gift(version, plan, scene, state, spend_caps) {
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
                    let skipped = skipped.with_condition(&version.program.rules[plan.rule], &scene.facts);
                    sink.rule(RuleNote::skipped(plan.place, earning.place, skipped));
                }
            }
        }
    }
    if !earning.multipliers.is_empty() {
        multiply(version, earning, scene, shares, sink);
    }
    round(version.plan.rounding, earning.scale, shares);
    if earning.has_unit_caps {
        caps::trim_units(version, earning, scene.facts.at, state, |trim| {
            for share in shares.iter_mut() {
                let (units, cut) = trim(share.rule, share.units);
                share.units = units;
                share.trimmed_units = cut;
            }
        });
    }
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
    scene: &Scene<'_>,
    state: &State,
    spend_caps: &mut SpendCaps,
) -> Result<(i128, i64, i64), Skipped> {
    plan.in_force.check(scene)?;
    match &plan.gift {
        Gift::Fixed { units, threshold, basis } => {
            if *threshold > 0 || plan.lines.is_some() {
                let amount = amount_that_counts(plan, *basis, &scene.signs, &scene.facts)?;
                if amount < *threshold {
                    return Err(Skipped::BelowThreshold { amount, threshold: *threshold });
                }
                return Ok((*units, amount, 0));
            }
            Ok((*units, 0, 0))
        }
        Gift::Rate { per_minor, whole_units, basis } => {
            let Counted { base, trimmed, .. } =
                counted(version, plan, *basis, *whole_units, scene, state, spend_caps)?;
            Ok((times(*per_minor, base), base, trimmed))
        }
        Gift::Bands { mode, bands, whole_units, basis } => {
            let Counted { amount, base, trimmed } =
                counted(version, plan, *basis, *whole_units, scene, state, spend_caps)?;
            Ok((banded(*mode, bands, amount, base), base, trimmed))
        }
    }
}

impl InForce {
    #[inline]
    pub(super) fn holds(&self, scene: &Scene<'_>) -> bool {
        (self.starts_at..self.ends_at).contains(&scene.facts.at)
            && self.when.as_ref().is_none_or(|condition| condition.holds(&scene.signs, &scene.facts))
    }

    /// The same, and why not.
    pub(super) fn check(&self, scene: &Scene<'_>) -> Result<(), Skipped> {
        if scene.facts.at < self.starts_at {
            return Err(Skipped::NotStarted(self.starts_at));
        }
        if scene.facts.at >= self.ends_at {
            return Err(Skipped::Ended(self.ends_at));
        }
        if self.holds(scene) { Ok(()) } else { Err(Skipped::Condition(Vec::new())) }
    }
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

fn counted(
    version: &Version,
    plan: &RulePlan,
    basis: Basis,
    whole_units: bool,
    scene: &Scene<'_>,
    state: &State,
    spend_caps: &mut SpendCaps,
) -> Result<Counted, Skipped> {
    let Scene { facts, signs } = scene;
    let amount = amount_that_counts(plan, basis, signs, facts)?;
    if amount == 0 {
        return Err(Skipped::NothingToEarnOn);
    }
    let mut base = amount;
    if !plan.spend_caps.is_empty() {
        base = if plan.by_line {
            let lines = lines_of(plan, signs, facts);
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
