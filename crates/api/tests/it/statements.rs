//! `GET /v1/members/{member}/statement`

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};

on_each_store! {
    opening_and_entries_add_up_to_closing
    a_span_has_both_ends_in_order
}

async fn opening_and_entries_add_up_to_closing(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let path = format!("/v1/members/{member}/statement?from=2026-11-21T11:01:00Z&to=2026-11-22T00:00:00Z");
    let statement = shop.get(&path).send().await.expect(200);
    check_reply!("statement", statement);
    let wallet = &statement["wallets"][0];
    let sum: i64 =
        wallet["lines"].as_array().unwrap().iter().map(|line| line["entry"]["units"].as_i64().unwrap()).sum();
    assert_eq!(wallet["opening"].as_i64().unwrap() + sum, wallet["closing"].as_i64().unwrap());
}

async fn a_span_has_both_ends_in_order(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let ask = |query: &str| shop.get(&format!("/v1/members/{member}/statement?{query}")).send();
    assert_eq!(ask("from=2026-11-21T11:01:00Z").await.problem(400), "missing-field");
    assert_eq!(ask("from=2026-11-21T11:01:00Z&to=2026-11-20T00:00:00Z").await.problem(400), "out-of-range");
}
