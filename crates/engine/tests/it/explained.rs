//! "Why do I have 120 points?", answered on a preset in both languages.

use crate::generate::event;
use std::sync::Arc;
use tessera_engine::event::*;
use tessera_engine::explain::{explain, sentence};
use tessera_engine::fold::{Numbered, Programs};
use tessera_engine::program::check;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{Instant, Lang};

const PROGRAM: &str = r#"
[program]
code = "why"
name = "Why"
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]
label = { zh = "积分", en = "points" }

[[rules]]
name = "base"
on = "order"
wallet = "points"
give = { rate = 1 }

[[rules]]
name = "tea"
on = "order"
wallet = "points"
lines = 'line.category == "tea"'
give = { rate = "0.5" }

[[rules]]
name = "web_only"
on = "order"
wallet = "points"
when = 'order.channel == "web" && order.amount >= 100'
give = { units = 20 }

[[rules]]
name = "big"
on = "order"
wallet = "points"
give = { units = 50, threshold = 500 }

[[rules]]
name = "festival"
on = "order"
wallet = "points"
until = "2026-06-19"
give = { multiply = 3 }

[[rules]]
name = "double"
on = "order"
wallet = "points"
give = { multiply = 2 }

[[caps]]
name = "daily"
counts = "spend"
wallet = "points"
rules = ["base"]
per = "day"
limit = 100
"#;

fn told(order: Order) -> String {
    let checked = check(PROGRAM);
    let program = checked.program.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics));
    let programs = Programs::single(Arc::new(program));
    let at: Instant = "2026-11-21T11:05:40Z".parse().unwrap();
    let event = event("0042-7781", at, Body::OrderPaid(Box::new(order)));
    let explanation = explain(&programs, &[Numbered { number: 1, event: &event }], 1, at);
    let version = programs.version(explanation.version).unwrap();
    let mut text = String::new();
    for note in &explanation.notes {
        let said = [Lang::Zh, Lang::En].map(|lang| sentence(version, note, &StoreNames::default(), lang));
        let rule = &programs.catalog().rules()[usize::from(note.rule)];
        text += &format!("{rule}: {} | {}\n", said[0], said[1]);
    }
    for entry in &explanation.entries {
        let rule = entry.rule.map_or("-", |rule| &programs.catalog().rules()[usize::from(rule)]);
        text += &format!(
            "{} {} by {rule}, base {}, trimmed {}\n",
            entry.name(),
            entry.units,
            entry.base,
            entry.trimmed
        );
    }
    text
}

#[test]
fn every_rule_says_what_it_did_or_why_not() {
    let order = Order {
        channel: Some("pos".into()),
        lines: [Line { id: "1".into(), category: Some("coffee".into()), amount: 12_850, ..Line::default() }]
            .into(),
        amount: 12_850,
        ..Order::default()
    };
    insta::assert_snapshot!(told(order));
}

#[test]
fn lines_that_count_are_told_apart() {
    let line = |id: &str, category: &str, amount| Line {
        id: id.into(),
        category: Some(category.into()),
        amount,
        ..Line::default()
    };
    let lines = [line("1", "tea", 3_333), line("2", "coffee", 50_000)].into();
    insta::assert_snapshot!(told(Order {
        channel: Some("web".into()),
        lines,
        amount: 53_333,
        ..Order::default()
    }));
}
