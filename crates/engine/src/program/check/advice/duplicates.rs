//! Rules that apply to the same events in the same way: often a copy that was meant to be changed.

use super::{Advice, overlap};
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::both;
use crate::program::{Effect, Multipliers, Rule};

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let rules = &advice.program.rules;
    for (place, rule) in rules.iter().enumerate() {
        let highest = advice.program.wallets[rule.wallet].multipliers == Multipliers::Highest;
        let Some(earlier) = rules[..place].iter().find(|earlier| same(earlier, rule, highest)) else {
            continue;
        };
        let (name, earlier) = (&rule.name, &earlier.name);
        report.warn(
            advice.rule(place),
            Code::SameCondition,
            both!(
                "规则 {name} 与 {earlier} 条件相同，两条都会生效并相加。",
                "The rules {name} and {earlier} have the same condition: both apply and add up."
            ),
            both!(
                "若只要一条，删去另一条；若都要，改条件以示区别。",
                "Remove one of them, or let their conditions differ, if that is not meant."
            ),
        );
    }
}

fn same(a: &Rule, b: &Rule, highest: bool) -> bool {
    let alike = match (&a.effect, &b.effect) {
        (Effect::Rate { .. } | Effect::Bands { .. }, Effect::Rate { .. } | Effect::Bands { .. }) => true,
        (Effect::Fixed { threshold: a, .. }, Effect::Fixed { threshold: b, .. }) => a == b,
        // Of several multipliers only the highest counts: that is told as a shadow.
        (Effect::Multiply { of: a, .. }, Effect::Multiply { of: b, .. }) => !highest && a == b,
        _ => false,
    };
    alike
        && a.wallet == b.wallet
        && a.trigger == b.trigger
        && a.when == b.when
        && a.lines == b.lines
        && overlap(a, b)
}
