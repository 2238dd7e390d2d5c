//! K: the points total alone in DuckDB with two threads: of one rule with bands and a cap, and of the same twenty rules that ours folds.

use crate::orders::{Detail, histories};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tessera_engine::event::{Body, Event, Order};

/// Loads a table, runs a query over it three times, and says the best.
const SCRIPT: &str = include_str!("duckdb.py");

/// Banded points on what the day's cap leaves of each order, per member: a window over the day, then a sum.
const BANDS: &str = include_str!("bands.sql");

/// The twenty rules, written by hand as an analyst would: windows for what depends on earlier orders, then one expression.
const TWENTY_RULES: &str = include_str!("twenty_rules.sql");

/// What DuckDB found: the best of three.
pub(crate) struct Found {
    pub(crate) orders: u64,
    pub(crate) points: i64,
    pub(crate) time: Duration,
}

impl Found {
    /// Millions of orders a second.
    pub(crate) fn millions(&self) -> f64 {
        self.orders as f64 / self.time.as_secs_f64().max(1e-9) / 1e6
    }
}

/// Runs the query for bands over the orders of one seed.
pub(crate) fn bands(python: &Path, folder: &Path, orders: usize) -> Result<Found> {
    let histories = histories(0, (orders / 20).max(1), orders, Detail::Amounts);
    ask(python, folder, BANDS, |out| write(out, 0, &histories))
}

/// Runs the query for the twenty rules over chunks of orders, one seed each.
pub(crate) fn twenty_rules(python: &Path, folder: &Path, chunks: &[(u64, usize)]) -> Result<Found> {
    ask(python, folder, TWENTY_RULES, |out| {
        let mut first = 0;
        for (seed, orders) in chunks {
            let histories = histories(*seed, (orders / 20).max(1), *orders, Detail::Lines);
            write(out, first, &histories)?;
            first += histories.len();
        }
        Ok(())
    })
}

fn ask(
    python: &Path,
    folder: &Path,
    query: &str,
    rows: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<Found> {
    let file = folder.join("orders.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    rows(&mut out)?;
    out.flush()?;
    let output =
        Command::new(python).args(["-c", SCRIPT]).arg(&file).arg(query).output().context("python")?;
    std::fs::remove_file(&file)?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    let text = String::from_utf8(output.stdout)?;
    let mut words = text.split_whitespace();
    let mut word = || words.next().context("DuckDB said too little");
    Ok(Found {
        orders: word()?.parse()?,
        points: word()?.parse()?,
        time: Duration::from_secs_f64(word()?.parse()?),
    })
}

/// A row an order; members count up from `first`.
fn write(out: &mut dyn Write, first: usize, histories: &[Vec<Event>]) -> Result<()> {
    for (member, history) in (first..).zip(histories) {
        for event in history {
            if let Body::OrderPaid(order) = &event.body {
                write!(out, "{member},{},{}", event.occurred_at.0, order.amount)?;
                write_details(out, order)?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn write_details(out: &mut dyn Write, order: &Order) -> Result<()> {
    if !order.lines.is_empty() {
        let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        write!(out, ",{},{}", text(&order.store), text(&order.channel))?;
        for line in &order.lines {
            write!(out, ",{},{},{}", text(&line.sku), text(&line.category), line.amount)?;
        }
    }
    Ok(())
}
