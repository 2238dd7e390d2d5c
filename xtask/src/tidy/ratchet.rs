//! What is longer than the limits today, with its length: a list that may only shrink.

use super::Finding;
use super::length::{FILE, FUNCTION, TooLong, WHOLE_FILE};
use crate::tree::Tree;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where the list is.
pub(super) const PATH: &str = "xtask/ratchet.toml";

/// The exceptions, as committed.
pub(super) struct Ratchet(TooLong);

impl Ratchet {
    /// Reads the list; no file is an empty list.
    pub(super) fn read(tree: &Tree) -> Result<Self> {
        let text = tree.get(PATH).map_or("", |file| &file.text);
        let table: toml::Table = text.parse().with_context(|| format!("{PATH} is not TOML"))?;
        let section = |name: &str| -> Result<BTreeMap<String, usize>> {
            let entries = table.get(name).and_then(toml::Value::as_table).into_iter().flatten();
            let number = |(key, value): (&String, &toml::Value)| {
                let lines = value.as_integer().and_then(|lines| usize::try_from(lines).ok());
                Ok((key.clone(), lines.with_context(|| format!("{PATH}: `{key}` has no number of lines"))?))
            };
            entries.map(number).collect()
        };
        Ok(Self(TooLong {
            files: section("files")?,
            whole_files: section("whole_files")?,
            functions: section("functions")?,
        }))
    }

    /// What is longer than the list allows, and what the list need not allow any more.
    pub(super) fn check(&self, now: &TooLong) -> Vec<Finding> {
        let TooLong { files, whole_files, functions } = &self.0;
        let mut found = compare("code", FILE, files, &now.files);
        found.extend(compare("whole file", WHOLE_FILE, whole_files, &now.whole_files));
        found.extend(compare("function", FUNCTION, functions, &now.functions));
        found
    }

    /// The same list, lowered to what is left; never raised.
    pub(super) fn lowered(&self, now: &TooLong) -> Self {
        let lower = |listed: &BTreeMap<String, usize>, now: &BTreeMap<String, usize>| {
            let kept = listed.iter().filter_map(|(name, lines)| Some((name, lines.min(now.get(name)?))));
            kept.map(|(name, lines)| (name.clone(), *lines)).collect()
        };
        Self(TooLong {
            files: lower(&self.0.files, &now.files),
            whole_files: lower(&self.0.whole_files, &now.whole_files),
            functions: lower(&self.0.functions, &now.functions),
        })
    }

    /// The list as it is committed.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!(
            "# What is longer than it should be: a file may have {FILE} lines of code beside its tests and {WHOLE_FILE} lines in\n\
             # all, a function {FUNCTION} lines. The list may only shrink: `cargo xtask tidy --bless` lowers it to what the tree has reached.\n"
        );
        let sections = [
            ("files", &self.0.files),
            ("whole_files", &self.0.whole_files),
            ("functions", &self.0.functions),
        ];
        for (name, entries) in sections {
            let _ = writeln!(text, "\n[{name}]");
            for (key, lines) in entries {
                let _ = writeln!(text, "\"{key}\" = {lines}");
            }
        }
        text
    }
}

fn compare(
    what: &str,
    limit: usize,
    listed: &BTreeMap<String, usize>,
    now: &BTreeMap<String, usize>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, lines) in now {
        let allowed = listed.get(name).copied().unwrap_or(limit);
        if *lines > allowed {
            found.push(Finding::new(
                name,
                format!("{what} of {lines} lines, {allowed} allowed: find the seam"),
            ));
        }
    }
    for name in listed.keys().filter(|name| !now.contains_key(*name)) {
        found.push(Finding::new(
            PATH,
            format!("`{name}` needs no exception any more: `cargo xtask tidy --bless`"),
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratchet(text: &str) -> Ratchet {
        Ratchet::read(&Tree::from([(PATH, text)])).expect("a list")
    }

    fn now(functions: &[(&str, usize)]) -> TooLong {
        let functions = functions.iter().map(|(name, lines)| ((*name).to_owned(), *lines)).collect();
        TooLong { functions, ..TooLong::default() }
    }

    #[test]
    fn the_list_allows_what_it_says_and_no_more() {
        let list = ratchet("[functions]\n\"a.rs::f\" = 80\n\"a.rs::gone\" = 90\n");
        assert_eq!(list.check(&now(&[("a.rs::f", 80), ("a.rs::gone", 71)])).len(), 0);
        assert_eq!(list.check(&now(&[("a.rs::f", 81), ("a.rs::gone", 71)])).len(), 1);
        assert_eq!(list.check(&now(&[("a.rs::f", 80), ("a.rs::new", 71)])).len(), 2);
    }

    #[test]
    fn blessing_lowers_and_never_raises() {
        let list = ratchet("[functions]\n\"a\" = 80\n\"b\" = 80\n\"c\" = 80\n");
        let lowered = list.lowered(&now(&[("a", 75), ("b", 95), ("new", 100)]));
        assert_eq!(lowered.0, now(&[("a", 75), ("b", 80)]));
        assert_eq!(ratchet(&lowered.to_text()).0, lowered.0);
    }
}
