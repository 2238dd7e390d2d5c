//! A file of orders into a fresh database, projections included, by the real `tessera import`.

use crate::bench::Bench;
use crate::child;
use crate::orders::{GOODS, SPAN, START, place};
use crate::report::{Report, Row};
use crate::rows::sqlite::size_of;
use anyhow::Result;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::io::Write;
use std::path::Path;
use std::time::Instant as Stopwatch;
use tessera_engine::values::Instant;

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let program = child::tessera(bench.arguments.tessera.as_deref())?;
    let folder = bench.place("import")?;
    let (file, document, data) = (folder.join("orders.csv"), folder.join("retail.toml"), folder.join("data"));
    write_orders(&file, bench.sizes.import_orders)?;
    std::fs::write(&document, crate::shop::PROGRAM)?;
    let publish = [
        "program".as_ref(),
        "publish".as_ref(),
        document.as_os_str(),
        "--db".as_ref(),
        data.as_os_str(),
        "--starts".as_ref(),
        "2023-01-01T00:00:00Z".as_ref(),
    ];
    child::peak_until_end(child::start(&program, &publish, &folder)?, &folder)?;
    let import = ["import".as_ref(), "orders".as_ref(), "--db".as_ref(), data.as_os_str(), file.as_os_str()];
    let a = bench.a()?;
    let clock = Stopwatch::now();
    let peak = child::peak_until_end(child::start(&program, &import, &folder)?, &folder)?;
    let rate = bench.sizes.import_orders as f64 / clock.elapsed().as_secs_f64();
    let what = format!("import of {} orders of three lines", bench.sizes.import_orders);
    report.add(
        Row::new(what.clone(), rate, "orders/s").at_least(rate, "orders/s", 30_000.0, 60_000.0).synced(&a),
    );
    let megabytes = peak as f64 / 1e6;
    report.add(
        Row::new(format!("{what}: peak of resident memory"), megabytes, "MB")
            .at_most(megabytes, "MB", 500.0, 500.0),
    );
    let each = size_of(&data)? as f64 / bench.sizes.import_orders.max(1) as f64;
    report.add(Row::new(format!("{what}: bytes on disk per order"), each, "bytes"));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// In the order of time, as tills write them: each row a line of an order. A member orders twenty times on average.
fn write_orders(file: &Path, orders: usize) -> Result<()> {
    let mut random = StdRng::seed_from_u64(1);
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    writeln!(out, "order_id,member_id,ordered_at,store,channel,line_id,sku,category,quantity,amount_fen")?;
    let members = (orders / 20).max(1);
    for n in 0..orders as u64 {
        let at = Instant(START + SPAN / orders as i64 * n as i64 / 1_000_000 * 1_000_000);
        let member = random.random_range(0..members);
        let (store, channel) = place(n);
        for line in 1..=3_usize {
            let (sku, category) = GOODS[(n as usize + line * 3) % GOODS.len()];
            let amount = random.random_range(300..9_000);
            writeln!(out, "o{n},m{member},{at},{store},{channel},{line},{sku},{category},1,{amount}")?;
        }
    }
    Ok(out.flush()?)
}
