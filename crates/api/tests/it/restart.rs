//! What was answered before a restart.

use crate::orders::order;
use crate::shop::Shop;
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    what_was_answered_is_there_after_a_restart
}

async fn what_was_answered_is_there_after_a_restart(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut first = shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let back =
        json!({ "event_id": "r", "occurred_at": "2026-11-21T11:40:00Z", "lines": [{ "line_id": "1" }] });
    shop.post("/v1/orders/ext:b/returns", &back).send().await.expect(202);
    let feed = shop.get("/v1/events").send().await.expect(200);
    let shop = shop.restart().await;
    let again = shop.post("/v1/orders", &order("a", &member)).send().await;
    assert!(again.is_replayed());
    let mut again = again.expect(200);
    (first["request_id"], again["request_id"]) = (json!(null), json!(null));
    assert_eq!(again, first);
    assert_eq!(shop.get("/v1/events").send().await.expect(200)["data"], feed["data"]);
    // The return has waited over the restart.
    shop.post("/v1/orders", &order("b", &member)).send().await.expect(201);
    assert_eq!(shop.available(&member).await, 100 + 278 + 129);
    assert!(shop.post("/v1/orders/ext:b/returns", &back).send().await.is_replayed());
}
