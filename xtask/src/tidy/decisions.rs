//! Decision records are numbered without gaps, and the index names each of them.

use super::{Finding, Project};

const FOLDER: &str = "docs/adr";

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let index = format!("{FOLDER}/README.md");
    let listed = project.tree.get(&index).map_or("", |file| &file.text);
    let mut found = Vec::new();
    let records = project.tree.files().filter_map(|(path, file)| {
        let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
        (name != "README.md" && name.ends_with(".md")).then_some((path, name, file))
    });
    for ((path, name, file), expected) in records.zip(1..) {
        if !name.starts_with(&format!("{expected:04}-")) {
            found
                .push(Finding::new(path, format!("expected number {expected:04} here: number without gaps")));
        }
        if !listed.contains(&format!("({name})")) {
            found.push(Finding::new(path, format!("{index} does not link to it")));
        }
        if !file.text.starts_with("# ") {
            found.push(Finding::new(path, "begins with no title"));
        }
    }
    for link in listed.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if project.tree.get(&format!("{FOLDER}/{link}")).is_none() {
            found.push(Finding::new(&index, format!("links to `{link}`, which is not there")));
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
    fn gaps_and_missing_links_are_found() {
        let tree = Tree::from([
            ("docs/adr/README.md", "[1](0001-a.md) [2](0002-gone.md)"),
            ("docs/adr/0001-a.md", "# A"),
            ("docs/adr/0003-c.md", "C"),
        ]);
        let found = check(&Project { workspace: &Workspace::default(), tree: &tree });
        let said: Vec<_> = found.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(
            said,
            [
                "expected number 0002 here: number without gaps",
                "docs/adr/README.md does not link to it",
                "begins with no title",
                "links to `0002-gone.md`, which is not there",
            ]
        );
    }
}
