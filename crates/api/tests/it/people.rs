//! Members as persons over HTTP: joining by phone, masks, unmasking, signing in, codes at the till, being forgotten.

use crate::shop::{Call, Shop};
use hyper::Method;
use serde_json::{Value, json};
use tessera_app::{Scope, Scopes};

const PHONE: &str = "138 0013 8000";

pub(crate) fn joining(event: &str, phone: &str) -> Value {
    json!({ "event_id": event, "occurred_at": "2026-11-21T11:00:00Z", "phone": phone, "name": "欧阳小明" })
}

async fn joined(shop: &Shop) -> String {
    let reply = shop.post("/v1/members", &joining("join-1", PHONE)).send().await.expect(201);
    reply["id"].as_str().unwrap().to_owned()
}

/// The digits of the last message.
pub(crate) async fn last_code(shop: &Shop) -> String {
    let messages = shop.get("/v1/messages").no_key().send().await.expect(200);
    let text = messages["data"][0]["text"].as_str().unwrap();
    text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).unwrap().to_owned()
}

/// The cookie that a reply sets.
fn cookie(reply: &crate::shop::Reply) -> String {
    let set = reply.headers["set-cookie"].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

pub(crate) async fn member_cookie(shop: &Shop, phone: &str) -> String {
    shop.post("/v1/member-session/codes", &json!({ "phone": phone })).no_key().send().await.expect(202);
    let body = json!({ "phone": phone, "code": last_code(shop).await, "join": { "name": "小明" } });
    let reply = shop.post("/v1/member-session", &body).no_key().send().await;
    reply.expect(200);
    cookie(&reply)
}

pub(crate) fn as_member<'a>(call: Call<'a>, cookie: &str) -> Call<'a> {
    call.cookie(cookie).header("tessera-as", "member")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_requests_with_one_phone_make_one_member() {
    let shop = std::sync::Arc::new(Shop::open().await);
    let tries = (0..64).map(|n| {
        let shop = shop.clone();
        let phone = [PHONE, "+8613800138000", "138-0013-8000"][n % 3];
        tokio::spawn(async move {
            let reply = shop.post("/v1/members", &joining(&format!("join-{n}"), phone)).send().await;
            (reply.status.as_u16(), reply.json()["id"].as_str().unwrap().to_owned())
        })
    });
    let mut replies = Vec::new();
    for tried in tries.collect::<Vec<_>>() {
        replies.push(tried.await.unwrap());
    }
    assert_eq!(replies.iter().filter(|(status, _)| *status == 201).count(), 1, "{replies:?}");
    assert!(replies.iter().all(|(_, id)| *id == replies[0].1));
    assert_eq!(shop.app.member_count().await.unwrap(), 1);
}

#[tokio::test]
async fn joining_again_with_the_same_id_is_a_replay_and_with_another_person_refused() {
    let shop = Shop::open().await;
    let id = joined(&shop).await;
    let again = shop.post("/v1/members", &joining("join-1", "138-0013-8000")).send().await;
    assert_eq!((again.expect(200)["id"].as_str(), again.is_replayed()), (Some(&*id), true));
    let other = shop.post("/v1/members", &joining("join-1", "13900139000")).send().await;
    assert_eq!(other.problem(422), "event-id-reused");
    for (field, bad, code) in [
        ("phone", "12345", "bad-phone"),
        ("email", "nobody", "bad-email"),
        ("birthday", "1991-02-29", "bad-date"),
    ] {
        let body = json!({ "event_id": "join-2", "occurred_at": "2026-11-21T11:00:00Z", field: bad });
        let reply = shop.post("/v1/members", &body).send().await;
        assert_eq!(reply.problem(400), code);
        assert_eq!(reply.json()["errors"][0]["pointer"], format!("/{field}"));
    }
}

