//! The implied reward rate (返利率): the value that comes back per amount spent.
//!
//! A unit's value is what it buys at the best band of redemption, or else its worth. What every order earns is the usual rate;
//! with every rule, multiplier and threshold bonus at once it is the highest.

use super::Advice;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::describe::spaced;
use crate::program::figures::{percent, scale_up};
use crate::program::text::both;
use crate::program::{Effect, Multipliers, Program, Rule, Text, Trigger, Wallet};
use rust_decimal::Decimal;

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let mut total = Decimal::ZERO;
    for (place, wallet) in advice.program.wallets.iter().enumerate() {
        let Some(value) = value_of_unit(wallet) else { continue };
        let Some((usual, highest)) = units_per_money(advice, place) else { continue };
        let (Some(usual), Some(highest)) = (usual.checked_mul(value), highest.checked_mul(value)) else {
            continue;
        };
        total = total.checked_add(highest).unwrap_or(Decimal::MAX);
        let (usual, highest) = (percent(usual), percent(highest));
        let Text { zh, en } = &wallet.label;
        // A label may be in letters.
        let reason = spaced(match usual == highest {
            true => both!("{zh}的返利率为 {usual}。", "The reward rate of {en} is {usual}."),
            false => both!(
                "{zh}的返利率平时为 {usual}，各规则同时适用时最高 {highest}。",
                "The reward rate of {en} is {usual} as a rule, and {highest} where all rules apply at once."
            ),
        });
        report.note(
            advice.wallet(place),
            Code::RewardRate,
            reason,
            both!(
                "即每消费 100 返还的价值；改比例、兑换或单位价值会改变它。",
                "That is the value given back per 100 spent; rates, redemption and worth change it."
            ),
        );
    }
    let limit = advice.reward_rate_limit;
    if total > limit {
        let (total, limit) = (percent(total), percent(limit));
        report.warn(
            advice.document.at("program"),
            Code::RewardRateHigh,
            both!(
                "返利率最高可达 {total}，超过 {limit}。",
                "The reward rate can reach {total}, which is above {limit}."
            ),
            both!(
                "降低比例或单位价值；若有意如此，调高 program.reward_rate_limit。",
                "Lower rates or the value of a unit; if this is meant, raise program.reward_rate_limit."
            ),
        );
    }
}

/// What one smallest unit is worth in major units of money.
fn value_of_unit(wallet: &Wallet) -> Option<Decimal> {
    let best = wallet
        .redemption
        .as_ref()
        .and_then(|terms| terms.bands.iter().map(|band| band.units_per_money).min());
    match best {
        Some(units) => Decimal::ONE.checked_div(units),
        None => wallet.worth,
    }
}

/// Smallest units per major unit of money: as a rule, and at most. `None` if orders earn nothing into the wallet.
fn units_per_money(advice: &Advice<'_>, wallet: usize) -> Option<(Decimal, Decimal)> {
    let program = advice.program;
    let (mut usual, mut highest, mut bonus) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let mut factors = Vec::new();
    let mut earns = false;
    let mine = program.rules.iter().filter(|rule| rule.wallet == wallet && rule.trigger == Trigger::Order);
    for rule in mine.filter(|rule| advice.can_fire(rule)) {
        match &rule.effect {
            Effect::Rate { .. } | Effect::Bands { .. } => {
                earns = true;
                let rate = best_rate(rule)?;
                highest = highest.checked_add(rate)?;
                if is_usual(rule) {
                    usual = usual.checked_add(rate)?;
                }
            }
            Effect::Fixed { units, threshold, .. } if *threshold > 0 => {
                earns = true;
                bonus = bonus.checked_add(per_threshold(program, *units, *threshold)?)?;
            }
            Effect::Fixed { .. } => {}
            Effect::Multiply { factor, .. } => factors.push(*factor),
        }
    }
    let factor = combined(program.wallets[wallet].multipliers, &factors)?;
    let highest = highest.checked_mul(factor)?.checked_add(bonus)?;
    earns.then_some((usual, highest))
}

/// The rate of the best band.
fn best_rate(rule: &Rule) -> Option<Decimal> {
    match &rule.effect {
        Effect::Rate { rate, .. } => Some(*rate),
        Effect::Bands { bands, .. } => bands.iter().map(|band| band.rate).max(),
        _ => None,
    }
}

/// Whether a rule applies to every order, whenever and by whomever.
fn is_usual(rule: &Rule) -> bool {
    let always = |condition: &Option<crate::condition::Condition>| {
        condition.as_ref().is_none_or(|condition| condition.constant() == Some(true))
    };
    let unbounded =
        rule.starts_at == crate::values::Instant::MIN && rule.ends_at == crate::values::Instant::NEVER;
    always(&rule.when) && always(&rule.lines) && unbounded
}

/// A threshold bonus gives most per money to an order that just reaches it.
fn per_threshold(program: &Program, units: i64, threshold: i64) -> Option<Decimal> {
    let minor = scale_up(Decimal::ONE, program.currency.exponent);
    Decimal::from(units).checked_mul(minor)?.checked_div(Decimal::from(threshold))
}

fn combined(how: Multipliers, factors: &[Decimal]) -> Option<Decimal> {
    let mut gains = factors.iter().filter(|factor| **factor > Decimal::ONE);
    match how {
        Multipliers::Highest => Some(gains.max().copied().unwrap_or(Decimal::ONE)),
        Multipliers::Product => gains.try_fold(Decimal::ONE, |product, factor| product.checked_mul(*factor)),
        Multipliers::Sum => {
            gains.try_fold(Decimal::ONE, |sum, factor| sum.checked_add(*factor - Decimal::ONE))
        }
    }
}
