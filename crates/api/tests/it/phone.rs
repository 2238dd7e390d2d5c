//! A member's change of phone over HTTP.

use crate::people::{as_member, joining, last_code, member_cookie};
use crate::shop::Shop;
use crate::staff::{hire, owner, store};
use hyper::Method;
use serde_json::{Value, json};
use tessera_people::Role;

const OLD: &str = "13800138000";
const NEW: &str = "13900139000";

#[tokio::test]
async fn a_member_moves_to_a_phone_that_shows_to_be_there() {
    let shop = Shop::open().await;
    shop.post("/v1/members", &joining("join-1", "13700137000")).send().await.expect(201);
    let cookie = member_cookie(&shop, OLD).await;
    let path = "/v1/members/me/phone";
    let missing = as_member(shop.post(path, &json!({ "phone": NEW })), &cookie).send().await;
    assert_eq!(missing.json()["errors"][0]["pointer"], "/code");
    let send = |phone: &str| {
        as_member(shop.post("/v1/members/me/phone-codes", &json!({ "phone": phone })), &cookie).send()
    };
    // Whether somebody has it is told only to who has it.
    send("13700137000").await.expect(202);
    let body = json!({ "phone": "13700137000", "code": last_code(&shop).await });
    assert_eq!(as_member(shop.post(path, &body), &cookie).send().await.problem(409), "phone-taken");
    send(NEW).await.expect(202);
    let code = last_code(&shop).await;
    let wrong = json!({ "phone": NEW, "code": "abcdef" });
    assert_eq!(as_member(shop.post(path, &wrong), &cookie).send().await.problem(401), "wrong-code");
    let elsewhere = json!({ "phone": "13600136000", "code": code });
    assert_eq!(as_member(shop.post(path, &elsewhere), &cookie).send().await.problem(401), "wrong-code");
    shop.clock.set("2026-11-21T12:00:01Z");
    let body = json!({ "phone": NEW, "code": code });
    let changed = as_member(shop.post(path, &body), &cookie).send().await;
    assert_eq!(changed.expect(200)["profile"]["phone"], "139****9000");
    assert_eq!(as_member(shop.get("/v1/members/me"), &cookie).send().await.problem(401), "unauthenticated");
    let anew = changed.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    as_member(shop.get("/v1/members/me"), &anew).send().await.expect(200);
    let messages = shop.get("/v1/messages").no_key().send().await.expect(200);
    assert_eq!(messages["data"][0]["to"], "+8613800138000", "the old phone is told");
    let log = shop.get("/v1/audit?action=phone").send().await.expect(200);
    assert_eq!((&log["data"][0]["reason"], &log["data"][0]["target"]), (&json!("self"), &json!("me")));
    let again = shop.post("/v1/members", &joining("join-2", OLD)).send().await.expect(201);
    assert_ne!(again["id"], changed.json()["id"], "the old phone is free");
}

#[tokio::test]
async fn a_till_moves_no_member_who_has_not_shown_to_be_there() {
    let shop = Shop::open().await;
    let member = shop.post("/v1/members", &joining("join-1", OLD)).send().await.expect(201);
    let path = format!("/v1/members/{}/phone", member["id"].as_str().unwrap());
    let owner = owner(&shop).await;
    store(&shop, &owner, "sh-014").await;
    let cashier = hire(&shop, &owner, "wang", Role::Cashier).await;
    let service = hire(&shop, &owner, "zhou", Role::Service).await;
    let ask = |body: Value, cookie: &str| shop.post(&path, &body).cookie(cookie).send();
    let patch = shop.call(Method::PATCH, &path.replace("/phone", "/profile")).json(&json!({ "phone": NEW }));
    assert_eq!(patch.cookie(&cashier).send().await.problem(400), "unknown-field", "no way round");
    let wish = json!({ "phone": NEW, "reason": "换号" });
    assert_eq!(ask(wish.clone(), &cashier).await.problem(403), "proof-needed");
    let other = shop.post("/v1/members", &joining("join-2", "13700137000")).send().await.expect(201);
    let others = shop.people.prove(other["id"].as_str().unwrap().parse().unwrap()).unwrap().token;
    let body = json!({ "phone": NEW, "reason": "换号", "proof": others });
    assert_eq!(ask(body, &cashier).await.problem(403), "proof-needed", "somebody else's");
    let proof = shop.people.prove(member["id"].as_str().unwrap().parse().unwrap()).unwrap().token;
    let body = json!({ "phone": NEW, "reason": "换号", "proof": proof });
    assert_eq!(ask(body, &cashier).await.expect(200)["profile"]["phone"], "139****9000");
    assert_eq!(ask(json!({ "phone": OLD }), &service).await.problem(400), "missing-field");
    assert_eq!(ask(json!({ "reason": "换号" }), &service).await.problem(400), "missing-field");
    let taken = json!({ "phone": "13700137000", "reason": "换号" });
    assert_eq!(ask(taken, &service).await.problem(409), "phone-taken");
    let body = json!({ "phone": OLD, "reason": "旧号已停用，本人持证件来电" });
    assert_eq!(ask(body, &service).await.expect(200)["profile"]["phone"], "138****8000");
    let gone = json!({ "phone": null, "reason": "号码是家人的" });
    assert_eq!(ask(gone, &service).await.expect(200)["profile"]["phone"], Value::Null);
    ask(json!({ "phone": NEW, "reason": "首次登记手机" }), &cashier).await.expect(200);
    let log = shop.get("/v1/audit?action=/phone").send().await.expect(200);
    let reasons: Vec<_> =
        log["data"].as_array().unwrap().iter().filter(|line| line["status"] == 200).collect();
    assert_eq!(reasons[0]["reason"], "首次登记手机");
    assert_eq!(reasons.len(), 4);
}
