//! Ctrl-C: nothing half done, and the same command goes on.

use crate::support::{command, run_in, shop};
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
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
    let child = command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
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

#[test]
fn an_interrupted_export_leaves_nothing() {
    let folder = shop();
    many_orders(folder.path());
    run_in(folder.path(), "program publish {}/shop.toml --db {}/db --starts 2026-01-01T00:00:00Z").expect(0);
    run_in(folder.path(), "import orders {}/many.csv --db {}/db").expect(0);
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let mut line = "export members --db {}/db --out {}/out/members.csv".to_owned();
    for day in 0..700 {
        write!(line, " --at 2026-{:02}-{:02}T{:02}:00:00Z", 1 + day % 7, 1 + day / 7 % 28, day / 196)
            .unwrap();
    }
    let run = interrupted(folder.path(), &line);
    let files = names(&folder.path().join("out"));
    match run.status.code() {
        Some(0) => assert_eq!(files, ["members.csv"]),
        code => {
            assert!(files.is_empty(), "{code:?}: {files:?}");
            // It stopped by itself, or had not begun to watch for signals yet.
            assert!(matches!(code, Some(1) | None), "{code:?}");
        }
    }
}

/// What is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).map(|files| files.map(|file| file.unwrap()).collect::<Vec<_>>());
    files.unwrap_or_default().iter().map(|file| file.file_name().into_string().unwrap()).collect()
}

/// A demo whose temporary folders are below `folder`.
fn demo(folder: &Path, line: &str) -> Child {
    command()
        .args(["demo", "--port", "0"])
        .args(line.split_whitespace())
        .env("TMPDIR", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

/// Waits for the end, which must come.
fn ended(child: &mut Child) -> Option<i32> {
    for _ in 0..600 {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill().unwrap();
    panic!("it went on");
}

#[test]
fn an_interrupted_demo_takes_its_shop_away() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("there")).unwrap();
    for (data, left) in [("new", vec!["there"]), ("there", vec!["there"])] {
        let data = folder.path().join(data);
        let mut child = demo(folder.path(), &format!("--members 100000 --data {}", data.display()));
        std::thread::sleep(Duration::from_millis(700));
        interrupt(&child);
        assert_eq!(ended(&mut child), Some(1));
        assert_eq!(names(folder.path()), left);
        assert!(names(&data).is_empty());
    }
}

#[test]
fn a_second_interrupt_ends_a_demo_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = demo(folder.path(), "--members 100000");
    std::thread::sleep(Duration::from_millis(700));
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(10));
    interrupt(&child);
    // Unless it was through with the day at hand already.
    assert!(matches!(ended(&mut child), Some(130 | 1)));
    assert!(names(folder.path()).is_empty(), "{:?}", names(folder.path()));
}

#[test]
fn a_demo_that_was_asked_to_stop_does_not_begin_to_serve() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = demo(folder.path(), "--members 300");
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("Recorded") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "the demo ended early");
    }
    interrupt(&child);
    assert!(ended(&mut child).is_some());
    assert!(names(folder.path()).is_empty(), "{:?}", names(folder.path()));
}
