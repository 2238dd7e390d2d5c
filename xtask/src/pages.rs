//! The gate of the pages: generated types, types, lint, unit tests, build, budget. Where Node is missing it says so and passes.

use crate::workspace::{Workspace, cargo};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, Stdio};

/// The oldest Node that the tools of the pages run on.
const OLDEST: (u32, u32) = (20, 19);

/// Whether the pages are in order, or cannot be looked at here.
pub(crate) fn check(workspace: &Workspace) -> Result<bool> {
    let web = workspace.root.join("web");
    if let Some(why) = missing() {
        println!("not run: {why}; the pages need Node {}.{} or later, with npm", OLDEST.0, OLDEST.1);
        return Ok(true);
    }
    // Installs and builds only what changed; what is built here is embedded by the gates behind it.
    Ok(run(&web, "node", &["tools/pages.js"])?
        && run(&web, "npm", &["run", "--silent", "check"])?
        && run(&web, "npm", &["run", "--silent", "budget"])?)
}

/// Whether the tasks of people can be done in a browser, against the executable that the tests before built. Says so where there is no
/// browser, or none of the pages.
pub(crate) fn use_them(workspace: &Workspace) -> Result<bool> {
    if let Some(why) = missing() {
        println!("not run: {why}");
        return Ok(true);
    }
    let name = if cfg!(windows) { "tessera.exe" } else { "tessera" };
    let mut command = Command::new("node");
    command.arg("e2e/run.js").current_dir(workspace.root.join("web")).stdin(Stdio::null());
    command.env("TESSERA_BIN", workspace.target.join("debug").join(name));
    Ok(command.status().context("cannot run node")?.success())
}

/// Makes the pictures of the pages that the documents show, from the demo of a release build.
pub(crate) fn picture(workspace: &Workspace) -> Result<bool> {
    if let Some(why) = missing() {
        println!("not made: {why}");
        return Ok(false);
    }
    let built = cargo(&workspace.root)
        .args(["build", "--release", "-p", "tessera-cli"])
        .status()
        .context("cannot run cargo")?;
    if !built.success() {
        return Ok(false);
    }
    let name = if cfg!(windows) { "tessera.exe" } else { "tessera" };
    let mut command = Command::new("node");
    command.args(["e2e/screenshots.js", "../docs/pictures"]).current_dir(workspace.root.join("web"));
    command.env("TESSERA_BIN", workspace.target.join("release").join(name)).stdin(Stdio::null());
    Ok(command.status().context("cannot run node")?.success())
}

/// Why the pages cannot be looked at here.
fn missing() -> Option<String> {
    let Some(version) = said("node") else { return Some("Node is not installed".to_owned()) };
    if said("npm").is_none() {
        return Some("npm is not installed".to_owned());
    }
    (!is_enough(&version)).then(|| format!("Node {version} is too old"))
}

/// The version that a program says, if it starts.
fn said(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn is_enough(version: &str) -> bool {
    let mut numbers =
        version.trim_start_matches('v').split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST
}

fn run(web: &Path, program: &str, arguments: &[&str]) -> Result<bool> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(web).stdin(Stdio::null()).env("VITE_QUIET", "1");
    let status = command.status().with_context(|| format!("cannot run {program}"))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::is_enough;

    #[test]
    fn a_node_that_is_too_old_is_known() {
        assert!(is_enough("v20.19.0") && is_enough("v24.1.0"));
        assert!(!is_enough("v20.18.3") && !is_enough("v18.20.1") && !is_enough("nonsense"));
    }
}
