//! `GET /v1/events`

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    the_feed_has_every_event_in_order
    stores_go_by_name_where_somebody_reads
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

/// A member is told the name of the store, not the sign that tills know it by; a store that nobody has named stays as it is.
async fn stores_go_by_name_where_somebody_reads(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let paid = order("a", &member);
    shop.post("/v1/orders", &paid).send().await.expect(201);
    let history = format!("/v1/members/{member}/entries?order=newest");
    let newest = async |path: &str| shop.get(path).send().await.expect(200)["data"][0].clone();
    let nameless = newest(&history).await;
    assert_eq!(nameless["event"]["data"]["store"], paid["store"]);
    assert_eq!(nameless["event"]["data"].get("store_name"), None);
    let owner = crate::staff::owner(&shop).await;
    crate::staff::store(&shop, &owner, paid["store"].as_str().unwrap()).await;
    assert_eq!(newest(&history).await["event"]["data"]["store_name"], "静安店");
    let feed = shop.get("/v1/events").send().await.expect(200);
    assert_eq!(feed["data"].as_array().unwrap().last().unwrap()["data"]["store_name"], "静安店");
}
