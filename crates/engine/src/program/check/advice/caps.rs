//! Caps so low that they cut every single gift of a rule.

use super::{Advice, holds};
use crate::program::Effect;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::figures::figure;
use crate::program::text::both;

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let program = advice.program;
    for (place, cap) in program.caps.iter().enumerate() {
        for (i, rule) in program.rules.iter().enumerate() {
            let Effect::Fixed { units, .. } = rule.effect else { continue };
            if !holds(cap, i, rule) || units <= cap.limit {
                continue;
            }
            let decimals = program.wallets[cap.wallet].decimals;
            let (name, units, limit) = (&rule.name, figure(units, decimals), figure(cap.limit, decimals));
            report.warn(
                advice.cap(place).at("limit"),
                Code::CapBelowGift,
                both!(
                    "规则 {name} 一次给 {units}，上限只有 {limit}，每次都会被削减。",
                    "The rule {name} gives {units} at once and the cap is {limit}: every gift is cut."
                ),
                both!("提高上限，或减少赠送。", "Raise the cap, or give less."),
            );
        }
    }
}
