//! Tests of conditions: tables of cases here, properties beside.

mod errors;
mod holds;
mod laws;
mod tiers;
mod trees;
mod words;

use super::*;
use crate::program::Text;
use crate::values::Quantity;

/// The tiers of the tests.
fn labels() -> [Text; 2] {
    [Text { zh: "黄金".into(), en: "Gold".into() }, Text { zh: "钻石".into(), en: "Diamond".into() }]
}

/// Runs with the schema of a rule on orders, with two tiers and two decimals.
fn with_schema<T>(trigger: &Trigger, lines: bool, run: impl FnOnce(&Schema<'_>) -> T) -> T {
    let labels = labels();
    let tiers =
        [KnownTier { name: "gold", label: &labels[0] }, KnownTier { name: "diamond", label: &labels[1] }];
    run(&Schema { trigger, lines, exponent: 2, tiers: &tiers, activities: &[] })
}

/// Parses what must be right.
pub(super) fn parse_for(text: &str, trigger: &Trigger, lines: bool) -> Condition {
    with_schema(trigger, lines, |schema| Condition::parse(text, schema))
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn parse(text: &str) -> Condition {
    parse_for(text, &Trigger::Order, true)
}

/// An order on Saturday 2026-11-21 at 19:05 in Shanghai: 150.00 at sh-01 by pos, two lines of tea and one of cups.
fn order() -> Order {
    let line = |id: &str, sku: &str, category: &str, quantity, amount| Line {
        id: id.into(),
        sku: Some(sku.into()),
        category: Some(category.into()),
        quantity: Quantity(quantity),
        amount,
    };
    Order {
        store: Some("sh-01".into()),
        channel: None,
        lines: vec![
            line("1", "6901", "tea", 2_000, 9_000),
            line("2", "6902", "tea", 454, 2_000),
            line("3", "7702", "cup", 1_000, 4_000),
        ]
        .into(),
        amount: 15_000,
        points_paid: None,
    }
}

/// Runs with facts about [`order`], its second line, and a gold member tagged `vip` with two earlier orders of 500.00 in all.
fn with_facts<T>(change: impl FnOnce(&mut Facts<'_>), run: impl FnOnce(&Facts<'_>) -> T) -> T {
    let (order, calendar) = (order(), Calendar::new("Asia/Shanghai").unwrap());
    let tags = ["vip".into(), "staff".into()];
    let mut facts = Facts {
        at: "2026-11-21T11:05:40Z".parse().unwrap(),
        calendar: &calendar,
        order: Some(&order),
        paid: 12_500,
        line: Some(&order.lines[1]),
        activity: None,
        joined: None,
        member: MemberFacts { tier: "gold", tags: &tags, orders: 2, spend: 50_000 },
    };
    change(&mut facts);
    run(&facts)
}