/// One member's phone with another one's number: neither loses anything.
#[tokio::test]
async fn a_request_that_names_two_members_takes_nothing_from_either() {
    let shop = Shop::open().await;
    let by_phone = joined(&shop).await;
    let by_number = shop.member("crm-7").await;
    let mut both = joining("join-both", PHONE);
    both["ext_id"] = "crm-7".into();
    let reply = shop.post("/v1/members", &both).send().await.expect(200);
    assert_eq!((&reply["existing"], &reply["id"]), (&json!(true), &json!(by_number)));
    let member = shop.get(&format!("/v1/members/{by_phone}")).send().await.expect(200);
    assert_eq!(member["profile"]["phone"], "138****8000");
    let found = shop.post("/v1/members/find", &json!({ "text": PHONE })).send().await.expect(200);
    assert_eq!(found["id"], *by_phone);
}

#[tokio::test]
async fn a_person_is_masked_everywhere_and_unmasked_with_a_reason_that_is_logged() {
    let shop = Shop::open().await;
    let id = joined(&shop).await;
    let member = shop.get(&format!("/v1/members/{id}")).send().await.expect(200);
    assert_eq!(member["profile"]["phone"], "138****8000");
    assert_eq!(member["profile"]["name"], "欧***");
    assert_eq!(member["status"], "active");
    shop.app.flush().await.unwrap();
    let listed = shop.get("/v1/members").send().await.expect(200);
    assert_eq!(listed["data"][0]["profile"]["phone"], "138****8000");
    let found = shop.post("/v1/members/find", &json!({ "text": "13800138000" })).send().await.expect(200);
    assert_eq!((found["by"].as_str(), found["id"].as_str()), (Some("phone"), Some(&*id)));
    let unmask = format!("/v1/members/{id}/unmask");
    assert_eq!(shop.post(&unmask, &json!({})).send().await.problem(400), "missing-field");
    let clear = shop.post(&unmask, &json!({ "reason": "核对地址" })).send().await.expect(200);
    assert_eq!(clear["phone"], "+8613800138000");
    let log = shop.get("/v1/audit?action=unmask").send().await.expect(200);
    assert_eq!(log["data"][0]["reason"], "核对地址");
    assert_eq!(log["data"][0]["target"], *id);
    let patch = json!({ "name": null, "email": "Ming@Example.com" });
    let call = shop.call(Method::PATCH, &format!("/v1/members/{id}/profile")).json(&patch);
    let changed = call.send().await.expect(200);
    assert_eq!(
        (&changed["profile"]["email"], &changed["profile"]["name"]),
        (&json!("m***@example.com"), &Value::Null)
    );
}

#[tokio::test]
async fn a_member_signs_in_by_phone_and_sees_nobody_else() {
    let shop = Shop::open().await;
    let other = joined(&shop).await;
    let cookie = member_cookie(&shop, "139 0013 9000").await;
    let me = as_member(shop.get("/v1/members/me"), &cookie).send().await.expect(200);
    assert_eq!(me["profile"]["phone"], "139****9000");
    assert_eq!(me["wallets"][0]["available"], 100, "for joining");
    for path in ["wallets", "entries", "code"] {
        as_member(shop.get(&format!("/v1/members/me/{path}")), &cookie).send().await.expect(200);
    }
    let foreign = as_member(shop.get(&format!("/v1/members/{other}")), &cookie).send().await;
    assert_eq!(foreign.problem(403), "missing-scope");
    for path in ["/v1/members", "/v1/audit", "/v1/staff", "/v1/trial-balance", "/v1/events"] {
        assert_eq!(as_member(shop.get(path), &cookie).send().await.problem(403), "missing-scope", "{path}");
    }
    let phone = shop.call(Method::PATCH, "/v1/members/me/profile").json(&json!({ "phone": "13700137000" }));
    assert_eq!(as_member(phone, &cookie).send().await.problem(400), "unknown-field");
    let own = shop.post("/v1/members/me/personal-data", &json!({}));
    let own = as_member(own, &cookie).send().await.expect(200);
    assert_eq!(own["personal"]["phone"], "+8613900139000");
    as_member(shop.call(Method::DELETE, "/v1/session"), &cookie).send().await;
    let gone = as_member(shop.get("/v1/members/me"), &cookie).send().await;
    assert_eq!(gone.problem(401), "unauthenticated");
}

