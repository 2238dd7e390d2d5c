//! House rules that a machine can check. Each check is one file, takes the project as text and says what it found.

mod changelog;
mod dead_files;
mod decisions;
mod features;
mod floors;
mod front_pages;
mod length;
mod migrations;
mod punctuation;
mod purity;
mod ratchet;
mod readme;
mod unfinished;
mod unused;
mod vocabulary;

use crate::tree::Tree;
use crate::workspace::Workspace;
use anyhow::Result;
use ratchet::Ratchet;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// A file, or a file and a line.
    place: String,
    /// What is wrong and what to do about it.
    what: String,
}

impl Finding {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

/// What a check looks at.
struct Project<'a> {
    workspace: &'a Workspace,
    tree: &'a Tree,
}

type Check = fn(&Project<'_>) -> Vec<Finding>;

/// Every check that knows no exceptions. The ones that do are in [`ratchet`].
const CHECKS: &[(&str, Check)] = &[
    ("floors", floors::check),
    ("engine purity", purity::check),
    ("dead files", dead_files::check),
    ("unfinished code", unfinished::check),
    ("unused dependencies", unused::check),
    ("front pages", front_pages::check),
    ("feature list", features::check),
    ("decision records", decisions::check),
    ("changelog", changelog::check),
    ("readme languages", readme::check),
    ("migrations", migrations::check),
    ("vocabulary", vocabulary::check),
    ("Chinese punctuation", punctuation::check),
];

/// What to do with the ratchet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ratcheting {
    Check,
    Bless,
}

/// Checks the project, prints what was found, and says whether it is tidy.
pub(crate) fn run(ratcheting: Ratcheting) -> Result<bool> {
    let workspace = Workspace::load()?;
    let tree = Tree::load(&workspace.root)?;
    if ratcheting == Ratcheting::Bless {
        let blessed = Ratchet::read(&tree)?.lowered(&length::measure(&tree));
        std::fs::write(workspace.root.join(ratchet::PATH), blessed.to_text())?;
        println!("{} lowered to what the tree has reached", ratchet::PATH);
        return Ok(true);
    }
    let found = findings(&Project { workspace: &workspace, tree: &tree })?;
    for (check, finding) in &found {
        println!("{}: {} ({check})", finding.place, finding.what);
    }
    println!("{} files, {} checks: {}", tree.files().count(), CHECKS.len() + 1, verdict(found.len()));
    Ok(found.is_empty())
}

fn verdict(found: usize) -> String {
    match found {
        0 => "tidy".to_owned(),
        1 => "1 finding".to_owned(),
        _ => format!("{found} findings"),
    }
}

fn findings(project: &Project<'_>) -> Result<Vec<(&'static str, Finding)>> {
    let mut found = Vec::new();
    for (name, check) in CHECKS {
        found.extend(check(project).into_iter().map(|finding| (*name, finding)));
    }
    let ratchet = Ratchet::read(project.tree)?;
    found
        .extend(ratchet.check(&length::measure(project.tree)).into_iter().map(|finding| ("length", finding)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_tidy() {
        let workspace = Workspace::load().expect("cargo metadata");
        let tree = Tree::load(&workspace.root).expect("git ls-files");
        let found = findings(&Project { workspace: &workspace, tree: &tree }).expect("a ratchet file");
        assert!(found.is_empty(), "{found:#?}");
    }
}
