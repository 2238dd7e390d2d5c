//! `/v1/imports`

use crate::shop::Shop;
use serde_json::{Value, json};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::time::Duration;
use tessera_app::orders_file::{ColumnMap, Source, read_sorted};
use tessera_app::{App, EntriesOf, Progress};
use tessera_engine::values::Instant;

/// Two lines of one order, an order twice, one of which nothing can be read, and one from before the program.
const FILE: &str = "\
receipt,card,ordered_at,net,sku
A-1,7,2026-03-01 08:30:00,12.50,tea
A-1,7,2026-03-01 08:30:00,7.50,cup
A-2,8,2026-03-02 09:00:00,300.00,pot
A-2,8,2026-03-02 09:00:00,300.00,pot
A-3,8,2026-03-03 09:00:00,twelve,pot
A-4,9,2019-03-03 09:00:00,10.00,pot
A-5,7,2026-03-04 10:00:00,99.00,pot
";
const MAPPING: &str =
    r#"{"order_id":"receipt","member_id":"card","ordered_at":"ordered_at","amount":"net","sku":"sku"}"#;

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn send(shop: &Shop, query: &str, file: &str) -> crate::shop::Reply {
    let path = format!("/v1/imports?name=orders.csv&mapping={}{query}", escaped(MAPPING));
    let call = shop.call(hyper::Method::POST, &path).in_english();
    call.body("application/octet-stream", file.to_owned()).send().await
}

async fn imported(shop: &Shop, query: &str) -> Value {
    imported_of(shop, query, FILE).await
}

