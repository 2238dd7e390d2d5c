//! A Python that has DuckDB: the one named, or one of our own in the target folder.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Finds it, and makes it where there is none yet. An error says what is missing.
pub(crate) fn find(named: Option<&Path>, target: &Path) -> Result<PathBuf> {
    if let Some(named) = named {
        has_duckdb(named).with_context(|| format!("{} has no package duckdb", named.display()))?;
        return Ok(named.to_owned());
    }
    let home = target.join("bench-python");
    let python = home.join("bin/python");
    if has_duckdb(&python).is_err() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&home))
            .context("python3 with its module venv is missing (Debian: apt-get install python3-venv)")?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "duckdb"]))
            .context("the package duckdb could not be installed")?;
        has_duckdb(&python)?;
    }
    Ok(python)
}

fn has_duckdb(python: &Path) -> Result<()> {
    run(Command::new(python).args(["-c", "import duckdb"]))
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}", said.trim().lines().last().unwrap_or("it failed"));
    }
    Ok(())
}
