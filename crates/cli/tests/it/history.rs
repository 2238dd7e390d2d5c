//! Publish, import, export, explain, verify.

use crate::support::{Run, open_shop, run_in, shop};
use minicbor::bytes::ByteSlice;
use rusqlite::Connection;
use std::path::Path;

const BOTH: &str = "--at 2026-03-31T00:00:00+08:00 --at 2026-06-01T00:00:00+08:00";

#[test]
fn an_import_is_told_as_a_table_and_changes_nothing_the_second_time() {
    let folder = shop();
    let publish = "program publish {}/shop.toml --db {}/db --starts 2026-01-01T00:00:00+08:00";
    run_in(folder.path(), publish).expect(0);
    let json = |run: Run| run.expect(0).json()["imported"].clone();
    let dry = run_in(folder.path(), "import orders {}/orders.csv --db {}/db --dry-run --format json");
    assert!(json(dry).is_null());
    let first = json(run_in(folder.path(), "import orders {}/orders.csv --db {}/db --format json"));
    assert_eq!((first["recorded"].as_u64(), first["new_members"].as_u64()), (Some(5), Some(3)));
    let exported = run_in(folder.path(), &format!("export members --db {{}}/db {BOTH}")).expect(0).out;
    let second = json(run_in(folder.path(), "import orders {}/orders.csv --db {}/db --format json"));
    assert_eq!((second["recorded"].as_u64(), second["known"].as_u64()), (Some(0), Some(5)));
    assert_eq!(run_in(folder.path(), &format!("export members --db {{}}/db {BOTH}")).out, exported);
    let table = run_in(folder.path(), "import orders {}/orders.csv --db {}/db --lang zh").expect(0).out;
    assert!(table.contains("早已存在") && table.contains("列：order_id = order_id"), "{table}");
}

#[test]
fn an_import_needs_a_program_and_says_so() {
    let folder = shop();
    let run = run_in(folder.path(), "import orders {}/orders.csv --db {}/db").expect(2);
    assert!(run.err.contains("is no data folder") && run.err.contains("program publish"), "{}", run.err);
    for line in ["key create --name k --scopes all --db {}/typo", "serve --db {}/typo --listen 127.0.0.1:0"] {
        let run = run_in(folder.path(), line).expect(2);
        assert!(run.err.contains("is no data folder") && run.err.contains("program publish"), "{}", run.err);
        assert!(!folder.path().join("typo").exists(), "{line} made a folder");
    }
}

#[test]
fn what_is_left_out_is_listed_with_its_reason() {
    let folder = open_shop();
    let bad = "order_id,member_id,ordered_at,amount\n2001,7,yesterday,5\n2002,7,2026-05-01 10:00:00,5\n";
    std::fs::write(folder.path().join("bad.csv"), bad).unwrap();
    let run = run_in(folder.path(), "import orders {}/bad.csv --db {}/db --rejects {}/rejects.csv").expect(1);
    assert!(run.out.contains("rejects.csv"), "{}", run.out);
    let rejects = std::fs::read_to_string(folder.path().join("rejects.csv")).unwrap();
    assert!(
        rejects.starts_with("row,order_id,column,value,code,reason,remedy\n2,2001,ordered_at,yesterday,"),
        "{rejects}"
    );
    let missing = run_in(folder.path(), "import orders {}/none.csv --db {}/db").expect(2);
    assert!(missing.err.contains("none.csv"));
}

#[test]
fn exports_have_the_columns_of_the_backtest() {
    let folder = open_shop();
    let members = run_in(folder.path(), &format!("export members --db {{}}/db {BOTH}")).expect(0).out;
    insta::assert_snapshot!("members", members);
    insta::assert_snapshot!(
        "entries",
        without_ids(&run_in(folder.path(), "export entries --db {}/db").expect(0).out)
    );
    run_in(folder.path(), "export orders --db {}/db --out {}/out.csv").expect(0);
    let orders = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert!(orders.starts_with("order_id,member_id,ordered_at,amount,store,"), "{orders}");
    assert!(orders.contains("\n1002,7,2026-03-10T02:00:00Z,120.50,north,"), "{orders}");
    let lines =
        run_in(folder.path(), "export members --db {}/db --format json --at 2026-06-01T00:00:00Z").expect(0);
    let first: serde_json::Value = serde_json::from_str(lines.out.lines().next().unwrap()).unwrap();
    assert_eq!((first["member_id"].as_str(), first["spend"].as_str()), (Some("7"), Some("220.40")));
}

