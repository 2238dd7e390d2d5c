//! `/v1/verifications`

use crate::figures::{order_of, settled};
use crate::shop::Shop;
use serde_json::{Value, json};
use std::time::Duration;

/// Asks for the audit until it has ended.
async fn ended(shop: &Shop, begun: &Value) -> Value {
    let path = format!("/v1/verifications/{}", begun["id"].as_str().unwrap());
    for _ in 0..500 {
        let job = shop.get(&path).send().await.expect(200);
        if job["status"] != "running" {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the audit does not end");
}

#[tokio::test]
async fn an_audit_is_a_job_and_renews_the_figures() {
    let shop = Shop::open().await;
    shop.member("ann").await;
    shop.post("/v1/orders", &order_of("order-1", "ext:ann", 30_000)).send().await.expect(201);
    let before = settled(&shop).await;
    shop.clock.set("2026-11-21T12:00:01Z");
    let begun = shop.call(hyper::Method::POST, "/v1/verifications").send().await.expect(202);
    assert_eq!((&begun["status"], &begun["result"]), (&json!("running"), &Value::Null));
    let job = ended(&shop, &begun).await;
    assert_eq!(job["status"], "done", "{job}");
    assert_eq!(job["progress"], json!({ "done": 1, "total": 1 }));
    let result = &job["result"];
    assert_eq!(
        (&result["members"], &result["events"], &result["different"]),
        (&json!(1), &json!(2), &json!(0))
    );
    assert_eq!(result["faults"], json!([]));
    let list = shop.get("/v1/verifications").send().await.expect(200);
    assert_eq!(list["data"][0]["id"], begun["id"]);
    let after = shop.get("/v1/figures").send().await.expect(200);
    assert_ne!(after["fresh_as_of"], before["fresh_as_of"]);
    assert_eq!(after["last_verification"]["result"], *result);
    // It is no backtest, and what has ended cannot be cancelled.
    let id = begun["id"].as_str().unwrap();
    assert_eq!(shop.get(&format!("/v1/backtests/{id}")).send().await.problem(404), "unknown-job");
    let path = format!("/v1/verifications/{id}/cancel");
    let cancelled = shop.call(hyper::Method::POST, &path).send().await.expect(202);
    assert_eq!(cancelled["status"], "done");
}

#[tokio::test]
async fn an_audit_names_what_was_tampered_with() {
    let shop = Shop::open().await;
    let member = shop.member("ann").await;
    shop.app.flush().await.unwrap();
    shop.forge_a_due_instant().await;
    let shop = shop.restart().await;
    let begun = shop.call(hyper::Method::POST, "/v1/verifications").in_english().send().await.expect(202);
    let job = ended(&shop, &begun).await;
    assert_eq!(job["result"]["different"], 1);
    let fault = &job["result"]["faults"][0];
    assert_eq!(fault["member"], json!(member));
    assert!(fault["text"].as_str().unwrap().contains("due instant"), "{fault}");
}

/// The store stands still under an audit until somebody cancels it.
#[tokio::test]
async fn an_audit_can_be_cancelled() {
    let shop = Shop::open().await;
    for member in 0..3_000 {
        let join = json!({ "event_id": format!("join-{member}"), "ext_id": format!("m{member}"), "occurred_at": "2026-11-21T11:00:00Z" });
        shop.post("/v1/members", &join).send().await.expect(201);
    }
    let begun = shop.call(hyper::Method::POST, "/v1/verifications").send().await.expect(202);
    let path = format!("/v1/verifications/{}/cancel", begun["id"].as_str().unwrap());
    shop.call(hyper::Method::POST, &path).send().await.expect(202);
    let job = ended(&shop, &begun).await;
    assert_eq!((&job["status"], &job["result"]), (&json!("interrupted"), &Value::Null), "{job}");
    assert_eq!(shop.app.last_verified().await.unwrap(), None);
}
