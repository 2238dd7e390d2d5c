//! `POST /v1/orders`, `GET /v1/orders/{order}`

use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::{Value, json};

on_each_store! {
    an_order_earns_and_is_found_under_both_its_names
    points_pay_a_part_and_what_is_left_earns
    too_many_points_are_refused_in_words_for_the_cashier
    an_unknown_member_can_be_enrolled_by_the_order
    a_late_order_counts_as_if_it_had_come_in_time
    an_order_of_another_currency_is_refused
    a_till_key_acts_for_its_own_store
    an_order_that_nobody_sent_is_not_found
    an_order_from_a_till_whose_clock_is_wrong_is_refused_until_it_is_so
}

/// An order of 228 yuan in two lines: 228 points and 50 for reaching 200.
pub(crate) fn order(event_id: &str, member: &str) -> Value {
    json!({
        "event_id": event_id, "member": member, "occurred_at": "2026-11-21T19:06:02+08:00",
        "store": "sh-014", "channel": "pos", "total": { "amount": 22800, "currency": "CNY" },
        "lines": [
            { "line_id": "1", "sku": "6901", "category": "tea", "quantity": 2, "amount": 9900 },
            { "line_id": "2", "sku": "7702", "quantity": "0.454", "amount": 12900 },
        ],
    })
}

async fn an_order_earns_and_is_found_under_both_its_names(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let reply = shop.post("/v1/orders", &order("0042-7781", &member)).send().await;
    let paid = reply.expect(201);
    check_reply!("paid", paid);
    let by_us = shop.get(&format!("/v1/orders/{}", paid["id"].as_str().unwrap())).send().await.expect(200);
    check_reply!("order", by_us);
    let by_them = shop.get("/v1/orders/ext:0042-7781").send().await.expect(200);
    assert_eq!((&by_us["id"], &by_us["entries"]), (&by_them["id"], &by_them["entries"]));
}

async fn points_pay_a_part_and_what_is_left_earns(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let mut second = order("b", "ext:crm-1");
    second["redeem"] = json!({ "wallet": "points", "units": 300 });
    let paid = shop.post("/v1/orders", &second).send().await.expect(201);
    // 378 points; 300 of them pay 3.00; the other 225.00 earn 225 and 50.
    assert_eq!(paid["receipt"]["redeemed"]["value"], json!({ "amount": 300, "currency": "CNY" }));
    assert_eq!(paid["receipt"]["earned"], json!([{ "wallet": "points", "units": 275 }]));
    assert_eq!(paid["receipt"]["balances"][0]["available"], 353);
}

async fn too_many_points_are_refused_in_words_for_the_cashier(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut wish = order("a", &member);
    wish["redeem"] = json!({ "wallet": "points", "units": 500 });
    let zh = shop.post("/v1/orders", &wish).send().await;
    assert_eq!(zh.problem(409), "insufficient-points");
    check_reply!("too_many_points_zh", zh.json());
    // The refusal is final, and its words are in the language of whoever asks again.
    let en = shop.post("/v1/orders", &wish).in_english().send().await;
    assert!(en.is_replayed());
    check_reply!("too_many_points_en", en.expect(409));
    wish["event_id"] = json!("b");
    wish["redeem"]["units"] = json!(100);
    shop.post("/v1/orders", &wish).send().await.expect(201);
}

async fn an_unknown_member_can_be_enrolled_by_the_order(on: On) {
    let shop = Shop::open_on(on).await;
    let mut first = order("a", "ext:crm-7");
    let nobody = shop.post("/v1/orders", &first).send().await;
    assert_eq!(nobody.problem(404), "unknown-member");
    first["create_member"] = json!(true);
    shop.post("/v1/orders", &first).send().await.expect(201);
    let member = shop.get("/v1/members/ext:crm-7").send().await.expect(200);
    assert_eq!(member["orders"], 1);
}

async fn a_late_order_counts_as_if_it_had_come_in_time(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut early = order("early", &member);
    early["occurred_at"] = json!("2026-11-21T11:30:00Z");
    let mut late = order("late", &member);
    late["occurred_at"] = json!("2026-11-21T11:10:00Z");
    shop.post("/v1/orders", &early).send().await.expect(201);
    shop.post("/v1/orders", &late).send().await.expect(201);
    assert_eq!(shop.available(&member).await, 100 + 2 * 278);
    let at = shop.get(&format!("/v1/members/{member}?at=2026-11-21T11:20:00Z")).send().await.expect(200);
    assert_eq!(at["wallets"][0]["balance"], 378, "the late order is counted at its own time");
}

async fn an_order_of_another_currency_is_refused(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut foreign = order("a", &member);
    foreign["total"]["currency"] = json!("USD");
    assert_eq!(shop.post("/v1/orders", &foreign).send().await.problem(409), "wrong-currency");
}

async fn a_till_key_acts_for_its_own_store(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let scopes = [tessera_app::Scope::OrdersWrite].into_iter().collect();
    let till = shop.new_key("till", scopes, Some("sh-014")).await;
    let mut own = order("a", &member);
    own.as_object_mut().unwrap().remove("store");
    shop.post("/v1/orders", &own).key(&till).send().await.expect(201);
    let kept = shop.get("/v1/orders/ext:a").send().await.expect(200);
    assert_eq!(kept["order"]["store"], "sh-014");
    let mut other = order("b", &member);
    other["store"] = json!("bj-001");
    assert_eq!(shop.post("/v1/orders", &other).key(&till).send().await.problem(403), "wrong-store");
}

async fn an_order_that_nobody_sent_is_not_found(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    for name in ["ext:nothing".into(), "7781".into(), format!("ord_{}000000ff", &member[4..]), "ord_".into()]
    {
        assert_eq!(
            shop.get(&format!("/v1/orders/{name}")).send().await.problem(404),
            "unknown-order",
            "{name}"
        );
    }
}

async fn an_order_from_a_till_whose_clock_is_wrong_is_refused_until_it_is_so(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut ahead = order("a", &member);
    ahead["occurred_at"] = json!("2026-12-21T19:06:02+08:00");
    assert_eq!(shop.post("/v1/orders", &ahead).send().await.problem(409), "in-the-future");
    shop.clock.set("2026-12-21T12:00:00Z");
    // The first outcome is final; a new id is a new command.
    assert_eq!(shop.post("/v1/orders", &ahead).send().await.problem(409), "in-the-future");
    ahead["event_id"] = json!("b");
    shop.post("/v1/orders", &ahead).send().await.expect(201);
}
