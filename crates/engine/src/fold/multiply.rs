//! Multipliers: what they add to, or take off, the gifts of an event.

use super::Sink;
use super::earn::{Scene, Share, Shares};
use super::note::{RuleNote, Skipped};
use super::plan::{Earning, Gift};
use super::programs::Version;
use crate::program::Multipliers;
use smallvec::SmallVec;

/// Adds a share for each multiplier that applies: what it adds to (or takes off) the gifts it multiplies.
pub(super) fn multiply<S: Sink>(
    version: &Version,
    earning: &Earning,
    scene: &Scene<'_>,
    shares: &mut Shares,
    sink: &mut S,
) {
    let mut applying: SmallVec<[usize; 4]> = SmallVec::new();
    for (index, plan) in earning.multipliers.iter().enumerate() {
        if plan.in_force.holds(scene) {
            applying.push(index);
        } else if S::EXPLAIN
            && let Err(skipped) = plan.in_force.check(scene)
        {
            let skipped = skipped.with_condition(&version.program.rules[plan.rule], &scene.facts);
            sink.rule(RuleNote::skipped(plan.place, earning.place, skipped));
        }
    }
    if applying.is_empty() {
        return;
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
