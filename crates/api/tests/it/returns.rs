//! `POST /v1/orders/{order}/returns`

use crate::orders::order;
use crate::shop::{Shop, check_reply};
use crate::stores::{On, on_each_store};
use serde_json::{Value, json};

on_each_store! {
    a_partial_return_leaves_what_the_kept_lines_would_have_earned
    more_than_was_bought_does_not_come_back
    points_spent_meanwhile_become_visible_debt
    a_return_that_comes_first_waits_for_its_order
    an_amount_comes_back_on_the_whole_order
    what_is_handed_back_is_what_was_paid_in_money
    a_quoted_return_is_what_booking_does_and_records_nothing
    a_quote_says_why_a_return_would_be_refused_or_wait
}

fn back(event_id: &str, lines: Value) -> Value {
    json!({ "event_id": event_id, "occurred_at": "2026-11-21T19:30:00+08:00", "reason": "return", "lines": lines })
}

async fn a_partial_return_leaves_what_the_kept_lines_would_have_earned(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    // One of two pieces of tea: 178.50 are kept, below the 200 of the bonus.
    let body = back("r1", json!([{ "line_id": "1", "quantity": 1 }]));
    let reply = shop.post("/v1/orders/ext:a/returns", &body).send().await.expect(201);
    check_reply!("partial_return", reply);
    assert_eq!(shop.available(&member).await, 100 + 178);
    assert!(shop.post("/v1/orders/ext:a/returns", &body).send().await.is_replayed());
    // The rest of that line.
    let rest = back("r2", json!([{ "line_id": "1" }]));
    shop.post("/v1/orders/ext:a/returns", &rest).send().await.expect(201);
    assert_eq!(shop.available(&member).await, 100 + 129);
    let order = shop.get("/v1/orders/ext:a").send().await.expect(200);
    assert_eq!(order["returns"].as_array().unwrap().len(), 2);
    assert_eq!(order["kept"]["lines"][0], json!({ "line_id": "1", "quantity": "0", "amount": 0 }));
    assert_eq!(order["kept"]["total"]["amount"], order["kept"]["paid"]["amount"]);
}

async fn what_is_handed_back_is_what_was_paid_in_money(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let mut paid = order("b", &member);
    paid["redeem"] = json!({ "wallet": "points", "units": 100 });
    shop.post("/v1/orders", &paid).send().await.expect(201);
    let kept = async || shop.get("/v1/orders/ext:b").send().await.expect(200)["kept"].clone();
    let before = kept().await;
    let by_points = before["total"]["amount"].as_i64().unwrap() - before["paid"]["amount"].as_i64().unwrap();
    assert!(by_points > 0);
    shop.post("/v1/orders/ext:b/returns", &back("r1", json!([{ "line_id": "1" }]))).send().await.expect(201);
    let after = kept().await;
    // The points that paid a part of what came back come back as points: less is handed back than the goods cost.
    let goods = before["total"]["amount"].as_i64().unwrap() - after["total"]["amount"].as_i64().unwrap();
    let handed_back = before["paid"]["amount"].as_i64().unwrap() - after["paid"]["amount"].as_i64().unwrap();
    assert!(0 < handed_back && handed_back < goods, "{handed_back} of {goods}");
    assert_eq!(after["lines"].as_array().unwrap().len(), before["lines"].as_array().unwrap().len());
}

async fn more_than_was_bought_does_not_come_back(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let paid = shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let path = format!("/v1/orders/{}/returns", paid["id"].as_str().unwrap());
    let send = |id: &str, lines: Value| shop.post(&path, &back(id, lines)).send();
    assert_eq!(send("r1", json!([{ "line_id": "1", "quantity": 3 }])).await.problem(409), "exceeds-ordered");
    assert_eq!(send("r2", json!([{ "line_id": "9" }])).await.problem(409), "unknown-line");
    assert_eq!(send("r3", json!([])).await.problem(400), "nothing-returned");
    assert_eq!(
        send("r4", json!([{ "line_id": "1", "quantity": 1, "amount": 5 }])).await.problem(400),
        "invalid-field"
    );
    assert_eq!(send("r5", json!([{ "line_id": "1", "quantity": 0 }])).await.problem(400), "out-of-range");
    assert_eq!(shop.available(&member).await, 378);
}

