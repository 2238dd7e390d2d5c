//! `POST /v1/batches`

use crate::orders::order;
use crate::shop::{Reply, Shop};
use hyper::Method;
use serde_json::{Value, json};
use tessera_api::Settings;
use tessera_app::Scope;

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

#[tokio::test]
async fn rows_are_independent_and_answered_in_order() {
    let shop = Shop::open().await;
    let mut misspelt = order("o2", "ext:crm-1");
    misspelt["memeber"] = json!("x");
    let mut greedy = order("o3", "ext:crm-1");
    greedy["redeem"] = json!({ "wallet": "points", "units": 9000 });
    let rows = [
        row("member", json!({ "event_id": "m1", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:00:00Z" })),
        row("order", order("o1", "ext:crm-1")),
        row("order", misspelt),
        row("order", greedy),
        row(
            "return",
            json!({ "event_id": "r1", "order": "ext:o1", "occurred_at": "2026-11-21T11:40:00Z", "lines": [{ "line_id": "1" }] }),
        ),
        row(
            "return",
            json!({ "event_id": "r2", "order": "ext:o9", "occurred_at": "2026-11-21T11:40:00Z", "lines": [{ "line_id": "1" }] }),
        ),
        row(
            "activity",
            json!({ "event_id": "a1", "member": "ext:crm-1", "activity": "check_in", "occurred_at": "2026-11-21T11:41:00Z" }),
        ),
        row(
            "redemption",
            json!({ "event_id": "g1", "member": "ext:crm-1", "wallet": "points", "units": 100, "occurred_at": "2026-11-21T11:42:00Z" }),
        ),
        row(
            "adjustment",
            json!({ "event_id": "j1", "member": "ext:crm-1", "wallet": "points", "units": 7, "reason": "x", "occurred_at": "2026-11-21T11:43:00Z" }),
        ),
        row("dance", json!({ "event_id": "d1" })),
        json!({ "event_id": "x1" }),
        row("order", json!({ "member": "ext:crm-1" })),
    ];
    let reply = send(&shop, &rows).await;
    let answers = lines(&reply);
    let shown: Vec<_> = answers
        .iter()
        .take(rows.len())
        .map(|answer| {
            (
                answer["event_id"].as_str().unwrap_or("-").to_owned(),
                answer["status"].as_u64().unwrap(),
                answer["problem"]["code"].as_str().unwrap_or("").to_owned(),
            )
        })
        .collect();
    let want = [
        ("m1", 201, ""),
        ("o1", 201, ""),
        ("o2", 400, "unknown-field"),
        ("o3", 409, "insufficient-points"),
        ("r1", 201, ""),
        ("r2", 202, ""),
        ("a1", 201, ""),
        ("g1", 201, ""),
        ("j1", 201, ""),
        ("d1", 400, "invalid-field"),
        ("-", 400, "missing-field"),
        ("-", 400, "missing-event-id"),
    ];
    let want: Vec<_> =
        want.iter().map(|(id, status, code)| ((*id).to_owned(), *status, (*code).to_owned())).collect();
    assert_eq!(shown, want);
    assert_eq!(
        answers.last().unwrap()["summary"],
        json!({ "rows": 12, "created": 6, "replayed": 0, "parked": 1, "failed": 5 })
    );
    assert_eq!(shop.available("ext:crm-1").await, 100 + 129 + 5 - 100 + 7);
    // The file again is safe.
    let again = lines(&send(&shop, &rows).await);
    assert_eq!(
        again.last().unwrap()["summary"],
        json!({ "rows": 12, "created": 0, "replayed": 7, "parked": 1, "failed": 4 })
    );
    assert_eq!(shop.available("ext:crm-1").await, 141);
}

#[tokio::test]
async fn a_row_is_a_retry_of_the_same_request_sent_alone() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("o1", &member)).send().await.expect(201);
    let answers = lines(&send(&shop, &[row("order", order("o1", &member))]).await);
    assert_eq!((&answers[0]["status"], &answers[0]["replayed"]), (&json!(200), &json!(true)));
}

#[tokio::test]
async fn a_batch_is_no_way_round_a_scope() {
    let shop = Shop::open().await;
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