/// The export without the last column, the number in the journal.
fn without_ids(csv: &str) -> String {
    csv.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n").collect()
}

#[test]
fn import_and_backtest_agree_to_the_last_column() {
    let folder = open_shop();
    run_in(
        folder.path(),
        &format!("backtest --program {{}}/shop.toml --orders {{}}/orders.csv --out {{}}/bt {BOTH}"),
    )
    .expect(0);
    let backtest = std::fs::read_to_string(folder.path().join("bt/members.csv")).unwrap();
    let exported = run_in(folder.path(), &format!("export members --db {{}}/db {BOTH}")).expect(0).out;
    assert_eq!(exported, backtest);
}

#[test]
fn what_stands_twice_is_imported_as_the_backtest_counts_it() {
    let rows = "1,A,2026-02-05 10:00:00,100\n1,A,2026-02-05 10:00:00,100\n2,A,2026-02-06 10:00:00,10\n3,B,2026-09-06 10:00:00,10\n";
    for (rows, map) in [(rows, ""), (rows, "rows = \"orders\"")] {
        let folder = shop();
        std::fs::write(
            folder.path().join("twice.csv"),
            format!("order_id,member_id,ordered_at,amount\n{rows}"),
        )
        .unwrap();
        std::fs::write(folder.path().join("map.toml"), map).unwrap();
        let files = "--map {}/map.toml --until 2026-03-01T00:00:00Z";
        run_in(folder.path(), "program publish {}/shop.toml --db {}/db --starts 2026-01-01T00:00:00Z")
            .expect(0);
        run_in(
            folder.path(),
            &format!("import orders {{}}/twice.csv --db {{}}/db {files} --rejects {{}}/r.csv"),
        )
        .expect(0);
        let rejects = std::fs::read_to_string(folder.path().join("r.csv")).unwrap();
        assert_eq!((rejects.lines().count(), rejects.contains("repeated")), (2, true), "{rejects}");
        let program =
            "backtest --program {}/shop.toml --orders {}/twice.csv --out {}/bt --at 2026-02-20T00:00:00Z";
        run_in(folder.path(), &format!("{program} {files}")).expect(0);
        let backtest = std::fs::read_to_string(folder.path().join("bt/members.csv")).unwrap();
        let exported =
            run_in(folder.path(), "export members --db {}/db --at 2026-02-20T00:00:00Z").expect(0).out;
        assert!(backtest.contains(",A,2,110.00,"), "{backtest}");
        // B comes after the end: nobody in either.
        assert_eq!(exported, backtest);
    }
}

#[test]
fn numbers_are_explained_in_sentences() {
    let folder = open_shop();
    let en = run_in(folder.path(), "explain --db {}/db --member 7").expect(0).out;
    for part in ["regular", "points on spend", "CNY 99.90", "expired since then", "joined"] {
        assert!(en.contains(part), "{part} is missing in:\n{en}");
    }
    let zh = run_in(folder.path(), "explain --db {}/db --member 7 --order 1001 --lang zh").expect(0).out;
    for part in ["+99 积分", "消费积分", "未适用的规则", "周二双倍"] {
        assert!(zh.contains(part), "{part} is missing in:\n{zh}");
    }
    let doubled = run_in(folder.path(), "explain --db {}/db --member 7 --event 1002").expect(0).out;
    assert!(doubled.contains("double on Tuesdays"), "{doubled}");
    // What expired between two orders is booked with the second, and told with its own date.
    let between = run_in(folder.path(), "explain --db {}/db --member 8").expect(0).out;
    assert!(between.contains("\n    2026-04-02 09:30  -80 points, expired"), "{between}");
    let unknown = run_in(folder.path(), "explain --db {}/db --member 70").expect(2);
    assert!(unknown.err.contains("there is no member `70`"), "{}", unknown.err);
    run_in(folder.path(), "explain --db {}/db --member 7 --order nope").expect(2);
}

#[test]
fn an_untouched_database_verifies() {
    let folder = open_shop();
    let run = run_in(folder.path(), "verify --db {}/db").expect(0);
    assert!(run.out.contains("Verified 3 members") && run.out.contains("Everything agrees"), "{}", run.out);
    let json = run_in(folder.path(), "verify --db {}/db --format json").expect(0).json();
    assert!(json["first"].is_null() && json["members"] == 3);
}

/// Changes a file of the database behind tessera's back.
fn tamper(folder: &Path, file: &str, sql: &str) {
    let database = Connection::open(folder.join("db").join(file)).unwrap();
    assert!(database.execute(sql, []).unwrap() > 0);
}

