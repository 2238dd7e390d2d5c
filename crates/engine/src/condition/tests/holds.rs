//! What holds, what is printed, and what can never or always hold.

use super::*;

#[track_caller]
fn check(text: &str, want: bool) {
    let condition = parse(text);
    assert_eq!(with_facts(|_| (), |facts| condition.holds(facts)), want, "{text}");
    assert_eq!(parse(&condition.to_string()), condition, "{text}");
    let unmet = with_facts(|_| (), |facts| condition.why_not(facts));
    assert_eq!(unmet.is_empty(), want, "{text}: {unmet:?}");
}

#[test]
fn names_mean_what_the_table_says() {
    for text in [
        "order.amount == 150",
        "order.amount == 150.00",
        "order.amount == 1.5e2",
        "order.paid == 125",
        "order.store == 'sh-01'",
        "order.channel == \"\"",
        "\"6902\" in order.skus",
        "\"cup\" in order.categories",
        "size(order.categories) == 2",
        "order.categories.size() == 2",
        "size(order.skus) == 3",
        "order.line_count == 3",
        "!order.first",
        "order.first == false",
        "order.number == 3",
        "order.date == \"2026-11-21\"",
        "order.date >= \"2026-11-01\" && order.date < \"2026-12-01\"",
        "order.year == 2026 && order.month == 11 && order.day == 21 && order.hour == 19 && order.weekday == 6",
        "order.date in [\"2026-11-11\", \"2026-11-21\"]",
        "line.sku == \"6902\" && line.category == \"tea\" && line.amount == 20 && line.quantity == 0.454",
        "member.tier == \"gold\" && member.tier != \"diamond\" && member.tier in [\"gold\", \"diamond\"]",
        "\"vip\" in member.tags && size(member.tags) == 2",
        "member.orders == 2 && member.spend == 500",
    ] {
        check(text, true);
    }
}

#[test]
fn operators_mean_what_cel_says() {
    for (text, want) in [
        (
            "order.amount >= 150 && order.amount <= 150 && order.amount > 149.99 && order.amount < 150.01",
            true,
        ),
        ("order.amount != 150", false),
        ("true || order.first", true),
        ("order.first || false", false),
        ("!(order.first || order.amount < 100)", true),
        ("order.first && order.amount < 100 || member.orders == 2", true),
        ("order.first && (order.amount < 100 || member.orders == 2)", false),
        ("order.amount * 2 == 300", true),
        ("2 * order.amount - order.paid == 175", true),
        ("order.amount - order.paid - 5 == 20", true),
        ("order.amount - (order.paid - 5) == 30", true),
        ("order.amount >= member.orders * 75", true),
        ("order.amount > member.orders * 75", false),
        ("member.orders + 1 == order.number", true),
        ("order.line_count * 9007199254740991 * 9007199254740991 > 9007199254740991", true),
        ("0 - order.amount < -149.99", true),
        (
            "order.store.startsWith(\"sh-\") && order.store.endsWith(\"01\") && order.store.contains(\"h-\")",
            true,
        ),
        ("order.store.startsWith(\"bj\")", false),
        ("order.store in [\"sh-02\", \"sh-01\"]", true),
        ("order.store in []", false),
        ("!(order.store in [\"sh-01\"])", false),
        ("order.store in member.tags", false),
        ("\"\" in order.categories", false),
        ("order.weekday in [6, 7]", true),
        ("order.amount in [150, 200.5]", true),
        ("order.first == true || order.first != true", true),
        ("line.quantity * 3 > 1.361", true),
        ("line.quantity * 3 > 1.362", false),
    ] {
        check(text, want);
    }
}

#[test]
fn other_events_have_their_own_names() {
    let review = Activity { kind: "review".into(), channel: Some("app".into()), store: None };
    let joined = Joined { external_id: None, channel: Some("wechat".into()), store: Some("sh-02".into()) };
    let trigger = Trigger::Activity("review".into());
    let on_review = parse_for(
        "activity.channel == \"app\" && activity.store == \"\" && activity.hour == 19 && !(activity.kind == \"x\")",
        &trigger,
        false,
    );
    let without_order = |facts: &mut Facts<'_>| (facts.order, facts.line) = (None, None);
    assert!(with_facts(without_order, |facts| {
        on_review.holds(&Facts { activity: Some(&review), ..*facts })
    }));
    assert!(on_review.to_string().starts_with("activity.channel == \"app\" && activity.store == \"\""));
    let on_join = parse_for("join.channel == \"wechat\" && join.store == \"sh-02\"", &Trigger::Join, false);
    assert!(with_facts(without_order, |facts| on_join.holds(&Facts { joined: Some(&joined), ..*facts })));
}

