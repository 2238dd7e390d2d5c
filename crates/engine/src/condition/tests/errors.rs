//! What is refused: where, under which code, and in which words.

use super::*;

/// The errors of a text as `code "part" message; remedy`, one a line.
fn errors_of(text: &str, trigger: &Trigger, lines: bool, lang: Lang) -> String {
    let errors = with_schema(trigger, lines, |schema| Condition::parse(text, schema)).expect_err(text);
    let line = |error: &ConditionError| {
        let code = error.code().strip_prefix("condition-").unwrap();
        format!("{code} [{}] {}; {}", &text[error.span()], error.message(lang), error.remedy(lang))
    };
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(text: &str, want: &str) {
    assert_eq!(errors_of(text, &Trigger::Order, false, Lang::En), want, "{text}");
}

#[test]
fn unknown_names_are_near_known_ones() {
    check(
        "order.amout >= 200",
        "unknown-name [order.amout] unknown name order.amout; did you mean order.amount?",
    );
    check(
        "order . amout >= 200",
        "unknown-name [order . amout] unknown name order.amout; did you mean order.amount?",
    );
    check(
        "\"茶\" in order.category",
        "unknown-name [order.category] unknown name order.category; did you mean order.categories?",
    );
    assert_eq!(
        errors_of("order.amout >= 200", &Trigger::Order, false, Lang::Zh),
        "unknown-name [order.amout] 未知名称 order.amout; 是否想写 order.amount？"
    );
    let far = errors_of("member.phone == \"1\"", &Trigger::Join, false, Lang::En);
    assert_eq!(
        far,
        "unknown-name [member.phone] unknown name member.phone; there are: join.store, join.channel, join.date, \
         join.year, join.month, join.day, join.hour, join.weekday, member.tier, member.tags, member.orders, member.spend"
    );
}

#[test]
fn names_of_other_places_say_where_they_belong() {
    check(
        "line.category == \"tea\"",
        "name-not-here [line.category] line.category is not available here; line.* is for `lines` of a rule; for the whole order use order.skus or order.categories",
    );
    check(
        "activity.kind == \"review\"",
        "name-not-here [activity.kind] activity.kind is not available here; activity.* is for rules on activities",
    );
    let on_join = errors_of("order.amount > 1", &Trigger::Join, false, Lang::Zh);
    assert_eq!(
        on_join,
        "name-not-here [order.amount] 此处不能使用 order.amount; order.* 只用于订单规则；会员的历史请用 member.orders、member.spend"
    );
    check(
        "order.lines.exists(l, l.sku == \"a\")",
        "loop [order.lines.exists(l, l.sku == \"a\")] loops are not available; use \"tea\" in order.categories",
    );
    check(
        "size(order.lines) > 2",
        "loop [order.lines] a condition cannot go through order.lines; use order.skus, order.categories or order.line_count; to select lines, write a condition on line.* under `lines`",
    );
}

#[test]
fn loops_have_a_remedy() {
    check(
        "order.first && order.skus.exists(s, \"6901\" == s) && order.hour > 3",
        "loop [order.skus.exists(s, \"6901\" == s)] loops are not available; use \"6901\" in order.skus",
    );
    check(
        "member.tags.all(t, t != \"x\")",
        "loop [member.tags.all(t, t != \"x\")] loops are not available; use \"tea\" in member.tags",
    );
    check(
        "size(order.skus.filter(s, s == \"a\")) > 1",
        "loop [order.skus.filter(s, s == \"a\")] loops are not available; use \"a\" in order.skus",
    );
    check(
        "member.tags.contains(\"vip\")",
        "function [member.tags.contains(\"vip\")] a list has no such function; use \"vip\" in member.tags",
    );
}

#[test]
fn what_is_left_out_of_cel_has_a_remedy() {
    for (text, part, message) in [
        ("order.first ? true : false", "order.first ? true : false", "? : is not available"),
        ("order.skus[0] == \"a\"", "order.skus[0]", "an index in [ ] is not available"),
        ("{\"a\": 1} == 1", "{\"a\": 1}", "a map in { } is not available"),
        ("Point{x: 1} == 1", "{x: 1}", "a structure in { } is not available"),
        ("order.store == null", "null", "null is not available"),
        ("order.store == b\"a\"", "b\"a\"", "bytes are not available"),
        ("order.hour == 5u", "5u", "a number with u is not available"),
        ("order.amount / 2 > 5", "order.amount / 2", "division is not available"),
        ("order.number % 5 == 0", "order.number % 5", "the remainder % is not available"),
        ("-order.amount < 5", "-order.amount", "a minus before a name is not available"),
        ("has(order.store)", "has(order.store)", "has() is not available"),
    ] {
        let error = errors_of(text, &Trigger::Order, false, Lang::En);
        let want = format!("unavailable [{part}] {message}; ");
        assert!(error.starts_with(&want), "{text}: {error}");
    }
    check(
        "order.store.matches(\"sh.*\")",
        "function [order.store.matches(\"sh.*\")] there is no function matches; there are size, startsWith, endsWith and contains",
    );
    check(
        "order.store.startswith(\"sh\")",
        "function [order.store.startswith(\"sh\")] there is no function startswith; did you mean startsWith?",
    );
    check(
        "startsWith(order.store, \"sh\")",
        "function [startsWith(order.store, \"sh\")] startsWith is not used like this; write it like order.store.startsWith(\"sh-\")",
    );
}

#[test]
fn types_are_checked() {
    for (text, want) in [
        (
            "order.amount",
            "wrong-type [order.amount] a yes-or-no condition is needed here, but this is an amount of money",
        ),
        ("\"vip\"", "wrong-type [\"vip\"] a yes-or-no condition is needed here, but this is a text"),
        ("1 + 1", "wrong-type [1 + 1] a yes-or-no condition is needed here, but this is a whole number"),
        (
            "!order.hour",
            "wrong-type [order.hour] a yes-or-no condition is needed here, but this is a whole number",
        ),
        (
            "order.amount == \"200\"",
            "wrong-type [order.amount == \"200\"] an amount of money cannot be compared with a text",
        ),
        (
            "order.amount > order.line_count",
            "wrong-type [order.line_count] an amount of money is needed here, but this is a whole number",
        ),
        (
            "order.amount + order.hour > -5",
            "wrong-type [order.hour] an amount of money is needed here, but this is a whole number",
        ),
        (
            "order.amount * order.paid > 5",
            "wrong-type [order.amount * order.paid] one side of a product must be a whole number",
        ),
        (
            "order.date > order.hour",
            "wrong-type [order.date > order.hour] a date cannot be compared with a whole number",
        ),
        (
            "order.date + 1 > \"2026-01-01\"",
            "wrong-type [order.date + 1] a whole number is needed here, but this is a date",
        ),
        (
            "order.store + \"a\" == \"b\"",
            "wrong-type [order.store + \"a\"] a text is needed here, but this is",
        ),
        (
            "order.store < \"b\"",
            "wrong-type [order.store < \"b\"] a text is neither more nor less than another",
        ),
        ("order.skus == [\"a\"]", "wrong-type [order.skus == [\"a\"]] a list cannot be compared"),
        (
            "order.first < true",
            "wrong-type [order.first < true] a yes-or-no condition is neither more nor less than another",
        ),
        ("5 in order.skus", "wrong-type [5] a text is needed here, but this is a whole number"),
        ("\"a\" in order.store", "wrong-type [order.store] the right side of `in` must be a list"),
        ("order.store in [order.channel]", "wrong-type [order.channel] a list holds texts or numbers only"),
        ("order.store in [5]", "wrong-type [5] a text is needed here, but this is a whole number"),
        ("order.hour in [5, \"6\"]", "wrong-type [\"6\"] a whole number is needed here, but this is a text"),
        ("size(order.store) > 1", "wrong-type [order.store] a list is needed here, but this is a text"),
        (
            "order.amount > size(order.skus)",
            "wrong-type [size(order.skus)] an amount of money is needed here, but this is a whole number",
        ),
        (
            "order.hour.startsWith(\"a\")",
            "wrong-type [order.hour] a text is needed here, but this is a whole number",
        ),
    ] {
        let error = errors_of(text, &Trigger::Order, false, Lang::En);
        assert!(error.starts_with(want), "{text}: {error}");
    }
}

#[test]
fn literals_must_fit() {
    check(
        "order.amount >= 19.999",
        "too-fine [19.999] 19.999 is too fine: an amount of money has at most 2 decimals; use fewer decimals",
    );
    check(
        "order.amount >= -19.999",
        "too-fine [-19.999] -19.999 is too fine: an amount of money has at most 2 decimals; use fewer decimals",
    );
    check(
        "order.amount >= 0.1000000000000000055",
        "too-fine [0.1000000000000000055] 0.1000000000000000055 is too fine: an amount of money has at most 2 decimals; use fewer decimals",
    );
    check(
        "order.hour > 1.5",
        "too-fine [1.5] 1.5 is too fine: a whole number has at most 0 decimals; write a whole number",
    );
    check(
        "order.hour * 1.5 > 2",
        "too-fine [1.5] 1.5 is too fine: a whole number has at most 0 decimals; write a whole number",
    );
    check(
        "order.amount > 90071992547409.92",
        "too-large [90071992547409.92] the number is too large; numbers go up to 9007199254740991 smallest units",
    );
    check(
        "order.hour > 99999999999999999999",
        "too-large [99999999999999999999] the number is too large; numbers go up to 9007199254740991 smallest units",
    );
    check(
        "order.date == \"2026-02-29\"",
        "no-such-date [\"2026-02-29\"] \"2026-02-29\" is not a date that exists; write dates like \"2026-11-11\"",
    );
    check(
        "order.date in [\"2026-11-11\", \"11.11\"]",
        "no-such-date [\"11.11\"] \"11.11\" is not a date that exists; write dates like \"2026-11-11\"",
    );
}

#[test]
fn tiers_must_exist() {
    check("member.tier == \"glod\"", "unknown-tier [\"glod\"] unknown tier \"glod\"; did you mean \"gold\"?");
    check(
        "member.tier in [\"gold\", \"bronze\"]",
        "unknown-tier [\"bronze\"] unknown tier \"bronze\"; the tiers are: gold, diamond",
    );
    check(
        "member.tier >= \"gold\"",
        "wrong-type [member.tier >= \"gold\"] a tier is neither more nor less than another; use member.tier in [\"gold\", \"diamond\"]",
    );
    check(
        "\"diamond\" > member.tier",
        "wrong-type [\"diamond\" > member.tier] a tier is neither more nor less than another; use member.tier in [\"gold\"]",
    );
    let operand = "member.tier can only be compared with names of tiers; use ==, != or in, such as member.tier in [\"gold\", \"diamond\"]";
    check("member.tier == order.store", &format!("wrong-type [member.tier == order.store] {operand}"));
    check("member.tier in member.tags", &format!("wrong-type [member.tier] {operand}"));
    check("member.tier.startsWith(\"g\")", &format!("wrong-type [member.tier] {operand}"));
    let schema = Schema { trigger: &Trigger::Order, lines: false, exponent: 2, tiers: &[], activities: &[] };
    let errors = Condition::parse("member.tier == \"gold\"", &schema).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "this program has no tiers; define tiers in the program first, or leave this condition out"
    );
}

