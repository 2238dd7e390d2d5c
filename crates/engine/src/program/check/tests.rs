use super::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn said(checked: &Checked) -> String {
    let mut text = String::new();
    for diagnostic in &checked.diagnostics {
        let _ = writeln!(text, "{diagnostic}\n    {}{}", diagnostic.reason.zh, diagnostic.remedy.zh);
    }
    text
}

fn documents(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(!files.is_empty());
    files
}

#[test]
fn presets_and_test_programs_are_accepted_and_their_examples_come_out() {
    for file in documents("../../programs").into_iter().chain(documents("tests/programs")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let checked = check(&text);
        assert!(checked.program.is_some(), "{}\n{}", file.display(), said(&checked));
    }
}
