//! Ctrl-C: nothing half done, and the same command goes on.

use crate::support::{command, run_in, shop};
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const ORDERS: usize = 20_000;

fn many_orders(folder: &Path) {
    let mut csv = String::from("order_id,member_id,ordered_at,amount\n");
    for order in 0..ORDERS {
        let (member, day, amount) = (order % 500, 1 + order % 28, 1 + order % 90);
        writeln!(csv, "{order},{member},2026-02-{day:02} 10:00:00,{amount}.50").unwrap();
    }
    std::fs::write(folder.join("many.csv"), csv).unwrap();
}

/// Starts a command and sends it SIGINT a moment later.
fn interrupted(folder: &Path, line: &str) -> Output {
    let folder = folder.to_str().unwrap();
    let arguments = line.split_whitespace().map(|word| word.replace("{}", folder));
    let child =
        command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(400));
    // It may have ended by itself already on a quick machine; what follows holds all the same.
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    child.wait_with_output().unwrap()
}

#[test]
fn an_interrupted_import_goes_on_where_it_was() {
    let folder = shop();
    many_orders(folder.path());
    run_in(folder.path(), "program publish {}/shop.toml --db {}/db --starts 2026-01-01T00:00:00Z").expect(0);
    let first = interrupted(folder.path(), "import orders {}/many.csv --db {}/db --format json");
    let report = |out: &[u8]| -> serde_json::Value { serde_json::from_slice(out).unwrap_or_default() };
    let recorded = report(&first.stdout)["imported"]["recorded"].as_u64().unwrap_or(0);
    if first.status.code() != Some(0) {
        let told = String::from_utf8_lossy(&first.stderr);
        assert!(told.contains("run the same command again") || first.status.code().is_none(), "{told}");
    }
    run_in(folder.path(), "verify --db {}/db").expect(0);
    let second = run_in(folder.path(), "import orders {}/many.csv --db {}/db --format json").expect(0).json();
    let second = &second["imported"];
    assert_eq!(second["known"].as_u64().unwrap() + second["recorded"].as_u64().unwrap(), ORDERS as u64);
    assert!(second["known"].as_u64().unwrap() >= recorded);
    let orders = run_in(folder.path(), "export orders --db {}/db").expect(0).out;
    assert_eq!(orders.lines().count(), ORDERS + 1);
    run_in(folder.path(), "verify --db {}/db").expect(0);
}

#[test]
fn an_interrupted_backtest_leaves_no_files() {
    let folder = shop();
    many_orders(folder.path());
    let line = "backtest --program {}/shop.toml --orders {}/many.csv --out {}/out";
    let run = interrupted(folder.path(), line);
    let files = std::fs::read_dir(folder.path().join("out")).map_or(0, Iterator::count);
    if run.status.code() == Some(0) {
        assert_eq!(files, 5);
    } else {
        assert_eq!(files, 0, "{}", String::from_utf8_lossy(&run.stderr));
    }
}
