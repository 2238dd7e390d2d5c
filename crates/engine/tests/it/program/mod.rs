//! Program documents: what is refused, what is advised against, how programs read and compare, what is published.

mod advised;
mod cases;
mod compared;
mod mutated;
mod presets;
mod published;
mod refused;
mod required;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tessera_engine::program::{Checked, check};

/// The beginning of every test document: six lines, so that a test's own text begins on line 7.
const HEAD: &str = r#"[program]
code = "test"
name = "Test"
currency = "CNY"
time_zone = "Asia/Shanghai"

"#;

/// A wallet and a rule for documents that need one.
const BASE: &str = r#"[wallets.points]
[[rules]]
name = "base"
on = "order"
wallet = "points"
give = { rate = 1 }
"#;

/// A document that is only about what the test is about.
fn document(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

/// The diagnostics of a check as a table that a person can review.
fn said(checked: &Checked) -> String {
    let mut text = String::new();
    for diagnostic in &checked.diagnostics {
        let place = diagnostic.position.map_or("-".into(), |at| format!("{}:{}", at.line, at.column));
        let (severity, code) = (diagnostic.severity.as_str(), diagnostic.code.as_str());
        let _ = writeln!(text, "{severity} {code} {place} {}", diagnostic.path);
        let _ = writeln!(text, "    {}{}", diagnostic.reason.zh, diagnostic.remedy.zh);
        let _ = writeln!(text, "    {} {}", diagnostic.reason.en, diagnostic.remedy.en);
    }
    text
}

/// What a check says of each of these documents, under their titles.
fn table(cases: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (title, case) in cases {
        let _ = writeln!(text, "== {title}\n{}", said(&check(case)));
    }
    text
}

/// The TOML files of a folder, beside the crate's manifest.
fn documents(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(!files.is_empty());
    files
}
