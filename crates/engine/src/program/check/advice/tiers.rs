//! Tiers that nobody can reach by what the program gives.

use super::{Advice, holds};
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::both;
use crate::program::{Effect, Measure, Period};

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let Some(set) = &advice.program.tiers else { return };
    let Measure::Units { wallet } = set.measure else { return };
    let Some(most) = most_ever(advice, wallet) else { return };
    for (place, tier) in set.tiers.iter().enumerate().filter(|(_, tier)| tier.from > most) {
        let (name, wallet) = (&tier.name, &advice.program.wallets[wallet].name);
        report.warn(
            advice.tier(place).at("from"),
            Code::TierUnreachable,
            both!(
                "等级 {name} 无人能达到：规则和上限让 {wallet} 到不了这么多。",
                "Nobody can reach the tier {name}: rules and caps do not let {wallet} come to so much."
            ),
            both!("降低 from，或提高上限，或加规则。", "Lower its from, raise the caps, or add rules."),
        );
    }
}

/// The most that a member can ever earn into the wallet; `None` if there is no end to it.
fn most_ever(advice: &Advice<'_>, wallet: usize) -> Option<i64> {
    let rules = || advice.program.rules.iter().enumerate().filter(|(_, rule)| rule.wallet == wallet);
    let giving =
        rules().filter(|(_, rule)| advice.can_fire(rule) && !matches!(rule.effect, Effect::Multiply { .. }));
    let mut most = 0_i64;
    for (place, rule) in giving {
        let caps = advice.program.caps.iter();
        let cap = caps
            .filter(|cap| cap.per == Period::Lifetime && holds(cap, place, rule))
            .map(|cap| cap.limit)
            .min();
        let joined = match (&rule.trigger, &rule.effect) {
            (crate::program::Trigger::Join, Effect::Fixed { units, .. }) => Some(*units),
            _ => None,
        };
        most = most.saturating_add(match (cap, joined) {
            (Some(cap), Some(units)) => cap.min(units),
            (Some(units), None) | (None, Some(units)) => units,
            (None, None) => return None,
        });
    }
    Some(most)
}
