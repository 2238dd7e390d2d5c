//! One clock a wallet: units that lapse for want of an order all lapse together.

use super::diagnostic::Code;
use super::report::Report;
use super::tree::Node;
use crate::program::text::both;
use crate::program::{Expiry, Program};

/// Refuses rules whose units would lapse after another time than the rest of their wallet. Asked of new documents only: one
/// that was published before keeps meaning what it meant.
pub(super) fn check(program: &Program, document: &Node, report: &mut Report<'_>) {
    for (place, wallet) in program.wallets.iter().enumerate() {
        let mut span = wallet.expiry.inactivity();
        for (index, rule) in program.rules.iter().enumerate().filter(|(_, rule)| rule.wallet == place) {
            let Some(own) = rule.expiry.and_then(Expiry::inactivity) else { continue };
            if *span.get_or_insert(own) == own {
                continue;
            }
            let name = &wallet.name;
            report.error(
                document.at("rules").item(index).at("expiry"),
                Code::ConflictingKeys,
                both!(
                    "账户 {name} 里的数量只能按同一个不活跃期限失效。",
                    "All units of {name} that lapse for inactivity lapse after the same time."
                ),
                both!(
                    "写与该账户（或它的其他规则）相同的期限，或删去这一处 expiry。",
                    "Give it the time of the wallet or of its other rules, or remove this expiry."
                ),
            );
        }
    }
}
