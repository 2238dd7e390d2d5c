//! `POST /v1/redemptions`

use crate::idempotency::join_all;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    units_are_spent_and_worth_what_the_program_says
    twenty_redemptions_at_once_spend_a_balance_once
    what_the_program_does_not_allow_says_why
}

async fn units_are_spent_and_worth_what_the_program_says(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = json!({ "event_id": "g", "member": member, "occurred_at": "2026-11-21T11:20:00Z",
        "wallet": "points", "units": 100, "purpose": "咖啡券" });
    let reply = shop.post("/v1/redemptions", &body).send().await.expect(201);
    check_reply!("redeemed", reply);
}

async fn twenty_redemptions_at_once_spend_a_balance_once(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let sends = (0..20).map(|index| {
        let body = json!({ "event_id": format!("g-{index}"), "member": member,
            "occurred_at": "2026-11-21T11:20:00Z", "wallet": "points", "units": 100 });
        async {
            let shop = &shop;
            let body = body;
            shop.post("/v1/redemptions", &body).send().await
        }
    });
    let replies = join_all(sends).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    for refused in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!(refused.problem(409), "insufficient-points");
        assert_eq!(refused.json()["available"], 0);
    }
    assert_eq!(shop.available(&member).await, 0);
}

async fn what_the_program_does_not_allow_says_why(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let send = |id: &str, wallet: &str, units: i64| {
        let body = json!({ "event_id": id, "member": member, "occurred_at": "2026-11-21T11:20:00Z", "wallet": wallet, "units": units });
        let shop = &shop;
        async move { shop.post("/v1/redemptions", &body).in_english().send().await }
    };
    let few = send("a", "points", 50).await;
    assert_eq!(few.problem(409), "below-minimum");
    assert_eq!(few.json()["cashier_text"], "Below the smallest redemption: at least 100");
    assert_eq!(send("b", "gold", 100).await.problem(409), "unknown-wallet");
    assert_eq!(send("c", "points", 0).await.problem(400), "out-of-range");
}
