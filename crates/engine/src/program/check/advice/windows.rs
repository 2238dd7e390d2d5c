//! Rules whose time is over before the program comes into force.

use super::Advice;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::both;

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    for (place, rule) in advice.program.rules.iter().enumerate() {
        if rule.ends_at > advice.starts_at {
            continue;
        }
        let name = &rule.name;
        report.warn(
            advice.rule(place).at("until"),
            Code::RuleNeverFires,
            both!(
                "规则 {name} 在计划生效前就已结束。",
                "The rule {name} is over before the program comes into force."
            ),
            both!("改 until，或删去规则。", "Change until, or remove the rule."),
        );
    }
}
