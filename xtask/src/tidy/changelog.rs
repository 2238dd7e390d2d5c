//! The changelog keeps a place for what is not released yet.

use super::{Finding, Project};

const PATH: &str = "CHANGELOG.md";

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let text = project.tree.get(PATH).map(|file| file.text.as_str());
    match text {
        None => vec![Finding::new(PATH, "is missing")],
        Some(text) if text.lines().any(|line| line == "## [Unreleased]") => vec![],
        Some(_) => vec![Finding::new(PATH, "has no heading `## [Unreleased]`")],
    }
}
