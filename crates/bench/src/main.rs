//! Measures Tessera beside its floors, in one run: `cargo xtask bench`.
//!
//! Rates of a machine that others share say little; the ratios to what was measured in the same run travel.

#![allow(clippy::print_stdout, clippy::float_arithmetic)] // It prints rates.

mod anchors;
mod duckdb;
mod fold;
mod http;
mod load;
mod orders;
mod shop;

use anyhow::{Context as _, Result};
use clap::Parser;
use comfy_table::Table;
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Tessera beside its floors.
#[derive(Parser)]
struct Arguments {
    /// Orders to fold.
    #[arg(long, default_value_t = 10_000_000)]
    orders: usize,
    /// Members of the shops that are served, one run each.
    #[arg(long, value_delimiter = ',', default_value = "10000,1000000")]
    members: Vec<usize>,
    /// Connections, one run each.
    #[arg(long, value_delimiter = ',', default_value = "1,16,64,256")]
    connections: Vec<usize>,
    /// Seconds of each run over HTTP.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// A Python that has the package duckdb.
    #[arg(long, default_value = "python3")]
    python: String,
    /// Measure orders over HTTP only.
    #[arg(long, conflicts_with = "fold_only")]
    http_only: bool,
    /// Measure the fold only.
    #[arg(long)]
    fold_only: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // Beside the executable, on a disk: the system's temporary folder may be memory, where nothing has to be made durable.
    let beside = std::env::current_exe()?;
    let folder = tempfile::tempdir_in(beside.parent().context("the executable is in no folder")?)?;
    println!("{}", machine());
    if !arguments.http_only {
        folds(&arguments, folder.path())?;
    }
    if !arguments.fold_only {
        orders_over_http(&arguments, folder.path())?;
    }
    Ok(())
}

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

fn folds(arguments: &Arguments, folder: &std::path::Path) -> Result<()> {
    let figures = fold::measure(arguments.orders);
    let rate = |orders: u64, time: Duration| orders as f64 / time.as_secs_f64() / 1e6;
    let one = rate(figures.orders, figures.one_core);
    let mut table = Table::new();
    table.set_header([
        "fold: banded rate, day cap, growth tiers, 12-month expiry",
        "M orders/s",
        "x DuckDB",
        "aim",
    ]);
    let found = duckdb::measure(&arguments.python, folder, arguments.orders.min(10_000_000));
    let duck = found.as_ref().ok().map(|found| rate(found.orders, found.time));
    let beside = |rate: f64| duck.map_or("-".to_owned(), |duck| format!("{:.2}", rate / duck));
    table.add_row(["one core".to_owned(), format!("{one:.2}"), beside(one), "3 M/s".to_owned()]);
    let two = rate(figures.orders, figures.two_cores);
    table.add_row(["two cores".to_owned(), format!("{two:.2}"), beside(two), String::new()]);
    match &found {
        Ok(found) => {
            let said = format!("DuckDB, two threads, points alone ({} points)", found.points);
            table.add_row([said, format!("{:.2}", duck.unwrap_or_default()), "1".to_owned(), String::new()]);
        }
        Err(error) => println!("DuckDB is not beside it: {error} (pip install duckdb)"),
    }
    println!("{table}\n{} orders, {} points", figures.orders, figures.points);
    Ok(())
}

fn orders_over_http(arguments: &Arguments, folder: &std::path::Path) -> Result<()> {
    let (append, appends) = anchors::synced_append(folder)?;
    println!("A: append of 4 KiB with fdatasync: median {:.3} ms, {appends}/s", append.as_secs_f64() * 1e3);
    let mut table = Table::new();
    table.set_header([
        "members",
        "connections",
        "orders/s",
        "p50 ms",
        "p99 ms",
        "CPU us",
        "H: no storage/s",
        "CPU us",
        "x H",
        "aim",
    ]);
    for &members in &arguments.members {
        let place = folder.join(members.to_string());
        std::fs::create_dir_all(&place)?;
        let shop =
            http::measure(&place, members, &arguments.connections, Duration::from_secs(arguments.seconds))?;
        for row in &shop.rows {
            table.add_row([
                row.members.to_string(),
                row.connections.to_string(),
                format!("{:.0}", row.ours.rate()),
                format!("{:.2}", row.ours.p50.as_secs_f64() * 1e3),
                format!("{:.2}", row.ours.p99.as_secs_f64() * 1e3),
                format!("{:.1}", row.ours.cpu_micros()),
                format!("{:.0}", row.bare.rate()),
                format!("{:.1}", row.bare.cpu_micros()),
                format!("{:.2}", row.ours.rate() / row.bare.rate()),
                if row.connections == 64 { "0.33".to_owned() } else { String::new() },
            ]);
        }
        println!(
            "{} members: {} bytes on disk per order of three lines; {} members enrolled a second, projections included",
            shop.members, shop.bytes_per_order, shop.enrolled_per_second
        );
    }
    println!("{table}");
    Ok(())
}
