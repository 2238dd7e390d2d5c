//! Durable orders over HTTP on PostgreSQL beside B and D: one server, and two over one database.

use crate::bench::{Bench, Turn};
use crate::load::Target;
use crate::report::{Report, Row};
use crate::requests::orders;
use crate::rows::requests::exactly;
use crate::shop::{self, Counted, Serving, Shop};
use anyhow::Result;
use std::cell::Cell;
use std::sync::Arc;
use tessera_app::App;
use tessera_store_postgres::PostgresStore;

const CONNECTIONS: usize = 256;

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let server = bench.postgres()?;
    server.prepare_b(bench.sizes.pgbench_scale)?;
    let (address, postmaster) = (server.address(), server.postmaster()?);
    let shop = bench.server.block_on(open(bench, &address))?;
    let one = Target { postmaster: Some(postmaster), ..shop.target.clone() };

    let log = Cell::new(0);
    let ask = |target: &Target, connections, run: String| {
        let before = server.number(WAL)?;
        let load = bench.ask(target, connections, orders(run, shop.members, shop.clock.clone()))?;
        bench.server.block_on(shop.app.flush())?;
        log.set(log.get() + server.number(WAL)?.saturating_sub(before));
        Ok(load)
    };
    let before = server.number(SIZE)?;
    let mut turns: Vec<Turn<'_>> = vec![
        Box::new(|_| bench.a()),
        Box::new(|_| server.b(bench.sizes.turn)),
        Box::new(|_| bench.d()),
        Box::new(|round| ask(&one, 1, format!("single{round}"))),
        Box::new(|round| ask(&one, CONNECTIONS, format!("one{round}"))),
        // It runs in its turn alone: else it would follow what the first records.
        Box::new(|round| {
            let (second, other) = bench.server.block_on(open_second(bench, &address, &shop))?;
            let two = Target { addresses: vec![one.addresses[0], other.address], ..one.clone() };
            let load = ask(&two, CONNECTIONS, format!("two{round}"))?;
            bench.server.block_on(other.stop())?;
            bench.server.block_on(second.shutdown())?;
            Ok(load)
        }),
    ];
    let [a, b, d, single, one, two] = exactly(bench.take_turns(&mut turns)?)?;
    drop(turns);
    let grown = server.number(SIZE)?.saturating_sub(before);

    report.add(Row::rate("B: pgbench TPC-B, 16 clients", "/s", &b));
    report.add(Row::rate("D: pgbench, the earn as one function, 16 clients", "/s", &d));
    let what = |servers: &str, connections: usize| {
        format!(
            "orders over HTTP, PostgreSQL, {connections} connections, {servers}, {} members",
            shop.members
        )
    };
    report.add(Row::rate(what("one server", 1), "orders/s", &single).synced(&a));
    report.add(
        Row::rate(what("one server", CONNECTIONS), "orders/s", &one)
            .at_least(one.rate() / b.rate(), "x B", 4.0, 4.0)
            .at_least(one.rate() / d.rate(), "x D", 4.0, 10.0)
            .synced(&a),
    );
    report.add(
        Row::rate(what("two servers", CONNECTIONS), "orders/s", &two)
            .at_least(two.rate() / one.rate(), "x one server", 1.0, 1.0)
            .synced(&a)
            .note(format!("{:.2} x D", two.rate() / d.rate())),
    );
    add_bytes(report, single.done + one.done + two.done, log.get(), grown);
    let joined = shop.members as f64 / shop.enrolled_in.as_secs_f64().max(1e-9);
    report.add(Row::new(
        "PostgreSQL: members who join in batches, projections included",
        joined,
        "members/s",
    ));
    bench.server.block_on(shop.close())
}

/// A new shop, and its first server.
async fn open(bench: &Bench, address: &str) -> Result<Shop> {
    let store = Arc::new(PostgresStore::open(address).await?);
    Shop::open(store, bench.sizes.anchor_members, bench.settings()).await
}

/// Another server over a shop.
async fn open_second(bench: &Bench, address: &str, shop: &Shop) -> Result<(App, Serving)> {
    let store = Arc::new(PostgresStore::open(address).await?);
    let second = App::open(store, shop.clock.clone(), Counted::of_server(1), bench.settings()).await?;
    let serving = shop::serve(second.clone()).await?;
    Ok((second, serving))
}

/// What so many orders wrote to the log, and what of them stays on disk.
fn add_bytes(report: &mut Report, orders: u64, log: u64, grown: u64) {
    let each = |bytes: u64| bytes as f64 / orders.max(1) as f64;
    let what = "PostgreSQL: write-ahead log per order, projections included";
    report.add(Row::new(what, each(log), "bytes"));
    let bytes = each(grown);
    report.add(
        Row::new("PostgreSQL: bytes on disk per order", bytes, "bytes").at_most(bytes, "bytes", 700.0, 400.0),
    );
}

/// Bytes of the shop's database.
const SIZE: &str = "select pg_database_size(current_database())";
/// Where the server's write-ahead log stands, in bytes.
const WAL: &str = "select (pg_current_wal_insert_lsn() - '0/0')::bigint";
