//! Units that expire before they can be spent.

use super::Advice;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::check::tree::Node;
use crate::program::text::both;
use crate::program::{Activation, Expiry, Span};

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    for (place, wallet) in advice.program.wallets.iter().enumerate() {
        compare(report, advice.wallet(place).at("activation"), wallet.activation, wallet.expiry);
    }
    for (place, rule) in advice.program.rules.iter().enumerate() {
        if rule.activation.is_none() && rule.expiry.is_none() {
            continue;
        }
        let wallet = &advice.program.wallets[rule.wallet];
        let activation = rule.activation.unwrap_or(wallet.activation);
        compare(report, advice.rule(place), activation, rule.expiry.unwrap_or(wallet.expiry));
    }
}

fn compare(report: &mut Report<'_>, at: &Node, activation: Activation, expiry: Expiry) {
    let (Activation::AfterDays(pending) | Activation::DayStart(pending)) = activation else { return };
    // The shortest validity there can be, in days.
    let valid = match expiry {
        Expiry::Never => return,
        Expiry::Rolling { span, .. } | Expiry::Inactivity { span } => match span {
            Span::Days(days) => days,
            Span::Months(months) => months.saturating_mul(28),
        },
        Expiry::FixedDate { nth, .. } => (nth - nth.min(1)).saturating_mul(365),
    };
    if pending < valid {
        return;
    }
    if let Expiry::FixedDate { nth, .. } = expiry
        && pending < nth.saturating_mul(365)
    {
        report.note(
            at,
            Code::PendingBeyondExpiry,
            both!(
                "清零日前 {pending} 天内获得的，还不能用就过期了。",
                "What is earned in the {pending} days before the date expires before it can be spent."
            ),
            both!(
                "若不愿如此，写 nth = 2，或缩短待生效的天数。",
                "If that is not meant, write nth = 2, or let units activate sooner."
            ),
        );
        return;
    }
    report.warn(
        at,
        Code::PendingBeyondExpiry,
        both!(
            "获得 {pending} 天后才能用，而有效期不比这更长：还不能用就过期了。",
            "Units can be spent only after {pending} days and are not valid for longer: they expire first."
        ),
        both!("缩短待生效的天数，或延长有效期。", "Let units activate sooner, or be valid for longer."),
    );
}