/// Sends a file, and asks for the import until it has ended.
async fn imported_of(shop: &Shop, query: &str, file: &str) -> Value {
    for _ in 0..500 {
        let begun = send(shop, query, file).await;
        if begun.status == 429 {
            // The job before has ended, and its turn is over in a moment.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        }
        let begun = begun.expect(202);
        assert_eq!((&begun["name"], &begun["status"]), (&json!("orders.csv"), &json!("running")));
        let path = format!("/v1/imports/{}", begun["id"].as_str().unwrap());
        loop {
            let job = shop.get(&path).send().await.expect(200);
            if job["status"] != "running" {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    panic!("the turn does not come");
}

#[tokio::test]
async fn a_file_is_previewed_with_its_columns_and_what_stands_against_it() {
    let shop = Shop::open().await;
    let look = async |file: &str| {
        let call = shop.call(hyper::Method::POST, "/v1/imports/preview?name=orders.csv").in_english();
        call.body("application/octet-stream", file.to_owned()).send().await.expect(200)
    };
    let shown = look(FILE).await;
    assert_eq!(
        (&shown["format"], &shown["columns"][0], &shown["rows"][1][3]),
        (&json!("csv"), &json!("receipt"), &json!("7.50"))
    );
    assert_eq!(shown["rows"].as_array().unwrap().len(), 7);
    assert_eq!(
        (&shown["mapping"]["ordered_at"], &shown["mapping"]["sku"]),
        (&json!("ordered_at"), &json!("sku"))
    );
    let amount = shown["fields"].as_array().unwrap().iter().find(|field| field["field"] == "amount").unwrap();
    assert_eq!((&amount["label"], &amount["required"]), (&json!("amount"), &json!(true)));
    // Cut off anywhere: what is whole is shown.
    let long: String = FILE.to_owned() + &"A-9,7,2026-03-04 10:00:00,99.00,pot\n".repeat(40_000);
    let cut = look(&long[..1 << 20]).await;
    assert_eq!(cut["rows"].as_array().unwrap().len(), 20);
    let other = look("[1, 2]").await;
    assert_eq!((&other["columns"], other["faults"].as_array().unwrap().len()), (&json!([]), 1));
}

/// What nobody known has bought is counted, so that the figures add up.
#[tokio::test]
async fn orders_of_nobody_known_are_counted_and_not_recorded() {
    let shop = Shop::open().await;
    let file = FILE.to_owned() + "A-6,,2026-03-05 10:00:00,5.00,pot\nA-7,,2026-03-05 10:00:00,6.00,pot\n";
    for query in ["&dry_run=true", ""] {
        let result = imported_of(&shop, query, &file).await["result"].clone();
        assert_eq!((&result["rows"], &result["orders"]), (&json!(9), &json!(4)), "{result}");
        assert_eq!(result["without_member"], 2, "{result}");
    }
}

#[tokio::test]
async fn a_dry_run_writes_nothing_and_the_import_does_what_it_said() {
    let shop = Shop::open().await;
    let before = shop.get("/v1/trial-balance").send().await.expect(200);
    let tried = imported(&shop, "&dry_run=true").await;
    assert_eq!((&tried["status"], &tried["dry_run"]), (&json!("done"), &json!(true)), "{tried}");
    let counts = |of: &Value| {
        ["rows", "orders", "new", "repeated", "members"].map(|name| of["result"][name].as_u64().unwrap())
    };
    assert_eq!(counts(&tried), [7, 4, 4, 0, 3]);
    let after = shop.get("/v1/trial-balance").send().await.expect(200);
    assert_eq!((&after["accounts"], &after["ledger_seq"]), (&before["accounts"], &before["ledger_seq"]));
    // The program began after one of the orders: only the import knows.
    let real = imported(&shop, "").await;
    assert_eq!((&real["dry_run"], counts(&real)), (&json!(false), [7, 4, 3, 0, 2]), "{real}");
    assert_eq!(
        real["result"]["rejected"].as_u64().unwrap(),
        tried["result"]["rejected"].as_u64().unwrap() + 1
    );
    let size = FILE.len();
    assert_eq!(real["progress"], json!({ "done_bytes": size, "total_bytes": size, "orders": 4 }));
    let rejected =
        shop.get(&format!("/v1/imports/{}/rejected.csv", real["id"].as_str().unwrap())).send().await;
    assert_eq!(
        (rejected.status.as_u16(), &rejected.headers["content-type"]),
        (200, &"text/csv; charset=utf-8".parse().unwrap())
    );
    let lines: Vec<&str> = rejected.text().lines().collect();
    assert!(lines[0].starts_with("row,order_id,column,value"), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("A-3") && line.contains("twelve")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.contains("A-4") && line.contains("no-program")), "{lines:#?}");
    // Again without effect.
    let again = imported(&shop, "").await;
    assert_eq!(counts(&again), [7, 4, 0, 3, 0]);
    let list = shop.get("/v1/imports").send().await.expect(200);
    assert_eq!(list["data"].as_array().unwrap().len(), 3);
    assert_eq!((&list["data"][0]["id"], &list["data"][2]["dry_run"]), (&again["id"], &json!(true)));
}

async fn exported(app: &App) -> (Vec<String>, Vec<String>) {
    let (mut members, mut entries) = (Vec::new(), Vec::new());
    let member = &mut |row: tessera_app::MemberExport| {
        members.push(format!("{row:?}"));
        Ok(())
    };
    app.export_members(&[Instant::LATEST], member).await.unwrap();
    let entry = &mut |row: tessera_app::EntryExport| {
        entries.push(format!("{:?} {:?} {:?}", row.external_id, row.cause_id, row.entry));
        Ok(())
    };
    app.export_entries(EntriesOf::Posted(Instant::LATEST), entry).await.unwrap();
    (members, entries)
}

/// As `tessera import orders` reads and records it.
#[tokio::test]
async fn the_same_file_gives_the_same_by_the_command_line() {
    let (here, there) = (Shop::open().await, Shop::open().await);
    imported(&here, "").await;
    let map = "[columns]\norder_id = \"receipt\"\nmember_id = \"card\"\namount = \"net\"\n";
    let source = Source::new("orders.csv".into(), None, Box::new(Cursor::new(FILE))).unwrap();
    let options = there.app.reading_orders().unwrap();
    let map = ColumnMap::parse(map).unwrap();
    let watch = &mut |_| ControlFlow::Continue(());
    let orders = read_sorted(source, &map, &options, Instant::NEVER, &there.app.spill(), watch).unwrap();
    there.app.import_orders(orders.into_imports().0, &Progress::new()).await.unwrap();
    let (by_http, by_command) = (exported(&here.app).await, exported(&there.app).await);
    assert!(by_http.0.len() == 2 && by_http.1.len() > 4, "{by_http:#?}");
    assert_eq!(by_http, by_command);
}

#[tokio::test]
async fn what_cannot_be_imported_is_told_at_once() {
    let shop = Shop::open().await;
    let wrong = async |query: &str, body: &str| {
        let call = shop.call(hyper::Method::POST, &format!("/v1/imports{query}"));
        call.body("application/octet-stream", body.to_owned()).send().await
    };
    assert_eq!(wrong("?mapping=x", FILE).await.problem(400), "bad-query");
    let unknown = wrong(&format!("?mapping={}", escaped(r#"{"order":"receipt"}"#)), FILE).await;
    assert_eq!(
        (unknown.problem(400), &unknown.json()["errors"][0]["pointer"]),
        ("bad-query".into(), &json!("?mapping"))
    );
    assert_eq!(wrong("", "PK\u{3}\u{4}").await.problem(400), "invalid-field");
    let bound =
        shop.new_key("till", [tessera_app::Scope::ImportsWrite].into_iter().collect(), Some("sh-014")).await;
    let call =
        shop.call(hyper::Method::POST, "/v1/imports").key(&bound).body("application/octet-stream", FILE);
    assert_eq!(call.send().await.problem(403), "wrong-store");
    // What only reading finds out is what the job says.
    let begun = wrong(&format!("?mapping={}", escaped(r#"{"order_id":"bill"}"#)), FILE).await.expect(202);
    for _ in 0..500 {
        let job =
            shop.get(&format!("/v1/imports/{}", begun["id"].as_str().unwrap())).send().await.expect(200);
        if job["status"] != "running" {
            assert_eq!(job["status"], "failed");
            assert!(job["error"].as_str().unwrap().contains("bill"), "{job}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the import does not end");
}
