//! The real `tessera`, as a process of its own.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How often the memory of a process is looked at. Linux keeps the peak, so that only the last moments can be missed.
const LOOK: Duration = Duration::from_millis(20);

/// The executable: the one named, or the one beside this.
pub(crate) fn tessera(named: Option<&Path>) -> Result<PathBuf> {
    let beside = std::env::current_exe()?.with_file_name("tessera");
    let found = named.map_or(beside, Path::to_owned);
    if !found.is_file() {
        bail!("{} is not there: cargo build --release --package tessera-cli", found.display());
    }
    Ok(found)
}

/// Starts it silently.
pub(crate) fn start(program: &Path, arguments: &[&OsStr], folder: &Path) -> Result<Child> {
    let said = std::fs::File::create(folder.join("said.txt"))?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command.stdout(said.try_clone()?).stderr(said);
    command.spawn().with_context(|| program.display().to_string())
}

/// Waits for its end, and answers its peak of resident memory in bytes.
pub(crate) fn peak_until_end(mut child: Child, folder: &Path) -> Result<u64> {
    let mut peak = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = memory(child.id(), "VmHWM:").map_or(peak, |now| now.max(peak));
        std::thread::sleep(LOOK);
    };
    if !status.success() {
        let said = std::fs::read_to_string(folder.join("said.txt")).unwrap_or_default();
        bail!("it ended with {status}: {}", said.trim());
    }
    Ok(peak)
}

/// A figure of a process's memory in bytes: `VmRSS:`, `VmHWM:`.
pub(crate) fn memory(process: u32, what: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}
