//! The engine is pure: no floating point, and nothing that waits, reads a clock or looks outside.

use super::{Finding, Project};
use crate::source::{line_of, without_tests, words};

const ENGINE: &str = "crates/engine";

/// What must not stand in the engine's code, tests aside.
const FORBIDDEN: &[(&str, &str)] = &[
    ("f32", "floating point: use integers or decimals"),
    ("f64", "floating point: use integers or decimals"),
    ("async", "waiting: the engine has no async function"),
    ("std::env", "the environment: hand it in as an argument"),
    ("std::fs", "files: hand the text in"),
    ("std::net", "the network"),
    ("std::time", "the clock: time is an argument"),
    ("std::thread", "threads: the caller spreads the members over cores"),
    ("std::process", "processes"),
    ("thread_local", "hidden state"),
    ("static mut", "hidden state"),
    ("println", "output: return what there is to say"),
    ("eprintln", "output: return what there is to say"),
];

/// Reads documents that others wrote, in which a floating-point number may stand, so as to refuse it with its place.
const READS_FLOATS: &str = "crates/engine/src/program/check/tree.rs";

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let sources = format!("{ENGINE}/src");
    let mut found: Vec<Finding> = project
        .tree
        .rust(&sources)
        .filter(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .flat_map(|(path, file)| check_file(path, file.code()))
        .collect();
    let front = format!("{sources}/lib.rs");
    let forbids = |file: &crate::tree::File| file.code().contains("#![forbid(clippy::float_arithmetic");
    if project.tree.get(&front).is_some_and(|file| !forbids(file)) {
        found.push(Finding::new(front, "begin with `#![forbid(clippy::float_arithmetic)]`"));
    }
    found
}

fn check_file(path: &str, code: &str) -> Vec<Finding> {
    let code = without_tests(code);
    let mut found = Vec::new();
    for (pattern, why) in FORBIDDEN {
        if path == READS_FLOATS && ["f32", "f64"].contains(pattern) {
            continue;
        }
        let first = pattern.split([':', ' ']).next().unwrap_or(pattern);
        let hit = words(&code).find(|(at, word)| *word == first && code[*at..].starts_with(pattern));
        if let Some((at, _)) = hit {
            // The line is that of the code without its tests, which come last by custom.
            found.push(Finding::new(
                format!("{path}:{}", line_of(&code, at)),
                format!("`{pattern}` is {why}"),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;
    use crate::workspace::Workspace;

    #[test]
    fn impurities_are_found_in_code_and_only_there() {
        let tree = Tree::from([
            ("crates/engine/src/lib.rs", "//! f64\n#![forbid(clippy::float_arithmetic)]\nfn a(x: f64) {}\n"),
            ("crates/engine/src/b.rs", "use std::time::Instant;\n#[cfg(test)]\nmod tests { use std::fs; }\n"),
            ("crates/app/src/lib.rs", "use std::fs;"),
        ]);
        let found = check(&Project { workspace: &Workspace::default(), tree: &tree });
        let places: Vec<_> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["crates/engine/src/b.rs:1", "crates/engine/src/lib.rs:3"]);
    }

    #[test]
    fn the_engine_must_forbid_floats() {
        let tree = Tree::from([("crates/engine/src/lib.rs", "//! #![forbid(clippy::float_arithmetic)]\n")]);
        assert_eq!(check(&Project { workspace: &Workspace::default(), tree: &tree }).len(), 1);
    }
}