#[test]
fn printing_is_canonical() {
    for (text, want) in [
        ("((order.amount)>=(200.50))", "order.amount >= 200.5"),
        ("!(order.amount < 200)", "order.amount >= 200"),
        ("!(order.store == 'a')", "order.store != \"a\""),
        ("!!order.first", "order.first"),
        ("!(!(order.first))", "order.first"),
        ("order.first == false", "!order.first"),
        (
            "order.first && (order.hour < 9 && order.hour > 3)",
            "order.first && order.hour < 9 && order.hour > 3",
        ),
        ("(order.first || order.hour < 9) && true", "(order.first || order.hour < 9) && true"),
        ("!(order.first || true)", "!(order.first || true)"),
        (
            "order.amount-(order.paid-5)>order.amount-order.paid-5",
            "order.amount - (order.paid - 5) > order.amount - order.paid - 5",
        ),
        ("(order.amount + 1) * 2 > 0", "(order.amount + 1) * 2 > 0"),
        ("order.skus.size() > 1", "size(order.skus) > 1"),
        ("order.store == 'it\\'s \"\\u8336\\n'", "order.store == \"it's \\\"茶\\n\""),
        ("\"a\" in order.skus // why not", "\"a\" in order.skus"),
        ("line.quantity >= 0.500", "line.quantity >= 0.5"),
        ("order.date > '2024-02-29'", "order.date > \"2024-02-29\""),
    ] {
        assert_eq!(parse(text).to_string(), want, "{text}");
    }
}

#[test]
fn what_never_or_always_holds_is_seen() {
    for (text, want) in [
        ("true", Some(true)),
        ("order.month == 13", Some(false)),
        ("order.month <= 12", Some(true)),
        ("order.hour in [24, 25]", Some(false)),
        ("order.amount < 0", Some(false)),
        ("order.amount + 1 > 0", Some(true)),
        ("order.amount > 200 && order.amount < 100", Some(false)),
        ("order.amount >= 100 && order.amount <= 100", None),
        ("order.amount > 99.99 && order.amount < 100", Some(false)),
        ("order.amount > 99.98 && order.amount < 100", None),
        ("100 < order.amount && 100.01 >= order.amount", None),
        ("100 < order.amount && 100.01 > order.amount", Some(false)),
        ("order.amount >= 100 || order.amount < 100", Some(true)),
        ("order.amount > 100 || order.amount < 100", None),
        ("order.store == \"a\" && order.store == \"b\"", Some(false)),
        ("order.store != \"a\" || order.store != \"b\"", Some(true)),
        ("order.store == \"a\" && order.store in [\"b\", \"c\"]", Some(false)),
        ("order.store in [\"a\", \"b\"] && order.store in [\"b\", \"c\"]", None),
        ("order.store.startsWith(\"sh\") && order.store == \"bj-1\"", Some(false)),
        ("order.store in []", Some(false)),
        ("\"a\" == \"b\"", Some(false)),
        ("\"vip\" in member.tags && !(\"vip\" in member.tags)", Some(false)),
        ("order.first && order.number > 1", Some(false)),
        ("order.first && member.orders >= 1", Some(false)),
        ("order.first || order.number >= 2", Some(true)),
        ("order.weekday in [6, 7] && order.weekday < 6", Some(false)),
        ("order.weekday >= 6 && order.weekday != 6 && order.weekday != 7", Some(false)),
        ("order.month in [1,2,3,4,5,6] || order.month in [7,8,9,10,11,12]", Some(true)),
        ("member.tier in [\"gold\", \"diamond\"]", Some(true)),
        ("member.tier == \"gold\" && member.tier == \"diamond\"", Some(false)),
        ("member.tier != \"gold\"", None),
        ("order.date >= \"2300-01-01\"", Some(false)),
        ("order.date < \"2026-01-01\" && order.date > \"2026-06-01\"", Some(false)),
        ("order.amount > order.amount", Some(false)),
        ("(order.first && order.month == 13) || order.hour == 24", Some(false)),
        ("order.first || order.month == 13", None),
        ("1 < 2", Some(true)),
    ] {
        assert_eq!(parse(text).constant(), want, "{text}");
    }
    let trigger = Trigger::Activity("review".into());
    assert_eq!(parse_for("activity.kind == \"share\"", &trigger, false).constant(), Some(false));
    assert_eq!(parse_for("activity.kind == \"review\"", &trigger, false).constant(), Some(true));
}
