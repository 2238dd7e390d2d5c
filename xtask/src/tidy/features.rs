//! The feature list tells the truth: each row names a place where a person uses the feature, and tests that exist.

use super::{Finding, Project};
use crate::source::words;
use crate::tree::Tree;
use std::collections::BTreeSet;

const PATH: &str = "docs/FEATURES.md";
/// What the API offers.
const API: &str = "docs/openapi.json";

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let Some(file) = project.tree.get(PATH) else {
        return vec![Finding::new(PATH, "is missing")];
    };
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    for (number, line) in file.text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let is_row = line.starts_with('|') && !line.contains("---") && !line.starts_with("| id ");
        if is_row {
            let place = format!("{PATH}:{}", number + 1);
            found.extend(
                check_row(project.tree, &cells, &mut ids).into_iter().map(|what| Finding::new(&place, what)),
            );
        }
    }
    found
}

fn check_row<'a>(tree: &Tree, cells: &[&'a str], ids: &mut BTreeSet<&'a str>) -> Vec<String> {
    let [id, _capability, place, tests] = cells else {
        return vec![format!("a row has four cells (id, capability, where, test), this one {}", cells.len())];
    };
    let mut found = Vec::new();
    if !ids.insert(id) {
        found.push(format!("{id} has two rows"));
    }
    let places = quoted(place);
    if places.is_empty() {
        found.push(format!("{id} names no place where a person uses it (in backquotes)"));
    }
    found.extend(places.into_iter().filter_map(|place| missing_place(tree, place)));
    let tests = quoted(tests);
    if tests.is_empty() {
        found.push(format!("{id} names no test (as `path/to/file.rs::name`)"));
    }
    found.extend(tests.into_iter().filter_map(|test| missing_test(tree, test)));
    found
}

/// What stands in backquotes.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// A place that is a file of the project, or an endpoint of the API, has to be there. Commands are held by the tests of the row
/// and by the tour of the front page.
fn missing_place(tree: &Tree, place: &str) -> Option<String> {
    if let Some((method, path)) = place.split_once(" /") {
        return missing_endpoint(tree, method, &format!("/{path}"));
    }
    let is_file = place.contains('/') && !place.contains(' ') && !place.starts_with('/');
    (is_file && tree.get(place).is_none()).then(|| format!("there is no file `{place}`"))
}

fn missing_endpoint(tree: &Tree, method: &str, path: &str) -> Option<String> {
    let document = tree.get(API).and_then(|file| serde_json::from_str::<serde_json::Value>(&file.text).ok());
    let found = document.is_some_and(|document| !document["paths"][path][method.to_lowercase()].is_null());
    (!found).then(|| format!("{API} has no `{method} {path}`"))
}

fn missing_test(tree: &Tree, test: &str) -> Option<String> {
    let Some((path, name)) = test.split_once("::") else {
        return Some(format!("`{test}` is not of the form `path/to/file.rs::name`"));
    };
    let Some(file) = tree.get(path) else {
        return Some(format!("there is no file `{path}`"));
    };
    // What is done in a browser goes by a name in quotes.
    if path.ends_with(".js") {
        let named = file.text.contains(&format!("\"{name}\": async"));
        return (!named).then(|| format!("`{path}` has no task `{name}`"));
    }
    let code = file.code();
    let mut pairs = words(code).zip(words(code).skip(1));
    let defined = pairs.any(|((_, before), (_, word))| before == "fn" && word == name);
    (!defined).then(|| format!("`{path}` has no function `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    #[test]
    fn rows_that_promise_too_much_are_found() {
        let list = "\
| id | capability | where | test |
| --- | --- | --- | --- |
| P1 | flat rate | `programs/flat.toml`, `POST /v1/orders` | `crates/a/tests/it/earn.rs::flat` |
| P1 | again | `tessera serve` | `crates/a/tests/it/earn.rs::flat` |
| P2 | bands | `programs/none.toml` | `crates/a/tests/it/earn.rs::banded` |
| P5 | gone | `GET /v1/orders` | `crates/a/tests/it/earn.rs::flat` |
| P3 | bonus | somewhere | `crates/a/tests/it/none.rs::x` |
| P4 | too few |
| P6 | by hand | `tessera serve` | `web/e2e/earn.js::buys tea` |
| P7 | by hand | `tessera serve` | `web/e2e/earn.js::buys coffee` |
";
        let tree = Tree::from([
            (PATH, list),
            ("programs/flat.toml", ""),
            (API, r#"{"paths": {"/v1/orders": {"post": {}}}}"#),
            ("crates/a/tests/it/earn.rs", "#[test]\nfn flat() {}\n// fn banded() {}\n"),
            ("web/e2e/earn.js", "export const earn = {\n  \"buys tea\": async () => {},\n};\n"),
        ]);
        let found = check(&Project { workspace: &Workspace::default(), tree: &tree });
        let said: Vec<_> = found.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(
            said,
            [
                "P1 has two rows",
                "there is no file `programs/none.toml`",
                "`crates/a/tests/it/earn.rs` has no function `banded`",
                "docs/openapi.json has no `GET /v1/orders`",
                "P3 names no place where a person uses it (in backquotes)",
                "there is no file `crates/a/tests/it/none.rs`",
                "a row has four cells (id, capability, where, test), this one 2",
                "`web/e2e/earn.js` has no task `buys coffee`",
            ]
        );
    }
}
