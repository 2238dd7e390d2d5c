//! How strictly requests are read.

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use hyper::Method;
use serde_json::json;

#[tokio::test]
async fn a_misspelt_field_is_refused_with_the_nearest_name() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    let mut body = order("a", &member);
    body["lines"][1]["catgory"] = json!("tea");
    let zh = shop.post("/v1/orders", &body).send().await;
    assert_eq!(zh.problem(400), "unknown-field");
    check_reply!("unknown_field_zh", zh.json());
    check_reply!("unknown_field_en", shop.post("/v1/orders", &body).in_english().send().await.json());
    // Nothing was kept of it: the id is free.
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
}

#[tokio::test]
async fn each_fault_names_its_place() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    let cases = [
        ("/occurred_at", json!("2026-11-21T19:06:02"), "missing-offset"),
        ("/occurred_at", json!("yesterday"), "bad-time"),
        ("/occurred_at", json!(1_795_290_610), "wrong-type"),
        ("/member", json!("crm-1"), "bad-reference"),
        ("/member", json!("13800000000"), "bad-reference"),
        ("/total", json!(12900), "wrong-type"),
        ("/total/amount", json!(129.5), "not-an-integer"),
        ("/total/amount", json!(-1), "out-of-range"),
        ("/total/amount", json!(22_801), "total-mismatch"),
        ("/total/currency", json!("yuan"), "bad-text"),
        ("/lines/1/line_id", json!("1"), "duplicate-line"),
        ("/lines/0/quantity", json!(-2), "out-of-range"),
        ("/lines/0/quantity", json!(0.5), "bad-quantity"),
        ("/lines/0/amount", json!("9900"), "wrong-type"),
        ("/store", json!(" sh-014"), "bad-text"),
        ("/event_id", json!(""), "bad-text"),
        ("/redeem", json!({ "wallet": "points", "units": 0 }), "out-of-range"),
    ];
    for (pointer, value, code) in cases {
        let mut body = order("a", &member);
        body["redeem"] = json!(null);
        *body.pointer_mut(pointer).unwrap() = value.clone();
        let reply = shop.post("/v1/orders", &body).send().await;
        assert_eq!(reply.problem(400), code, "{pointer} = {value}");
        let place = reply.json()["errors"][0]["pointer"].as_str().unwrap().to_owned();
        assert!(place.starts_with(pointer), "{pointer} = {value}: {place}");
    }
    for field in ["member", "occurred_at", "total"] {
        let mut body = order("a", &member);
        body.as_object_mut().unwrap().remove(field);
        let reply = shop.post("/v1/orders", &body).send().await;
        assert_eq!(reply.problem(400), "missing-field");
        assert_eq!(reply.json()["errors"][0]["pointer"], format!("/{field}"));
    }
    assert_eq!(shop.available(&member).await, 100);
}

#[tokio::test]
async fn numbers_are_plain() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    for number in ["5000.0", "5e3", "5E+3", "9007199254740992", "1e400"] {
        let body = format!(
            r#"{{"event_id":"x","member":"{member}","occurred_at":"2026-11-21T11:06:02Z","total":{{"amount":{number},"currency":"CNY"}}}}"#
        );
        let reply = shop.call(Method::POST, "/v1/orders").body("application/json", body).send().await;
        let code = reply.problem(400);
        assert!(matches!(&*code, "not-an-integer" | "out-of-range" | "bad-json"), "{number}: {code}");
    }
}

#[tokio::test]
async fn a_body_is_json_of_a_bounded_size() {
    let shop = Shop::open().await;
    let post = |kind: &str, body: String| shop.call(Method::POST, "/v1/orders").body(kind, body).send();
    assert_eq!(post("text/plain", "{}".into()).await.problem(415), "unsupported-media-type");
    assert_eq!(post("application/json", "{".into()).await.problem(400), "bad-json");
    assert_eq!(post("application/json", "{\"a\":1}}".into()).await.problem(400), "bad-json");
    assert_eq!(post("application/json", "[]".into()).await.problem(400), "wrong-type");
    assert_eq!(
        post("application/json", format!("\"{}\"", "x".repeat(300_000))).await.problem(413),
        "too-large"
    );
}