#[tokio::test]
async fn who_is_no_member_learns_it_only_with_the_code() {
    let shop = Shop::open().await;
    joined(&shop).await;
    let codes = ["138 0013 8000", "139 0013 9000"].map(|phone| json!({ "phone": phone }));
    let mut replies = Vec::new();
    for body in &codes {
        let mut reply = shop.post("/v1/member-session/codes", body).no_key().send().await.expect(202);
        reply["request_id"].take();
        replies.push(reply);
    }
    assert_eq!(replies[0], replies[1], "asking tells nobody who is a member");
    let again = shop.post("/v1/member-session/codes", &codes[0]).no_key().send().await;
    assert_eq!(again.problem(429), "too-many-codes");
    assert!(again.headers.contains_key("retry-after"));
    let body = json!({ "phone": "13900139000", "code": last_code(&shop).await });
    assert_eq!(shop.post("/v1/member-session", &body).no_key().send().await.problem(404), "not-a-member");
    let wrong = json!({ "phone": "13900139000", "code": "abcdef" });
    assert_eq!(shop.post("/v1/member-session", &wrong).no_key().send().await.problem(401), "wrong-code");
}

#[tokio::test]
async fn a_card_earns_and_a_code_spends_once() {
    let shop = Shop::open().await;
    let cookie = member_cookie(&shop, PHONE).await;
    let me = as_member(shop.get("/v1/members/me"), &cookie).send().await.expect(200);
    let card = me["card_number"].as_str().unwrap();
    let order = |event: &str, member: &str, units: Option<i64>| {
        let mut body = json!({ "event_id": event, "member": member, "occurred_at": "2026-11-21T11:30:00Z",
            "total": { "amount": 20_000, "currency": "CNY" } });
        if let Some(units) = units {
            body["redeem"] = json!({ "wallet": "points", "units": units });
        }
        body
    };
    let by_card = format!("card:{card}");
    shop.post("/v1/orders", &order("o-1", &by_card, None)).send().await.expect(201);
    let spent = shop.post("/v1/orders", &order("o-2", &by_card, Some(100))).send().await;
    assert_eq!(spent.problem(403), "proof-needed");
    let shown = as_member(shop.get("/v1/members/me/code"), &cookie).send().await.expect(200);
    let scan = json!({ "text": shown["code"] });
    let found = shop.post("/v1/members/find", &scan).send().await.expect(200);
    let token = found["proof"]["token"].as_str().unwrap();
    assert_eq!(shop.post("/v1/members/find", &scan).send().await.problem(409), "code-used");
    shop.post("/v1/orders", &order("o-3", token, Some(100))).send().await.expect(201);
    shop.post(&format!("/v1/members/{by_card}/proof-codes"), &json!({})).send().await.expect(202);
    let code = json!({ "code": last_code(&shop).await });
    let proof = shop.post(&format!("/v1/members/{by_card}/proof"), &code).send().await.expect(200);
    let token = proof["token"].as_str().unwrap();
    let gift = json!({ "event_id": "g-1", "member": token, "occurred_at": "2026-11-21T11:31:00Z",
        "wallet": "points", "units": 100 });
    shop.post("/v1/redemptions", &gift).send().await.expect(201);
    let id = me["id"].as_str().unwrap();
    shop.post(&format!("/v1/members/{id}/block"), &json!({ "reason": "盗用" })).send().await.expect(200);
    let blocked = json!({ "event_id": "g-2", "member": id, "occurred_at": "2026-11-21T11:32:00Z",
        "wallet": "points", "units": 100 });
    assert_eq!(shop.post("/v1/redemptions", &blocked).send().await.problem(403), "member-blocked");
    shop.post("/v1/orders", &order("o-4", id, None)).send().await.expect(201);
}

