//! No Rust file that no `mod` reaches: the compiler never sees it, so nothing says that it is wrong.

use super::{Finding, Project};
use crate::source::outer_modules;
use crate::tree::Tree;
use crate::workspace::Package;
use std::collections::BTreeSet;

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    project.workspace.packages.iter().flat_map(|package| check_package(project.tree, package)).collect()
}

fn check_package(tree: &Tree, package: &Package) -> Vec<Finding> {
    let mut reached = BTreeSet::new();
    let mut queue: Vec<(String, bool)> = package.roots.iter().map(|root| (root.clone(), true)).collect();
    while let Some((path, is_root)) = queue.pop() {
        let Some(file) = tree.get(&path) else { continue };
        if !reached.insert(path.clone()) {
            continue;
        }
        for (names, given) in outer_modules(&file.text, file.code()) {
            queue.extend(candidates(&path, is_root, &names, given.as_deref()).map(|path| (path, false)));
        }
    }
    let dead = tree.rust(&package.folder).filter(|(path, _)| !reached.contains(*path));
    dead.map(|(path, _)| Finding::new(path, "no `mod` reaches this file: declare it or remove it")).collect()
}

/// Where the file of a module may be.
fn candidates<'a>(
    parent: &str,
    is_root: bool,
    names: &[String],
    given: Option<&'a str>,
) -> impl Iterator<Item = String> + use<'a> {
    let (folder, file) = parent.rsplit_once('/').unwrap_or(("", parent));
    let stem = file.trim_end_matches(".rs");
    let own = if is_root || stem == "mod" { folder.to_owned() } else { format!("{folder}/{stem}") };
    let module = format!("{own}/{}", names.join("/"));
    let paths = match given {
        Some(path) => vec![format!("{folder}/{path}")],
        None => vec![format!("{module}.rs"), format!("{module}/mod.rs")],
    };
    paths.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreached_files_are_found() {
        let tree = Tree::from([
            ("crates/a/src/lib.rs", "mod b; mod c { mod d; }"),
            ("crates/a/src/b.rs", "mod e;\n#[path = \"strange/f.rs\"]\nmod f;"),
            ("crates/a/src/b/e.rs", ""),
            ("crates/a/src/strange/f.rs", ""),
            ("crates/a/src/c/d/mod.rs", "mod g;"),
            ("crates/a/src/c/d/g.rs", ""),
            ("crates/a/src/g.rs", "// mod g; stands in another folder"),
            ("crates/a/tests/it/main.rs", "mod h;"),
            ("crates/a/tests/it/h.rs", ""),
            ("crates/a/tests/it/i.rs", ""),
        ]);
        let package = Package {
            folder: "crates/a".to_owned(),
            roots: vec!["crates/a/src/lib.rs".to_owned(), "crates/a/tests/it/main.rs".to_owned()],
            ..Package::default()
        };
        let places: Vec<_> =
            check_package(&tree, &package).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["crates/a/src/g.rs", "crates/a/tests/it/i.rs"]);
    }
}
