//! Programs in sentences, and what changes from one to another.

use super::{document, documents};
use std::fmt::Write as _;
use tessera_engine::program::describe::for_members;
use tessera_engine::program::{Program, check, describe, diff};
use tessera_engine::stores::StoreNames;
use tessera_engine::values::Instant;

fn program(text: &str) -> Program {
    let checked = check(text);
    checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

#[test]
fn presets_in_sentences() {
    let mut text = String::new();
    for file in documents("../../programs") {
        for item in describe(&program(&std::fs::read_to_string(&file).unwrap()), &StoreNames::default()) {
            for sentence in item.sentences {
                let _ =
                    writeln!(text, "{}\n    {}\n    {}", sentence.path, sentence.text.zh, sentence.text.en);
            }
        }
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}

/// What members are told of the presets, and of every setting.
#[test]
fn programs_as_members_read_them() {
    let mut said = String::new();
    let presets = documents("../../programs").into_iter().map(|file| std::fs::read_to_string(file).unwrap());
    for document in presets.chain([include_str!("settings.toml").to_owned()]) {
        let told = for_members(&program(&document), Instant::MIN, &StoreNames::default());
        for (heading, text) in told.sentences {
            let _ = writeln!(said, "{heading:?}\n    {}\n    {}", text.zh, text.en);
        }
        for tier in told.tiers {
            let _ = writeln!(said, "{}", tier.name);
            for benefit in tier.benefits {
                let _ = writeln!(said, "    {} | {}", benefit.zh, benefit.en);
            }
        }
        said.push('\n');
    }
    insta::assert_snapshot!(said);
}

/// An activity goes by what the document calls it, a usual one by its usual name, any other by its own.
#[test]
fn activities_go_by_their_labels() {
    let with = |activities: &str| {
        let rule = |kind: &str| {
            format!(
                "\n[[rules]]\nname = \"{kind}\"\non = \"activity:{kind}\"\nwallet = \"points\"\ngive = {{ units = 12000 }}\n"
            )
        };
        let head = "[program]\ncode = \"t\"\nname = \"T\"\ncurrency = \"CNY\"\ntime_zone = \"Asia/Shanghai\"\n\n[wallets.points]\n";
        let rules = ["draw", "review", "unboxing"].map(rule).concat();
        program(&format!("{head}{activities}{rules}"))
    };
    let plain = with("");
    let named = with("\n[activities.draw]\nlabel = { zh = \"抽奖\", en = \"the draw\" }\n");
    let said = |of: &Program, rule: &str| {
        let text = tessera_engine::program::rule_sentence(of, rule).unwrap();
        (text.zh.to_string(), text.en.to_string())
    };
    let want = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    assert_eq!(said(&named, "draw"), want("每次抽奖送 12,000 points", "each the draw earns 12,000 points"));
    assert_eq!(said(&named, "review"), want("每次评价送 12,000 points", "each review earns 12,000 points"));
    assert_eq!(
        said(&named, "unboxing"),
        want("每次 unboxing 送 12,000 points", "each unboxing earns 12,000 points")
    );
    assert_eq!(&*named.activity_label("draw").en, "the draw");
    // Members never read the name that is one for machines.
    let told = for_members(&plain, Instant::MIN, &StoreNames::default());
    let told: Vec<&str> = told.sentences.iter().map(|(_, text)| &*text.zh).collect();
    assert!(told.iter().all(|text| !text.contains("每次 unboxing")), "{told:?}");
    assert_eq!(&*plain.activity_told("unboxing").zh, "活动");
    assert_eq!((&*named.activity_told("draw").zh, &*named.activity_told("review").zh), ("抽奖", "评价"));
    let changes = diff(&plain, &named);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(&*changes[0].path, "rules.draw");
    // A name that was mistyped, and one that nothing rewards.
    let head = "[program]\ncode = \"t\"\nname = \"T\"\ncurrency = \"CNY\"\ntime_zone = \"Asia/Shanghai\"\n\n[wallets.points]\n";
    let rule = "\n[[rules]]\nname = \"r\"\non = \"activity:unboxing\"\nlabel = \"开箱\"\nwallet = \"points\"\ngive = { units = 1 }\n";
    for (name, remedy) in [("unboxnig", "Did you mean unboxing?"), ("dance", "Write the name behind")] {
        let checked = check(&format!("{head}\n[activities.{name}]\nlabel = \"x\"\n{rule}"));
        let said = checked.diagnostics.iter().find(|said| said.code.as_str() == "activity-without-rule");
        let said = said.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
        assert!(
            said.remedy.en.starts_with(remedy) && *said.path == *format!("activities.{name}"),
            "{said:?}"
        );
        assert_eq!(&*checked.program.unwrap().activity_told("unboxing").zh, "开箱");
    }
    let unknown = check(&format!("{head}\n[activities.unboxing]\nlabel = \"x\"\nlable = \"y\"\n{rule}"));
    assert!(
        unknown.diagnostics.iter().any(|said| said.code.as_str() == "unknown-key"),
        "{:?}",
        unknown.diagnostics
    );
    let bad = check("[activities.\"a b\"]\nlabel = \"x\"\n");
    let codes: Vec<&str> = bad.diagnostics.iter().map(|said| said.code.as_str()).collect();
    assert!(codes.contains(&"bad-name"), "{codes:?}");
}

#[test]
fn a_rule_that_is_over_is_not_told() {
    let document = std::fs::read_to_string(&documents("../../programs")[1]).unwrap();
    let document = document.split("# ---- 算例").next().unwrap();
    let until = document.replace(
        "give = { units = 50, threshold = 200 }",
        "give = { units = 50, threshold = 200 }\nuntil = \"2026-12-01\"",
    );
    assert_ne!(until, document);
    let program = program(&until);
    let told = |at: &str| {
        let told = for_members(&program, at.parse().unwrap(), &StoreNames::default());
        told.sentences.iter().filter(|(_, text)| text.en.contains("bonus from 200")).count()
    };
    assert_eq!((told("2026-11-30T15:59:59Z"), told("2026-11-30T16:00:00Z")), (1, 0));
}

/// Every setting that a wallet or a rule can have, in sentences.
#[test]
fn settings_in_sentences() {
    let text = include_str!("settings.toml");
    let mut said = String::new();
    for item in describe(&program(text), &StoreNames::default()) {
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
