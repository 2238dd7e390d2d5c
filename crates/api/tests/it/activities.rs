//! `POST /v1/activities`

use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    a_check_in_earns_once_a_day
    an_activity_that_no_rule_knows_is_refused
}

async fn a_check_in_earns_once_a_day(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let check_in = |id: &str| json!({ "event_id": id, "member": member, "activity": "check_in", "occurred_at": "2026-11-21T08:00:00+08:00", "channel": "app" });
    // Before joining, by business time: the history is put in order.
    let first = shop.post("/v1/activities", &check_in("c1")).send().await.expect(201);
    check_reply!("check_in", first);
    shop.post("/v1/activities", &check_in("c2")).send().await.expect(201);
    assert_eq!(shop.available(&member).await, 105);
    // The history and the feed call it by its name in words.
    let path = format!("/v1/members/{member}/entries");
    for (path, kept) in [(path.as_str(), "data"), ("/v1/events", "data")] {
        let label = async |english: bool| {
            let call = shop.get(path);
            let said = if english { call.in_english() } else { call }.send().await.expect(200);
            let events = said[kept].as_array().unwrap().iter();
            let events = events.map(|item| item.get("event").unwrap_or(item).clone());
            let done = events.into_iter().find(|event| event["type"] == "activity_done").unwrap();
            done["data"]["activity_label"].clone()
        };
        assert_eq!((label(false).await, label(true).await), (json!("签到"), json!("check-in")), "{path}");
    }
}

async fn an_activity_that_no_rule_knows_is_refused(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = json!({ "event_id": "c", "member": member, "activity": "dancing", "occurred_at": "2026-11-21T11:20:00Z" });
    assert_eq!(shop.post("/v1/activities", &body).send().await.problem(409), "unknown-activity");
}
