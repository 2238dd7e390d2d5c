//! Laws on random conditions and facts.

use super::super::ast::{Kind, Number};
use super::super::names::NumberName;
use super::super::print::Printer;
use super::trees::{relation, scene, tree};
use super::*;
use crate::stores::StoreNames;
use cel::objects::Map;
use cel::{ExecutionError, Program, Value};
use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

fn condition_of(test: Test) -> Condition {
    with_schema(&Trigger::Order, true, |schema| Condition::new(test, schema))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_parses_to_the_same_tree(test in tree()) {
        let condition = condition_of(test);
        let text = condition.to_string();
        let parsed = with_schema(&Trigger::Order, true, |schema| Condition::parse(&text, schema));
        prop_assert_eq!(parsed.as_ref(), Ok(&condition), "{}", text);
    }

    #[test]
    fn evaluation_agrees_with_the_interpreter_of_cel(test in tree(), scene in scene()) {
        let calendar = Calendar::new("Asia/Shanghai").unwrap();
        let facts = scene.facts(&calendar);
        // Money and quantities are given to the interpreter in their smallest units.
        let text = Printer { subject: Subject::Order, exponent: 0, quantity: 0 }.text_of(&test);
        match Program::compile(&text).unwrap().execute(&context(&facts)) {
            Ok(Value::Bool(holds)) => prop_assert_eq!(test.holds(&facts), holds, "{}", text),
            // The interpreter's arithmetic fails where ours saturates.
            Err(ExecutionError::Overflow(..)) => {}
            other => prop_assert!(false, "{}: {:?}", text, other),
        }
    }

    #[test]
    fn conditions_compiled_together_say_what_each_says_alone(
        tests in prop::collection::vec(tree(), 1..8),
        scenes in prop::collection::vec(scene(), 1..4),
    ) {
        let mut set = ConditionSet::default();
        let conditions: Vec<_> = tests
            .into_iter()
            .map(condition_of)
            .map(|condition| (set.add(&condition), set.add_selector(&condition), condition))
            .collect();
        let calendar = Calendar::new("Asia/Shanghai").unwrap();
        for scene in scenes {
            let facts = scene.facts(&calendar);
            let signs = set.signs(&facts);
            for (compiled, selector, condition) in &conditions {
                prop_assert_eq!(compiled.holds(&signs, &facts), condition.holds(&facts), "{}", condition);
                for (index, line) in facts.order.unwrap().lines.iter().enumerate() {
                    let alone = condition.holds(&Facts { line: Some(line), ..facts });
                    prop_assert_eq!(selector.selects(&signs, index, &facts), alone, "{} {}", condition, index);
                }
            }
        }
    }

    #[test]
    fn there_is_a_reason_exactly_when_it_does_not_hold(test in tree(), scene in scene()) {
        let calendar = Calendar::new("Asia/Shanghai").unwrap();
        let (facts, condition) = (scene.facts(&calendar), condition_of(test));
        let unmet = condition.why_not(&facts);
        prop_assert_eq!(unmet.is_empty(), condition.holds(&facts));
        for part in unmet {
            let text = condition.part(&part);
            let reread = with_schema(&Trigger::Order, true, |schema| Condition::parse(&text, schema));
            prop_assert!(!reread.unwrap().holds(&facts), "{}", text);
            prop_assert!([Lang::Zh, Lang::En].iter().all(|lang| !condition.reason(&part, &StoreNames::default(), *lang).is_empty()));
        }
        prop_assert!(!condition.sentence(&StoreNames::default(), Lang::Zh).is_empty() && !condition.sentence(&StoreNames::default(), Lang::En).is_empty());
    }

    #[test]
    fn what_is_seen_to_be_constant_is(test in tree(), scenes in prop::collection::vec(scene(), 8)) {
        let calendar = Calendar::new("Asia/Shanghai").unwrap();
        let condition = condition_of(test);
        if let Some(constant) = condition.constant() {
            for scene in scenes {
                prop_assert_eq!(condition.holds(&scene.facts(&calendar)), constant, "{}", condition);
            }
        }
    }

    #[test]
    fn contradictions_about_one_number_are_all_seen(
        claims in prop::collection::vec((any::<bool>(), relation(), 0..8_i64), 2..6),
        several in prop::option::of(prop::collection::vec(0..8_i64, 0..4)),
    ) {
        let weekday = || Number::Name(NumberName::Weekday);
        let mut test = claims
            .iter()
            .map(|(turned, relation, value)| {
                let value = Number::Constant(Kind::Int, *value);
                let (left, right) = if *turned { (value, weekday()) } else { (weekday(), value) };
                Test::Compare { left, relation: *relation, right }
            })
            .reduce(Test::and)
            .unwrap();
        if let Some(values) = several {
            test = test.and(Test::NumberIn { item: weekday(), of: values.into() });
        }
        // A week of facts tells which of them can be.
        let calendar = Calendar::new("Asia/Shanghai").unwrap();
        let on = |day: i64| Instant(day * 86_400_000_000 + 1_700_000_000_000_000);
        let on_some_day = (0..7).any(|day| with_facts(|_| (), |facts| {
            test.holds(&Facts { at: on(day), calendar: &calendar, ..*facts })
        }));
        let condition = condition_of(test);
        prop_assert_eq!(condition.constant() == Some(false), !on_some_day, "{}", condition);
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        read(&text);
    }

    #[test]
    fn no_jumble_of_parts_makes_the_parser_panic(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        read(&parts.concat());
        read(&parts.join(" "));
    }
}

