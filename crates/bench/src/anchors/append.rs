//! A: an append that is synced, which is the least a durable answer costs.

use crate::histogram::Histogram;
use crate::load::Load;
use anyhow::Result;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// Appends 4 KiB with fdatasync, one after the other, for so long.
pub(crate) fn measure(folder: &Path, time: Duration) -> Result<Load> {
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("anchor"))?;
    let page = [7_u8; 4096];
    let (clock, mut latencies) = (Stopwatch::now(), Histogram::new());
    while clock.elapsed() < time {
        let one = Stopwatch::now();
        file.write_all(&page)?;
        file.sync_data()?;
        latencies.add(one.elapsed());
    }
    Ok(Load { done: latencies.count(), elapsed: clock.elapsed(), latencies, cpu: Duration::ZERO })
}
