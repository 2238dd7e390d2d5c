//! Migrations are numbered 1, 2, 3, ... within their folder, so that each database knows what it still lacks.

use super::{Finding, Project};
use std::collections::BTreeMap;

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, _) in project.tree.files().filter(|(path, _)| path.ends_with(".sql")) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folder.split('/').any(|part| part == "migrations") {
            folders.entry(folder).or_default().push(name);
        }
    }
    let mut found = Vec::new();
    for (folder, names) in folders {
        for (name, expected) in names.into_iter().zip(1_u32..) {
            let digits = name.split(|character: char| !character.is_ascii_digit()).next().unwrap_or("");
            if digits.parse() != Ok(expected) {
                let what = format!("expected migration {expected} here: number without gaps");
                found.push(Finding::new(format!("{folder}/{name}"), what));
            }
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
    fn gaps_and_twins_are_found() {
        let tree = Tree::from([
            ("a/migrations/journal/0001_init.sql", ""),
            ("a/migrations/journal/0002_more.sql", ""),
            ("a/migrations/views/0001_init.sql", ""),
            ("a/migrations/views/0003_gap.sql", ""),
            ("b/migrations/1_a.sql", ""),
            ("b/migrations/1_b.sql", ""),
            ("b/queries/any.sql", ""),
        ]);
        let found = check(&Project { workspace: &Workspace::default(), tree: &tree });
        let places: Vec<_> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["a/migrations/views/0003_gap.sql", "b/migrations/1_b.sql"]);
    }
}
