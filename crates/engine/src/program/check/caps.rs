//! The `[[caps]]`.

use super::context::Context;
use super::diagnostic::Code;
use super::tree::Node;
use super::values::positive;
use crate::program::document;
use crate::program::text::both;
use crate::program::{Cap, CapCounts, Effect, Period, Rule};

/// More caps than any program needs.
const MAX_CAPS: usize = 200;

/// The caps, in document order.
pub(super) fn caps(context: &mut Context<'_, '_>, node: Option<&Node>, rules: &[Option<Rule>]) -> Vec<Cap> {
    let items = node.map(Node::items).unwrap_or_default();
    if let (Some(node), true) = (node, items.len() > MAX_CAPS) {
        context.too_many(node, MAX_CAPS);
        return Vec::new();
    }
    items.iter().filter_map(|item| cap(context, item, rules)).collect()
}

fn cap(context: &mut Context<'_, '_>, node: &Node, rules: &[Option<Rule>]) -> Option<Cap> {
    let document: document::Cap = context.read(node)?;
    let wallet = context.wallet(&document.wallet, node.at("wallet"));
    let named: Vec<Option<usize>> = document
        .rules
        .iter()
        .enumerate()
        .map(|(i, name)| context.rule(name, node.at("rules").item(i)))
        .collect();
    let counts = match document.counts {
        document::CapCounts::Spend => CapCounts::Spend,
        document::CapCounts::Units => CapCounts::Units,
    };
    let at = node.at("limit");
    let limit = positive(context.report, at, &document.limit).and_then(|_| match counts {
        CapCounts::Spend => context.money(at, &document.limit),
        CapCounts::Units => {
            let decimals = context.decimals(wallet);
            context.units(at, &document.limit, decimals)
        }
    });
    for (i, place) in named.iter().enumerate() {
        let rule = place.and_then(|place| rules.get(place)).and_then(Option::as_ref);
        if let (Some(rule), Some(wallet)) = (rule, wallet) {
            check_rule(context, node.at("rules").item(i), rule, wallet, counts);
        }
    }
    Some(Cap {
        label: context.label(document.label, &document.name),
        name: document.name.into(),
        counts,
        wallet: wallet?,
        rules: named.into_iter().collect::<Option<_>>()?,
        per: match document.per {
            document::Period::Order => Period::Order,
            document::Period::Day => Period::Day,
            document::Period::Week => Period::Week,
            document::Period::Month => Period::Month,
            document::Period::Year => Period::Year,
            document::Period::Lifetime => Period::Lifetime,
        },
        limit: limit?,
    })
}

/// A cap holds rules of its wallet that give what it counts.
fn check_rule(context: &mut Context<'_, '_>, at: &Node, rule: &Rule, wallet: usize, counts: CapCounts) {
    let name = &rule.name;
    if rule.wallet != wallet {
        context.report.error(
            at,
            Code::UnknownRule,
            both!("规则 {name} 记入另一个账户。", "The rule {name} earns into another wallet."),
            both!("只写这个账户的规则。", "Name rules of this cap's wallet."),
        );
        return;
    }
    let by_amount = matches!(rule.effect, Effect::Rate { .. } | Effect::Bands { .. });
    if counts == CapCounts::Spend && !by_amount {
        context.report.error(
            at,
            Code::UnknownRule,
            both!(
                "规则 {name} 不按金额给，消费上限限不住它。",
                "The rule {name} does not give by amount, so a cap on spend cannot hold it."
            ),
            both!(
                "消费上限只写按金额给的规则；限固定数量用 counts = \"units\"。",
                "Name rules that give by amount; to hold fixed units, use counts = \"units\"."
            ),
        );
    }
}
