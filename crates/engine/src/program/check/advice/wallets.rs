//! Wallets into which no rule earns.

use super::Advice;
use crate::program::Effect;
use crate::program::check::diagnostic::Code;
use crate::program::check::report::Report;
use crate::program::text::both;

pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    for (place, wallet) in advice.program.wallets.iter().enumerate() {
        let earned = advice.program.rules.iter().any(|rule| {
            rule.wallet == place && advice.can_fire(rule) && !matches!(rule.effect, Effect::Multiply { .. })
        });
        if !earned {
            let name = &wallet.name;
            report.warn(
                advice.wallet(place),
                Code::WalletWithoutRule,
                both!("没有规则记入账户 {name}。", "No rule earns into the wallet {name}."),
                both!(
                    "加一条规则；若只由人工调整，可不理会。",
                    "Add a rule; if units come by hand only, this is as meant."
                ),
            );
        }
    }
}