async fn points_spent_meanwhile_become_visible_debt(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let redeem = json!({ "event_id": "g", "member": member, "occurred_at": "2026-11-21T11:20:00Z", "wallet": "points", "units": 300 });
    shop.post("/v1/redemptions", &redeem).send().await.expect(201);
    let all = back("r", json!([{ "line_id": "1" }, { "line_id": "2" }]));
    shop.post("/v1/orders/ext:a/returns", &all).send().await.expect(201);
    let wallet =
        shop.get(&format!("/v1/members/{member}/wallets")).send().await.expect(200)["data"][0].clone();
    assert_eq!(
        (&wallet["balance"], &wallet["debt"], &wallet["available"]),
        (&json!(-200), &json!(200), &json!(0))
    );
}

async fn a_return_that_comes_first_waits_for_its_order(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = back("r", json!([{ "line_id": "1" }]));
    let parked = shop.post("/v1/orders/ext:a/returns", &body).send().await.expect(202);
    assert_eq!((&parked["status"], &parked["waiting_for"]), (&json!("parked"), &json!("a")));
    let waiting = async || shop.get("/v1/returns/parked").send().await.expect(200)["data"].clone();
    assert_eq!(
        waiting().await,
        json!([{ "event_id": "r", "waiting_for": "a", "since": "2026-11-21T12:00:00Z" }])
    );
    let figures = shop.get("/metrics").send().await.text().to_owned();
    assert!(figures.contains("\ntessera_parked_waiting 1\n"), "{figures}");
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    assert_eq!(shop.available(&member).await, 100 + 129);
    assert_eq!(waiting().await, json!([]));
    assert!(shop.post("/v1/orders/ext:a/returns", &body).send().await.is_replayed());
}

async fn an_amount_comes_back_on_the_whole_order(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let body = json!({ "event_id": "r", "occurred_at": "2026-11-21T11:30:00Z", "amount": { "amount": 800, "currency": "CNY" } });
    shop.post("/v1/orders/ext:a/returns", &body).send().await.expect(201);
    assert_eq!(shop.available(&member).await, 100 + 220 + 50);
}

async fn a_quoted_return_is_what_booking_does_and_records_nothing(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let mut paid = order("b", &member);
    paid["redeem"] = json!({ "wallet": "points", "units": 100 });
    shop.post("/v1/orders", &paid).send().await.expect(201);
    let before = shop.available(&member).await;
    let head = async || shop.get("/v1/events").send().await.expect(200)["next_after_seq"].clone();
    let last = head().await;
    let body = back("r", json!([{ "line_id": "1", "quantity": 1 }]));
    let mut asked = body.clone();
    asked.as_object_mut().unwrap().remove("event_id");
    let quote = shop.post("/v1/orders/ext:b/returns/quote", &asked).in_english().send().await.expect(200);
    check_reply!("quoted_return", quote);
    assert_eq!((head().await, shop.available(&member).await), (last, before), "a quote has no effect");
    let kept =
        async || shop.get("/v1/orders/ext:b").send().await.expect(200)["kept"]["paid"]["amount"].clone();
    let paid = kept().await;
    // Quote and return agree; so does the money.
    let booked = shop.post("/v1/orders/ext:b/returns", &body).send().await.expect(201);
    assert_eq!(booked["receipt"], quote["receipt"]);
    assert_eq!(
        quote["refund"]["amount"].as_i64().unwrap(),
        paid.as_i64().unwrap() - kept().await.as_i64().unwrap()
    );
}

async fn a_quote_says_why_a_return_would_be_refused_or_wait(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let ask = |body: &Value| shop.post("/v1/orders/ext:a/returns/quote", body).send();
    // The order is not here yet: what the return says of money is all that is known.
    let early = ask(&back("r", json!([{ "line_id": "1", "amount": 500 }]))).await.expect(200);
    assert_eq!((&early["waiting_for"], &early["member"]), (&json!("a"), &Value::Null));
    assert_eq!(early["refund"], json!({ "amount": 500, "currency": "CNY" }));
    let goods = ask(&back("r", json!([{ "line_id": "1" }]))).await.expect(200);
    assert_eq!(goods.get("refund"), None, "{goods}");
    assert_eq!(shop.get("/v1/returns/parked").send().await.expect(200)["data"], json!([]));
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let many = ask(&back("r", json!([{ "line_id": "1", "quantity": 3 }]))).await.expect(200);
    assert_eq!(many["refused"]["code"], "exceeds-ordered");
    assert_eq!((&many["needs_approval"], many.get("refund")), (&json!(false), None));
    assert_eq!(many["receipt"]["balances"][0]["available"], 378);
    assert_eq!(ask(&back("r", json!([]))).await.problem(400), "nothing-returned");
    let unknown = shop
        .post("/v1/orders/ord_00000000000000000000000000000000000000ff/returns/quote", &back("r", json!([])));
    assert_eq!(unknown.send().await.problem(404), "unknown-order");
}
