//! The presets and the programs of other tests are accepted as they stand, and their examples come out.

use super::{documents, said};
use tessera_engine::program::{Severity, check, read};

#[test]
fn presets_are_accepted_without_a_warning() {
    for file in documents("../../programs") {
        let checked = check(&std::fs::read_to_string(&file).unwrap());
        let fine = checked.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Note);
        assert!(checked.program.is_some() && fine, "{}\n{}", file.display(), said(&checked));
    }
}

#[test]
fn the_programs_of_other_tests_are_accepted() {
    for file in documents("tests/programs") {
        let checked = check(&std::fs::read_to_string(&file).unwrap());
        assert!(checked.program.is_some(), "{}\n{}", file.display(), said(&checked));
    }
}

#[test]
fn an_example_that_does_not_come_out_stops_a_check_and_not_a_reading() {
    for file in documents("../../programs") {
        let text = std::fs::read_to_string(&file).unwrap();
        let wrong = text.replacen("balance = { points = ", "balance = { points = 7", 1);
        assert_ne!(text, wrong);
        let checked = check(&wrong);
        assert!(checked.program.is_none());
        assert!(checked.diagnostics.iter().any(|said| said.code.as_str() == "example-fails"));
        assert!(read(&wrong).program.is_some());
    }
}

#[test]
fn a_document_in_json_is_the_same_program() {
    for file in documents("../../programs") {
        let text = std::fs::read_to_string(&file).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let json = serde_json::to_string(&plain(toml::Value::Table(table))).unwrap();
        let (from_toml, from_json) = (check(&text).program.unwrap(), check(&json).program.unwrap());
        assert_eq!(tessera_engine::program::diff(&from_toml, &from_json), vec![]);
    }
}

/// TOML's dates become text, as JSON has none.
fn plain(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(at) => at.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            serde_json::Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect())
        }
    }
}
