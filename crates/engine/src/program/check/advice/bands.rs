//! Bands that are worse than the one below: who spends more is rewarded less.

use super::Advice;
use crate::program::Effect;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::check::tree::Node;
use crate::program::figures::figure;
use crate::program::text::both;

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    for (place, rule) in advice.program.rules.iter().enumerate() {
        let Effect::Bands { bands, .. } = &rule.effect else { continue };
        let list = advice.rule(place).at("give").at("bands");
        let starts: Vec<String> =
            bands.iter().map(|band| figure(band.from, advice.program.currency.exponent)).collect();
        worse(report, list, &starts, |i| bands[i].rate < bands[i - 1].rate);
    }
    for (place, wallet) in advice.program.wallets.iter().enumerate() {
        let Some(terms) = &wallet.redemption else { continue };
        let list = advice.wallet(place).at("redemption").at("bands");
        let starts: Vec<String> = terms.bands.iter().map(|band| figure(band.from, wallet.decimals)).collect();
        worse(report, list, &starts, |i| terms.bands[i].units_per_money > terms.bands[i - 1].units_per_money);
    }
}

fn worse(report: &mut Report<'_>, list: &Node, starts: &[String], is_worse: impl Fn(usize) -> bool) {
    for i in (1..starts.len()).filter(|i| is_worse(*i)) {
        let (before, here) = (&starts[i - 1], &starts[i]);
        report.warn(
            list.item(i),
            Code::BandWorse,
            both!(
                "{here} 起的一档比 {before} 起的一档更不划算：多的反而吃亏。",
                "The band from {here} on is worse than the one from {before} on: more is rewarded less."
            ),
            both!("确认是有意为之，或调整比例。", "Make sure that this is meant, or change the rates."),
        );
    }
}
