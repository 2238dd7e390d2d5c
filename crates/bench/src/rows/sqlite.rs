//! Durable orders over HTTP on SQLite beside H and S, at several numbers of connections and members; then the rows that the largest shop
//! serves.

use crate::arguments::Part;
use crate::bench::{Bench, Turn};
use crate::load::Load;
use crate::report::{Report, Row};
use crate::requests::orders;
use crate::rows::{idle, reads, requests, sustained};
use crate::shop::Shop;
use crate::wal::WalMeter;
use anyhow::{Context, Result};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tessera_store_sqlite::SqliteStore;

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let wants = |part| bench.arguments.wants(part);
    let largest = bench.sizes.members.last().copied().context("a number of members")?;
    let members = if wants(Part::Http) { &*bench.sizes.members } else { &[largest] };
    let mut shops = Vec::new();
    for members in members {
        let folder = bench.place(&format!("shop-{members}"))?;
        let store = Arc::new(SqliteStore::open(&folder)?);
        let shop = bench.server.block_on(Shop::open(store.clone(), *members, bench.settings()))?;
        shops.push(Placed { shop, store, folder });
    }
    if wants(Part::Http) {
        over_http(bench, report, &shops)?;
    }
    let Placed { shop, folder, .. } = shops.pop().context("a shop")?;
    if wants(Part::Sustained) {
        sustained::measure(bench, report, &shop)?;
    }
    requests::measure(bench, report, &shop)?;
    reads::measure(bench, report, &shop)?;
    let members = shop.members;
    for shop in shops.into_iter().map(|placed| placed.shop).chain([shop]) {
        bench.server.block_on(shop.close())?;
    }
    if wants(Part::Idle) {
        idle::measure(bench, report, &folder, members)?;
    }
    Ok(())
}

/// A shop with what it stands on.
struct Placed {
    shop: Shop,
    store: Arc<SqliteStore>,
    folder: PathBuf,
}

impl Placed {
    /// Its bytes, once what its logs hold is emptied into its tables.
    fn bytes(&self, bench: &Bench) -> Result<u64> {
        bench.server.block_on(self.shop.app.flush())?;
        bench.server.block_on(self.store.sort_in())?;
        let journal = Connection::open(self.folder.join("journal.db"))?;
        journal.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        size_of(&self.folder)
    }
}

/// What took its turn at one number of connections.
struct Found {
    connections: usize,
    a: Load,
    h: Load,
    s: Option<Load>,
    ours: Vec<Load>,
}

fn over_http(bench: &Bench, report: &mut Report, shops: &[Placed]) -> Result<()> {
    let before = shops.iter().map(|placed| placed.bytes(bench)).collect::<Result<Vec<_>>>()?;
    let mut found = Vec::new();
    let Placed { shop, folder, .. } = shops.last().context("a shop")?;
    let journal = WalMeter::start(&folder.join("journal.db"))?;
    for &connections in &bench.sizes.connections {
        found.push(at(bench, shops, connections)?);
    }
    let mut done = vec![0; shops.len()];
    for found in &found {
        for (done, load) in done.iter_mut().zip(&found.ours) {
            *done += load.done;
        }
        add(report, shops, found);
    }
    bench.server.block_on(shop.app.flush())?;
    let last = shops.len() - 1;
    let each = |bytes: u64, place: usize| bytes as f64 / done[place].max(1) as f64;
    if let Some(found) = found.iter().find(|found| found.connections == 64) {
        let ratio = found.ours[0].rate() / found.ours[last].rate();
        let what = format!("orders/s with {} members, as a ratio to {}", shops[0].shop.members, shop.members);
        report.add(Row::new(what, ratio, "x").at_most(ratio, "x", 1.3, 1.15).synced(&found.a));
    }
    let journal = each(journal.bytes(), last);
    report.add(Row::new("SQLite: write-ahead log per order, journal", journal, "bytes"));
    for (place, (placed, before)) in shops.iter().zip(before).enumerate() {
        let bytes = each(placed.bytes(bench)?.saturating_sub(before), place);
        let what = format!("SQLite: bytes on disk per order, {} members", placed.shop.members);
        report.add(Row::new(what, bytes, "bytes").at_most(bytes, "bytes", 700.0, 400.0));
    }
    let joined = shop.members as f64 / shop.enrolled_in.as_secs_f64().max(1e-9);
    report.add(Row::new("members who join in batches, projections included", joined, "members/s"));
    Ok(())
}

