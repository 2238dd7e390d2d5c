//! Documents that are accepted with a word of advice.

use super::{BASE, document, table};
use tessera_engine::program::{Severity, check, check_from};
use tessera_engine::values::Instant;

fn cases(rests: &[(&'static str, &str)]) -> String {
    let documents: Vec<(&str, String)> = rests.iter().map(|(title, rest)| (*title, document(rest))).collect();
    for (title, text) in &documents {
        assert!(check(text).program.is_some(), "{title} must be accepted: {:?}", check(text).diagnostics);
    }
    let documents: Vec<(&str, &str)> =
        documents.iter().map(|(title, text)| (*title, text.as_str())).collect();
    table(&documents)
}

fn rule(name: &str, rest: &str) -> String {
    format!("[[rules]]\nname = \"{name}\"\non = \"order\"\nwallet = \"points\"\n{rest}\n")
}

#[test]
fn earning() {
    let with = |rest: &str| format!("{BASE}{rest}");
    let two = |a: &str, b: &str| format!("{BASE}{}{}", rule("a", a), rule("b", b));
    let said = cases(&[
        ("nothing to say", BASE),
        (
            "a worse band",
            &format!(
                "[wallets.points]\n{}",
                rule(
                    "a",
                    "give = { mode = \"whole\", bands = [{ from = 0, rate = 12 }, { from = 100, rate = 10 }] }"
                )
            ),
        ),
        ("a wallet that nobody earns", &with("[wallets.cash]\n")),
        (
            "conditions that never hold",
            &two(
                "when = 'order.amount < 3 && false'\ngive = { units = 1 }",
                "lines = 'false'\ngive = { rate = 1 }",
            ),
        ),
        ("rules that change nothing", &two("give = { rate = 0 }", "give = { multiply = 1 }")),
        (
            "nothing to multiply",
            &format!(
                "[wallets.points]\n{}{}",
                rule("a", "give = { units = 5 }"),
                rule("b", "give = { multiply = 2 }")
            ),
        ),
        (
            "the same rule twice",
            &two(
                "when = 'order.store == \"s\"'\ngive = { rate = 1 }",
                "when = '( order.store==\"s\" )'\ngive = { rate = 2 }",
            ),
        ),
        (
            "bonuses at the same threshold",
            &two("give = { units = 5, threshold = 100 }", "give = { units = 9, threshold = \"100.00\" }"),
        ),
        (
            "bonuses at different thresholds are fine",
            &two("give = { units = 5, threshold = 100 }", "give = { units = 9, threshold = 200 }"),
        ),
        (
            "other times are fine",
            &two("until = 2026-01-01\ngive = { units = 5 }", "from = 2026-01-01\ngive = { units = 9 }"),
        ),
        (
            "a multiplier in another's shadow",
            &two("give = { multiply = 2 }", "when = 'order.first'\ngive = { multiply = \"1.5\" }"),
        ),
        (
            "a multiplier that stands out",
            &two("give = { multiply = 2 }", "when = 'order.first'\ngive = { multiply = 3 }"),
        ),
        (
            "a gift above its cap",
            &with(&format!(
                "{}[[caps]]\nname = \"c\"\ncounts = \"units\"\nwallet = \"points\"\nper = \"day\"\nlimit = 40\n",
                rule("gift", "give = { units = 50 }")
            )),
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn value_and_time() {
    let wallet = |lines: &str| format!("[wallets.points]\n{lines}\n{}", rule("base", "give = { rate = 10 }"));
    let said = cases(&[
        ("everything comes back: 10 points a yuan, 10 points worth one", &wallet("worth = \"0.1\"")),
        (
            "redemption counts, not worth",
            &wallet("worth = \"0.1\"\nredemption = { bands = [{ from = 0, units_per_money = 1000 }] }"),
        ),
        (
            "bonus and multiplier",
            &format!(
                "{}{}{}",
                wallet("worth = \"0.01\""),
                rule("double", "when = 'order.weekday == 1'\ngive = { multiply = 2 }"),
                rule("bonus", "give = { units = 500, threshold = 100 }")
            ),
        ),
        (
            "cashback in cents",
            &format!(
                "[wallets.points]\ndecimals = 2\nworth = 1\n{}",
                rule("base", "give = { rate = \"0.05\" }")
            ),
        ),
        (
            "a worse redemption band",
            &wallet(
                "redemption = { bands = [{ from = 0, units_per_money = 100 }, { from = 500, units_per_money = 120 }] }",
            ),
        ),
        (
            "pending for longer than valid",
            &wallet(
                "activation = { kind = \"after_days\", days = 30 }\nexpiry = { kind = \"rolling\", days = 30 }",
            ),
        ),
        (
            "pending over the new year",
            &wallet(
                "activation = { kind = \"day_start\", days = 7 }\nexpiry = { kind = \"fixed_date\", month = 1, day = 1 }",
            ),
        ),
        (
            "pending, by a rule of its own",
            &wallet("expiry = { kind = \"rolling\", months = 1 }").replace(
                "give = { rate = 10 }",
                "give = { rate = 10 }\nactivation = { kind = \"after_days\", days = 60 }",
            ),
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn tiers() {
    let tiers = |wallet: &str, rules: &str| {
        format!(
            "{wallet}{rules}[tiers]\nmeasure = {{ kind = \"units\", wallet = \"growth\" }}\ntier = [{{ name = \"a\", from = 0, target_share = \"0.6\" }}, {{ name = \"b\", from = 500, target_share = \"0.3\" }}]\n"
        )
    };
    let said = cases(&[
        ("nobody grows", &tiers("[wallets.growth]\n", "")),
        (
            "a cap for life below a tier",
            &tiers(
                "[wallets.growth]\n",
                "[[rules]]\nname = \"a\"\non = \"order\"\nwallet = \"growth\"\ngive = { rate = 1 }\n[[caps]]\nname = \"c\"\ncounts = \"units\"\nwallet = \"growth\"\nper = \"lifetime\"\nlimit = 499\n",
            ),
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn a_rule_that_is_over_before_the_start_is_told_when_the_start_is_known() {
    let text = document(&BASE.replace("give", "until = 2026-01-01\ngive"));
    let start: Instant = "2026-06-01T00:00:00Z".parse().unwrap();
    let told = |checked: tessera_engine::program::Checked| {
        let warnings = checked.diagnostics.into_iter().filter(|said| said.severity == Severity::Warning);
        warnings.map(|said| said.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(told(check(&text)), Vec::<&str>::new());
    assert_eq!(told(check_from(&text, start)), ["wallet-without-rule", "rule-never-fires"]);
}
