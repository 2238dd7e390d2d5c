//! Every crate's front page says what it is for, and a library's leads with an example.

use super::{Finding, Project};

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in &project.workspace.packages {
        for root in &package.roots {
            let is_library = *root == format!("{}/src/lib.rs", package.folder);
            let is_program = *root == format!("{}/src/main.rs", package.folder);
            let Some(file) = project.tree.get(root).filter(|_| is_library || is_program) else { continue };
            let page: Vec<&str> = file.text.lines().filter_map(|line| line.strip_prefix("//!")).collect();
            if page.is_empty() {
                found.push(Finding::new(root, "has no front page (`//!`): say what the crate is for"));
            } else if is_library && !has_example(&page) {
                found.push(Finding::new(root, "the front page has no example that is compiled"));
            }
        }
    }
    found
}

/// Whether a page has a block of code that the documentation tests compile.
fn has_example(page: &[&str]) -> bool {
    let fences = page.iter().map(|line| line.trim()).filter(|line| line.starts_with("```"));
    // Every other fence closes a block.
    let mut opening = fences.step_by(2);
    opening.any(|fence| matches!(fence, "```" | "```rust" | "```no_run"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;
    use crate::workspace::{Package, Workspace};

    #[test]
    fn pages_are_asked_of_libraries_and_programs() {
        let package = |folder: &str, root: &str| Package {
            folder: folder.to_owned(),
            roots: vec![format!("{folder}/{root}"), format!("{folder}/tests/it/main.rs")],
            ..Package::default()
        };
        let packages = vec![
            package("good", "src/lib.rs"),
            package("plain", "src/lib.rs"),
            package("tool", "src/main.rs"),
            package("mute", "src/main.rs"),
        ];
        let workspace = Workspace { packages, ..Workspace::default() };
        let tree = Tree::from([
            ("good/src/lib.rs", "//! For this.\n//!\n//! ```\n//! good::do_it();\n//! ```\n"),
            ("plain/src/lib.rs", "//! For that.\n//! ```ignore\n//! x\n//! ```\nfn f() {}"),
            ("tool/src/main.rs", "//! A tool.\n"),
            ("mute/src/main.rs", "fn main() {}\n"),
            ("good/tests/it/main.rs", ""),
        ]);
        let found = check(&Project { workspace: &workspace, tree: &tree });
        let places: Vec<_> = found.iter().map(|finding| finding.place.as_str()).collect();
        assert_eq!(places, ["plain/src/lib.rs", "mute/src/main.rs"]);
    }
}
