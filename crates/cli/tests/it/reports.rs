//! Reports for machines, and what the exit code says of a file.

use crate::support::{open_shop, run_in, shop};
use std::collections::BTreeMap;

/// The rows of a CSV by the names of their columns.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// A report of figures.
fn figures(csv: &str) -> BTreeMap<String, String> {
    rows(csv)
        .into_iter()
        .map(|mut row| (row.remove("figure").unwrap(), row.remove("value").unwrap()))
        .collect()
}

#[test]
fn every_report_is_csv_and_json_too() {
    let folder = open_shop();
    let run = |line: &str, code: i32| run_in(folder.path(), line).expect(code).out;
    let verified = figures(&run("verify --db {}/db --format csv", 0));
    assert_eq!((verified["members"].as_str(), verified["first"].as_str()), ("3", ""));
    let imported = figures(&run("import orders {}/orders.csv --db {}/db --format csv", 0));
    assert_eq!(imported["imported.known"], "5");
    let backtest = "backtest --program {}/shop.toml --orders {}/orders.csv --out {}/out --format csv";
    let report = figures(&run(backtest, 0));
    assert_eq!(report["instants.0.wallets.0.issued"], "480");
    assert_eq!(report["rules.0.label.zh"], "消费积分");

    let text = std::fs::read_to_string(folder.path().join("shop.toml")).unwrap();
    std::fs::write(folder.path().join("new.toml"), text.replace("rate = 1", "rate = 2")).unwrap();
    std::fs::write(folder.path().join("bad.toml"), text.replace("rate = 1", "raet = 1")).unwrap();
    let changes = rows(&run("program diff {}/shop.toml {}/new.toml --format csv --lang zh", 0));
    assert!(
        changes[0]["path"].starts_with("rules.base") && changes[0]["after"].contains("2 积分"),
        "{changes:?}"
    );
    let said = rows(&run("program check {}/bad.toml --format csv", 1));
    assert_eq!((said[0]["severity"].as_str(), said[0]["line"].is_empty()), ("error", false));
    assert!(!said[0]["remedy"].is_empty());
}

#[test]
fn what_is_explained_is_csv_and_json_too() {
    let folder = open_shop();
    let of = |rest: &str| run_in(folder.path(), &format!("explain --db {{}}/db --member 7 {rest}")).expect(0);
    let told = rows(&of("--format csv").out);
    let posted = |id: &str, kind: &str| -> Vec<&str> {
        let of_event = told.iter().filter(|row| row["event_id"] == id && row["kind"] == kind);
        of_event.map(|row| row["units"].as_str()).collect()
    };
    assert_eq!(posted("1001", "earn"), ["99"]);
    assert_eq!(posted("1002", "earn"), ["120", "121"]);
    let nothing = told.iter().find(|row| row["event_id"] == "1001" && row["kind"].is_empty()).unwrap();
    assert!(nothing["rule"] == "tea_day" && nothing["explanation"].contains("weekday"), "{nothing:?}");
    let event = of("--order 1002 --format json").json()["events"].clone();
    assert_eq!(event.as_array().unwrap().len(), 1);
    assert_eq!((event[0]["event_id"].as_str(), event[0]["version"].as_u64()), (Some("1002"), Some(1)));
    assert_eq!(event[0]["entries"][0]["units"], "120");
    assert!(event[0]["rules"][1]["applied"].as_bool().unwrap());
    run_in(folder.path(), "explain --db {}/db --member 7 --last 0").expect(2);
    // An id that begins like a flag.
    let unknown = run_in(folder.path(), "explain --db {}/db --member -1").expect(2).err;
    assert!(unknown.contains("there is no member `-1`"), "{unknown}");
}

/// Units by member and wallet that entries add up to.
fn sums(entries: &str) -> BTreeMap<String, i64> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows(entries) {
        *sums.entry(row["member_id"].clone()).or_default() += row["units"].parse::<i64>().unwrap();
        assert_eq!(sums[&row["member_id"]].to_string(), row["balance"], "{row:?}");
    }
    sums
}

