//! Rules that can never apply, or that apply and change nothing.

use super::Advice;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::both;
use crate::program::{Effect, Rule};

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    for (place, rule) in advice.program.rules.iter().enumerate() {
        let at = advice.rule(place);
        for (key, condition) in [("when", &rule.when), ("lines", &rule.lines)] {
            if condition.as_ref().and_then(|condition| condition.constant()) == Some(false) {
                let name = &rule.name;
                report.warn(
                    at.at(key),
                    Code::RuleNeverFires,
                    both!(
                        "规则 {name} 的条件永远不成立。",
                        "The condition of the rule {name} can never hold."
                    ),
                    both!("改正条件，或删去规则。", "Correct the condition, or remove the rule."),
                );
            }
        }
        idle(advice, place, rule, report);
    }
}

fn idle(advice: &Advice<'_>, place: usize, rule: &Rule, report: &mut Report<'_>) {
    let (name, give) = (&rule.name, advice.rule(place).at("give"));
    let nothing = match &rule.effect {
        Effect::Rate { rate, .. } => rate.is_zero(),
        Effect::Bands { bands, .. } => bands.iter().all(|band| band.rate.is_zero()),
        Effect::Fixed { .. } => false,
        Effect::Multiply { factor, .. } => *factor == rust_decimal::Decimal::ONE,
    };
    if nothing {
        report.warn(
            give,
            Code::RuleWithoutEffect,
            both!("规则 {name} 什么也不改变。", "The rule {name} changes nothing."),
            both!("改比例或倍数，或删去规则。", "Change its rate or factor, or remove the rule."),
        );
    }
    if let Effect::Multiply { bonuses, .. } = rule.effect {
        let multiplied = advice.program.rules.iter().any(|other| {
            other.wallet == rule.wallet
                && other.trigger == rule.trigger
                && match other.effect {
                    Effect::Rate { .. } | Effect::Bands { .. } => true,
                    Effect::Fixed { .. } => bonuses,
                    Effect::Multiply { .. } => false,
                }
        });
        if !multiplied {
            report.warn(
                give,
                Code::RuleNeverFires,
                both!(
                    "倍数规则 {name} 没有可乘的规则。",
                    "There is no rule that the multiplier {name} could multiply."
                ),
                both!(
                    "给同一账户加一条按金额给的规则，或删去它。",
                    "Add a rule by amount to the same wallet, or remove this one."
                ),
            );
        }
    }
}