#[test]
fn syntax_errors_say_what_to_write() {
    for (text, want) in [
        ("", "empty [] the condition is empty"),
        ("  // nothing", "empty [  // nothing] the condition is empty"),
        ("order.amount = 5", "syntax [=] this is not CEL; write =="),
        ("order.first and order.hour > 3", "syntax [and] this is not CEL; write &&"),
        ("order.amount ≥ 200", "syntax [≥] this is not CEL; write >="),
        ("order.store == “a”", "syntax [“] this is not CEL; write \""),
        ("order.store == \"a", "syntax [\"a] the text has no closing quote; put a \" at the end"),
        ("order.amount >= 200元", "syntax [元] cannot make sense of 元"),
        ("order.amount >=", "syntax [] the condition is not finished"),
        ("(order.first", "syntax [] the condition is not finished"),
        ("order.first)", "syntax [)] cannot make sense of )"),
        ("order.first order.first", "syntax [order] cannot make sense of order"),
        ("for == 1", "syntax [for] for is a reserved word"),
        ("order.?store == \"a\"", "syntax [.] cannot make sense of ."),
    ] {
        let error = errors_of(text, &Trigger::Order, false, Lang::En);
        assert!(error.starts_with(want), "{text}: {error}");
    }
}

#[test]
fn all_errors_are_found_at_once() {
    check(
        "order.amout > 1 && member.tier == \"glod\" || order.hour > 1.5",
        "unknown-name [order.amout] unknown name order.amout; did you mean order.amount?\n\
         unknown-tier [\"glod\"] unknown tier \"glod\"; did you mean \"gold\"?\n\
         too-fine [1.5] 1.5 is too fine: a whole number has at most 0 decimals; write a whole number",
    );
}

#[test]
fn size_is_limited() {
    let code =
        |text: &str| errors_of(text, &Trigger::Order, false, Lang::En).split(' ').next().unwrap().to_owned();
    let stores = |n: usize| format!("order.store in [{}]", vec!["\"sh-0001\""; n].join(", "));
    assert_eq!(code(&"order.first && ".repeat(200)), "too-big");
    assert_eq!(code(&format!("order.store == \"{}\"", "x".repeat(20_000))), "too-big");
    assert_eq!(code(&stores(1_200)), "too-big");
    assert_eq!(code(&format!("{}order.first{}", "(".repeat(30), ")".repeat(30))), "too-big");
    parse(&stores(900));
    parse(&format!("{}order.first{}", "(".repeat(24), ")".repeat(24)));
}
