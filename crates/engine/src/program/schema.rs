//! The JSON Schema of the program document, for editors and for the check itself.

use super::document::Document;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// The schema (draft 2020-12), descriptions in Chinese and English. Keys that a document may leave out are optional;
/// `null` is never needed.
pub fn json_schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        let generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
        without_null(generator.into_root_schema_for::<Document>().to_value())
    });
    &SCHEMA
}

/// The schema as the published file `programs/program.schema.json` holds it: indented, keys sorted, a newline at the end.
pub fn json_schema_text() -> String {
    format!("{:#}\n", sorted(json_schema()))
}

/// `Option<T>` becomes plain `T`: a key is there or it is not.
fn without_null(schema: Value) -> Value {
    match schema {
        Value::Array(items) => Value::Array(items.into_iter().map(without_null).collect()),
        Value::Object(map) => {
            let mut map: Map<String, Value> =
                map.into_iter().map(|(key, value)| (key, without_null(value))).collect();
            map.retain(|key, value| !(key == "default" && value.is_null()));
            if let Some(Value::Array(kinds)) = map.get("type") {
                let mut rest: Vec<Value> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
                if rest.len() == 1 {
                    map.insert("type".into(), rest.swap_remove(0));
                }
            }
            if let Some(Value::Array(variants)) = map.get_mut("anyOf") {
                variants.retain(|variant| variant["type"] != "null");
                if let [only] = variants.as_slice() {
                    let only = only.clone();
                    map.remove("anyOf");
                    map.extend(only.as_object().cloned().unwrap_or_default());
                }
            }
            Value::Object(map)
        }
        other => other,
    }
}

/// The same value with the keys of every object sorted, whatever order the JSON library keeps them in.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            Value::Object(entries.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        other => other.clone(),
    }
}
