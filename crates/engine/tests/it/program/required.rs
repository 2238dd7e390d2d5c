//! Every number of the retailers' briefs that this part of the product has can be written down.

use super::{HEAD, said};
use tessera_engine::program::check;

/// A document that is accepted, with its examples.
fn accepted(id: &str, rest: &str) {
    let checked = check(&format!("{HEAD}{rest}"));
    assert!(checked.program.is_some(), "{id}\n{}", said(&checked));
}

fn rule(name: &str, on: &str, give: &str) -> String {
    format!("[[rules]]\nname = \"{name}\"\non = \"{on}\"\nwallet = \"points\"\ngive = {give}\n")
}

fn order(amount: &str, points: &str) -> String {
    format!(
        "[[examples]]\nname = \"{amount}\"\nevents = [{{ event = \"order\", at = 2026-03-01, amount = \"{amount}\" }}]\nexpect = [{{ balance = {{ points = {points} }} }}]\n"
    )
}

const POINTS: &str = "[wallets.points]\n";

#[test]
fn p1_a_flat_ratio() {
    accepted("1:1", &format!("{POINTS}{}{}", rule("base", "order", "{ rate = 1 }"), order("12.99", "12")));
    accepted("1:10", &format!("{POINTS}{}{}", rule("base", "order", "{ rate = 10 }"), order("12.99", "129")));
}

#[test]
fn p2_bands() {
    let bands = |mode: &str| {
        let bands = "[{ from = 0, rate = 10 }, { from = 100, rate = 12 }, { from = 500, rate = 15 }]";
        rule("banded", "order", &format!("{{ mode = \"{mode}\", bands = {bands} }}"))
    };
    let whole = [("99.99", "999"), ("100", "1200"), ("499.99", "5999"), ("500", "7500")];
    let orders: String = whole.iter().map(|(amount, points)| order(amount, points)).collect();
    accepted("whole", &format!("{POINTS}{}{orders}", bands("whole")));
    let marginal = [("99.99", "999"), ("100", "1000"), ("500", "5800"), ("600", "7300")];
    let orders: String = marginal.iter().map(|(amount, points)| order(amount, points)).collect();
    accepted("marginal", &format!("{POINTS}{}{orders}", bands("marginal")));
}

#[test]
fn p3_p4_p5_p7_fixed_points() {
    let rules = [
        rule("bonus", "order", "{ units = 50, threshold = 200 }"),
        rule("review", "activity:review", "{ units = 10 }"),
        rule("event", "activity:offline_event", "{ units = 50 }"),
        rule("check_in", "activity:check_in", "{ units = 5 }"),
        rule("sign_up", "join", "{ units = 100 }"),
    ]
    .concat();
    let story = r#"
[[examples]]
name = "all of them"
events = [
  { event = "join", at = 2026-03-01 },
  { event = "order", at = 2026-03-02, amount = 200 },
  { event = "activity", activity = "review", at = 2026-03-03 },
  { event = "activity", activity = "offline_event", at = 2026-03-04 },
  { event = "activity", activity = "check_in", at = 2026-03-05 },
]
expect = [{ balance = { points = 215 } }]
"#;
    accepted("fixed", &format!("{POINTS}{rules}{story}"));
}

#[test]
fn p12_double_points_on_a_monthly_member_day() {
    let double = "[[rules]]\nname = \"member_day\"\non = \"order\"\nwallet = \"points\"\nwhen = 'order.day == 8'\ngive = { multiply = 2 }\n";
    let story = r#"
[[examples]]
name = "the eighth"
events = [
  { event = "order", at = 2026-03-08T12:00:00, amount = 100 },
  { event = "order", at = 2026-03-09T12:00:00, amount = 100 },
]
expect = [{ balance = { points = 300 } }]
"#;
    accepted("double", &format!("{POINTS}{}{double}{story}", rule("base", "order", "{ rate = 1 }")));
}

#[test]
fn p13_what_a_point_is_worth() {
    accepted("1:10", &format!("{POINTS}worth = \"0.1\"\n{}", rule("base", "order", "{ rate = 1 }")));
}

