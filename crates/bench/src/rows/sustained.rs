//! Durable orders for minutes, with every projection keeping up.

use crate::bench::Bench;
use crate::report::{Report, Row};
use crate::requests::orders;
use crate::shop::Shop;
use anyhow::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant as Stopwatch};

/// Adds the row: one long run between two turns of S, with a look every second at what waits for the projections.
pub(crate) fn measure(bench: &Bench, report: &mut Report, shop: &Shop) -> Result<()> {
    let rows = bench.s()?;
    let ask_s = |run: &str| {
        bench.ask(&rows, 64, orders(run.to_owned(), bench.sizes.anchor_members, shop.clock.clone()))
    };
    let (mut a, mut s) = (bench.a()?, ask_s("before")?);
    bench.server.block_on(shop.app.flush())?;
    let before = shop.app.metrics().lag;
    let most = Arc::new(AtomicU64::new(before));
    let (app, seen) = (shop.app.clone(), most.clone());
    let watch = bench.server.spawn(async move {
        let mut every = tokio::time::interval(Duration::from_secs(1));
        loop {
            every.tick().await;
            seen.fetch_max(app.metrics().lag, Ordering::Relaxed);
        }
    });
    let requests = orders("sustained".into(), shop.members, shop.clock.clone());
    let load = bench.ask_for(&shop.target, 64, bench.sizes.sustained, requests)?;
    let after = shop.app.metrics().lag;
    watch.abort();
    let clock = Stopwatch::now();
    bench.server.block_on(shop.app.flush())?;
    let caught_up = clock.elapsed();
    a.merge(&bench.a()?);
    s.merge(&ask_s("after")?);
    let seconds = bench.sizes.sustained.as_secs();
    let what = format!(
        "orders over HTTP sustained for {seconds} s, SQLite, 64 connections, {} members",
        shop.members
    );
    report.add(
        Row::rate(what, "orders/s", &load)
            .at_least(load.rate() / s.rate(), "x S", 5.0, 8.0)
            .synced(&a)
            .note(format!(
                "events waiting for the projections: {before} at the start, {} at most, {after} at the end, none {:.2} s later",
                most.load(Ordering::Relaxed),
                caught_up.as_secs_f64()
            )),
    );
    Ok(())
}
