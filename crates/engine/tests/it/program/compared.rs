//! Programs in sentences, and what changes from one to another.

use super::{document, documents};
use std::fmt::Write as _;
use tessera_engine::program::{Program, check, describe, diff};

fn program(text: &str) -> Program {
    let checked = check(text);
    checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

#[test]
fn presets_in_sentences() {
    let mut text = String::new();
    for file in documents("../../programs") {
        for item in describe(&program(&std::fs::read_to_string(&file).unwrap())) {
            for sentence in item.sentences {
                let _ =
                    writeln!(text, "{}\n    {}\n    {}", sentence.path, sentence.text.zh, sentence.text.en);
            }
        }
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}

/// Every setting that a wallet or a rule can have, in sentences.
#[test]
fn settings_in_sentences() {
    let text = document(
        r#"
[wallets.cash]
label = { zh = "返现", en = "cashback" }
decimals = 2
worth = 1
activation = { kind = "after_days", days = 7 }
expiry = { kind = "inactivity", days = 1 }
rollover = { share = "0.25", max = "10.50" }
debt = "forgive"
multipliers = "sum"
redemption = { minimum = "0.50", step = "0.10", bands = [{ from = 0, units_per_money = "1" }], max_share = "0.125" }

[wallets.points]
expiry = { kind = "fixed_date", month = 2, day = 29, nth = 2 }
multipliers = "product"
activation = { kind = "day_start", days = 1 }

[[rules]]
name = "cash"
on = "order"
wallet = "cash"
from = 2026-01-01
until = 2026-12-31T23:30:00
when = 'order.store == "s1"'
lines = 'line.category == "tea"'
give = { rate = "0.05", whole_units = true, basis = "price" }
expiry = { kind = "rolling", days = 30 }
activation = { kind = "immediate" }

[[rules]]
name = "slices"
on = "order"
wallet = "points"
give = { mode = "marginal", bands = [{ from = 0, rate = 1 }, { from = "99.50", rate = "1.5" }] }

[[rules]]
name = "each_order"
on = "order"
wallet = "points"
until = 2027-01-01
give = { units = 5 }

[[rules]]
name = "priced"
on = "order"
wallet = "points"
from = 2026-01-01T00:00:00+00:00
give = { units = 5, threshold = 10, basis = "price" }

[[rules]]
name = "double"
on = "order"
wallet = "points"
give = { multiply = 2, of = ["slices"] }

[[rules]]
name = "triple"
on = "order"
wallet = "points"
give = { multiply = 3, bonuses = true }

[[rules]]
name = "review"
on = "activity:review"
wallet = "points"
give = { units = 5 }

[[rules]]
name = "review_double"
on = "activity:review"
wallet = "points"
give = { multiply = 2, bonuses = true }

[[caps]]
name = "life"
counts = "units"
wallet = "cash"
per = "lifetime"
limit = "99.90"

[tiers]
measure = { kind = "spend", window = { rolling_months = 6 } }
tier = [{ name = "one", from = 0 }, { name = "two", from = "99.99", target_share = "0.333" }]
"#,
    );
    let mut said = String::new();
    for item in describe(&program(&text)) {
        for sentence in item.sentences {
            let _ = writeln!(said, "{}\n    {}\n    {}", sentence.path, sentence.text.zh, sentence.text.en);
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_program_does_not_differ_from_itself() {
    for file in documents("../../programs") {
        let program = program(&std::fs::read_to_string(&file).unwrap());
        assert_eq!(diff(&program, &program), vec![]);
    }
}

#[test]
fn what_changed_in_the_flat_program() {
    let before = std::fs::read_to_string(&documents("../../programs")[1]).unwrap();
    let before = before.split("# ---- 算例").next().unwrap().to_owned();
    let bonus = before.find("[[rules]]\nname = \"bonus_200\"").unwrap();
    let sign_up = before.find("[[rules]]\nname = \"sign_up\"").unwrap();
    let after = format!("{}{}", &before[..bonus], &before[sign_up..])
        .replace("give = { rate = 1 }", "give = { rate = \"1.5\" }")
        .replace("limit = 5000", "limit = 3000")
        .replace(
            "expiry = { kind = \"fixed_date\", month = 1, day = 1 }",
            "expiry = { kind = \"rolling\", months = 12 }",
        )
        .replace("minimum = 100", "minimum = 200")
        .replace("rounding = \"down\"", "rounding = \"half_up\"")
        .replace("en = \"daily check-in\"", "en = \"a check-in\"")
        + "\n[wallets.growth]\nlabel = { zh = \"成长值\", en = \"growth value\" }\n[[rules]]\nname = \"growth\"\non = \"order\"\nwallet = \"growth\"\ngive = { rate = 1 }\n[tiers]\nmeasure = { kind = \"units\", wallet = \"growth\" }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 5000 }]\n";
    let mut text = String::new();
    for change in diff(&program(&before), &program(&after)) {
        let sentence = change.sentence();
        let _ = writeln!(
            text,
            "{:?} {} {}\n    {}\n    {}",
            change.subject, change.name, change.path, sentence.zh, sentence.en
        );
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_new_order_of_rules_is_a_change() {
    let rule = |name: &str| {
        format!(
            "[[rules]]\nname = \"{name}\"\non = \"order\"\nwallet = \"points\"\nwhen = 'order.store == \"{name}\"'\ngive = {{ rate = 1 }}\n"
        )
    };
    let both = |a: &str, b: &str| program(&document(&format!("[wallets.points]\n{}{}", rule(a), rule(b))));
    let changes = diff(&both("a", "b"), &both("b", "a"));
    assert_eq!(changes.len(), 1);
    assert_eq!(&*changes[0].sentence().en, "the rule: before “in the order a, b”, now “in the order b, a”");
}
