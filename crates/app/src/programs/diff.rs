//! What changes between two program documents, told by path.

use std::collections::BTreeMap;
use toml::Value;

/// One difference between two program versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `wallets.points.expiry.kind`, `rules[base].give.rate`.
    pub path: Box<str>,
    /// What it was, as a TOML value; `None`: it was not there.
    pub before: Option<Box<str>>,
    /// What it is, as a TOML value; `None`: it is gone.
    pub after: Option<Box<str>>,
}

/// The differences of two documents that were accepted, in the order of their paths. Things in lists that have names are compared by
/// name, so that a new rule in front does not make every rule look changed; their order counts as a path of its own.
pub(super) fn diff(before: &str, after: &str) -> Vec<Difference> {
    let (before, after) = (leaves(before), leaves(after));
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let boxed = |value: Option<&String>| value.map(|value| value.as_str().into());
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| Difference {
            path: path.as_str().into(),
            before: boxed(before.get(path)),
            after: boxed(after.get(path)),
        })
        .collect()
}

fn leaves(document: &str) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    if let Some(value) = parse(document) {
        collect(String::new(), &value, &mut leaves);
    }
    leaves
}

/// Documents are TOML, or JSON where they begin with a brace.
fn parse(document: &str) -> Option<Value> {
    if document.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('{') {
        return serde_json::from_str(document.trim_start_matches('\u{feff}')).ok();
    }
    document.parse::<toml::Table>().ok().map(Value::Table)
}

fn collect(path: String, value: &Value, leaves: &mut BTreeMap<String, String>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(below, value, leaves);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_table) => {
            let names: Vec<String> =
                items.iter().enumerate().map(|(place, item)| name(place, item)).collect();
            for (name, item) in names.iter().zip(items) {
                collect(format!("{path}[{name}]"), item, leaves);
            }
            leaves.insert(format!("{path}[]"), names.join(", "));
        }
        leaf => {
            leaves.insert(path, leaf.to_string());
        }
    }
}

/// What an item of a list is called: its name, or its place.
fn name(place: usize, item: &Value) -> String {
    item.get("name").and_then(Value::as_str).map_or_else(|| place.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_in_front_changes_only_itself() {
        let before = "a = 1\n[[rules]]\nname = \"base\"\nrate = \"1\"\n";
        let after =
            "a = 2\n[[rules]]\nname = \"new\"\nrate = \"2\"\n[[rules]]\nname = \"base\"\nrate = \"1\"\n";
        let told: Vec<String> = diff(before, after)
            .into_iter()
            .map(|d| format!("{} {:?} {:?}", d.path, d.before.as_deref(), d.after.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                "a Some(\"1\") Some(\"2\")",
                "rules[] Some(\"base\") Some(\"new, base\")",
                "rules[new].name None Some(\"\\\"new\\\"\")",
                "rules[new].rate None Some(\"\\\"2\\\"\")",
            ]
        );
        assert_eq!(diff(before, before), []);
        assert_eq!(diff(r#"{"a": 1, "rules": [{"name": "base", "rate": "1"}]}"#, before), []);
    }
}