/// Changes the first projected row whose key begins so, behind tessera's back, given its value and another one's.
fn tamper_with_row(folder: &Path, kind: &str, change: impl Fn(&[u8], &[u8]) -> Vec<u8>) {
    let database = fjall::Database::builder(folder.join("db/views")).open().unwrap();
    let rows = database.keyspace("rows", fjall::KeyspaceCreateOptions::default).unwrap();
    let found: Vec<_> = rows.prefix(kind).map(|row| row.into_inner().unwrap()).collect();
    let (key, first) = &found[0];
    let changed = found.iter().map(|(_, other)| change(first, other)).find(|changed| changed != &**first);
    rows.insert(key.clone(), changed.expect("another row differs")).unwrap();
}

/// A projected event: its place in the journal, its entries, the event.
fn event(bytes: &[u8]) -> (u64, &ByteSlice, &ByteSlice) {
    minicbor::decode(bytes).unwrap()
}

#[test]
fn verify_names_what_was_tampered_with() {
    let other_entries = |first: &[u8], other: &[u8]| {
        let (seq, _, body) = event(first);
        minicbor::to_vec((seq, event(other).1, body)).unwrap()
    };
    let other_event = |first: &[u8], other: &[u8]| {
        let (seq, entries, _) = event(first);
        minicbor::to_vec((seq, entries, event(other).2)).unwrap()
    };
    // Twelve bytes say of which event it is and when something is due.
    let other_state = |first: &[u8], other: &[u8]| [&first[..12], &other[12..]].concat();
    let seven_more = |first: &[u8], _: &[u8]| {
        let (units, entries): (i64, u64) = minicbor::decode(first).unwrap();
        minicbor::to_vec((units + 7, entries)).unwrap()
    };
    type Change<'a> = &'a dyn Fn(&[u8], &[u8]) -> Vec<u8>;
    let tampered: [(&str, Change<'_>, &str); 4] = [
        ("s", &other_state, "state"),
        ("e", &other_entries, "entries"),
        ("t", &seven_more, "trial balance"),
        ("e", &other_event, "of the journal"),
    ];
    for (kind, change, named) in tampered {
        let folder = open_shop();
        tamper_with_row(folder.path(), kind, change);
        let run = run_in(folder.path(), "verify --db {}/db").expect(1);
        assert!(run.out.contains("The first difference") && run.out.contains(named), "{named}:\n{}", run.out);
        let json = run_in(folder.path(), "verify --db {}/db --format json").expect(1).json();
        assert_ne!(json["first"]["expected"], json["first"]["found"]);
    }
}

#[test]
fn verify_reads_the_journal() {
    let first = "(SELECT min(last) FROM journal)";
    for sql in [
        // One byte of a record, which the projections know nothing of; and a record that is gone.
        format!(
            "UPDATE journal SET record = CAST(substr(record, 1, 40) || iif(substr(record, 41, 1) = x'ff', x'00', x'ff')
             || substr(record, 42) AS BLOB) WHERE last = {first}"
        ),
        format!("DELETE FROM journal WHERE last = {first}"),
    ] {
        let folder = open_shop();
        let one_more = "order_id,member_id,ordered_at,amount\n9999,7,2026-06-01T10:00:00+08:00,10\n";
        std::fs::write(folder.path().join("more.csv"), one_more).unwrap();
        run_in(folder.path(), "import orders {}/more.csv --db {}/db").expect(0);
        tamper(folder.path(), "journal.db", &sql);
        let run = run_in(folder.path(), "verify --db {}/db").expect(1);
        assert!(
            run.out.contains("The first difference") && run.out.contains("the journal"),
            "{sql}:\n{}",
            run.out
        );
    }
}

#[test]
fn a_version_with_more_wallets_caps_and_tiers_is_no_tampering() {
    let folder = open_shop();
    let program = std::fs::read_to_string(folder.path().join("shop.toml")).unwrap();
    let more = "\n[wallets.extra]\n[[caps]]\nname = \"extra\"\ncounts = \"units\"\nwallet = \"extra\"\nper = \"day\"\nlimit = 5\n";
    std::fs::write(folder.path().join("more.toml"), format!("{program}{more}")).unwrap();
    run_in(folder.path(), "program publish {}/more.toml --db {}/db --starts 2099-01-01T00:00:00+08:00")
        .expect(0);
    let run = run_in(folder.path(), "verify --db {}/db").expect(0);
    assert!(run.out.contains("Everything agrees"), "{}", run.out);
}
