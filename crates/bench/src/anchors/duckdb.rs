//! K: the points total alone in DuckDB with two threads.

use crate::orders::{Detail, histories};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tessera_engine::event::Body;

/// Banded points on what the day's cap leaves of each order, per member: a window over the day, then a sum.
const SCRIPT: &str = r#"
import sys, time, duckdb
con = duckdb.connect()
con.execute("set threads=2")
con.execute("create table orders as select * from read_csv(?, columns={'member':'BIGINT','paid_at':'BIGINT','amount':'BIGINT'}, header=false)", [sys.argv[1]])
query = """
with daily as (
  select member, amount,
         greatest(0, least(amount, 500000 - coalesce(sum(amount) over (
           partition by member, (paid_at + 28800000000) // 86400000000 order by paid_at
           rows between unbounded preceding and 1 preceding), 0))) as counted
  from orders)
select count(*), cast(sum(counted * case when counted < 10000 then 10 when counted < 50000 then 12 else 15 end // 100) as bigint)
from (select member, counted from daily)
"""
best = None
for _ in range(3):
    clock = time.perf_counter()
    rows = con.execute(query).fetchall()
    took = time.perf_counter() - clock
    best = took if best is None else min(best, took)
print(rows[0][0], rows[0][1], best)
"#;

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

/// Runs the query over the orders of one seed.
pub(crate) fn measure(python: &Path, folder: &Path, orders: usize) -> Result<Found> {
    let file = folder.join("orders.csv");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    for (member, history) in histories(0, (orders / 20).max(1), orders, Detail::Amounts).iter().enumerate() {
        for event in history {
            if let Body::OrderPaid(order) = &event.body {
                writeln!(out, "{member},{},{}", event.occurred_at.0, order.amount)?;
            }
        }
    }
    out.flush()?;
    let output = Command::new(python).arg("-c").arg(SCRIPT).arg(&file).output().context("python")?;
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
