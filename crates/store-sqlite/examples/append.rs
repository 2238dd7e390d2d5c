//! Measures the store: facts a second by size of batch beside a plain `fdatasync`, and bytes an order.
//!
//! `cargo run --release -p tessera-store-sqlite --example append [folder]` (default: the system's folder for temporary files).
#![allow(clippy::print_stdout, reason = "an example prints")]
#![allow(clippy::unwrap_used, reason = "an example may fail loudly")]

#[path = "append/orders.rs"]
mod orders;

use orders::Shop;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tessera_store::{Fact, Read, Write};
use tessera_store_sqlite::SqliteStore;

const SHORT: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() {
    let folder = match std::env::args().nth(1) {
        Some(parent) => tempfile::tempdir_in(parent).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    println!(
        "{:>6} {:>8} {:>16} {:>16} {:>8}",
        "batch", "callers", "plain facts/s", "store facts/s", "percent"
    );
    for (batch, callers) in [(1, 1), (64, 1), (256, 1), (1, 64), (1, 256)] {
        let plain = plain(&folder.path().join("plain"), batch * callers);
        let (store, cpu) =
            appending(&folder.path().join(format!("store-{batch}-{callers}")), batch, callers).await;
        println!(
            "{batch:>6} {callers:>8} {plain:>16} {store:>16} {:>8} {cpu:>12}",
            store * 100 / plain.max(1)
        );
    }
    sizes(&folder.path().join("sizes")).await;
}

/// Appends encoded facts to a file, one `fdatasync` a batch: what a disk allows.
fn plain(path: &Path, batch: usize) -> u64 {
    let mut shop = Shop::new(10_000);
    let mut bytes = Vec::new();
    for fact in shop.orders(batch) {
        tessera_store::record::encode_fact(&mut bytes, &fact);
    }
    let mut file = std::fs::File::create(path).unwrap();
    let (start, mut batches) = (Instant::now(), 0);
    while start.elapsed() < SHORT {
        file.write_all(&bytes).unwrap();
        file.sync_data().unwrap();
        batches += 1;
    }
    rate(batches * batch as u64, start.elapsed())
}

/// Appends through the store, by so many callers at once.
async fn appending(folder: &Path, batch: usize, callers: usize) -> (u64, u64) {
    let store = Arc::new(SqliteStore::open(folder).unwrap());
    let (start, cpu) = (Instant::now(), cpu_micros());
    let callers = (0..callers).map(|caller| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut shop = Shop::numbered(caller as u64, 10_000 / callers as u32);
            let mut appended = 0;
            while start.elapsed() < SHORT {
                let facts: Vec<Fact> = shop.orders(batch);
                store.append(&facts).await.unwrap();
                appended += facts.len() as u64;
            }
            appended
        })
    });
    let mut appended = 0;
    for caller in callers.collect::<Vec<_>>() {
        appended += caller.await.unwrap();
    }
    (rate(appended, start.elapsed()), (cpu_micros() - cpu) / appended.max(1))
}

/// What this process has computed so far, making the orders included, in microseconds; steps of 10 ms. 0 where the system does not tell.
fn cpu_micros() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let times = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    times.map(|ticks| ticks.parse::<u64>().unwrap_or_default() * 10_000).sum()
}

fn rate(facts: u64, elapsed: Duration) -> u64 {
    facts * 1_000_000 / u64::try_from(elapsed.as_micros()).unwrap().max(1)
}

/// 200,000 orders of three lines by 5,000 members, projected 5,000 at a time.
async fn sizes(folder: &Path) {
    const ORDERS: u64 = 200_000;
    let store = SqliteStore::open(folder).unwrap();
    let mut shop = Shop::new(5_000);
    let (mut appending, mut projecting) = (Duration::ZERO, Duration::ZERO);
    let (mut appending_cpu, mut projecting_cpu) = (0, 0);
    for _ in 0..ORDERS / 5_000 {
        let facts = shop.orders(5_000);
        let (start, cpu) = (Instant::now(), cpu_micros());
        for batch in facts.chunks(250) {
            store.append(batch).await.unwrap();
        }
        appending += start.elapsed();
        appending_cpu += cpu_micros() - cpu;
        let projection = orders::projection(&store).await;
        let (start, cpu) = (Instant::now(), cpu_micros());
        store.project(projection).await.unwrap();
        projecting += start.elapsed();
        projecting_cpu += cpu_micros() - cpu;
    }
    println!(
        "\nappended in batches of 250 {:>10} facts/s, {:>3} us of CPU each\nprojected 5,000 at a time  {:>10} facts/s, {:>3} us of CPU each",
        rate(ORDERS, appending),
        appending_cpu / ORDERS,
        rate(ORDERS, projecting),
        projecting_cpu / ORDERS
    );
    let figures = store.figures().await.unwrap();
    println!("{:?}", figures.bytes);
    drop(store);
    let mut sum = 0;
    println!("\n{:<28} {:>12} {:>12} {:>12}", "table or index", "bytes", "bytes/order", "of it unused");
    for file in ["journal.db", "views.db"] {
        let connection = rusqlite::Connection::open(folder.join(file)).unwrap();
        let sql = "SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        });
        for (name, bytes, unused) in rows.unwrap().map(Result::unwrap) {
            sum += bytes;
            println!("{name:<28} {bytes:>12} {:>12} {:>12}", bytes / ORDERS as i64, unused / ORDERS as i64);
        }
    }
    println!("{:<28} {sum:>12} {:>12}", "all", sum / ORDERS as i64);
}
