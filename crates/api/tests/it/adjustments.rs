//! `POST /v1/adjustments`

use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    a_person_gives_and_takes_with_a_reason
}

async fn a_person_gives_and_takes_with_a_reason(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let adjust = |id: &str, units: i64| {
        let body = json!({ "event_id": id, "member": member, "occurred_at": "2026-11-21T11:20:00Z",
            "wallet": "points", "units": units, "reason": "补偿" });
        let shop = &shop;
        async move { shop.post("/v1/adjustments", &body).send().await }
    };
    check_reply!("given", adjust("a", 200).await.expect(201));
    adjust("b", -250).await.expect(201);
    assert_eq!(shop.available(&member).await, 50);
    let too_much = adjust("c", -51).await;
    assert_eq!(too_much.problem(409), "would-go-negative");
    assert_eq!(too_much.json()["available"], 50);
    assert_eq!(adjust("d", 0).await.problem(400), "out-of-range");
    let entries = shop.get(&format!("/v1/members/{member}/entries?after=n2")).send().await.expect(200);
    assert_eq!(entries["data"][0]["event"]["data"]["by"], "all", "the name of the key");
}
