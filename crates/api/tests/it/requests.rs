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
        ("/total/currency", json!("yuan"), "bad-currency"),
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

#[tokio::test]
async fn an_object_is_not_written_as_an_array() {
    let shop = Shop::open().await;
    shop.member("crm-1").await;
    for (field, value) in [
        ("total", json!([100, "CNY"])),
        ("redeem", json!(["points", 100])),
        ("lines", json!([["1", null, null, null, 22800]])),
    ] {
        let mut body = order("a", "ext:crm-1");
        body[field] = value;
        let refused = shop.post("/v1/orders", &body).send().await;
        assert_eq!(refused.problem(400), "wrong-type", "{field}");
        assert!(refused.json()["errors"][0]["pointer"].as_str().unwrap().starts_with(&format!("/{field}")));
    }
}

#[tokio::test]
async fn a_number_out_of_range_is_told_its_own_range() {
    let shop = Shop::open().await;
    for (path, detail) in [
        ("/v1/members?limit=501", "It is from 1 to 500."),
        ("/v1/members?limit=0", "It is from 1 to 500."),
        ("/v1/events?after_seq=-1", "It is from 0 to 9007199254740991."),
    ] {
        let refused = shop.get(path).in_english().send().await;
        assert_eq!(
            (refused.problem(400).as_str(), refused.json()["detail"].as_str().unwrap()),
            ("out-of-range", detail)
        );
    }
    assert_eq!(shop.get("/v1/members?after=5").send().await.problem(400), "bad-cursor");
    assert_eq!(shop.get("/v1/members?limit=x").send().await.problem(400), "wrong-type");
}

#[tokio::test]
async fn an_offset_whose_plus_came_as_a_space_is_understood() {
    let shop = Shop::open().await;
    shop.member("crm-1").await;
    for sign in ["+", "%2B", "%20"] {
        let path = format!("/v1/members/ext:crm-1?at=2026-11-22T00:00:00{sign}08:00");
        assert_eq!(shop.get(&path).send().await.expect(200)["at"], "2026-11-21T16:00:00Z", "{path}");
    }
}

#[tokio::test]
async fn a_packed_body_is_named_as_such() {
    let shop = Shop::open().await;
    let call = shop.post("/v1/orders", &order("a", "ext:crm-1")).header("content-encoding", "gzip");
    assert_eq!(call.send().await.problem(415), "unsupported-media-type");
}

#[tokio::test]
async fn an_order_that_nobody_can_have_is_an_unknown_order() {
    let shop = Shop::open().await;
    let path = format!("/v1/orders/ord_{}", "f".repeat(40));
    assert_eq!(shop.get(&path).send().await.problem(404), "unknown-order");
}

#[tokio::test]
async fn the_example_of_an_order_is_one_that_is_taken() {
    let shop = Shop::open().await;
    let document: serde_json::Value = serde_json::from_str(&tessera_api::document()).unwrap();
    let example = |name: &str| {
        let properties = &document["components"]["schemas"][name]["properties"];
        let fields = properties.as_object().unwrap().iter();
        let of = |(field, schema): (&String, &serde_json::Value)| {
            schema.get("example").map(|example| (field.clone(), example.clone()))
        };
        serde_json::Value::Object(fields.filter_map(of).collect())
    };
    let mut order = example("OrderRequest");
    order["total"] = example("MoneyRequest");
    order["lines"] = json!([example("LineRequest")]);
    order["create_member"] = json!(true);
    // The example is of an evening to come.
    order["occurred_at"] = json!("2026-11-21T19:06:02+08:00");
    shop.post("/v1/orders", &order).send().await.expect(201);
}

#[tokio::test]
async fn a_pointer_is_escaped() {
    let shop = Shop::open().await;
    let mut body = order("a", "ext:crm-1");
    body["a/b~c"] = json!(1);
    let refused = shop.post("/v1/orders", &body).send().await;
    assert_eq!(
        (refused.problem(400), &refused.json()["errors"][0]["pointer"]),
        ("unknown-field".into(), &json!("/a~1b~0c"))
    );
}
