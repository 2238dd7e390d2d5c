//! `/v1/members`

use crate::figures::order_of;
use crate::shop::{FLAT, Shop, check_reply};
use crate::stores::{On, on_each_store};
use hyper::Method;
use serde_json::{Value, json};
use tessera_api::Settings;

on_each_store! {
    a_member_joins_with_all_that_is_known
    the_same_person_again_is_no_second_member
    tags_are_replaced
    pages_of_members_are_whole_and_end
    a_member_is_shown_as_of_any_instant
    the_newest_come_first_and_filters_hold
    members_are_found_by_tier_and_tag
    the_list_says_what_each_members_own_page_says
    the_latest_entries_come_first
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

/// All pages of a list, by a field of its items.
async fn walked(shop: &Shop, path: &str, field: &str) -> Vec<Value> {
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = shop.get(&format!("{path}{after}")).send().await.expect(200);
        seen.extend(page["data"].as_array().unwrap().iter().map(|row| row.pointer(field).unwrap().clone()));
        match page["next_cursor"].as_str() {
            Some(cursor) => after = format!("&after={cursor}"),
            None => return seen,
        }
    }
}

async fn the_newest_come_first_and_filters_hold(on: On) {
    let shop = Shop::open_on(on).await;
    for index in 0..9 {
        let body = json!({ "event_id": format!("reg-{index}"), "ext_id": index.to_string(),
            "home_store": if index % 2 == 0 { "even" } else { "odd" }, "channel": if index < 5 { "pos" } else { "web" },
            "occurred_at": format!("2026-11-21T11:0{index}:00Z") });
        shop.post("/v1/members", &body).send().await.expect(201);
        // Some are projected and some are not: nobody sees the difference.
        if index == 4 {
            shop.app.flush().await.unwrap();
        }
    }
    let list = async |query: &str| -> String {
        let names = walked(&shop, &format!("/v1/members?limit=2&{query}"), "/ext_id").await;
        names.iter().map(|name| name.as_str().unwrap()).collect()
    };
    assert_eq!(list("").await, "012345678");
    assert_eq!(list("order=newest").await, "876543210");
    assert_eq!(list("order=oldest&store=even").await, "02468");
    assert_eq!(list("order=newest&store=even&channel=web").await, "86");
    assert_eq!(list("joined_from=2026-11-21T11:03:00Z&joined_before=2026-11-21T11:06:00Z").await, "345");
    assert_eq!(list("order=newest&joined_from=2026-11-21T19:07:00%2B08:00").await, "87");
    assert_eq!(list("store=nowhere").await, "");
    let page = shop.get("/v1/members?store=even&limit=1").send().await.expect(200);
    assert_eq!((page["data"].as_array().unwrap().len(), &page["total"]), (1, &json!(9)));
    // Who joins while somebody turns the pages changes nothing of them.
    let first = shop.get("/v1/members?order=newest&limit=5").send().await.expect(200);
    shop.member("new").await;
    let after = first["next_cursor"].as_str().unwrap();
    let rest = walked(&shop, &format!("/v1/members?order=newest&limit=100&after={after}"), "/ext_id").await;
    assert_eq!(rest, ["3", "2", "1", "0"]);
    assert_eq!(shop.get("/v1/members?order=random").send().await.problem(400), "bad-query");
}

/// Gold from 600 yuan in three months on.
const TIERS: &str = "[tiers]\nmeasure = { kind = \"spend\", window = { rolling_months = 3 } }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 600 }]\n";

