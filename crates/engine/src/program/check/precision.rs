//! Whether what a wallet gives stays exact: the fold reckons in integers over a common denominator, and these must fit.

use super::diagnostic::Code;
use super::report::Report;
use super::tree::Node;
use crate::program::text::both;
use crate::program::{Effect, Multipliers, Program, Rule};
use rust_decimal::Decimal;

/// Digits of the largest amount of an order in minor units, 2^53 - 1.
const AMOUNT: u32 = 16;
/// Digits that a 128-bit integer holds for certain, less two for the sum of many rules.
const ROOM: u32 = 36;

/// Refuses rates and multipliers whose exact products could outgrow the integers that the fold reckons in.
pub(super) fn check(program: &Program, document: &Node, report: &mut Report<'_>) {
    for (place, wallet) in program.wallets.iter().enumerate() {
        if digits(program, place, wallet.multipliers) <= ROOM {
            continue;
        }
        let name = &wallet.name;
        report.error(
            document.at("wallets").at(name),
            Code::TooPrecise,
            both!(
                "{name} 的比例和倍数位数太多，合起来无法精确计算。",
                "The rates and multipliers of {name} have too many digits to be reckoned exactly together."
            ),
            both!("减少比例和倍数的小数位。", "Use fewer decimals in rates and multipliers."),
        );
    }
}

/// The digits that the largest exact product of one event can have: minor units of money, times the rate, times the factor,
/// over the common denominator.
fn digits(program: &Program, wallet: usize, how: Multipliers) -> u32 {
    let (mut rate, mut rate_decimals) = (1, 0);
    let (mut factor, mut factor_decimals) = (0, 0);
    for rule in program.rules.iter().filter(|rule| rule.wallet == wallet) {
        for value in rates(rule) {
            rate = rate.max(whole_digits(value));
            rate_decimals = rate_decimals.max(value.scale());
        }
        let Effect::Multiply { factor: value, .. } = &rule.effect else { continue };
        if how == Multipliers::Product {
            factor += whole_digits(*value);
            factor_decimals += value.scale();
        } else {
            factor = factor.max(whole_digits(*value) + 1);
            factor_decimals = factor_decimals.max(value.scale());
        }
    }
    AMOUNT + rate + rate_decimals + factor + 2 * factor_decimals
}

fn rates(rule: &Rule) -> Vec<Decimal> {
    match &rule.effect {
        Effect::Rate { rate, .. } => vec![*rate],
        Effect::Bands { bands, .. } => bands.iter().map(|band| band.rate).collect(),
        Effect::Fixed { .. } | Effect::Multiply { .. } => Vec::new(),
    }
}

fn whole_digits(value: Decimal) -> u32 {
    value.trunc().normalize().to_string().len().try_into().unwrap_or(u32::MAX)
}
