//! Whatever the text, a check answers; and what it says points into the text.

use super::documents;
use proptest::prelude::*;
use std::sync::LazyLock;
use tessera_engine::program::{Severity, check, read};

static PRESETS: LazyLock<Vec<String>> = LazyLock::new(|| {
    documents("../../programs").iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
});

/// Texts that stand where a document has others, and so hurt.
const PIECES: &[&str] = &[
    "",
    "0",
    "-1",
    "1e9",
    "99999999999999999999",
    "9007199254740991",
    "\"\"",
    "\"-0.00000001\"",
    "\"999999999999999.99999999\"",
    "[]",
    "{}",
    "true",
    "2026-02-30",
    "9999-12-31",
    "\"0001-01-01\"",
    "'member.tier == 1'",
    "'true'",
    "'false'",
    "'('",
    "= ",
    "[[",
    "]",
    "\n",
    "\"\"\"",
    "\u{feff}",
    "茶",
    "kind",
    "\"never\"",
    "{ kind = \"rolling\" }",
    "{ multiply = \"999999999999999\" }",
    "{ rate = \"0.00000001\" }",
    "nth = 100",
    "29",
    "2",
    "\\u0000",
];

fn checked_for_sense(text: &str) {
    let checked = check(text);
    let errors = checked.diagnostics.iter().filter(|said| said.severity == Severity::Error).count();
    assert_eq!(checked.program.is_none(), errors > 0, "{text}");
    let lines = text.lines().count() + 1;
    for said in &checked.diagnostics {
        assert!(!said.reason.zh.is_empty() && !said.reason.en.is_empty() && !said.remedy.zh.is_empty());
        assert_ne!(said.code.as_str(), "internal", "{said}\n{text}");
        if let Some(at) = said.position {
            assert!(at.line as usize <= lines && at.line > 0 && at.column > 0, "{said}\n{text}");
        }
    }
    // Reading looks at less, so it never refuses more.
    assert!(checked.program.is_none() || read(text).program.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        checked_for_sense(&text);
    }

    #[test]
    fn a_preset_with_a_piece_replaced_is_answered(
        preset in 0..3_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, 0..PIECES.len()), 1..4),
    ) {
        let mut text: Vec<char> = PRESETS[preset].chars().collect();
        for (at, length, piece) in edits {
            let at = at.index(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        checked_for_sense(&text.into_iter().collect::<String>());
    }

    #[test]
    fn a_preset_with_a_value_replaced_is_answered(preset in 0..3_usize, edits in prop::collection::vec((any::<prop::sample::Index>(), 0..PIECES.len()), 1..4)) {
        let mut lines: Vec<String> = PRESETS[preset].lines().map(str::to_owned).collect();
        for (at, piece) in edits {
            let at = at.index(lines.len());
            if let Some((key, _)) = lines[at].clone().split_once(" = ") {
                lines[at] = format!("{key} = {}", PIECES[piece]);
            } else {
                lines.remove(at);
            }
        }
        checked_for_sense(&lines.join("\n"));
    }

    #[test]
    fn a_preset_in_json_with_a_piece_replaced_is_answered(
        at in any::<prop::sample::Index>(),
        length in 0..20_usize,
        piece in 0..PIECES.len(),
    ) {
        let table: toml::Table = PRESETS[0].parse().unwrap();
        let json = serde_json::to_string(&table).unwrap();
        let mut text: Vec<char> = json.chars().collect();
        let at = at.index(text.len());
        let end = (at + length).min(text.len());
        text.splice(at..end, PIECES[piece].chars());
        checked_for_sense(&text.into_iter().collect::<String>());
    }
}

#[test]
fn deep_nesting_is_answered() {
    for depth in [10, 100, 10_000] {
        checked_for_sense(&format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)));
        checked_for_sense(&format!("a{} = 1", ".a".repeat(depth)));
        checked_for_sense(&format!("{}{}", "{\"a\":".repeat(depth), "}".repeat(depth)));
        checked_for_sense(&"[".repeat(depth));
    }
    checked_for_sense(&"x".repeat(2 << 20));
}