async fn members_are_found_by_tier_and_tag(on: On) {
    let program = format!("{FLAT}\n{TIERS}");
    let shop = Shop::over(on.store().await, Settings::default(), Some(&program)).await;
    for index in 0..9 {
        let tags = if index % 3 == 0 { json!(["vip", "茶"]) } else { json!([]) };
        let body = json!({ "event_id": format!("reg-{index}"), "ext_id": index.to_string(), "tags": tags,
            "home_store": if index % 2 == 0 { "even" } else { "odd" }, "occurred_at": "2026-11-21T11:00:00Z" });
        shop.post("/v1/members", &body).send().await.expect(201);
        let spends = if index > 4 { 70_000 } else { 500 };
        let order = order_of(&format!("o-{index}"), &format!("ext:{index}"), spends);
        shop.post("/v1/orders", &order).send().await.expect(201);
        // Some are projected and some are not: nobody sees the difference.
        if index == 6 {
            shop.app.flush().await.unwrap();
        }
    }
    let list = async |query: &str| -> String {
        let names = walked(&shop, &format!("/v1/members?limit=2&{query}"), "/ext_id").await;
        names.iter().map(|name| name.as_str().unwrap()).collect()
    };
    assert_eq!(list("tier=gold").await, "5678");
    assert_eq!(list("tier=gold&order=newest").await, "8765");
    assert_eq!(list("tier=silver").await, "01234");
    assert_eq!(list("tag=vip").await, "036");
    assert_eq!(list("tag=%E8%8C%B6&tier=gold&store=even").await, "6");
    assert_eq!(list("tag=vi").await, "", "a tag is whole");
    assert_eq!(list("tier=platinum").await, "");
    // A tag that is taken away, a tier that is reached.
    let none = json!({ "event_id": "t", "occurred_at": "2026-11-21T12:00:00Z", "tags": [] });
    shop.call(Method::PUT, "/v1/members/ext:3/tags").json(&none).send().await.expect(201);
    assert_eq!(list("tag=vip").await, "06");
    shop.post("/v1/orders", &order_of("more", "ext:3", 70_000)).send().await.expect(201);
    assert_eq!((list("tier=gold").await, list("tier=silver").await), ("35678".into(), "0124".into()));
}

/// Growth value beside points; gold from 600 of it on, and points end three months on.
const GROWING: &str = r#"
[program]
code = "grow"
name = "G"
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]
label = { zh = "积分", en = "points" }
expiry = { kind = "rolling", months = 3 }

[wallets.growth]
label = { zh = "成长值", en = "growth value" }
decimals = 1

[[rules]]
name = "base"
on = "order"
wallet = "points"
give = { rate = 1 }

[[rules]]
name = "growing"
on = "order"
wallet = "growth"
give = { rate = 1 }

[tiers]
measure = { kind = "units", wallet = "growth" }
tier = [{ name = "silver", label = { zh = "白银", en = "Silver" }, from = 0 }, { name = "gold", label = { zh = "黄金", en = "Gold" }, from = 600 }]
"#;

/// Compares a row of the list with the member's own page; gives the page.
async fn compared(shop: &Shop, page: &Value, row: &Value, lang: &str) -> Value {
    let id = row["id"].as_str().unwrap();
    let own = shop.get(&format!("/v1/members/{id}")).header("accept-language", lang).send().await.expect(200);
    let told = [
        "ext_id",
        "joined_at",
        "home_store",
        "channel",
        "tier",
        "measured",
        "orders",
        "spend",
        "last_order_at",
    ];
    for field in told {
        assert!(row.get(field).is_some(), "{field} of {row}");
        assert_eq!(row[field], own[field], "{field} of {id}");
    }
    assert_eq!(page["tier_measure"], own["tier_measure"]);
    let wallets = own["wallets"].as_array().unwrap();
    assert_eq!(wallets.len(), row["balances"].as_array().unwrap().len());
    for (place, wallet) in wallets.iter().enumerate() {
        for field in ["wallet", "balance", "available", "pending", "debt"] {
            assert_eq!(row["balances"][place][field], wallet[field], "{field} of {id}");
        }
        for field in ["wallet", "label", "decimals"] {
            assert_eq!(page["wallets"][place][field], wallet[field]);
        }
    }
    own
}

