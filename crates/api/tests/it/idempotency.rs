//! Retries: what users of today's systems suffer from first of all.

use crate::orders::order;
use crate::shop::Shop;
use crate::stores::{On, on_each_store};
use serde_json::{Value, json};

on_each_store! {
    a_tills_retry_changes_nothing_and_gets_the_first_answer
    the_order_of_keys_and_white_space_do_not_matter
    an_id_used_for_something_else_is_refused
    an_order_opened_on_a_second_till_earns_once
    the_header_is_an_alias_of_the_body
}

async fn a_tills_retry_changes_nothing_and_gets_the_first_answer(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = order("0042-7781", &member);
    let first = shop.post("/v1/orders", &body).send().await;
    assert!(!first.is_replayed());
    let mut first = first.expect(201);
    for _ in 0..3 {
        let again = shop.post("/v1/orders", &body).send().await;
        assert!(again.is_replayed());
        let mut again = again.expect(200);
        assert_ne!(again["request_id"], first["request_id"]);
        again["request_id"] = first["request_id"].take();
        first["request_id"] = again["request_id"].clone();
        assert_eq!(again, first);
    }
    assert_eq!(shop.available(&member).await, 378);
}

async fn the_order_of_keys_and_white_space_do_not_matter(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = format!(
        r#"{{ "total": {{"currency":"CNY","amount":5000}}, "occurred_at":"2026-11-21T11:06:02Z",
            "member": "{member}", "event_id":"x" }}"#
    );
    let other = format!(
        r#"{{"event_id":"x","member":"{member}","occurred_at":"2026-11-21T19:06:02+08:00","lines":[],"store":null,"total":{{"amount":5000,"currency":"CNY"}}}}"#
    );
    let post = |body: String| {
        shop.call(hyper::Method::POST, "/v1/orders").body("application/json; charset=utf-8", body)
    };
    post(body).send().await.expect(201);
    assert!(post(other).send().await.is_replayed());
}

async fn an_id_used_for_something_else_is_refused(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    let mut other = order("a", &member);
    other["lines"][0]["amount"] = json!(9800);
    other["total"]["amount"] = json!(22700);
    assert_eq!(shop.post("/v1/orders", &other).send().await.problem(422), "event-id-reused");
    let activity = json!({ "event_id": "a", "member": member, "activity": "check_in", "occurred_at": "2026-11-21T11:00:00Z" });
    assert_eq!(shop.post("/v1/activities", &activity).send().await.problem(422), "event-id-reused");
    assert_eq!(shop.available(&member).await, 378);
}

async fn an_order_opened_on_a_second_till_earns_once(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let body = order("0042-7781", &member);
    let sends = (0..8).map(|_| shop.post("/v1/orders", &body).send());
    let replies = join_all(sends).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert!(
        replies
            .iter()
            .filter(|reply| reply.status != 201)
            .all(|reply| reply.status == 200 && reply.is_replayed())
    );
    assert_eq!(shop.available(&member).await, 378);
}

async fn the_header_is_an_alias_of_the_body(on: On) {
    let shop = Shop::open_on(on).await;
    let member = shop.member("crm-1").await;
    let mut bare: Value = order("x", &member);
    bare.as_object_mut().unwrap().remove("event_id");
    let send = |body: &Value, key: Option<&str>| {
        let call = shop.post("/v1/orders", body);
        match key {
            Some(key) => call.header("idempotency-key", key).send(),
            None => call.send(),
        }
    };
    assert_eq!(send(&bare, None).await.problem(400), "missing-event-id");
    assert_eq!(send(&order("x", &member), Some("y")).await.problem(400), "event-id-mismatch");
    let quoted = send(&bare, Some("\"x\"")).await.expect(201);
    assert_eq!(quoted["event_id"], "x");
    assert!(send(&bare, Some("x")).await.is_replayed());
    assert!(send(&order("x", &member), None).await.is_replayed());
    assert!(send(&order("x", &member), Some("x")).await.is_replayed());
    assert_eq!(send(&bare, Some(&"x".repeat(65))).await.problem(400), "bad-text");
}

/// Waits for all of them at once.
pub(crate) async fn join_all<F: Future + Send>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut pinned: Vec<_> = futures.map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = pinned.iter().map(|_| None).collect();
    std::future::poll_fn(move |cx| {
        for (future, output) in pinned.iter_mut().zip(&mut outputs).filter(|(_, output)| output.is_none()) {
            if let std::task::Poll::Ready(value) = future.as_mut().poll(cx) {
                *output = Some(value);
            }
        }
        if outputs.iter().all(Option::is_some) {
            std::task::Poll::Ready(outputs.iter_mut().filter_map(Option::take).collect())
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}
