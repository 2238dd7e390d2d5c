//! The project's files as git has them, in memory.

use crate::source;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// Files of at most this many bytes are read; larger ones are data.
const LARGEST: u64 = 1 << 20;

/// All text files of the project by path relative to its root, with `/`.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    files: BTreeMap<String, File>,
}

#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) text: String,
    code: OnceLock<String>,
}

impl File {
    /// See [`source::code`].
    pub(crate) fn code(&self) -> &str {
        self.code.get_or_init(|| source::code(&self.text))
    }
}

impl Tree {
    /// Reads what git tracks or would track.
    pub(crate) fn load(root: &Path) -> Result<Self> {
        let output = Command::new("git")
            .current_dir(root)
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .output()
            .context("cannot run git")?;
        if !output.status.success() {
            bail!("git ls-files failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let mut tree = Self::default();
        for path in String::from_utf8_lossy(&output.stdout).split('\0').filter(|path| !path.is_empty()) {
            let full = root.join(path);
            // A file deleted but not yet committed is listed too.
            let Ok(about) = std::fs::metadata(&full) else { continue };
            if about.is_file() && about.len() <= LARGEST {
                let bytes = std::fs::read(&full).with_context(|| format!("cannot read {path}"))?;
                if let Ok(text) = String::from_utf8(bytes) {
                    tree.insert(path, text);
                }
            }
        }
        Ok(tree)
    }

    pub(crate) fn insert(&mut self, path: &str, text: impl Into<String>) {
        self.files.insert(path.to_owned(), File { text: text.into(), code: OnceLock::new() });
    }

    pub(crate) fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// All files, by path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The Rust files below a folder (`""`: everywhere), by path.
    pub(crate) fn rust<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> {
        self.files().filter(move |(path, _)| is_below(path, folder) && path.ends_with(".rs"))
    }
}

/// Whether a path lies in a folder (`""`: the root).
pub(crate) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
impl<const N: usize> From<[(&str, &str); N]> for Tree {
    fn from(files: [(&str, &str); N]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.insert(path, text);
        }
        tree
    }
}