async fn the_list_says_what_each_members_own_page_says(on: On) {
    let programs = [(GROWING, "成长值", "growth value in all"), (FLAT, "", "")];
    let spending = format!("{FLAT}\n{TIERS}");
    for (program, zh, en) in programs.into_iter().chain([(&*spending, "近 3 个月消费", "Spent in 3 months")])
    {
        let shop = Shop::over(on.store().await, Settings::default(), Some(program)).await;
        shop.clock.set("2026-09-21T12:00:00Z");
        for index in 0..6 {
            let body = json!({ "event_id": format!("reg-{index}"), "ext_id": index.to_string(), "channel": "pos",
                "home_store": "sh-014", "occurred_at": "2026-09-01T11:00:00Z" });
            shop.post("/v1/members", &body).send().await.expect(201);
            let member = format!("ext:{index}");
            let mut orders = Vec::new();
            for (nth, day) in ["02", "12"].iter().enumerate().take(index) {
                let mut order = order_of(&format!("o-{index}-{nth}"), &member, 10_050 * index as i64);
                order["occurred_at"] = json!(format!("2026-09-{day}T12:00:00Z"));
                shop.post("/v1/orders", &order).send().await.expect(201);
                orders.push(format!("/v1/orders/ext:o-{index}-{nth}/returns"));
            }
            // The latest order of the third comes back whole, of the fifth a part.
            if let Some(returns) = orders.last().filter(|_| index == 3 || index == 5) {
                let amount = if index == 3 { 30_150 } else { 5_000 };
                let back = json!({ "event_id": format!("r-{index}"), "occurred_at": "2026-09-13T12:00:00Z",
                    "amount": { "amount": amount, "currency": "CNY" } });
                shop.post(returns, &back).send().await.expect(201);
            }
            // Some are projected and some are not: nobody sees the difference.
            if index == 2 {
                shop.app.flush().await.unwrap();
            }
        }
        // Points end, spend leaves the window, and nothing is written for it.
        for now in ["2026-09-21T12:00:00Z", "2026-12-05T12:00:00Z", "2027-02-01T00:00:00Z"] {
            shop.clock.set(now);
            for (lang, measured) in [("zh-CN", zh), ("en", en)] {
                let page =
                    shop.get("/v1/members?limit=4").header("accept-language", lang).send().await.expect(200);
                let label = page["tier_measure"]["label"].as_str().unwrap_or_default();
                assert!(label.ends_with(measured) && label.is_empty() == measured.is_empty(), "{label}");
                let after = page["next_cursor"].as_str().unwrap();
                let path = format!("/v1/members?limit=4&after={after}");
                let rest = shop.get(&path).header("accept-language", lang).send().await.expect(200);
                let mut pages = Vec::new();
                for page in [&page, &rest] {
                    for row in page["data"].as_array().unwrap() {
                        pages.push(compared(&shop, page, row, lang).await);
                    }
                }
                let last = |of: usize| pages[of]["last_order_at"].as_str();
                assert_eq!((pages.len(), last(0)), (6, None));
                assert_eq!(last(3), Some("2026-09-02T12:00:00Z"), "what came back whole is no order");
                assert_eq!(last(5), Some("2026-09-12T12:00:00Z"));
            }
        }
        // Narrowed down by what they are now, they say the same.
        let silver = shop.get("/v1/members?tier=silver").send().await.expect(200);
        for row in silver["data"].as_array().unwrap() {
            assert_eq!(row["tier"]["name"], "silver");
            compared(&shop, &silver, row, "zh-CN").await;
        }
    }
}

async fn the_latest_entries_come_first(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    for day in 1..8 {
        let body = json!({ "event_id": format!("o-{day}"), "member": member,
            "occurred_at": format!("2026-11-21T11:0{day}:00Z"), "total": { "amount": day * 100, "currency": "CNY" } });
        shop.post("/v1/orders", &body).send().await.expect(201);
    }
    let path = format!("/v1/members/{member}/entries?limit=3");
    let oldest = walked(&shop, &path, "/event").await;
    assert_eq!(oldest.len(), 8);
    let mut newest = walked(&shop, &format!("{path}&order=newest"), "/event").await;
    newest.reverse();
    assert_eq!(newest, oldest);
    let page = shop.get(&format!("{path}&order=newest&explain=true")).send().await.expect(200);
    let units: Vec<_> =
        page["data"].as_array().unwrap().iter().map(|row| row["entries"][0]["units"].clone()).collect();
    assert_eq!(units, [7, 6, 5]);
    let rules = page["data"].as_array().unwrap().iter().map(|row| {
        let notes = row["explanation"]["notes"].as_array().unwrap();
        notes.iter().find(|note| note["applied"] == true).unwrap()["units"].clone()
    });
    assert_eq!(rules.collect::<Vec<_>>(), units, "each stands with its own reasons");
    let nobody = "/v1/members/mem_00000000000000000000000000000009/entries?order=newest";
    assert_eq!(shop.get(nobody).send().await.problem(404), "unknown-member");
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
