//! Target shares of the tiers that do not add up.

use super::Advice;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::figures::percent;
use crate::program::text::both;
use rust_decimal::Decimal;

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let Some(set) = &advice.program.tiers else { return };
    let shares: Vec<Decimal> = set.tiers.iter().filter_map(|tier| tier.target_share).collect();
    let sum: Decimal = shares.iter().sum();
    if shares.is_empty() || sum == Decimal::ONE {
        return;
    }
    let sum = percent(sum);
    report.warn(
        advice.document.at("tiers"),
        Code::TargetShares,
        both!(
            "各等级的目标占比合计 {sum}，不是 100%。",
            "The target shares of the tiers add up to {sum}, not 100%."
        ),
        both!("调整 target_share，使合计为 1。", "Let the target_share of all tiers add up to 1."),
    );
}
