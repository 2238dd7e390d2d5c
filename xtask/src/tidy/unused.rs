//! No dependency that no source names, and no version in the workspace's list that no crate takes.
//!
//! A dependency that is needed though unseen is listed with its crate: `[package.metadata.tidy] used_unseen = ["name"]`.

use super::{Finding, Project};
use crate::source::words;
use crate::tree::Tree;
use crate::workspace::Package;
use std::collections::BTreeSet;

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        project.workspace.packages.iter().flat_map(|package| check_package(project.tree, package)).collect();
    let taken: BTreeSet<&str> = project
        .workspace
        .packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .map(|dependency| dependency.name.as_str())
        .collect();
    if let Some(manifest) = project.tree.get("Cargo.toml") {
        found.extend(untaken(&manifest.text, &taken));
    }
    found
}

fn check_package(tree: &Tree, package: &Package) -> Vec<Finding> {
    let named: BTreeSet<&str> = tree
        .rust(&package.folder)
        .flat_map(|(_, file)| words(file.code()).map(|(_, word)| word).chain(example_words(&file.text)))
        .collect();
    let unseen = package.dependencies.iter().filter(|dependency| {
        !named.contains(dependency.ident.as_str()) && !package.used_unseen.contains(&dependency.name)
    });
    let place = format!("{}/Cargo.toml", package.folder);
    unseen
        .map(|dependency| Finding::new(&place, format!("no source names `{}`: take it out", dependency.name)))
        .collect()
}

/// Words in documentation, whose examples may be all that uses a dependency of the tests.
fn example_words(text: &str) -> impl Iterator<Item = &str> {
    let documentation = text.lines().map(str::trim_start).filter(|line| line.starts_with("//"));
    documentation.flat_map(|line| words(line).map(|(_, word)| word))
}

/// Entries of `[workspace.dependencies]` that no crate takes.
fn untaken(manifest: &str, taken: &BTreeSet<&str>) -> Vec<Finding> {
    let Ok(manifest) = manifest.parse::<toml::Table>() else {
        return vec![Finding::new("Cargo.toml", "is not TOML")];
    };
    let listed = manifest
        .get("workspace")
        .and_then(|table| table.get("dependencies"))
        .and_then(|list| list.as_table());
    let names = listed.into_iter().flat_map(toml::Table::keys).filter(|name| !taken.contains(name.as_str()));
    names.map(|name| Finding::new("Cargo.toml", format!("no crate takes `{name}`: take it out"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Dependency, Kind};

    fn dependency(name: &str) -> Dependency {
        Dependency { name: name.to_owned(), ident: name.replace('-', "_"), kind: Kind::Normal }
    }

    #[test]
    fn a_dependency_that_no_source_names_is_found() {
        let tree =
            Tree::from([("crates/a/src/lib.rs", "use tower_http::x;\n// serde\nconst X: &str = \"csv\";")]);
        let package = Package {
            folder: "crates/a".to_owned(),
            dependencies: ["tower-http", "serde", "csv", "mimalloc"].map(dependency).to_vec(),
            used_unseen: BTreeSet::from(["mimalloc".to_owned()]),
            ..Package::default()
        };
        let found: Vec<_> = check_package(&tree, &package).into_iter().map(|finding| finding.what).collect();
        assert_eq!(found, ["no source names `csv`: take it out"]);
    }

    #[test]
    fn a_version_that_no_crate_takes_is_found() {
        let manifest = "[workspace.dependencies]\na = \"1\"\nb = { version = \"1\" }\n";
        assert_eq!(untaken(manifest, &BTreeSet::from(["a"])).len(), 1);
    }
}
