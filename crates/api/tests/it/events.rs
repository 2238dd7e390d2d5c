//! `GET /v1/events`

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    the_feed_has_every_event_in_order
}

async fn the_feed_has_every_event_in_order(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let back =
        json!({ "event_id": "r", "occurred_at": "2026-11-21T11:40:00Z", "lines": [{ "line_id": "1" }] });
    shop.post("/v1/orders/ext:a/returns", &back).send().await.expect(201);
    check_reply!("feed", shop.get("/v1/events").send().await.expect(200));
    let first = shop.get("/v1/events?limit=2").send().await.expect(200);
    assert_eq!(first["next_after_seq"], 2);
    let second = shop.get("/v1/events?after_seq=2&limit=2").send().await.expect(200);
    assert_eq!((second["data"].as_array().unwrap().len(), &second["next_after_seq"]), (1, &json!(3)));
    let end = shop.get("/v1/events?after_seq=3").send().await.expect(200);
    assert_eq!((&end["data"], &end["next_after_seq"]), (&json!([]), &json!(3)));
}
