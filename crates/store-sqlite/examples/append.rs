//! Measures the store: facts a second by size of batch beside a plain `fdatasync`, and bytes an order.
//!
//! `cargo run --release -p tessera-store-sqlite --example append [folder] [members]` (default: the system's folder for temporary files, 5,000).
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
    let members = std::env::args().nth(2).and_then(|members| members.parse().ok()).unwrap_or(5_000);
    let store = folder.path().join("sizes");
    fill(&store, members, u64::from(members.max(100_000)) * 2).await;
    sizes(&store, u64::from(members.max(100_000)) * 2);
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

/// Orders of three lines by members drawn at random, appended in batches of 256, projected 10,000 at a time. Prints each quarter: how cost grows.
async fn fill(folder: &Path, members: u32, orders: u64) {
    let store = SqliteStore::open(folder).unwrap();
    let mut shop = Shop::new(members);
    println!(
        "\n{:>12} {:>16} {:>12} {:>16} {:>12}",
        "orders", "appended/s", "CPU us/fact", "projected/s", "CPU us/fact"
    );
    for quarter in 1..=4 {
        let (mut appending, mut projecting) = (Stopwatch::default(), Stopwatch::default());
        for _ in 0..orders / 4 / 10_000 {
            let facts = shop.orders(10_000);
            appending.start();
            for batch in facts.chunks(256) {
                store.append(batch).await.unwrap();
            }
            appending.stop(10_000);
            let projection = orders::projection(&store).await;
            projecting.start();
            store.project(projection).await.unwrap();
            projecting.stop(10_000);
        }
        let ((appended, append_cpu), (projected, project_cpu)) = (appending.read(), projecting.read());
        let sofar = orders / 4 * quarter;
        println!("{sofar:>12} {appended:>16} {append_cpu:>12} {projected:>16} {project_cpu:>12}");
    }
    println!("{:?}", store.figures().await.unwrap().bytes);
}

/// Sums up times and what was done in them.
#[derive(Default)]
struct Stopwatch {
    started: Option<(Instant, u64)>,
    elapsed: Duration,
    cpu: u64,
    done: u64,
}

impl Stopwatch {
    fn start(&mut self) {
        self.started = Some((Instant::now(), cpu_micros()));
    }

    fn stop(&mut self, done: u64) {
        let (start, cpu) = self.started.take().unwrap();
        self.elapsed += start.elapsed();
        self.cpu += cpu_micros() - cpu;
        self.done += done;
    }

    /// How many a second, and microseconds of CPU each.
    fn read(&self) -> (u64, u64) {
        (rate(self.done, self.elapsed), self.cpu / self.done.max(1))
    }
}

/// What each table and index takes of the closed store's files.
fn sizes(folder: &Path, orders: u64) {
    let (mut sum, orders) = (0, orders as i64);
    println!("\n{:<28} {:>12} {:>12} {:>12}", "table or index", "bytes", "bytes/order", "of it unused");
    for file in ["journal.db"] {
        let connection = rusqlite::Connection::open(folder.join(file)).unwrap();
        let sql = "SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC";
        let mut statement = connection.prepare(sql).unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        };
        for (name, bytes, unused) in statement.query_map([], row).unwrap().map(Result::unwrap) {
            sum += bytes;
            println!("{name:<28} {bytes:>12} {:>12} {:>12}", bytes / orders, unused / orders);
        }
    }
    println!("{:<28} {sum:>12} {:>12}", "all", sum / orders);
}