/// A, H, S and every shop take turns.
fn at(bench: &Bench, shops: &[Placed], connections: usize) -> Result<Found> {
    let (bare, rows) = (bench.h()?, if connections == 64 { Some(bench.s()?) } else { None });
    let first = &shops.first().context("a shop")?.shop;
    let mut turns: Vec<Turn<'_>> = vec![
        Box::new(|_| bench.a()),
        Box::new(|round| {
            let orders = orders(format!("h{round}"), first.members, first.clock.clone());
            bench.ask(&bare, connections, orders)
        }),
    ];
    if let Some(rows) = &rows {
        turns.push(Box::new(move |round| {
            let members = bench.sizes.anchor_members;
            bench.ask(rows, connections, orders(format!("s{round}"), members, first.clock.clone()))
        }));
    }
    for Placed { shop, .. } in shops {
        turns.push(Box::new(move |round| {
            let run = format!("c{connections}r{round}");
            let orders = orders(run, shop.members, shop.clock.clone());
            requests::settled(bench, shop, bench.ask(&shop.target, connections, orders)?)
        }));
    }
    let mut found = bench.take_turns(&mut turns)?.into_iter();
    let (a, h) = (found.next().context("A")?, found.next().context("H")?);
    let s = if rows.is_some() { found.next() } else { None };
    Ok(Found { connections, a, h, s, ours: found.collect() })
}

fn add(report: &mut Report, shops: &[Placed], found: &Found) {
    let Found { connections, a, h, s, ours } = found;
    let largest = shops.len() - 1;
    report.add(Row::rate(format!("A: append with fdatasync, beside {connections} connections"), "/s", a));
    report.add(Row::rate(format!("H: HTTP without storage, {connections} connections"), "orders/s", h));
    if let Some(s) = s {
        report.add(Row::rate(format!("S: SQLite, order by order, {connections} connections"), "orders/s", s));
    }
    for (place, (Placed { shop, .. }, load)) in shops.iter().zip(ours).enumerate() {
        let what = format!("orders over HTTP, SQLite, {connections} connections, {} members", shop.members);
        let mut row = Row::rate(&what, "orders/s", load).synced(a);
        let to_h = load.rate() / h.rate();
        match (s, load.p50().zip(a.p50())) {
            (Some(s), _) if place == largest => {
                row = row.at_least(to_h, "x H", 0.3, 0.5);
                row = row.at_least(load.rate() / s.rate(), "x S", 8.0, 12.0);
            }
            (_, Some((ours, a))) if *connections == 1 => {
                row = row.at_most(ours, "ms (p50)", 2.0 * a + 0.2, 2.0 * a);
            }
            _ => row = row.note(format!("{to_h:.2} x H")),
        }
        report.add(row);
        if let (64, true, Some((ours, theirs))) = (*connections, place == largest, load.p99().zip(h.p99())) {
            let row = Row::new(format!("p99 of {what}"), ours, "ms");
            report.add(row.at_most(ours / theirs, "x H's p99", 5.0, 3.0).synced(a));
        }
    }
}

/// Bytes of all files below a folder.
pub(crate) fn size_of(folder: &Path) -> Result<u64> {
    let mut size = 0;
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        let name = name.to_string_lossy();
        if file.file_type()?.is_dir() {
            size += size_of(&file.path())?;
        } else if !["-wal", "-shm", ".jnl"].iter().any(|log| name.ends_with(log)) {
            // A log is emptied into its tables sooner or later; its room is not the orders'.
            size += file.metadata()?.len();
        }
    }
    Ok(size)
}
