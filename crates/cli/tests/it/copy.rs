//! `tessera copy`: from a folder to PostgreSQL and back, the figures equal everywhere.

use crate::support::{Run, command, run_in, shop};
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tessera_test_postgres::Cluster;

/// What people look at: members at several instants, entries, orders, and the audit.
fn figures(folder: &Path, place: &str, at: &[String]) -> Vec<String> {
    let instants: String = at.iter().map(|at| format!(" --at {at}")).collect();
    let mut figures = Vec::new();
    for what in [&format!("members{instants}"), "entries", "orders"] {
        figures.push(run_in(folder, &format!("export {what} --db {place}")).expect(0).out);
    }
    figures.push(run_in(folder, &format!("verify --db {place}")).expect(0).out);
    figures
}

/// When a tenth, a half and all of the orders had been paid, and long after.
fn instants(folder: &Path, place: &str) -> Vec<String> {
    let orders = run_in(folder, &format!("export orders --db {place}")).expect(0).out;
    let is_instant = |cell: &&str| cell.len() > 18 && cell.ends_with('Z') && cell.contains('T');
    let mut paid: Vec<&str> = orders.lines().filter_map(|line| line.split(',').find(is_instant)).collect();
    paid.sort_unstable();
    let mut at: Vec<String> =
        [paid.len() / 10, paid.len() / 2, paid.len() - 1].map(|n| paid[n].to_owned()).into();
    at.push("2101-01-01T00:00:00Z".into());
    at
}

fn copy(folder: &Path, from: &str, to: &str) -> Run {
    run_in(folder, &format!("copy --from {from} --to {to} --format json"))
}

#[test]
fn a_shop_goes_to_postgresql_and_back_with_equal_figures() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run_in(folder, "demo --no-serve --members 60 --seed 3 --data {}/a").expect(0);
    run_in(folder, "key create --db {}/a --name till --scopes all").expect(0);
    let address = Cluster::shared().address();
    let there = copy(folder, "{}/a", &address).expect(0).json();
    assert_eq!((&there["complete"], &there["balanced"]), (&true.into(), &true.into()), "{there}");
    let back = copy(folder, &address, "{}/b").expect(0).json();
    assert_eq!((&back["digest"], &back["facts"]), (&there["digest"], &there["facts"]));
    let at = instants(folder, "{}/a");
    let before = figures(folder, "{}/a", &at);
    assert!(before[0].lines().count() > 100, "{}", before[0]);
    assert!(figures(folder, &address, &at) == before, "PostgreSQL shows other figures");
    assert!(figures(folder, "{}/b", &at) == before, "the folder it came back to shows other figures");
    let keys = |place: &str| run_in(folder, &format!("key list --db {place}")).expect(0).out;
    assert_eq!(keys("{}/b"), keys("{}/a"));
    // There is nothing left to do, and the text says so.
    let again = run_in(folder, "copy --from {}/a --to {}/b").expect(0);
    assert!(again.out.contains(" 0 of them copied now"), "{}", again.out);
    assert!(again.out.contains("Servers may start on the target"), "{}", again.out);
}

#[test]
fn an_interrupted_copy_goes_on_where_it_was() {
    let folder = shop();
    let folder = folder.path();
    let mut csv = String::from("order_id,member_id,ordered_at,amount\n");
    for order in 0..30_000 {
        writeln!(csv, "{order},{},2026-02-{:02} 10:00:00,10", order % 500, 1 + order % 28).unwrap();
    }
    std::fs::write(folder.join("many.csv"), csv).unwrap();
    run_in(folder, "program publish {}/shop.toml --db {}/db --starts 2026-01-01T00:00:00Z").expect(0);
    run_in(folder, "import orders {}/many.csv --db {}/db").expect(0);
    let address = Cluster::shared().address();
    // By Ctrl-C, and from one moment to the next.
    for signal in ["-INT", "-KILL"] {
        let mut child = command()
            .args(["copy", "--from", folder.join("db").to_str().unwrap(), "--to", &address])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(700));
        // It may be through already on a quick machine; what follows holds all the same.
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(matches!(child.wait().unwrap().code(), None | Some(0 | 1)), "{signal}");
    }
    let report = copy(folder, "{}/db", &address).expect(0).json();
    assert_eq!(report["facts"], 30_500, "orders, and members who joined");
    assert_eq!(report["complete"], true);
}

#[test]
fn a_target_of_another_shop_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    run_in(folder, "demo --no-serve --members 12 --seed 3 --data {}/a").expect(0);
    run_in(folder, "demo --no-serve --members 12 --seed 4 --data {}/b").expect(0);
    let run = copy(folder, "{}/a", "{}/b").expect(2);
    assert!(run.err.contains("--to: "), "{}", run.err);
    run_in(folder, "verify --db {}/b").expect(0);
    let run = copy(folder, "{}/missing", "{}/c").expect(2);
    assert!(run.err.contains("is no data folder"), "{}", run.err);
}
