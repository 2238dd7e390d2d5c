//! `POST /v1/batches`

use crate::orders::order;
use crate::shop::{Reply, Shop};
use crate::stores::{On, on_each_store};
use hyper::Method;
use serde_json::{Value, json};
use tessera_api::Settings;
use tessera_app::Scope;

on_each_store! {
    rows_are_independent_and_answered_in_order
    a_row_is_a_retry_of_the_same_request_sent_alone
    a_batch_is_no_way_round_a_scope
    a_row_gets_what_its_request_would_have_got_alone
}

fn row(kind: &str, mut fields: Value) -> Value {
    fields["type"] = json!(kind);
    fields
}

fn lines(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.headers["content-type"], "application/x-ndjson");
    reply.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn send(shop: &Shop, rows: &[Value]) -> Reply {
    let body: String = rows.iter().map(|row| format!("{row}\n")).collect();
    shop.call(Method::POST, "/v1/batches").body("application/x-ndjson", body).send().await
}

/// Rows of every kind, good and bad, with the status and the problem that each gets.
fn mixed() -> Vec<(Value, u16, &'static str)> {
    let at = |minute: u32| format!("2026-11-21T11:{minute}:00Z");
    let back = |id: &str, order: &str| json!({ "event_id": id, "order": order, "occurred_at": at(40), "lines": [{ "line_id": "1" }] });
    let of = |id: &str, minute: u32, more: Value| {
        let mut fields = json!({ "event_id": id, "member": "ext:crm-1", "occurred_at": at(minute) });
        fields.as_object_mut().unwrap().append(&mut more.as_object().unwrap().clone());
        fields
    };
    let mut misspelt = order("o2", "ext:crm-1");
    misspelt["memeber"] = json!("x");
    let mut greedy = order("o3", "ext:crm-1");
    greedy["redeem"] = json!({ "wallet": "points", "units": 9000 });
    let join = json!({ "event_id": "m1", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:00:00Z" });
    vec![
        (row("member", join), 201, ""),
        (row("order", order("o1", "ext:crm-1")), 201, ""),
        (row("order", misspelt), 400, "unknown-field"),
        (row("order", greedy), 409, "insufficient-points"),
        (row("return", back("r1", "ext:o1")), 201, ""),
        (row("return", back("r2", "ext:o9")), 202, ""),
        (row("activity", of("a1", 41, json!({ "activity": "check_in" }))), 201, ""),
        (row("redemption", of("g1", 42, json!({ "wallet": "points", "units": 100 }))), 201, ""),
        (row("adjustment", of("j1", 43, json!({ "wallet": "points", "units": 7, "reason": "x" }))), 201, ""),
        (row("dance", json!({ "event_id": "d1" })), 400, "invalid-field"),
        (json!({ "event_id": "x1" }), 400, "missing-field"),
        (row("order", json!({ "member": "ext:crm-1" })), 400, "missing-event-id"),
    ]
}

async fn rows_are_independent_and_answered_in_order(on: On) {
    let shop = Shop::open_on(on).await;
    let rows: Vec<Value> = mixed().into_iter().map(|(row, ..)| row).collect();
    let answers = lines(&send(&shop, &rows).await);
    for ((row, status, code), answer) in mixed().iter().zip(&answers) {
        assert_eq!(answer["status"], *status, "{row}: {answer}");
        assert_eq!(answer["problem"]["code"].as_str().unwrap_or_default(), *code, "{row}: {answer}");
        assert!(answer["event_id"].is_null() || answer["event_id"] == row["event_id"], "{row}: {answer}");
    }
    let summary = |answers: &[Value]| answers.last().unwrap()["summary"].clone();
    let first = json!({ "rows": 12, "created": 6, "replayed": 0, "parked": 1, "existing": 0, "failed": 5 });
    assert_eq!((answers.len(), summary(&answers)), (13, first));
    assert_eq!(shop.available("ext:crm-1").await, 100 + 129 + 5 - 100 + 7);
    // The file again is safe.
    let again = lines(&send(&shop, &rows).await);
    assert_eq!(
        summary(&again),
        json!({ "rows": 12, "created": 0, "replayed": 7, "parked": 1, "existing": 0, "failed": 4 })
    );
    assert_eq!(shop.available("ext:crm-1").await, 141);
}

async fn a_row_is_a_retry_of_the_same_request_sent_alone(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("o1", &member)).send().await.expect(201);
    let answers = lines(&send(&shop, &[row("order", order("o1", &member))]).await);
    assert_eq!((&answers[0]["status"], &answers[0]["replayed"]), (&json!(200), &json!(true)));
}

async fn a_batch_is_no_way_round_a_scope(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let key = shop.key_with(Scope::ImportsWrite).await;
    let body = row("order", order("o1", &member)).to_string();
    let call = shop.call(Method::POST, "/v1/batches").body("application/x-ndjson", body);
    let answers = lines(&call.key(&key).send().await);
    assert_eq!(
        (&answers[0]["status"], &answers[0]["problem"]["code"]),
        (&json!(403), &json!("missing-scope"))
    );
}

#[tokio::test]
async fn a_batch_has_bounds() {
    let settings = Settings { max_batch_rows: 3, max_batch_body: 1000, ..Settings::default() };
    let shop = Shop::open_with(settings, None).await;
    let post = |kind: &str, body: String| shop.call(Method::POST, "/v1/batches").body(kind, body).send();
    assert_eq!(post("application/x-ndjson", "{}\n".repeat(4)).await.problem(400), "too-many");
    assert_eq!(post("application/x-ndjson", " ".repeat(1001)).await.problem(413), "too-large");
    assert_eq!(post("application/json", "{}".into()).await.problem(415), "unsupported-media-type");
    let answers = lines(&post("application/x-ndjson", "nonsense\n\n[]\n".into()).await);
    assert_eq!(answers.len(), 3);
    assert!(answers[..2].iter().all(|answer| answer["problem"]["code"] == "bad-json"));
}

async fn a_row_gets_what_its_request_would_have_got_alone(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let join = json!({ "event_id": "j2", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:00:00Z" });
    let answers = lines(&send(&shop, &[row("member", join)]).await);
    assert_eq!((&answers[0]["status"], &answers[0]["existing"]), (&json!(200), &json!(true)), "{answers:#?}");
    assert_eq!(answers[0]["member"], member.as_str());
    assert_eq!(
        (&answers[1]["summary"]["existing"], &answers[1]["summary"]["failed"]),
        (&json!(1), &json!(0))
    );
    let twice = r#"{"type":"activity","event_id":"k1","event_id":"k2","member":"ext:crm-1","activity":"check_in","occurred_at":"2026-11-21T11:10:00Z"}"#;
    let within = r#"{"type":"order","event_id":"k3","member":"ext:crm-1","total":{"amount":1,"amount":9,"currency":"CNY"},"occurred_at":"2026-11-21T11:10:00Z"}"#;
    let call =
        shop.call(Method::POST, "/v1/batches").body("Application/X-NDJSON", format!("{twice}\n{within}\n"));
    let answers = lines(&call.send().await);
    for answer in &answers[..2] {
        assert_eq!(
            (&answer["status"], &answer["problem"]["code"]),
            (&json!(400), &json!("bad-json")),
            "{answer:#}"
        );
    }
}