#[test]
fn exported_entries_add_up_to_exported_balances() {
    let folder = open_shop();
    // One order that comes late, so that corrections are posted.
    let late = "order_id,member_id,ordered_at,amount\n1000,7,2026-03-01 10:00:00,150\n";
    std::fs::write(folder.path().join("late.csv"), late).unwrap();
    run_in(folder.path(), "import orders {}/late.csv --db {}/db").expect(0);
    let posted = run_in(folder.path(), "export entries --db {}/db").expect(0).out;
    let never = "2199-01-01T00:00:00Z";
    for at in [
        "",
        "--at 2026-02-01T00:00:00Z",
        "--at 2026-03-15T00:00:00Z",
        "--at 2026-04-05T00:00:00Z",
        "--at never",
    ] {
        let at = at.replace("never", never);
        let members = run_in(folder.path(), &format!("export members --db {{}}/db {at}")).expect(0).out;
        let entries = run_in(folder.path(), &format!("export entries --db {{}}/db {at}")).expect(0).out;
        let sums = sums(&entries);
        for member in rows(&members) {
            let balance = sums.get(&member["member_id"]).copied().unwrap_or_default();
            assert_eq!(balance.to_string(), member["points_balance"], "{at}: {member:?}");
        }
    }
    // What nobody has posted yet is told from what was.
    let (open, done): (Vec<_>, Vec<_>) =
        rows(&posted).into_iter().partition(|row| row["posted_by"].is_empty());
    assert!(open.iter().all(|row| row["kind"] == "expire" && row["seq"].is_empty()) && !open.is_empty());
    assert!(done.iter().all(|row| !row["seq"].is_empty()));
    // Without late orders the columns are those of a backtest.
    let folder = open_shop();
    let backtest = "backtest --program {}/shop.toml --orders {}/orders.csv --out {}/bt --entries";
    run_in(folder.path(), backtest).expect(0);
    let of_backtest = rows(&std::fs::read_to_string(folder.path().join("bt/entries.csv")).unwrap());
    let exported = run_in(folder.path(), "export entries --db {}/db --at 2026-04-20T10:00:00Z").expect(0).out;
    let exported: Vec<_> = (rows(&exported).into_iter())
        .map(|mut row| {
            for more in ["available", "posted_by", "seq"] {
                row.remove(more).unwrap();
            }
            row
        })
        .collect();
    assert_eq!(
        exported.len(),
        of_backtest.iter().filter(|row| *row["at"] <= *"2026-04-20T10:00:00Z").count()
    );
    assert_eq!(exported, of_backtest);
}

#[test]
fn the_exit_code_says_whether_all_of_a_file_went_in() {
    let folder = open_shop();
    let header = "order_id,member_id,ordered_at,amount\n";
    for (rows, code, part) in [
        ("3001,7,2026-05-01,1.50\n", 0, ""),
        ("3001,7,2026-05-01,1.50\n3002,7,2026-05-01,x\n", 1, "rejected.csv"),
        ("3002,7,2026-05-01,x\n", 2, "no order of"),
        ("", 2, "no order of"),
    ] {
        std::fs::write(folder.path().join("some.csv"), format!("{header}{rows}")).unwrap();
        let run = run_in(folder.path(), "backtest --program {}/shop.toml --orders {}/some.csv --out {}/out")
            .expect(code);
        assert!(run.err.contains(part), "{}", run.err);
        assert!(folder.path().join("out/rejected.csv").exists());
        if code == 1 {
            assert!(run.out.contains("1 rows that cannot be read, 1 orders of such rows\n"), "{}", run.out);
        }
        let line = "import orders {}/some.csv --db {}/db --rejects {}/r.csv";
        run_in(folder.path(), line).expect(code);
    }
    let late =
        "backtest --program {}/shop.toml --orders {}/orders.csv --out {}/out --until 2020-01-01T00:00:00Z";
    assert!(run_in(folder.path(), late).expect(2).err.contains("--until"));
}

#[test]
fn a_first_version_from_now_on_says_that_it_takes_no_history() {
    let folder = shop();
    let now = run_in(folder.path(), "program publish {}/shop.toml --db {}/db").expect(0);
    assert!(now.err.contains("cannot be imported") && now.err.contains("--starts"), "{}", now.err);
    run_in(folder.path(), "import orders {}/orders.csv --db {}/db --rejects {}/r.csv").expect(1);
    let rejects = std::fs::read_to_string(folder.path().join("r.csv")).unwrap();
    assert!(rejects.contains("no-program") && rejects.contains("new data folder"), "{rejects}");
    let past = "program publish {}/shop.toml --db {}/other --starts 2026-01-01T00:00:00Z";
    assert!(!run_in(folder.path(), past).expect(0).err.contains("cannot be imported"));
}

#[test]
fn the_help_shows_what_a_mapping_file_may_say() {
    for command in ["import orders", "backtest"] {
        let help = run_in(std::path::Path::new("."), &format!("{command} --help")).expect(0).out;
        assert!(help.contains("time_format") && help.contains("[columns]"), "{help}");
    }
}
