//! Measures Tessera beside its floors, in one run: `cargo xtask bench`.
//!
//! Rates of a machine that others share say little; the ratios to what was measured in the same run travel, and so does the CPU time of one
//! operation. What is compared takes turns. `docs/PERFORMANCE.md` says what the rows mean.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::float_arithmetic)] // It prints rates, and says on the way what it does.

mod anchors;
mod arguments;
mod bench;
mod child;
mod cost;
mod cpu;
mod histogram;
mod load;
mod orders;
mod report;
mod requests;
mod rows;
mod shop;
mod wal;

use anyhow::{Context as _, Result};
use arguments::{Arguments, Part};
use bench::Bench;
use clap::Parser;
use report::Report;
use std::os::unix::fs::PermissionsExt;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // Beside the executable, on a disk: the system's temporary folder may be memory, where nothing has to be made durable.
    let beside = std::env::current_exe()?;
    let beside = beside.parent().context("the executable is in no folder")?;
    let folder = tempfile::tempdir_in(beside)?;
    // PostgreSQL's account has a folder in it.
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
    if let Some(orders) = arguments.cost {
        return cost::run(orders, folder.path());
    }
    let bench = Bench::new(arguments, folder.path(), beside.parent().unwrap_or(beside))?;
    let mut report = Report::new(machine() + bench.arguments.caution());
    for (parts, measure) in FAMILIES {
        if parts.iter().any(|part| bench.arguments.wants(*part)) {
            eprintln!("measuring {parts:?} ...");
            if let Err(error) = measure(&bench, &mut report) {
                report.miss(format!("{parts:?}: {error:#}"));
            }
        }
    }
    println!("{}", report.markdown());
    if let Some(file) = &bench.arguments.json {
        std::fs::write(file, serde_json::to_string_pretty(&report)?)?;
    }
    Ok(())
}

/// What measures which rows.
type Family = (&'static [Part], fn(&Bench, &mut Report) -> Result<()>);

const FAMILIES: &[Family] = &[
    (&[Part::Rules], rows::rules::measure),
    (&[Part::Fold], rows::fold::measure),
    (&[Part::Import], rows::import::measure),
    (
        &[Part::Http, Part::Sustained, Part::Redeem, Part::Quotes, Part::Batches, Part::Reads, Part::Idle],
        rows::sqlite::measure,
    ),
    (&[Part::Postgres], rows::postgres::measure),
];

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |m| m.trim_matches(['\t', ' ', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!("{model}, {cores} cores, load {}", load.split(' ').next().unwrap_or("unknown"))
}
