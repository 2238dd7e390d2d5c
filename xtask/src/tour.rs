//! The tour of the front page, walked: every command of its shell blocks, in order, in a folder of its own.
//!
//! A front page whose commands nobody runs is wrong after a month. So the gates run them, with the executable that the tests
//! were built with.

use crate::workspace::{Workspace, cargo};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};

const PAGE: &str = "README.md";
/// A block with such a line builds or runs the release executable: what comes before the tour, and too slow for a gate.
const SKIPPED: &str = "--release";
/// Tells a command before it runs.
const TOLD: &str = r"printf '\n$ %s\n'";

/// Walks the tour and says whether every command did what it says.
pub(crate) fn walk(workspace: &Workspace) -> Result<bool> {
    // The same build as that of the tests, whose artefacts are there already: it makes the executable, too.
    let built =
        cargo(&workspace.root).args(["test", "--workspace", "--no-run", "--quiet", "--locked"]).status()?;
    if !built.success() {
        return Ok(false);
    }
    let page =
        std::fs::read_to_string(workspace.root.join(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
    let script = script(&page);
    if !script.contains(TOLD) {
        bail!("{PAGE} has no command in a block that begins with ```sh: there is nothing to walk");
    }
    for program in ["bash", "curl"] {
        if !starts(program) {
            bail!("the tour needs {program}: install it (apt-get install {program}) and try again");
        }
    }
    let folder = workspace.target.join("tour");
    prepare(&workspace.root, &folder)?;
    let programs = workspace.target.join("debug");
    let search_path = match std::env::var_os("PATH") {
        Some(path) => std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&path)))?,
        None => programs.into_os_string(),
    };
    let status = Command::new("bash")
        .current_dir(&folder)
        .args(["-c", &script])
        .env("PATH", search_path)
        .env("TESSERA_LANG", "en")
        .stdin(Stdio::null())
        .status()
        .context("cannot run bash")?;
    Ok(status.success())
}

/// A new folder in which the project's own files can be named as in a checkout, and what is written stays outside it.
fn prepare(root: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    for name in ["programs", "docs"] {
        std::os::unix::fs::symlink(root.join(name), folder.join(name))?;
    }
    Ok(())
}

/// The shell blocks of a page as one script that stops at the first command that fails, and ends what it started.
fn script(page: &str) -> String {
    let mut script = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT\n".to_owned();
    for block in shell_blocks(page).filter(|block| !block.contains(SKIPPED)) {
        for line in block.lines() {
            let told = line.trim_start().starts_with('#') || line.is_empty();
            if !told && !line.starts_with([' ', '}']) {
                script.push_str(&format!("{TOLD} {}\n", quoted(line)));
            }
            script.push_str(line);
            script.push('\n');
        }
    }
    script
}

fn starts(program: &str) -> bool {
    let status = Command::new(program).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn shell_blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next())
}

/// Text as one word of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_shell_blocks_has_no_commands() {
        for page in
            ["# A\n```bash\necho a\n```\n", "# A\r\n```sh\r\necho a\r\n```\r\n", "```sh\n# only told\n```\n"]
        {
            assert!(!script(page).contains(TOLD), "{page}");
        }
        assert!(script("```sh\necho a\n```\n").contains(TOLD));
    }

    #[test]
    fn the_script_holds_the_shell_blocks_in_order() {
        let page = "# A\n```sh\ncargo run --release\n```\n```sh\necho it's\n# told\n```\n```toml\nx = 1\n```\n```sh\nb \\\n  c\n```\n";
        let script = script(page);
        let commands: Vec<_> = script.lines().skip(2).collect();
        assert_eq!(
            commands,
            [
                r"printf '\n$ %s\n' 'echo it'\''s'",
                "echo it's",
                "# told",
                r"printf '\n$ %s\n' 'b \'",
                r"b \",
                "  c"
            ]
        );
    }
}
