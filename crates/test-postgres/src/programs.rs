//! PostgreSQL's programs, and the account that may run them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const INSTALL: &str = "these tests need PostgreSQL's server programs: install them (Debian: apt-get install postgresql), or name their folder in \
                       TESSERA_TEST_POSTGRES";

/// Where the programs are.
pub(crate) fn folder() -> PathBuf {
    let found = found().unwrap_or_else(|| panic!("{INSTALL}"));
    assert!(found.join("postgres").exists(), "there is no `postgres` in {}; {INSTALL}", found.display());
    found
}

/// The folder that is named, or else the newest that is installed.
pub(crate) fn found() -> Option<PathBuf> {
    let named = std::env::var_os("TESSERA_TEST_POSTGRES").filter(|named| !named.is_empty());
    named.map(PathBuf::from).or_else(newest)
}

fn newest() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let bins = versions.flatten().filter_map(|version| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        Some((number, version.path().join("bin"))).filter(|(_, bin)| bin.join("postgres").exists())
    });
    bins.max_by_key(|(number, _)| *number).map(|(_, bin)| bin)
}

/// The account that runs the server: PostgreSQL refuses to run as root.
pub(crate) fn account() -> Option<&'static str> {
    let id = output(Command::new("id").arg("-u"));
    (id.trim() == "0").then(|| {
        let is_there =
            Command::new("id").arg("postgres").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if is_there.is_ok_and(|status| status.success()) { "postgres" } else { "nobody" }
    })
}

/// What runs a program as that account.
pub(crate) fn as_account(program: impl AsRef<OsStr>) -> Command {
    match account() {
        Some(account) => {
            let group = output(Command::new("id").args(["-g", account]));
            let mut command = Command::new("setpriv");
            command.args(["--reuid", account, "--regid", group.trim(), "--clear-groups", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    }
}

/// Gives a folder to that account.
pub(crate) fn hand_over(folder: &Path) {
    if let Some(account) = account() {
        output(Command::new("chown").arg(account).arg(folder));
    }
}

/// Runs a command to its end.
pub(crate) fn output(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}
