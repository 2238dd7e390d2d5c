//! What a condition says of tiers.

use super::parse;

#[test]
fn what_the_tier_decides_and_what_it_leaves_open() {
    for (text, looks, gold, diamond) in [
        (r#"member.tier == "gold""#, true, true, false),
        (r#""gold" == member.tier"#, true, true, false),
        (r#"member.tier != "gold""#, true, false, true),
        (r#"member.tier in ["gold", "diamond"]"#, true, true, true),
        (r#"!(member.tier in ["gold"])"#, true, false, true),
        (r#"member.tier == "gold" && order.amount >= 200"#, true, true, false),
        (r#"member.tier == "gold" || order.amount >= 200"#, true, true, true),
        (r#"!(member.tier == "gold" || order.amount >= 200)"#, true, false, true),
        (r#"member.tier == "gold" && member.tier == "diamond""#, true, false, false),
        ("order.amount >= 200", false, true, true),
        (r#""vip" in member.tags"#, false, true, true),
    ] {
        let condition = parse(text);
        let said =
            (condition.looks_at_tier(), condition.can_hold_for("gold"), condition.can_hold_for("diamond"));
        assert_eq!(said, (looks, gold, diamond), "{text}");
    }
}
