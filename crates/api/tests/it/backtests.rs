//! `/v1/backtests`

use crate::orders::order;
use crate::shop::{FLAT, Shop};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Asks for the job until it has ended.
async fn ended(shop: &Shop, begun: &Value) -> Value {
    let path = format!("/v1/backtests/{}", begun["id"].as_str().unwrap());
    for _ in 0..500 {
        let job = shop.get(&path).send().await.expect(200);
        if job["status"] != "running" {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the job does not end")
}

#[tokio::test]
async fn a_draft_is_folded_over_an_uploaded_file() {
    let shop = Shop::open().await;
    let file = "order_id,member_id,date,amount\n1,7,2026-11-21T10:00:00+08:00,250.00\n2,7,2026-11-22T10:00:00+08:00,8.00\n";
    let body = json!({ "program": FLAT, "orders": { "name": "orders.csv", "text": file }, "at": ["2026-11-21T12:00:00Z", "2027-01-01T00:00:00+08:00"] });
    let begun = shop.post("/v1/backtests", &body).send().await.expect(202);
    let job = ended(&shop, &begun).await;
    assert_eq!(job["status"], "done", "{job:#}");
    assert_eq!((&job["done"], &job["total"]), (&json!(2), &json!(2)));
    let [first, last] = [0, 1].map(|index| job["result"]["instants"][index]["wallets"][0].clone());
    // 100 for joining at the first order, 250 for it and 50 for reaching 200.
    assert_eq!((&first["issued"], &first["outstanding"]), (&json!(400), &json!(400)));
    assert_eq!(
        (&last["issued"], &last["expired"], &last["outstanding"]),
        (&json!(408), &json!(408), &json!(0))
    );
    let list = shop.get("/v1/backtests").send().await.expect(200);
    assert_eq!(list["data"][0]["id"], begun["id"]);
    assert!(list["data"][0]["result"].is_null());
    assert_eq!(shop.get("/v1/events").send().await.expect(200)["data"], json!([]), "nothing is recorded");
}

#[tokio::test]
async fn a_draft_is_folded_over_the_shops_own_history_beside_what_is_in_force() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    for id in ["a", "b"] {
        shop.post("/v1/orders", &order(id, &member)).send().await.expect(201);
    }
    let back =
        json!({ "event_id": "r", "occurred_at": "2026-11-21T11:40:00Z", "lines": [{ "line_id": "1" }] });
    shop.post("/v1/orders/ext:b/returns", &back).send().await.expect(201);
    let draft = "program = { code = \"double\", name = \"Double\", currency = \"CNY\", time_zone = \"Asia/Shanghai\" }\n\
                 wallets.points.worth = \"0.01\"\n\
                 rules = [{ name = \"base\", on = \"order\", wallet = \"points\", give = { rate = 2 } }]\n";
    let body = json!({ "program": draft, "against_current": true });
    let begun = shop.post("/v1/backtests", &body).send().await.expect(202);
    let job = ended(&shop, &begun).await;
    assert_eq!(job["status"], "done", "{job:#}");
    let end = &job["result"]["instants"][0];
    // 228.00, and 129.00 of what was kept.
    assert_eq!(
        (&end["orders"], &end["spend"], &end["wallets"][0]["issued"]),
        (&json!(2), &json!("357.00"), &json!(714))
    );
    assert!(job["result"]["comparison"].is_object(), "{job:#}");
}

#[tokio::test]
async fn what_cannot_be_folded_says_why() {
    let shop = Shop::open().await;
    let post = |body: Value| {
        let shop = &shop;
        async move { shop.post("/v1/backtests", &body).in_english().send().await }
    };
    let wrong = post(json!({ "program": "nonsense" })).await;
    assert_eq!(wrong.problem(422), "program-refused");
    assert!(wrong.json()["errors"][0]["pointer"].as_str().unwrap().starts_with("/program"));
    let both = post(json!({ "program": FLAT, "against": FLAT, "against_current": true })).await;
    assert_eq!(both.problem(400), "invalid-field");
    let map = post(json!({ "program": FLAT, "orders": { "text": "x", "map": "colums = 1" } })).await;
    assert_eq!(map.json()["errors"][0]["pointer"], "/orders/map");
    let spend = post(json!({ "program": FLAT, "redeem": ["points:1000@1000", "coins:1@1"] })).await;
    assert_eq!(
        (spend.problem(400), &spend.json()["errors"][0]["pointer"]),
        ("invalid-field".into(), &json!("/redeem/1"))
    );
    let begun = post(json!({ "program": FLAT, "orders": { "text": "a,b\n1,2\n" } })).await.expect(202);
    let job = ended(&shop, &begun).await;
    assert_eq!(job["status"], "failed");
    assert!(!job["error"].as_str().unwrap().is_empty());
    assert_eq!(shop.get("/v1/backtests/job_x").send().await.problem(404), "unknown-job");
}

#[tokio::test]
async fn backtests_run_one_at_a_time() {
    let shop = Shop::open().await;
    let key = shop.key_with(tessera_app::Scope::ExportsCreate).await;
    // An upload that is under way has its turn already.
    let mut stream = tokio::net::TcpStream::connect(shop.address).await.unwrap();
    let head = format!(
        "POST /v1/backtests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let body = json!({ "program": FLAT });
    let refused = shop.post("/v1/backtests", &body).send().await;
    assert_eq!(refused.problem(429), "busy");
    assert_eq!(refused.headers["retry-after"], "10");
    drop(stream);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let begun = shop.post("/v1/backtests", &body).send().await.expect(202);
    ended(&shop, &begun).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    shop.post("/v1/backtests", &body).send().await.expect(202);
}
