//! Activities that are given a name and that no rule rewards: often a name that was mistyped, in one place or the other.

use super::Advice;
use crate::program::Trigger;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::{both, nearest};

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    let program = advice.program;
    let rewarded = || {
        program.rules.iter().filter_map(|rule| match &rule.trigger {
            Trigger::Activity(kind) => Some(&**kind),
            _ => None,
        })
    };
    for known in &program.activities {
        let name = &*known.name;
        if rewarded().any(|kind| kind == name) {
            continue;
        }
        // One that has a name of its own is not meant.
        let unnamed = rewarded().filter(|kind| program.activities.iter().all(|known| *known.name != **kind));
        let remedy = match nearest(name, unnamed) {
            Some(meant) => both!("是否应为 {meant}？", "Did you mean {meant}?"),
            None => both!(
                "改成规则 trigger 中 activity: 后的名称，或删去此项。",
                "Write the name behind activity: in a rule's trigger, or remove it."
            ),
        };
        report.warn(
            advice.document.at("activities").at(name),
            Code::ActivityWithoutRule,
            both!(
                "没有规则奖励活动 {name}，它的名称用不到。",
                "No rule rewards the activity {name}: what it is called is of no use."
            ),
            remedy,
        );
    }
}