#[test]
fn p14_a_cap_on_the_spend_of_a_day() {
    let cap =
        "[[caps]]\nname = \"day\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 5000\n";
    accepted(
        "cap",
        &format!("{POINTS}{}{cap}{}", rule("base", "order", "{ rate = 1 }"), order("6000", "5000")),
    );
}

#[test]
fn p15_p17_p18_p19_redemption() {
    let wallet = r#"[wallets.points]
[wallets.points.redemption]
minimum = 100
max_share = "0.3"
bands = [{ from = 100, units_per_money = 100 }, { from = 501, units_per_money = "90" }, { from = 2001, units_per_money = "80" }]
"#;
    let story = r#"
[[examples]]
name = "bands"
events = [
  { event = "adjust", at = 2026-03-01, wallet = "points", units = 20000, reason = "opening" },
  { event = "redeem", at = 2026-03-02, wallet = "points", units = 99, refused = "below-minimum" },
  { event = "redeem", at = 2026-03-02, wallet = "points", units = 500, value = "5" },
  { event = "redeem", at = 2026-03-03, wallet = "points", units = 1800, value = "20" },
  { event = "redeem", at = 2026-03-04, wallet = "points", units = 8000, value = "100" },
  { event = "order", at = 2026-03-05, amount = 33, points = { wallet = "points", units = 900, value = 10 }, refused = "exceeds-order" },
  { event = "order", at = 2026-03-05, amount = 34, points = { wallet = "points", units = 900, value = 10 } },
]
expect = [{ balance = { points = 8824 }, redeemed = 135 }]
"#;
    accepted("bands", &format!("{wallet}{}{story}", rule("base", "order", "{ rate = 1 }")));
}

#[test]
fn p20_yearly_reset_and_partial_rollover() {
    let reset = "[wallets.points]\nexpiry = { kind = \"fixed_date\", month = 1, day = 1 }\n";
    let partial = format!("{reset}rollover = {{ share = \"0.5\", max = 1000 }}\n");
    let story = |left: &str| {
        format!(
            "[[examples]]\nname = \"x\"\nevents = [{{ event = \"order\", at = 2026-05-05, amount = 3000 }}]\nexpect = [{{ at = 2026-12-31T23:59:59, balance = {{ points = 3000 }} }}, {{ at = 2027-01-01, balance = {{ points = {left} }} }}]\n"
        )
    };
    let base = rule("base", "order", "{ rate = 1 }");
    accepted("reset", &format!("{reset}{base}{}", story("0")));
    accepted("partial", &format!("{partial}{base}{}", story("1000")));
}

#[test]
fn t1_t6_t7_tiers() {
    let tiers = |measure: &str, steps: &[(&str, u32)]| {
        let list: Vec<String> =
            steps.iter().map(|(name, from)| format!("{{ name = \"{name}\", from = {from} }}")).collect();
        format!("[tiers]\nmeasure = {measure}\ntier = [{}]\n", list.join(", "))
    };
    let base = rule("base", "order", "{ rate = 1 }");
    let spend = [("base", 0), ("silver", 1000), ("gold", 10_000), ("platinum", 50_000)];
    for window in ["\"lifetime\"", "\"calendar_year\"", "{ rolling_months = 12 }"] {
        let measure = format!("{{ kind = \"spend\", window = {window} }}");
        accepted(window, &format!("{POINTS}{base}{}", tiers(&measure, &spend)));
    }
    let growth = [("silver", 0), ("gold", 5000), ("diamond", 20_000)];
    accepted(
        "growth",
        &format!("{POINTS}{base}{}", tiers("{ kind = \"units\", wallet = \"points\" }", &growth)),
    );
}

#[test]
fn w3_cashback_in_cents() {
    let story = order("12.50", "\"0.62\"");
    accepted(
        "5%",
        &format!(
            "[wallets.points]\ndecimals = 2\nworth = 1\n{}{story}",
            rule("cash", "order", "{ rate = \"0.05\" }")
        ),
    );
}
