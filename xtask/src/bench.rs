//! `cargo xtask bench`: the benchmarks live in a crate of their own, so that nobody compiles them to run the tests.

use crate::workspace::{Workspace, cargo};
use anyhow::{Result, bail};

const CRATE: &str = "tessera-bench";

/// Runs the benchmark crate in a release build and hands it the arguments. Builds the executable first, which some of its rows start.
pub(crate) fn run(arguments: &[&str]) -> Result<bool> {
    let workspace = Workspace::load()?;
    if workspace.package(CRATE).is_none() {
        bail!("this checkout has no crate `{CRATE}`: the benchmarks are not part of it");
    }
    let mut executable = cargo(&workspace.root);
    println!("cargo build --release --package tessera-cli");
    if !executable.args(["build", "--release", "--package", "tessera-cli"]).status()?.success() {
        return Ok(false);
    }
    let mut command = cargo(&workspace.root);
    command.args(["run", "--release", "--package", CRATE, "--"]).args(arguments);
    println!("cargo run --release --package {CRATE} -- {}", arguments.join(" "));
    Ok(command.status()?.success())
}
