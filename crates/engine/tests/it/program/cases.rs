//! Settings with numbers worked out by hand, one story each, as the worked examples of a document.

use super::{BASE, HEAD, said};
use tessera_engine::program::check;

/// The document is accepted and its example comes out: `events`, then `expect`.
fn comes_out(title: &str, settings: &str, events: &str, expect: &str) {
    let document = format!(
        "{HEAD}{settings}\n[[examples]]\nname = \"{title}\"\nevents = [\n{events}\n]\nexpect = [\n{expect}\n]\n"
    );
    let checked = check(&document);
    assert!(checked.program.is_some(), "{title}\n{}", said(&checked));
}

/// One order for each of these instants and amounts.
fn orders(paid: &[(&str, &str)]) -> String {
    let line =
        |(at, amount): &(&str, &str)| format!("{{ event = \"order\", at = {at}, amount = \"{amount}\" }},");
    paid.iter().map(line).collect()
}

/// A rule of one point a yuan into a wallet with these settings.
fn wallet(settings: &str) -> String {
    BASE.replacen("[wallets.points]", &format!("[wallets.points]\n{settings}"), 1)
}

fn cap(counts: &str, per: &str, limit: u32) -> String {
    format!(
        "{BASE}[[caps]]\nname = \"cap\"\nwallet = \"points\"\ncounts = \"{counts}\"\nper = \"{per}\"\nlimit = {limit}\n"
    )
}

#[test]
fn an_example_that_is_wrong_does_not_come_out() {
    let settings =
        format!("{HEAD}{BASE}[[examples]]\nname = \"x\"\nevents = [{}]\n", orders(&[("2026-03-01", "10")]));
    assert!(check(&format!("{settings}expect = [{{ balance = {{ points = 10 }} }}]\n")).program.is_some());
    assert!(check(&format!("{settings}expect = [{{ balance = {{ points = 11 }} }}]\n")).program.is_none());
}

#[test]
fn pending_points_activate() {
    comes_out(
        "after seven times 24 hours",
        &wallet("activation = { kind = \"after_days\", days = 7 }"),
        &orders(&[("2026-03-01T10:00:00", "100")]),
        "{ at = 2026-03-08T09:59:59, balance = { points = 100 }, available = { points = 0 } },
         { at = 2026-03-08T10:00:00, balance = { points = 100 }, available = { points = 100 } },",
    );
    comes_out(
        "at the start of the next day",
        &wallet("activation = { kind = \"day_start\", days = 1 }"),
        &orders(&[("2026-03-01T23:59:59", "100")]),
        "{ at = 2026-03-01T23:59:59, available = { points = 0 } },
         { at = 2026-03-02, available = { points = 100 } },",
    );
}

#[test]
fn rolling_points_expire_to_the_instant_or_through_the_day() {
    comes_out(
        "a month on, the 31st clamped to the 28th, to the instant",
        &wallet("expiry = { kind = \"rolling\", months = 1 }"),
        &orders(&[("2026-01-31T10:00:00", "100")]),
        "{ at = 2026-02-28T09:59:59, balance = { points = 100 } },
         { at = 2026-02-28T10:00:00, balance = { points = 0 }, expired = { points = 100 } },",
    );
    comes_out(
        "through the day",
        &wallet("expiry = { kind = \"rolling\", months = 1, through_end_of_day = true }"),
        &orders(&[("2026-01-31T10:00:00", "100")]),
        "{ at = 2026-02-28T23:59:59, balance = { points = 100 } },
         { at = 2026-03-01, balance = { points = 0 }, expired = { points = 100 } },",
    );
    comes_out(
        "a leap year's last of February",
        &wallet("expiry = { kind = \"rolling\", months = 12, through_end_of_day = true }"),
        &orders(&[("2028-02-29T10:00:00", "100")]),
        "{ at = 2029-02-28T23:59:59, balance = { points = 100 } },
         { at = 2029-03-01, balance = { points = 0 } },",
    );
}

#[test]
fn points_lapse_without_an_order() {
    comes_out(
        "three months after the last order",
        &wallet("expiry = { kind = \"inactivity\", months = 3 }"),
        &orders(&[("2026-01-10T10:00:00", "100"), ("2026-03-05T10:00:00", "50")]),
        "{ at = 2026-04-10T10:00:00, balance = { points = 150 } },
         { at = 2026-06-05T09:59:59, balance = { points = 150 } },
         { at = 2026-06-05T10:00:00, balance = { points = 0 }, expired = { points = 150 } },",
    );
}

#[test]
fn a_share_of_expiring_points_rolls_over() {
    comes_out(
        "half, at most 30, for another year",
        &wallet(
            "expiry = { kind = \"fixed_date\", month = 1, day = 1 }\nrollover = { share = \"0.5\", max = 30 }",
        ),
        &orders(&[("2026-05-01", "41"), ("2027-05-01", "100")]),
        "{ at = 2027-01-01, balance = { points = 20 }, expired = { points = 21 } },
         { at = 2028-01-01, balance = { points = 30 }, expired = { points = 111 } },",
    );
}

#[test]
fn what_expires_first_is_spent_first() {
    comes_out(
        "the redemption takes the older lot and a part of the next",
        &wallet(
            "expiry = { kind = \"rolling\", months = 1 }\n[wallets.points.redemption]\nminimum = 1\nbands = [{ from = 1, units_per_money = 1 }]",
        ),
        &format!(
            "{}{{ event = \"redeem\", at = 2026-03-10, wallet = \"points\", units = 60, value = 60 }},",
            orders(&[("2026-03-01", "50"), ("2026-03-05", "50")])
        ),
        "{ at = 2026-03-10, balance = { points = 40 } },
         { at = 2026-04-01, balance = { points = 40 }, expired = { points = 0 } },
         { at = 2026-04-05, balance = { points = 0 }, expired = { points = 40 } },",
    );
}

