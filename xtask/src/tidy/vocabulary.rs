//! The project's files speak of the product alone, and call each thing by its one name.
//!
//! The patterns are put together from pieces, so that this file does not contain what it forbids.

use super::{Finding, Project};
use crate::source::{line_of, words};

/// Folders of one machine, and hosts that only a lock file or a client's own settings may name.
const NOWHERE: &[&[&str]] = &[
    &["/wo", "rk/"],
    &["/ro", "ot/"],
    &["/tm", "p/"],
    &["/ho", "me/"],
    &["crates", ".io"],
    &["pypi", ".org"],
    &["npmjs", ".com"],
    &["npmjs", ".org"],
    &["debian", ".org"],
];

/// Words of the workshop, not of the product.
const WORKSHOP: &[&[&str]] =
    &[&["briefi", "ng"], &["work", "tree"], &["subag", "ent"], &["chat", "gpt"], &["clau", "de"]];

/// Names that are not ours for a thing, as they would stand in code: `struct User`, `fn user_id`.
const WRONG_NAMES: &[(&[&str], &str)] = &[(&["cust", "omer"], "member"), (&["integ", "ral"], "points")];

/// Files that are written by tools.
const EXEMPT: &[&str] = &["Cargo.lock"];

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let ours = project.tree.files().filter(|(path, _)| !EXEMPT.contains(path));
    ours.flat_map(|(path, file)| {
        let mut found = check_text(path, &file.text);
        if path.ends_with(".rs") {
            found.extend(check_names(path, file.code()));
        }
        found
    })
    .collect()
}

fn check_text(path: &str, text: &str) -> Vec<Finding> {
    let lower = text.to_lowercase();
    let hits = |list: &[&[&str]], what: &str| -> Vec<Finding> {
        let patterns = list.iter().map(|pieces| pieces.concat());
        let found = patterns.filter_map(|pattern| lower.find(&pattern).map(|at| (pattern, at)));
        found
            .map(|(pattern, at)| {
                Finding::new(format!("{path}:{}", line_of(&lower, at)), format!("`{pattern}` {what}"))
            })
            .collect()
    };
    let mut found = hits(NOWHERE, "is a place on one machine or a registry's host: name neither");
    found.extend(hits(WORKSHOP, "is not a word of the product"));
    found
}

fn check_names(path: &str, code: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (pieces, right) in WRONG_NAMES {
        let wrong = pieces.concat();
        // A name after `::` may be another crate's.
        let ours = |at: usize| !code[..at].ends_with("::");
        let hit = words(code).find(|(at, word)| ours(*at) && word.to_lowercase().contains(&wrong));
        if let Some((at, word)) = hit {
            let place = format!("{path}:{}", line_of(code, at));
            found.push(Finding::new(place, format!("`{word}`: here it is called {right}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::code;

    #[test]
    fn machine_paths_and_wrong_names_are_found() {
        let path = ["/ro", "ot/shop.db"].concat();
        assert_eq!(check_text("a.md", &format!("one\nopen {path}"))[0].place, "a.md:2");
        assert!(check_text("a.md", "a member's home is where the points are").is_empty());
        let text = format!("struct {}Id; // a {}", ["Cust", "omer"].concat(), ["cust", "omer"].concat());
        assert_eq!(check_names("a.rs", &code(&text)).len(), 1);
        assert!(check_names("a.rs", &code("struct MemberId;")).is_empty());
        let theirs = format!("other::{}Id", ["Cust", "omer"].concat());
        assert!(check_names("a.rs", &theirs).is_empty());
    }
}
