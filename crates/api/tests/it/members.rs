//! `/v1/members`

use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use hyper::Method;
use serde_json::json;

on_each_store! {
    a_member_joins_with_all_that_is_known
    the_same_person_again_is_no_second_member
    tags_are_replaced
    pages_of_members_are_whole_and_end
    a_member_is_shown_as_of_any_instant
    nobody_is_not_found
}

async fn a_member_joins_with_all_that_is_known(on: On) {
    let shop = Shop::open_on(on).await;
    let body = json!({ "event_id": "reg-1", "ext_id": "crm-99812", "channel": "pos", "home_store": "sh-014",
        "occurred_at": "2026-11-21T19:02:11+08:00", "tags": ["vip", "茶"] });
    let reply = shop.post("/v1/members", &body).send().await;
    check_reply!("enrolled", reply.expect(201));
    let again = shop.post("/v1/members", &body).send().await;
    assert!(again.is_replayed());
    assert_eq!(again.expect(200)["id"], reply.json()["id"]);
    let shown = shop.get("/v1/members/ext:crm-99812").send().await.expect(200);
    check_reply!("member", shown);
}

async fn the_same_person_again_is_no_second_member(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = json!({ "event_id": "other", "ext_id": "crm-1", "occurred_at": "2026-11-21T11:30:00Z" });
    let again = shop.post("/v1/members", &body).send().await.expect(200);
    assert_eq!((&again["existing"], &again["id"]), (&json!(true), &json!(member)));
    assert_eq!(shop.available(&member).await, 100, "the points for joining are given once");
}

async fn tags_are_replaced(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let set = |id: &str, tags: &[&str]| {
        let body = json!({ "event_id": id, "occurred_at": "2026-11-21T11:30:00Z", "tags": tags });
        shop.call(Method::PUT, &format!("/v1/members/{member}/tags")).json(&body).send()
    };
    set("t1", &["b", "a", "b"]).await.expect(201);
    let shown = shop.get(&format!("/v1/members/{member}")).send().await.expect(200);
    assert_eq!(shown["tags"], json!(["a", "b"]));
    set("t2", &[]).await.expect(201);
    let shown = shop.get(&format!("/v1/members/{member}")).send().await.expect(200);
    assert_eq!(shown["tags"], json!([]));
}

async fn pages_of_members_are_whole_and_end(on: On) {
    let shop = Shop::open_on(on).await;
    for index in 0..7 {
        shop.member(&format!("crm-{index}")).await;
    }
    shop.app.flush().await.unwrap();
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = shop.get(&format!("/v1/members?limit=3{after}")).send().await.expect(200);
        seen.extend(
            page["data"].as_array().unwrap().iter().map(|row| row["ext_id"].as_str().unwrap().to_owned()),
        );
        match page["next_cursor"].as_str() {
            Some(cursor) => after = format!("&after={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, (0..7).map(|index| format!("crm-{index}")).collect::<Vec<_>>());
    for (query, code) in [
        ("limit=0", "out-of-range"),
        ("limit=501", "out-of-range"),
        ("limit=ten", "wrong-type"),
        ("after=7", "bad-cursor"),
        ("after=x", "bad-cursor"),
        ("offset=7", "unknown-field"),
        ("limit=1&limit=2", "bad-query"),
    ] {
        assert_eq!(shop.get(&format!("/v1/members?{query}")).send().await.problem(400), code, "{query}");
    }
}

async fn a_member_is_shown_as_of_any_instant(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let at = |instant: &str| shop.get(&format!("/v1/members/{member}?at={instant}")).send();
    assert_eq!(at("2026-11-21T10:59:59Z").await.expect(200)["wallets"][0]["balance"], 0);
    assert_eq!(at("2026-11-21T11:00:00Z").await.expect(200)["wallets"][0]["balance"], 100);
    // Points end at midnight of 1 January in the program's zone.
    assert_eq!(at("2026-12-31T23:59:59%2B08:00").await.expect(200)["wallets"][0]["balance"], 100);
    assert_eq!(at("2027-01-01T00:00:00%2B08:00").await.expect(200)["wallets"][0]["balance"], 0);
    assert_eq!(at("2027-01-01T00:00:00").await.problem(400), "missing-offset");
}

async fn nobody_is_not_found(on: On) {
    let shop = Shop::open_on(on).await;
    for name in ["ext:nobody", "mem_0193f000000070008000000000009999", "crm-1"] {
        let reply = shop.get(&format!("/v1/members/{name}")).send().await;
        assert_eq!(reply.problem(404), "unknown-member", "{name}");
    }
}
