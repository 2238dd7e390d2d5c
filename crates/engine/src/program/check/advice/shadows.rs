//! Multipliers that never count, because another one is at least as high wherever they apply.

use super::Advice;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::both;
use crate::program::{Effect, Multipliers, Rule};

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let rules = &advice.program.rules;
    for (place, rule) in rules.iter().enumerate() {
        if advice.program.wallets[rule.wallet].multipliers != Multipliers::Highest {
            continue;
        }
        let shadow =
            rules.iter().enumerate().find(|(other, by)| *other != place && covers(by, rule, *other < place));
        let Some((_, by)) = shadow else { continue };
        let (name, by) = (&rule.name, &by.name);
        report.warn(
            advice.rule(place),
            Code::RuleNeverFires,
            both!(
                "倍数只取最高，而 {by} 总不低于 {name}，{name} 永远不起作用。",
                "Only the highest multiplier counts, and {by} is never below {name}: {name} never counts."
            ),
            both!(
                "收窄 {by} 的条件，或提高 {name} 的倍数，或删去它。",
                "Narrow the condition of {by}, raise the factor of {name}, or remove it."
            ),
        );
    }
}

/// Whether one multiplier applies wherever the other does, and gives at least as much.
fn covers(by: &Rule, rule: &Rule, earlier: bool) -> bool {
    let (
        Effect::Multiply { factor: high, of: wide, bonuses: more },
        Effect::Multiply { factor: low, of: narrow, bonuses: less },
    ) = (&by.effect, &rule.effect)
    else {
        return false;
    };
    let always = by.when.as_ref().is_none_or(|condition| condition.constant() == Some(true));
    let wider = wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|rule| wide.contains(rule)));
    by.wallet == rule.wallet
        && by.trigger == rule.trigger
        && (always || by.when == rule.when)
        && by.starts_at <= rule.starts_at
        && by.ends_at >= rule.ends_at
        && (high > low || (high == low && earlier))
        && wider
        && (*more || !*less)
}
