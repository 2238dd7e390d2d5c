//! The `[[rules]]`.

use super::conditions::condition;
use super::context::{Context, is_name};
use super::diagnostic::Code;
use super::effects;
use super::time::instant;
use super::tree::Node;
use super::wallets::{checked_activation, checked_expiry, flat};
use crate::program::document;
use crate::program::text::both;
use crate::program::{Effect, Rule, Trigger};
use crate::values::Instant;

/// More rules than any program needs.
const MAX_RULES: usize = 1000;

/// The rules by their place in the document; `None` where one is wrong.
pub(super) fn rules(context: &mut Context<'_, '_>, node: Option<&Node>) -> Vec<Option<Rule>> {
    let items = node.map(Node::items).unwrap_or_default();
    if let (Some(node), true) = (node, items.len() > MAX_RULES) {
        context.too_many(node, MAX_RULES);
        return Vec::new();
    }
    // Pruning may have left fewer items than the document has; names count by the document.
    let mut rules: Vec<Option<Rule>> = context.names.rules.iter().map(|_| None).collect();
    for item in items {
        let Some(rule) = rule(context, item) else { continue };
        let place = context.names.rules.iter().position(|(_, node)| node.path == item.path);
        if let Some(slot) = place.and_then(|place| rules.get_mut(place)) {
            *slot = Some(rule);
        }
    }
    for item in items {
        check_multiplied(context, item, &rules);
    }
    rules
}

fn rule(context: &mut Context<'_, '_>, node: &Node) -> Option<Rule> {
    let document: document::Rule = context.read(node)?;
    let trigger = trigger(context, node.at("on"), &document.on);
    let wallet = context.wallet(&document.wallet, node.at("wallet"));
    // Where the trigger is wrong, nobody knows which names a condition may use.
    let mut read = |key: &str, text: &Option<String>, lines: bool| match (text, &trigger) {
        (None, _) => Some(None),
        (Some(_), None) => None,
        (Some(text), Some(trigger)) => condition(context, node.at(key), text, trigger, lines).map(Some),
    };
    let when = read("when", &document.when, false);
    let lines =
        if trigger == Some(Trigger::Order) { read("lines", &document.lines, true) } else { Some(None) };
    let effect = effects::effect(context, node.at("give"), &document.give, wallet, trigger.as_ref());
    check_lines(context, node, trigger.as_ref(), effect.as_ref());
    let window = window(context, node, &document);
    let expiry = document.expiry.as_ref().map(|expiry| checked_expiry(context, node.at("expiry"), expiry));
    let (starts_at, ends_at) = window?;
    Some(Rule {
        label: context.label(document.label, &document.name),
        name: document.name.into(),
        trigger: trigger?,
        wallet: wallet?,
        when: when?,
        lines: lines?,
        starts_at,
        ends_at,
        effect: effect?,
        expiry: flat(expiry)?,
        activation: document.activation.map(checked_activation),
    })
}

fn trigger(context: &mut Context<'_, '_>, at: &Node, on: &str) -> Option<Trigger> {
    match on.split_once(':') {
        None if on == "order" => return Some(Trigger::Order),
        None if on == "join" => return Some(Trigger::Join),
        Some(("activity", kind)) if is_name(kind) => return Some(Trigger::Activity(kind.into())),
        _ => {}
    }
    context.report.error(
        at,
        Code::BadTrigger,
        both!("没有“{on}”这种触发。", "There is no trigger “{on}”."),
        both!(
            "写 \"order\"、\"join\"，或 \"activity:\" 加活动名，如 \"activity:check_in\"。",
            "Write \"order\", \"join\", or \"activity:\" and the activity's name, such as \"activity:check_in\"."
        ),
    );
    None
}

fn check_lines(
    context: &mut Context<'_, '_>,
    node: &Node,
    trigger: Option<&Trigger>,
    effect: Option<&Effect>,
) {
    let Some(lines) = node.get("lines") else { return };
    if !matches!(trigger, Some(Trigger::Order) | None) {
        context.report.error(
            lines,
            Code::NeedsOrder,
            both!("只有订单才有明细行。", "Only orders have lines."),
            both!("删去 lines，或写 on = \"order\"。", "Remove lines, or write on = \"order\"."),
        );
    } else if matches!(effect, Some(Effect::Multiply { .. })) {
        context.report.error(
            lines,
            Code::ConflictingKeys,
            both!("倍数乘的是整单，不能只选几行。", "A multiplier applies to the whole order, not to lines."),
            both!(
                "要给某些行多积分，另写一条带 lines 的 rate 规则。",
                "To give more on some lines, add a rule with a rate and these lines."
            ),
        );
    }
}

fn window(context: &mut Context<'_, '_>, node: &Node, rule: &document::Rule) -> Option<(Instant, Instant)> {
    let calendar = context.header.calendar.clone();
    let mut read = |key: &str, text: Option<&str>, default: Instant| match text {
        None => Some(default),
        Some(text) => instant(context.report, node.at(key), text, &calendar),
    };
    let from = read("from", rule.from.as_deref(), Instant::MIN);
    let until = read("until", rule.until.as_deref(), Instant::NEVER);
    let (from, until) = (from?, until?);
    if until <= from {
        context.report.error(
            node.at("until"),
            Code::EmptyWindow,
            both!(
                "until 不晚于 from，这条规则没有一刻有效。",
                "until is not after from: the rule is never in force."
            ),
            both!(
                "until 那一刻不含在内：单日活动写次日。",
                "until itself is not included: for a single day, write the day after."
            ),
        );
        return None;
    }
    Some((from, until))
}

/// A multiplier can only name rules of its own wallet and trigger that give something it multiplies.
fn check_multiplied(context: &mut Context<'_, '_>, item: &Node, rules: &[Option<Rule>]) {
    let Some(Some(rule)) = context
        .names
        .rules
        .iter()
        .position(|(_, node)| node.path == item.path)
        .and_then(|place| rules.get(place))
    else {
        return;
    };
    let Effect::Multiply { of, bonuses, .. } = &rule.effect else { return };
    for (i, place) in of.iter().enumerate() {
        let Some(Some(other)) = rules.get(*place) else { continue };
        let name = &other.name;
        let fits = match other.effect {
            Effect::Rate { .. } | Effect::Bands { .. } => true,
            Effect::Fixed { .. } => *bonuses,
            Effect::Multiply { .. } => false,
        };
        if fits && other.wallet == rule.wallet && other.trigger == rule.trigger {
            continue;
        }
        context.report.error(
            item.at("give").at("of").item(i),
            Code::UnknownRule,
            both!("规则 {name} 不是这个倍数能乘的。", "The rule {name} is not one that this multiplier can multiply."),
            both!(
                "只写同一账户、同一触发、按金额给数量的规则（固定数量须加 bonuses = true）。",
                "Name rules of the same wallet and trigger that give by amount (for fixed units set bonuses = true)."
            ),
        );
    }
}
