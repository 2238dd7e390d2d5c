//! Conditions in words, and why they did not hold.

use super::*;
use crate::stores::StoreNames;
use std::sync::LazyLock;

/// Stores by their codes.
static CODES: LazyLock<StoreNames> = LazyLock::new(StoreNames::default);

#[test]
fn sentences_read_well() {
    for (text, zh, en) in [
        (
            "order.amount >= 200 && member.tier == \"gold\" && \"vip\" in member.tags",
            "订单金额不低于 200.00，且会员等级为黄金，且会员标签包含 vip",
            "order amount is at least 200.00 and member tier is Gold and member tags include vip",
        ),
        (
            "order.first || order.weekday in [6, 7] && order.month == 11",
            "是首单，或（星期属于周六、周日，且月份为 11 月）",
            "it is the first order or (weekday is one of Saturday, Sunday and month is November)",
        ),
        (
            "!(order.first && order.channel == \"\")",
            "不是首单，或渠道不为（无）",
            "it is not the first order or channel is not (none)",
        ),
        (
            "order.date >= \"2026-11-11\" && 20 > order.hour",
            "日期不早于 2026-11-11，且小时低于 20",
            "date is not before 2026-11-11 and hour is below 20",
        ),
        (
            "!order.store.startsWith(\"sh\") && line.quantity * 2 > 1.5",
            "门店不以 sh 开头，且数量 × 2 超过 1.5",
            "store does not start with sh and quantity × 2 is above 1.5",
        ),
        (
            "order.number in [5, 10] || order.store in []",
            "会员订单序号属于 5、10，或门店属于（无）",
            "member's order number is one of 5, 10 or store is one of (none)",
        ),
        ("size(order.categories) >= 3", "订单品类数不低于 3", "number of different categories is at least 3"),
    ] {
        let condition = parse(text);
        assert_eq!(
            (condition.sentence(&CODES, Lang::Zh).as_str(), condition.sentence(&CODES, Lang::En).as_str()),
            (zh, en)
        );
    }
}

#[test]
fn activities_go_by_what_people_call_them() {
    let named = [ActivityLabel {
        name: "tasting".into(),
        label: Text { zh: "品茶会".into(), en: "tea tasting".into() },
    }];
    let trigger = Trigger::Activity("tasting".into());
    let schema = Schema { trigger: &trigger, lines: false, exponent: 2, tiers: &[], activities: &named };
    let said = |text: &str| Condition::parse(text, &schema).unwrap().sentence(&CODES, Lang::Zh);
    assert_eq!(said("activity.kind == \"tasting\""), "活动类型为品茶会");
    assert_eq!(
        said("activity.kind in [\"review\", \"tasting\", \"other\"]"),
        "活动类型属于评价、品茶会、other"
    );
    // Only of the kind of an activity: a channel of that name is a channel.
    assert_eq!(said("activity.channel == \"review\""), "渠道为 review");
}

#[test]
fn stores_and_channels_go_by_what_people_call_them() {
    let names = [("sh-01", "静安店"), ("sh-02", "徐汇店")];
    let names = StoreNames::new(names.map(|(code, name)| (code.into(), name.into())));
    for (text, zh, en) in [
        ("order.store == \"sh-02\"", "门店为徐汇店", "store is 徐汇店"),
        ("order.store in [\"sh-09\", \"sh-01\"]", "门店属于 sh-09、静安店", "store is one of sh-09, 静安店"),
        ("order.store == \"\"", "门店为（无）", "store is (none)"),
        ("order.channel == \"pos\"", "渠道为门店收银", "channel is Till"),
        // What begins like a code is none.
        ("order.store.startsWith(\"sh-01\")", "门店以 sh-01 开头", "store starts with sh-01"),
    ] {
        let condition = parse(text);
        let said = [Lang::Zh, Lang::En].map(|lang| condition.sentence(&names, lang));
        assert_eq!(said, [zh, en], "{text}");
    }
    // The order of the tests is of store sh-01.
    for (text, zh) in [
        ("order.store == \"sh-02\"", "门店是静安店，不是徐汇店"),
        ("order.store in [\"sh-02\", \"sh-09\"]", "门店是静安店，不属于徐汇店、sh-09"),
        ("!order.store.startsWith(\"sh-01\")", "门店 sh-01 以 sh-01 开头"),
    ] {
        let condition = parse(text);
        let unmet = with_facts(|_| (), |facts| condition.why_not(facts));
        assert_eq!(condition.reason(&unmet[0], &names, Lang::Zh), zh, "{text}");
    }
}

