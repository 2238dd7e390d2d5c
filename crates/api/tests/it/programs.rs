//! `/v1/programs`

use crate::shop::{FLAT, Shop};
use serde_json::json;
use tessera_api::Settings;

#[tokio::test]
async fn a_program_is_checked_published_listed_and_compared() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let checked = shop.post("/v1/programs/check", &json!({ "document": FLAT })).send().await.expect(200);
    assert_eq!(checked["publishable"], true, "{checked:#}");
    let publish = |document: &str, starts_at: &str| {
        shop.post("/v1/programs", &json!({ "document": document, "starts_at": starts_at, "note": "first" }))
            .send()
    };
    let first = publish(FLAT, "2026-01-01T00:00:00+08:00").await.expect(201);
    assert_eq!((&first["version"], &first["published_by"]), (&json!(1), &json!("all")));
    assert_eq!(first["starts_at"], "2025-12-31T16:00:00Z");
    assert_eq!(publish(FLAT, "2025-01-01T00:00:00+08:00").await.problem(409), "version-conflict");
    let richer = FLAT.replace("worth = \"0.01\"", "worth = \"0.02\"");
    publish(&richer, "2027-01-01T00:00:00+08:00").await.expect(201);
    let list = shop.get("/v1/programs").send().await.expect(200);
    assert_eq!(list["data"].as_array().unwrap().len(), 2);
    assert!(list["data"][0]["document"].is_null(), "documents are not in the list");
    let second = shop.get("/v1/programs/2").send().await.expect(200);
    assert_eq!(second["document"], richer);
    let diff = shop.get("/v1/programs/2/diff").send().await.expect(200);
    assert_eq!(diff["data"].as_array().unwrap().len(), 1, "{diff:#}");
    let none = shop.get("/v1/programs/2/diff?against=2").send().await.expect(200);
    assert_eq!(none["data"], json!([]));
    for path in ["/v1/programs/3", "/v1/programs/x", "/v1/programs/1/diff", "/v1/programs/2/diff?against=9"] {
        assert_eq!(shop.get(path).send().await.problem(404), "unknown-version", "{path}");
    }
}

#[tokio::test]
async fn a_program_with_errors_names_the_line_and_the_remedy() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let wrong = FLAT
        .replace("give = { rate = 1 }", "give = { rate = -1 }")
        .replace("currency = \"CNY\"", "curency = \"CNY\"");
    let checked =
        shop.post("/v1/programs/check", &json!({ "document": wrong })).in_english().send().await.expect(200);
    assert_eq!(checked["publishable"], false);
    let finding = &checked["findings"][0];
    assert!(finding["line"].is_u64() && finding["remedy"].is_string(), "{checked:#}");
    let body = json!({ "document": wrong, "starts_at": "2026-01-01T00:00:00Z" });
    let refused = shop.post("/v1/programs", &body).in_english().send().await;
    assert_eq!(refused.problem(422), "program-refused");
    let fault = refused.json()["errors"][0].clone();
    assert!(fault["pointer"].as_str().unwrap().starts_with("/document"), "{fault:#}");
    assert!(fault["detail"].as_str().unwrap().starts_with("Line "), "{fault:#}");
}

#[tokio::test]
async fn without_a_program_an_order_is_refused_or_earns_nothing() {
    let shop = Shop::open_with(Settings::default(), None).await;
    let body = json!({ "event_id": "a", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:00:00Z" });
    let reply = shop.post("/v1/members", &body).send().await;
    assert!(matches!(reply.status.as_u16(), 201 | 409), "{}", reply.text());
}