#[test]
fn caps_trim_by_their_period() {
    let story = [("2026-03-01", "80"), ("2026-03-02", "80"), ("2026-04-01", "80"), ("2027-03-01", "80")];
    // 1 March 2026 is a Sunday, the 2nd the Monday of the next week.
    let periods =
        [("order", 240), ("day", 240), ("week", 240), ("month", 180), ("year", 120), ("lifetime", 60)];
    for counts in ["spend", "units"] {
        for (per, points) in periods {
            comes_out(
                per,
                &cap(counts, per, 60),
                &orders(&story),
                &format!("{{ balance = {{ points = {points} }} }}"),
            );
        }
    }
    comes_out(
        "several orders of a day share the cap",
        &cap("spend", "day", 60),
        &orders(&[
            ("2026-03-01T10:00:00", "50"),
            ("2026-03-01T11:00:00", "50"),
            ("2026-03-01T12:00:00", "50"),
        ]),
        "{ balance = { points = 60 } }",
    );
}

#[test]
fn multipliers_combine_as_the_wallet_says() {
    let rule = |name: &str, factor: u32| {
        format!(
            "[[rules]]\nname = \"{name}\"\non = \"order\"\nwallet = \"points\"\ngive = {{ multiply = {factor} }}\n"
        )
    };
    for (combine, points) in [("highest", 30), ("product", 60), ("sum", 40)] {
        comes_out(
            combine,
            &format!(
                "{}{}{}",
                wallet(&format!("multipliers = \"{combine}\"")),
                rule("two", 2),
                rule("three", 3)
            ),
            &orders(&[("2026-03-01", "10")]),
            &format!("{{ balance = {{ points = {points} }} }}"),
        );
    }
}

#[test]
fn a_promotion_ends_at_its_instant() {
    let double = "[[rules]]\nname = \"double\"\non = \"order\"\nwallet = \"points\"\nfrom = 2026-03-01\nuntil = 2026-03-02\ngive = { multiply = 2 }\n";
    comes_out(
        "the first instant counts, the last does not",
        &format!("{BASE}{double}"),
        &orders(&[
            ("2026-02-28T23:59:59", "1"),
            ("2026-03-01", "10"),
            ("2026-03-01T23:59:59", "100"),
            ("2026-03-02", "1000"),
        ]),
        "{ balance = { points = 1221 } }",
    );
}

/// 普通 0–999, 白银 1000–9999, 黄金 10000–49999, 铂金 from 50000 on.
fn spend_tiers(window: &str) -> String {
    format!(
        "{BASE}[tiers]\nmeasure = {{ kind = \"spend\", window = {window} }}\ntier = [{{ name = \"base\", from = 0 }}, {{ name = \"silver\", from = 1000 }}, {{ name = \"gold\", from = 10000 }}, {{ name = \"platinum\", from = 50000 }}]\n"
    )
}

#[test]
fn tiers_by_lifetime_spend_unlock_at_once() {
    comes_out(
        "each threshold is inclusive",
        &spend_tiers("\"lifetime\""),
        &orders(&[
            ("2026-01-01", "999.99"),
            ("2027-01-01", "0.01"),
            ("2028-01-01", "8999.99"),
            ("2028-01-02", "0.01"),
            ("2029-01-01", "40000"),
        ]),
        "{ at = 2026-01-01, tier = \"base\" }, { at = 2027-01-01, tier = \"silver\" },
         { at = 2028-01-01, tier = \"silver\" }, { at = 2028-01-02, tier = \"gold\" },
         { at = 2029-01-01, tier = \"platinum\" },",
    );
}

#[test]
fn tiers_by_recent_spend_forget_the_past() {
    comes_out(
        "twelve months: what is older does not help",
        &spend_tiers("{ rolling_months = 12 }"),
        &orders(&[("2026-01-01", "600"), ("2027-01-01", "600"), ("2027-12-31", "400")]),
        "{ at = 2027-01-01, tier = \"base\" }, { at = 2027-12-31, tier = \"silver\" },",
    );
    comes_out(
        "a calendar year",
        &spend_tiers("\"calendar_year\""),
        &orders(&[("2026-12-31", "600"), ("2027-01-01", "600"), ("2027-06-01", "400")]),
        "{ at = 2027-01-01, tier = \"base\" }, { at = 2027-06-01, tier = \"silver\" },",
    );
}

#[test]
fn points_spent_and_then_taken_back_are_owed() {
    comes_out(
        "the debt is visible and paid off first",
        &wallet("[wallets.points.redemption]\nminimum = 1\nbands = [{ from = 1, units_per_money = 1 }]"),
        "{ event = \"order\", id = \"A\", at = 2026-03-01, amount = 100 },
         { event = \"redeem\", at = 2026-03-02, wallet = \"points\", units = 80, value = 80 },
         { event = \"return\", order = \"A\", at = 2026-03-03, amount = 100 },
         { event = \"order\", at = 2026-03-04, amount = 30 },
         { event = \"order\", at = 2026-03-05, amount = 60 },",
        "{ at = 2026-03-03, balance = { points = -80 }, available = { points = 0 }, debt = { points = 80 } },
         { at = 2026-03-04, balance = { points = -50 }, debt = { points = 50 } },
         { at = 2026-03-05, balance = { points = 10 }, available = { points = 10 }, debt = { points = 0 } },",
    );
}
