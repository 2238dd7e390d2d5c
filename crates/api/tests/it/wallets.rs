//! Wallets, lots, entries and their explanation.

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::json;

on_each_store! {
    wallets_and_lots_are_shown
    entries_come_in_pages_and_say_why
    an_event_explains_itself_in_both_languages
}

async fn wallets_and_lots_are_shown(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    check_reply!(
        "wallets",
        shop.get(&format!("/v1/members/{member}/wallets")).in_english().send().await.expect(200)
    );
    let lots = format!("/v1/members/{member}/wallets/points/lots");
    check_reply!("lots", shop.get(&lots).send().await.expect(200));
    let none = shop.get(&format!("/v1/members/{member}/wallets/gold/lots")).send().await;
    assert_eq!(none.problem(404), "no-such-wallet");
}

async fn entries_come_in_pages_and_say_why(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    for id in ["a", "b", "c"] {
        shop.post("/v1/orders", &order(id, &member)).send().await.expect(201);
    }
    let path = format!("/v1/members/{member}/entries");
    let page = shop.get(&format!("{path}?limit=2&explain=true")).in_english().send().await.expect(200);
    check_reply!("entries", page);
    let rest =
        shop.get(&format!("{path}?limit=2&after={}", page["next_cursor"].as_str().unwrap())).send().await;
    let rest = rest.expect(200);
    let ids: Vec<_> =
        rest["data"].as_array().unwrap().iter().map(|item| item["event"]["event_id"].clone()).collect();
    assert_eq!(ids, [json!("b"), json!("c")]);
    let end =
        shop.get(&format!("{path}?after={}", rest["next_cursor"].as_str().unwrap())).send().await.expect(200);
    assert_eq!((&end["data"], &end["next_cursor"]), (&json!([]), &json!(null)));
}

async fn an_event_explains_itself_in_both_languages(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let why = |name: &str| shop.get(&format!("/v1/members/ext:crm-1/events/{name}/explanation"));
    check_reply!("explanation_zh", why("ext:a").send().await.expect(200));
    check_reply!("explanation_en", why("ext:a").in_english().send().await.expect(200));
    let by_us = why(&format!("evt_{}00000002", &member[4..])).send().await.expect(200);
    assert_eq!(by_us["notes"], why("ext:a").send().await.json()["notes"]);
    assert_eq!(why("ext:nothing").send().await.problem(404), "unknown-event");
}
