//! What `cargo metadata` says of the workspace.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace as cargo resolves it for this machine.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    pub(crate) packages: Vec<Package>,
}

/// A crate of the workspace.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Its folder, relative to the root, with `/`.
    pub(crate) folder: String,
    pub(crate) dependencies: Vec<Dependency>,
    /// The root files of its targets, relative to the workspace root.
    pub(crate) roots: Vec<String>,
    /// Dependencies that its manifest declares to be used though no source names them.
    pub(crate) used_unseen: BTreeSet<String>,
}

/// A dependency as a manifest declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// The name that the sources use.
    pub(crate) ident: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Normal,
    Build,
    Dev,
}

/// A cargo command in a folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

impl Workspace {
    /// Asks cargo about the workspace that this tool belongs to.
    pub(crate) fn load() -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = cargo(here)
            .args(["metadata", "--format-version", "1", "--no-deps"])
            .output()
            .context("cannot run cargo")?;
        if !output.status.success() {
            bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        let value: Value =
            serde_json::from_slice(&output.stdout).context("cargo metadata printed no JSON")?;
        Self::read(&value)
    }

    /// Reads the answer of `cargo metadata`.
    pub(crate) fn read(value: &Value) -> Result<Self> {
        let root = PathBuf::from(text(value, "workspace_root")?);
        let target = PathBuf::from(text(value, "target_directory")?);
        let members: BTreeSet<&str> =
            list(value, "workspace_members")?.iter().filter_map(Value::as_str).collect();
        let ours = list(value, "packages")?
            .iter()
            .filter(|package| package["id"].as_str().is_some_and(|id| members.contains(id)));
        let mut packages = ours.map(|package| Package::read(package, &root)).collect::<Result<Vec<_>>>()?;
        packages.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { root, target, packages })
    }

    /// A crate of the workspace by name.
    pub(crate) fn package(&self, name: &str) -> Option<&Package> {
        self.packages.iter().find(|package| package.name == name)
    }

    /// What a crate pulls in outside its tests, directly or not, with its own features alone: cargo's tree of it, in which
    /// each line begins with its depth.
    pub(crate) fn needs(&self, package: &Package) -> Result<String> {
        let output = cargo(&self.root)
            .args(["tree", "--package", &package.name, "--edges", "normal,build", "--target", host()])
            .args(["--prefix", "depth", "--charset", "ascii"])
            .output()
            .context("cannot run cargo tree")?;
        if !output.status.success() {
            bail!("cargo tree failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

impl Package {
    fn read(value: &Value, root: &Path) -> Result<Self> {
        let relative = |path: &str| {
            let path = Path::new(path);
            path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
        };
        let manifest = text(value, "manifest_path")?;
        let folder = relative(manifest).trim_end_matches("Cargo.toml").trim_end_matches('/').to_owned();
        let dependencies =
            list(value, "dependencies")?.iter().map(Dependency::read).collect::<Result<_>>()?;
        let roots = list(value, "targets")?
            .iter()
            .map(|target| text(target, "src_path").map(relative))
            .collect::<Result<_>>()?;
        let used_unseen = list(&value["metadata"]["tidy"], "used_unseen")
            .map(|names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            .unwrap_or_default();
        Ok(Self { name: text(value, "name")?.to_owned(), folder, dependencies, roots, used_unseen })
    }
}

impl Dependency {
    fn read(value: &Value) -> Result<Self> {
        let name = text(value, "name")?;
        let ident = value["rename"].as_str().unwrap_or(name).replace('-', "_");
        let kind = match value["kind"].as_str() {
            Some("dev") => Kind::Dev,
            Some("build") => Kind::Build,
            _ => Kind::Normal,
        };
        Ok(Self { name: name.to_owned(), ident, kind })
    }
}

/// The platform this tool was built for, which is the one whose dependencies count.
fn host() -> &'static str {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "aarch64") => "aarch64-unknown-linux-gnu",
        ("macos", "aarch64") => "aarch64-apple-darwin",
        ("macos", _) => "x86_64-apple-darwin",
        ("windows", _) => "x86_64-pc-windows-msvc",
        _ => "x86_64-unknown-linux-gnu",
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key].as_str().with_context(|| format!("cargo metadata has no text `{key}`"))
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value]> {
    value[key].as_array().map(Vec::as_slice).with_context(|| format!("cargo metadata has no list `{key}`"))
}