/// Pieces of conditions, right and wrong.
const PARTS: &[&str] = &[
    "order",
    ".",
    "amount",
    "order.amount",
    "order.skus",
    "member.tier",
    "line",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\"\"\"",
    "r'",
    "b\"",
    "\\",
    "1",
    "1.5",
    "0x",
    "5u",
    "1e",
    "e9",
    "-",
    "!",
    "&&",
    "||",
    "&",
    "==",
    "!=",
    "<",
    ">=",
    "in",
    "has",
    "size",
    ".exists(",
    "x,",
    ",",
    "?",
    ":",
    ".?",
    "[?",
    "`a`",
    "//",
    "\n",
    "茶",
    "\u{1F600}",
    "null",
    "true",
    "for",
    "\u{0}",
    "%",
    "/",
    "*",
    "+",
    "startsWith(",
    "“",
    "\u{2028}",
    "order.date",
    "\"2026-11-11\"",
    "\"gold\"",
];

/// Parses; errors must lie within the text, on whole characters, and say something.
fn read(text: &str) {
    let result = with_schema(&Trigger::Order, true, |schema| Condition::parse(text, schema));
    for error in result.err().unwrap_or_default() {
        assert!(text.get(error.span()).is_some(), "{text:?} {error:?}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(!error.message(lang).is_empty() && !error.remedy(lang).is_empty());
        }
    }
}

#[test]
fn the_deepest_texts_need_little_stack() {
    let chains = [
        "order.amount",
        "+order.hour",
        "*2",
        "<1",
        ".a",
        ".a()",
        "?a:a",
        "&&order.first",
        "||order.first",
        "-1",
    ];
    let mut texts: Vec<String> = chains
        .iter()
        .map(|link| format!("order.hour{}", link.repeat(parse::MAX_BYTES / link.len() - 20)))
        .collect();
    for (link, parts) in chains.iter().map(|link| (link, scan::tokens(link).len())) {
        texts.push(format!("order.hour{}", link.repeat(parse::MAX_PARTS / parts - 4)));
    }
    let depth = usize::from(parse::MAX_DEPTH);
    for open in ["(", "[", "a(", "a[", "{1:", "!(", "1+(", "a.b(", "a{b:"] {
        texts.push(open.repeat(depth));
        texts.push(format!("{}1{}", open.repeat(depth), ")".repeat(depth)));
    }
    texts.push("!".repeat(parse::MAX_PARTS - 3) + "order.first");
    texts.push("-".repeat(parse::MAX_PARTS - 3) + "1 > order.hour");
    let run = move || texts.iter().for_each(|text| read(text));
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
}

/// The facts as the interpreter wants them.
fn context(facts: &Facts<'_>) -> cel::Context<'static, 'static> {
    let date = facts.calendar.day(facts.at).date();
    let order = facts.order.unwrap();
    let int = |value: i64| Value::Int(value);
    let text = |value: Option<&str>| Value::String(Arc::new(value.unwrap_or("").to_owned()));
    let texts = |mut values: Vec<&str>| {
        values.sort_unstable();
        values.dedup();
        values.retain(|value| !value.is_empty());
        Value::List(Arc::new(values.into_iter().map(|value| text(Some(value))).collect()))
    };
    let of_lines = |of: fn(&Line) -> Option<&str>| texts(order.lines.iter().filter_map(of).collect());
    let orders = i64::try_from(facts.member.orders).unwrap();
    let zoned = facts.at.to_timestamp().to_zoned(facts.calendar.zone().clone());
    let mut context = cel::Context::default();
    context.add_variable_from_value(
        "order",
        map([
            ("amount", int(order.amount)),
            ("paid", int(facts.paid)),
            ("store", text(order.store.as_deref())),
            ("channel", text(order.channel.as_deref())),
            ("skus", of_lines(|line| line.sku.as_deref())),
            ("categories", of_lines(|line| line.category.as_deref())),
            ("line_count", int(i64::try_from(order.lines.len()).unwrap())),
            ("first", Value::Bool(orders == 0)),
            ("number", int(orders + 1)),
            ("date", text(Some(&date.to_string()))),
            ("year", int(zoned.year().into())),
            ("month", int(zoned.month().into())),
            ("day", int(zoned.day().into())),
            ("hour", int(zoned.hour().into())),
            ("weekday", int(zoned.weekday().to_monday_one_offset().into())),
        ]),
    );
    context.add_variable_from_value(
        "line",
        map([
            ("sku", text(facts.line.and_then(|line| line.sku.as_deref()))),
            ("category", text(facts.line.and_then(|line| line.category.as_deref()))),
            ("amount", int(facts.line.map_or(0, |line| line.amount))),
            ("quantity", int(facts.line.map_or(0, |line| line.quantity.0))),
        ]),
    );
    context.add_variable_from_value(
        "member",
        map([
            ("tier", text(Some(facts.member.tier))),
            ("tags", texts(facts.member.tags.iter().map(|tag| &**tag).collect())),
            ("orders", int(orders)),
            ("spend", int(facts.member.spend)),
        ]),
    );
    context
}

fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Map(Map::from(
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<HashMap<_, _>>(),
    ))
}