#[tokio::test]
async fn who_erases_oneself_is_gone_and_the_books_stay_right() {
    let shop = Shop::open().await;
    let cookie = member_cookie(&shop, PHONE).await;
    let me = as_member(shop.get("/v1/members/me"), &cookie).send().await.expect(200);
    let id = me["id"].as_str().unwrap();
    let erase = || shop.post("/v1/members/me/erase", &json!({}));
    assert_eq!(as_member(erase(), &cookie).send().await.problem(400), "missing-field");
    let sure = shop.post("/v1/members/me/erase", &json!({ "confirm": "ERASE" }));
    assert_eq!(as_member(sure, &cookie).send().await.expect(200)["status"], "erased");
    assert_eq!(as_member(shop.get("/v1/members/me"), &cookie).send().await.problem(401), "unauthenticated");
    let left = shop.get(&format!("/v1/members/{id}")).send().await.expect(200);
    assert_eq!((&left["profile"], &left["status"]), (&Value::Null, &json!("erased")));
    let reason = json!({ "reason": "核对" });
    let unmask = shop.post(&format!("/v1/members/{id}/unmask"), &reason).send().await;
    assert_eq!(unmask.problem(409), "member-erased");
    let found = shop.post("/v1/members/find", &json!({ "text": PHONE })).send().await;
    assert_eq!(found.problem(404), "unknown-member");
    assert_eq!(shop.app.verify(&tessera_app::Progress::default()).await.unwrap().different, 0);
    let again = shop.post("/v1/members", &joining("join-9", PHONE)).send().await.expect(201);
    assert_ne!(again["id"], *id, "the phone is free, and begins anew");
}

#[tokio::test]
async fn personal_data_in_clear_take_a_scope_of_their_own() {
    let shop = Shop::open().await;
    let id = joined(&shop).await;
    let rest: Scopes = Scope::ALL.iter().copied().filter(|scope| *scope != Scope::MembersReadPii).collect();
    let key = shop.new_key("no pii", rest, None).await;
    for path in ["unmask", "personal-data"] {
        let body = json!({ "reason": "想看看" });
        let reply = shop.post(&format!("/v1/members/{id}/{path}"), &body).key(&key).send().await;
        assert_eq!(reply.problem(403), "missing-scope", "{path}");
    }
}

/// The server fell between binding the person and the joining: who comes back joins then, at the phone as at the till.
#[tokio::test]
async fn whose_joining_did_not_end_joins_the_next_time() {
    let shop = Shop::open().await;
    let half = shop.people.fresh_member();
    let person = tessera_people::Personal { phone: Some(PHONE.into()), ..Default::default() };
    shop.people.claim(half, &person).await.unwrap();
    let found = shop.post("/v1/members/find", &json!({ "text": PHONE })).send().await;
    assert_eq!(found.problem(404), "unknown-member");
    shop.post("/v1/member-session/codes", &json!({ "phone": PHONE })).no_key().send().await.expect(202);
    let mut body = json!({ "phone": PHONE, "code": last_code(&shop).await });
    assert_eq!(shop.post("/v1/member-session", &body).no_key().send().await.problem(404), "not-a-member");
    body["join"] = json!({});
    let reply = shop.post("/v1/member-session", &body).no_key().send().await;
    assert_eq!((&reply.expect(200)["id"], &reply.json()["new"]), (&json!(half.to_string()), &json!(true)));
    as_member(shop.get("/v1/members/me"), &cookie(&reply)).send().await.expect(200);
}

/// Without a phone nothing but the event id says that it is the same person.
#[tokio::test]
async fn enrolling_again_without_a_phone_leaves_no_person_of_nobody() {
    let shop = Shop::open().await;
    for (event, field, value) in [("join-n", "name", "欧阳小明"), ("join-e", "email", "ming@example.com")]
    {
        let body = json!({ "event_id": event, "occurred_at": "2026-11-21T11:00:00Z", field: value });
        let first = shop.post("/v1/members", &body).send().await.expect(201);
        let again = shop.post("/v1/members", &body).send().await;
        assert_eq!((&again.expect(200)["id"], again.is_replayed()), (&first["id"], true), "{field}");
    }
    let other =
        json!({ "event_id": "join-x", "occurred_at": "2026-11-21T11:00:00Z", "email": "ming@example.com" });
    assert_eq!(shop.post("/v1/members", &other).send().await.problem(409), "email-taken");
    let reused = joining("join-n", "13900139000");
    assert_eq!(shop.post("/v1/members", &reused).send().await.problem(422), "event-id-reused");
    assert_eq!(shop.people.by_phone("13900139000").await.unwrap(), None, "nobody has it");
    assert_eq!(shop.documents("person").await, 2);
}