/// The reasons as `part | zh | en`, one a line.
fn why(text: &str) -> String {
    let condition = parse(text);
    let unmet = with_facts(|_| (), |facts| condition.why_not(facts));
    let line = |unmet: &Unmet| {
        let said = [Lang::Zh, Lang::En].map(|lang| condition.reason(unmet, &CODES, lang));
        format!("{} | {} | {}", condition.part(unmet), said[0], said[1])
    };
    unmet.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn reasons_name_the_smallest_part() {
    for (text, want) in [
        ("order.amount >= 100", ""),
        (
            "order.amount >= 200 && \"vip\" in member.tags",
            "order.amount >= 200 | 订单金额 150.00 未达到 200.00 | order amount 150.00 is below 200.00",
        ),
        (
            "!(order.amount < 200) && 3 <= member.orders",
            "order.amount >= 200 | 订单金额 150.00 未达到 200.00 | order amount 150.00 is below 200.00\n\
             3 <= member.orders | 此前订单数 2 未达到 3 | number of earlier orders 2 is below 3",
        ),
        (
            "order.store == \"sh-02\" || order.first",
            "order.store == \"sh-02\" || order.first | \
             各项均未满足（门店是 sh-01，不是 sh-02；不是首单，而是第 3 单） | \
             no alternative is met (store is sh-01, not sh-02; it is not the first order but number 3)",
        ),
        (
            "!(\"vip\" in member.tags)",
            "!(\"vip\" in member.tags) | 会员标签包含 vip | member tags include vip",
        ),
        (
            "\"food\" in order.categories",
            "\"food\" in order.categories | 订单品类不包含 food | order categories do not include food",
        ),
        (
            "member.tier == \"diamond\"",
            "member.tier == \"diamond\" | 会员等级是黄金，不是钻石 | member tier is Gold, not Diamond",
        ),
        (
            "order.weekday in [1, 2] && order.weekday != 6",
            "order.weekday in [1, 2] | 星期是周六，不属于周一、周二 | weekday is Saturday, not one of Monday, Tuesday\n\
             order.weekday != 6 | 星期正是周六 | weekday is Saturday",
        ),
        (
            "order.channel in [\"web\", \"app\"]",
            "order.channel in [\"web\", \"app\"] | 渠道是（无），不属于网站、App | channel is (none), not one of Web, App",
        ),
        (
            "order.store.startsWith(\"bj\")",
            "order.store.startsWith(\"bj\") | 门店 sh-01 不以 bj 开头 | store sh-01 does not start with bj",
        ),
        (
            "order.amount > member.spend * 2",
            "order.amount > member.spend * 2 | 订单金额 150.00 未超过 此前累计消费 × 2 1,000.00 | \
             order amount 150.00 is not above earlier spend × 2 1,000.00",
        ),
        (
            "order.date >= \"2026-12-01\"",
            "order.date >= \"2026-12-01\" | 日期 2026-11-21 早于 2026-12-01 | date 2026-11-21 is before 2026-12-01",
        ),
        (
            "!(order.weekday == 6 && order.amount == 150)",
            "!(order.weekday == 6 && order.amount == 150) | \
             各项均未满足（星期正是周六；订单金额正是 150.00） | \
             no alternative is met (weekday is Saturday; order amount is 150.00)",
        ),
    ] {
        assert_eq!(why(text), want, "{text}");
    }
}
