//! The published schema is the one that the check goes by.

use std::path::Path;
use tessera_engine::program::schema;

#[test]
fn the_published_schema_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/program.schema.json");
    let fresh = schema::json_schema_text();
    if std::fs::read_to_string(&file).unwrap_or_default() == fresh {
        return;
    }
    std::fs::write(&file, fresh).unwrap();
    panic!(
        "programs/program.schema.json was stale and has been written anew: look at the difference and commit it"
    );
}

#[test]
fn every_key_is_described_in_both_languages() {
    fn visit(path: &str, schema: &serde_json::Value, missing: &mut Vec<String>) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let description = property["description"].as_str().unwrap_or_default();
            let lines: Vec<&str> = description.lines().collect();
            let both = lines.iter().any(|line| line.is_ascii() && !line.is_empty())
                && lines.iter().any(|line| !line.is_ascii());
            // A tag such as `kind` says all it has to say by its value.
            if !both && property["const"].is_null() {
                missing.push(format!("{path}.{key}"));
            }
        }
        for variant in ["oneOf", "anyOf"].iter().filter_map(|key| schema[key].as_array()).flatten() {
            visit(path, variant, missing);
        }
    }
    let schema = schema::json_schema();
    let mut missing = Vec::new();
    visit("", schema, &mut missing);
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        visit(name, definition, &mut missing);
    }
    assert!(schema["$defs"].as_object().unwrap().len() > 20);
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_schema_says_its_draft_and_refuses_unknown_keys() {
    let schema = schema::json_schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["$defs"]["Wallet"]["additionalProperties"], false);
    assert!(!schema::json_schema_text().contains("\"null\""));
}
