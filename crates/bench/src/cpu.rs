//! The time of all cores that this process has spent, and a PostgreSQL server beside it.

use anyhow::{Context, Result};
use std::time::Duration;

/// Measures from its start on.
pub(crate) struct Meter {
    postmaster: Option<u32>,
    before: Duration,
}

impl Meter {
    /// Of this process and the children that end meanwhile; with the PostgreSQL server of this process id.
    pub(crate) fn start(postmaster: Option<u32>) -> Result<Self> {
        Ok(Self { postmaster, before: spent(postmaster)? })
    }

    /// What was spent since, to the hundredth of a second.
    pub(crate) fn spent(&self) -> Result<Duration> {
        Ok(spent(self.postmaster)?.saturating_sub(self.before))
    }
}

fn spent(postmaster: Option<u32>) -> Result<Duration> {
    let own = Stat::read("self").context("user and system time in /proc/self/stat")?;
    let mut ticks = own.ticks + own.of_the_ended;
    if let Some(postmaster) = postmaster {
        let server = Stat::read(&postmaster.to_string()).context("the PostgreSQL server is gone")?;
        ticks += server.ticks + server.of_the_ended;
        for entry in std::fs::read_dir("/proc")?.flatten() {
            // Whoever ends meanwhile is in the server's own figures next time.
            let process = entry.file_name().to_str().and_then(Stat::read);
            ticks +=
                process.filter(|process| process.parent == postmaster).map_or(0, |process| process.ticks);
        }
    }
    // Linux counts a hundred ticks a second on every architecture that Rust knows.
    Ok(Duration::from_millis(ticks * 10))
}

/// What a process says of itself.
struct Stat {
    parent: u32,
    ticks: u64,
    /// Of its children that have ended.
    of_the_ended: u64,
}

impl Stat {
    fn read(process: &str) -> Option<Self> {
        if process != "self" && !process.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name, in parentheses, may hold blanks; the parent is the second field after it, the times are the twelfth and on.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
        let parent = fields.get(1)?.parse().ok()?;
        Some(Self { parent, ticks: number(11)? + number(12)?, of_the_ended: number(13)? + number(14)? })
    }
}
