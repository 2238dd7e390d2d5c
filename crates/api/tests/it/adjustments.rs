//! `POST /v1/adjustments`

use crate::shop::{Shop, check_reply};
use crate::staff::{hire, owner};
use crate::stores::{On, on_each_store};
use hyper::Method;
use serde_json::json;
use tessera_people::Role;

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

/// What was recorded gets its first answer, and what waits goes on waiting, whatever the limit is by then.
#[tokio::test]
async fn a_limit_that_changes_changes_nothing_that_was_sent() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    let owner = owner(&shop).await;
    let lin = hire(&shop, &owner, "lin", Role::Operator).await;
    let limit = async |units: i64| {
        let rules = json!({ "adjust_above": units, "return_above": 0, "publish": true });
        shop.call(Method::PUT, "/v1/settings/approval").json(&rules).cookie(&owner).send().await.expect(200);
    };
    let adjust = |event: &str| {
        json!({ "event_id": event, "member": "ext:crm-1", "occurred_at": "2026-11-21T11:30:00Z",
            "wallet": "points", "units": 500, "reason": "补偿" })
    };
    let send = |event: &str| shop.post("/v1/adjustments", &adjust(event)).cookie(&lin).send();
    send("a-1").await.expect(201);
    limit(100).await;
    assert!(send("a-1").await.is_replayed());
    let asked = send("a-2").await.expect(202);
    limit(1_000).await;
    assert_eq!(send("a-2").await.expect(202)["approval"], asked["approval"]);
    let withdraw = format!("/v1/approvals/{}/withdraw", asked["approval"].as_str().unwrap());
    shop.post(&withdraw, &json!({})).cookie(&lin).send().await.expect(200);
    let refused = send("a-2").await;
    assert!(refused.text().contains("申请已撤回。"), "{}", refused.text());
    assert_eq!(refused.problem(409), "not-approved");
    assert_eq!(shop.available(&member).await, 600);
}
