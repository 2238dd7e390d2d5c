//! `POST /v1/quotes`

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    a_quote_says_what_paying_would_do_and_does_nothing
    a_quote_says_why_the_order_would_be_refused
}

async fn a_quote_says_what_paying_would_do_and_does_nothing(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut cart = order("a", &member);
    cart.as_object_mut().unwrap().remove("event_id");
    cart["redeem"] = json!({ "wallet": "points", "units": 100 });
    let quote = shop.post("/v1/quotes", &cart).in_english().send().await.expect(200);
    check_reply!("quote", quote);
    shop.post("/v1/quotes", &cart).send().await.expect(200);
    assert_eq!(shop.available(&member).await, 100, "a quote has no effect");
    assert_eq!(shop.get("/v1/events").send().await.expect(200)["next_after_seq"], 1);
    // Quote and order agree.
    cart["event_id"] = json!("a");
    let paid = shop.post("/v1/orders", &cart).send().await.expect(201);
    assert_eq!(paid["receipt"], quote["receipt"]);
}

async fn a_quote_says_why_the_order_would_be_refused(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut cart = order("a", &member);
    cart["redeem"] = json!({ "wallet": "points", "units": 500 });
    let quote = shop.post("/v1/quotes", &cart).send().await.expect(200);
    assert_eq!(quote["refused"]["code"], "insufficient-points");
    assert_eq!(quote["refused"]["figures"]["available"], 100);
    assert_eq!(quote["refused"]["cashier_text"], "积分不足，可用 100");
    assert_eq!(quote["to_pay"], json!({ "amount": 22800, "currency": "CNY" }));
}
