//! Staff over HTTP: signing in, who may do what where, approval by a second person, the audit log.

use crate::shop::{FLAT, Reply, Shop};
use hyper::Method;
use serde_json::{Value, json};
use std::fmt::Write;
use tessera_people::Role;

const PASSWORD: &str = "correct horse battery";

fn cookie(reply: &Reply) -> String {
    reply.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// The program of the shop, said once more.
fn version(number: u32) -> String {
    format!("# version {number}\n{FLAT}")
}

/// Accepts an invitation, and returns the cookie.
async fn welcome(shop: &Shop, token: &str) -> String {
    let look = shop.post("/v1/invitations/look", &json!({ "token": token })).no_key().send().await;
    look.expect(200);
    let body = json!({ "token": token, "password": PASSWORD });
    let reply = shop.post("/v1/invitations/accept", &body).no_key().send().await;
    reply.expect(200);
    cookie(&reply)
}

pub(crate) async fn owner(shop: &Shop) -> String {
    let link = shop.people.owner_link().await.unwrap().unwrap();
    welcome(shop, &link.token).await
}

pub(crate) async fn store(shop: &Shop, owner: &str, id: &str) {
    let body = json!({ "name": "静安店", "zone": "Asia/Shanghai", "kind": "own", "active": true });
    let call = shop.call(Method::PUT, &format!("/v1/stores/{id}")).json(&body).cookie(owner);
    call.send().await.expect(200);
}

pub(crate) async fn hire(shop: &Shop, owner: &str, name: &str, role: Role) -> String {
    hire_in(shop, owner, name, role, role.is_bound().then_some("sh-014")).await
}

pub(crate) async fn hire_in(shop: &Shop, owner: &str, name: &str, role: Role, store: Option<&str>) -> String {
    let mut body = json!({ "name": name, "display_name": name, "role": role.as_str() });
    if let Some(store) = store {
        body["store"] = store.into();
    }
    let invited = shop.post("/v1/staff", &body).cookie(owner).send().await.expect(201);
    welcome(shop, invited["invitation"].as_str().unwrap()).await
}

#[tokio::test]
async fn staff_sign_in_see_who_they_are_and_sign_out() {
    let shop = Shop::open().await;
    owner(&shop).await;
    let sign_in = |password: &str| {
        let body = json!({ "name": "owner", "password": password });
        shop.post("/v1/session", &body).no_key().send()
    };
    assert_eq!(sign_in("wrong password").await.problem(401), "wrong-credentials");
    let reply = sign_in(PASSWORD).await;
    assert_eq!(reply.expect(200)["role"], "owner");
    let cookie = cookie(&reply);
    let me = shop.get("/v1/session").cookie(&cookie).send().await.expect(200);
    assert_eq!((&me["kind"], &me["name"]), (&json!("staff"), &json!("owner")));
    assert_eq!(
        shop.get("/v1/sessions").cookie(&cookie).send().await.expect(200)["data"].as_array().unwrap().len(),
        2
    );
    assert_eq!(shop.get("/v1/session").send().await.expect(200)["kind"], "key");
    let out = shop.call(Method::DELETE, "/v1/session").cookie(&cookie).send().await;
    assert_eq!(out.status, 204);
    assert_eq!(shop.get("/v1/session").cookie(&cookie).send().await.problem(401), "unauthenticated");
    for _ in 0..5 {
        sign_in("wrong password").await.problem(401);
    }
    let locked = sign_in(PASSWORD).await;
    assert_eq!(locked.problem(429), "locked-out");
    assert_eq!(locked.headers["retry-after"], "31");
}

#[tokio::test]
async fn a_write_from_another_site_is_refused() {
    let shop = Shop::open().await;
    let cookie = owner(&shop).await;
    let body = json!({ "name": "x", "zone": "Asia/Shanghai", "kind": "own", "active": true });
    for origin in ["http://evil.example", "null"] {
        let call =
            shop.call(Method::PUT, "/v1/stores/x").json(&body).cookie(&cookie).header("origin", origin);
        assert_eq!(call.send().await.problem(403), "foreign-origin");
    }
    assert!(shop.people.shop_stores().await.unwrap().is_empty());
}

/// Route by role: what the table of routes and the table of roles say together, written out, so that a change of either is seen.
#[tokio::test]
async fn every_route_takes_the_roles_that_hold_its_scope() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    store(&shop, &owner, "sh-014").await;
    let mut cookies = Vec::new();
    for role in Role::ALL {
        let name = format!("one-{}", role.as_str().replace('_', "-"));
        cookies.push((role, hire(&shop, &owner, &name, role).await));
    }
    let document: Value = serde_json::from_str(&tessera_api::document()).unwrap();
    let mut matrix = String::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let security = operation["security"].as_array().cloned().unwrap_or_default();
            let needed: Vec<&str> = security
                .iter()
                .find_map(|callers| callers.get("staff"))
                .map(|scopes| scopes.as_array().unwrap().iter().filter_map(Value::as_str).collect())
                .unwrap_or_default();
            let takes_staff = security.iter().any(|callers| callers.get("staff").is_some());
            let is_open = security.is_empty();
            let mut row = format!("{:6} {path:55}", method.to_uppercase());
            for (role, cookie) in &cookies {
                if is_open || (path == "/v1/session" && method == "delete") {
                    let _ = write!(row, " {:>13}", "-");
                    continue;
                }
                let place =
                    path.replace("{member}", "ext:x").replace("{order}", "ext:x").replace("{event}", "ext:x");
                let place = place.replace("{version}", "1").replace("{wallet}", "points");
                let place = place.replace(['{', '}'], "");
                let call = shop.call(method.to_uppercase().parse().unwrap(), &place);
                let reply = call.json(&json!({})).cookie(cookie).send().await;
                let refused = reply.status == 403 && reply.json()["code"] == "missing-scope";
                let holds =
                    needed.iter().all(|scope| role.scopes().iter().any(|held| held.as_str() == *scope));
                assert_eq!(
                    refused,
                    !(takes_staff && holds),
                    "{method} {path} as {}: {}",
                    role.as_str(),
                    reply.text()
                );
                let _ = write!(row, " {:>13}", if refused { "" } else { role.as_str() });
            }
            matrix.push_str(row.trim_end());
            matrix.push('\n');
        }
    }
    insta::assert_snapshot!("roles", matrix);
}

/// What happens in a store is taken from who belongs to it and from who belongs to all, and from nobody else.
#[tokio::test]
async fn nobody_acts_for_a_foreign_store() {
    let shop = Shop::open().await;
    shop.member("crm-1").await;
    let owner = owner(&shop).await;
    store(&shop, &owner, "sh-014").await;
    let cashier = hire(&shop, &owner, "wang", Role::Cashier).await;
    let manager = hire(&shop, &owner, "li", Role::StoreManager).await;
    let operator = hire(&shop, &owner, "lin", Role::Operator).await;
    let of = |event: String, store: Option<&str>| {
        let mut order = json!({ "event_id": event, "member": "ext:crm-1", "occurred_at": "2026-11-21T11:30:00Z",
            "total": { "amount": 100, "currency": "CNY" } });
        let mut activity = json!({ "event_id": format!("{}-a", order["event_id"].as_str().unwrap()),
            "member": "ext:crm-1", "occurred_at": "2026-11-21T11:30:00Z", "activity": "check_in" });
        let mut member = json!({ "event_id": format!("{}-m", order["event_id"].as_str().unwrap()),
            "occurred_at": "2026-11-21T11:30:00Z" });
        if let Some(store) = store {
            order["store"] = store.into();
            activity["store"] = store.into();
            member["home_store"] = store.into();
        }
        [
            ("/v1/orders", order.clone()),
            ("/v1/quotes", order),
            ("/v1/activities", activity),
            ("/v1/members", member),
        ]
    };
    for (name, cookie, bound) in [("c", &cashier, true), ("m", &manager, true), ("o", &operator, false)] {
        for (place, store) in [("own", Some("sh-014")), ("none", None), ("foreign", Some("sh-015"))] {
            for (path, body) in of(format!("{name}-{place}"), store) {
                let reply = shop.post(path, &body).cookie(cookie).send().await;
                if bound && place == "foreign" {
                    assert_eq!(reply.problem(403), "wrong-store", "{name} {path}");
                } else {
                    assert_ne!(reply.status, 403, "{name} {place} {path}: {}", reply.text());
                }
            }
        }
    }
    let gift = json!({ "event_id": "g-1", "member": "ext:crm-1", "occurred_at": "2026-11-21T11:30:00Z",
        "wallet": "points", "units": 100 });
    assert_eq!(
        shop.post("/v1/redemptions", &gift).cookie(&cashier).send().await.problem(403),
        "proof-needed"
    );
}

#[tokio::test]
async fn a_second_person_lets_a_large_correction_happen_once() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    let owner = owner(&shop).await;
    let adjust = |event: &str, units: i64| {
        json!({ "event_id": event, "member": "ext:crm-1", "occurred_at": "2026-11-21T11:30:00Z",
            "wallet": "points", "units": units, "reason": "补偿" })
    };
    // In a shop of one there is nobody to ask.
    shop.post("/v1/adjustments", &adjust("a-0", 2_000)).cookie(&owner).send().await.expect(201);
    let lin = hire(&shop, &owner, "lin", Role::Operator).await;
    shop.post("/v1/adjustments", &adjust("a-1", 1_000)).cookie(&lin).send().await.expect(201);
    let asked = shop.post("/v1/adjustments", &adjust("a-2", 1_001)).cookie(&lin).send().await.expect(202);
    let approval = asked["approval"].as_str().unwrap();
    assert_eq!(shop.available(&member).await, 3_100, "nothing has happened yet");
    let approve = format!("/v1/approvals/{approval}/approve");
    assert_eq!(shop.post(&approve, &json!({})).cookie(&lin).send().await.problem(403), "own-request");
    let path = "/v1/approvals?status=waiting&outlook=true";
    let seen = shop.get(path).cookie(&owner).send().await.expect(200);
    assert_eq!(seen["data"][0]["may_decide"], true);
    assert_eq!(seen["data"][0]["request"]["units"], 1_001);
    assert_eq!(seen["data"][0]["summary"], format!("给 {member} 的积分调整 +1,001：补偿"));
    assert_eq!(seen["data"][0]["who"]["ext_id"], "crm-1");
    assert_eq!(
        seen["data"][0]["outlook"]["wallets"],
        json!([{ "wallet": "points", "before": 3_100, "after": 4_101 }])
    );
    let english =
        shop.get("/v1/approvals?status=waiting").cookie(&owner).in_english().send().await.expect(200);
    assert_eq!(english["data"][0].get("outlook"), None, "nobody has asked for it");
    assert_eq!(english["data"][0]["summary"], format!("Adjust points of {member} by +1,001: 补偿"));
    let done = shop.post(&approve, &json!({ "comment": "同意" })).cookie(&owner).send().await.expect(200);
    assert_eq!(done["status"], "approved");
    assert_eq!(shop.available(&member).await, 4_101);
    assert_eq!(shop.post(&approve, &json!({})).cookie(&owner).send().await.problem(409), "decided");
    let asked = shop.post("/v1/adjustments", &adjust("a-3", -2_000)).cookie(&lin).send().await.expect(202);
    let reject = format!("/v1/approvals/{}/reject", asked["approval"].as_str().unwrap());
    let rejected =
        shop.post(&reject, &json!({ "comment": "依据不足" })).cookie(&owner).send().await.expect(200);
    assert_eq!(rejected["status"], "rejected");
    assert_eq!(shop.available(&member).await, 4_101);
    let row =
        format!("{{\"type\":\"adjustment\",{}\n", adjust("a-4", 5_000).to_string().trim_start_matches('{'));
    let batch =
        shop.call(Method::POST, "/v1/batches").body("application/x-ndjson", row).cookie(&lin).send().await;
    assert!(batch.text().contains("needs-approval"), "a batch is no way round: {}", batch.text());
}

#[tokio::test]
async fn a_second_person_lets_a_program_be_published() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    let lin = hire(&shop, &owner, "lin", Role::Operator).await;
    let body = json!({ "document": version(2), "starts_at": "2026-12-01T00:00:00+08:00" });
    let bad = json!({ "document": "nonsense = 1", "starts_at": "2026-12-01T00:00:00+08:00" });
    assert_eq!(shop.post("/v1/programs", &bad).cookie(&lin).send().await.problem(422), "program-refused");
    let asked = shop.post("/v1/programs", &body).cookie(&lin).send().await.expect(202);
    assert_eq!(shop.app.programs().await.unwrap().len(), 1);
    let approve = format!("/v1/approvals/{}/approve", asked["approval"].as_str().unwrap());
    shop.post(&approve, &json!({})).cookie(&owner).send().await.expect(200);
    let programs = shop.app.programs().await.unwrap();
    assert_eq!((programs.len(), &*programs[1].published_by), (2, "lin"));
    let rules = json!({ "adjust_above": 10, "return_above": 100_000, "publish": false });
    shop.call(Method::PUT, "/v1/settings/approval").json(&rules).cookie(&owner).send().await.expect(200);
    let body = json!({ "document": version(3), "starts_at": "2027-01-01T00:00:00+08:00" });
    shop.post("/v1/programs", &body).cookie(&lin).send().await.expect(201);
}

#[tokio::test]
async fn what_staff_do_is_in_the_log_and_stays_there() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    store(&shop, &owner, "sh-014").await;
    let cashier = hire(&shop, &owner, "wang", Role::Cashier).await;
    shop.member("crm-1").await;
    let order = json!({ "event_id": "o-1", "member": "ext:crm-1", "occurred_at": "2026-11-21T11:30:00Z",
        "total": { "amount": 100, "currency": "CNY" } });
    shop.post("/v1/orders", &order).cookie(&cashier).send().await.expect(201);
    shop.post("/v1/quotes", &order).cookie(&cashier).send().await.expect(200);
    let refused = shop.get("/v1/audit").cookie(&cashier).send().await;
    assert_eq!(refused.problem(403), "missing-scope");
    let log = shop.get("/v1/audit").cookie(&owner).send().await.expect(200);
    let lines: Vec<String> = log["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| format!("{} {} {}", line["name"], line["action"], line["status"]).replace('"', ""))
        .collect();
    assert_eq!(
        lines,
        [
            "wang POST /v1/orders 201",
            "wang POST /v1/invitations/accept 200",
            "owner POST /v1/staff 201",
            "owner PUT /v1/stores/{store} 200",
            "owner POST /v1/invitations/accept 200",
        ]
    );
    let first = shop.get("/v1/audit?limit=2").cookie(&owner).send().await.expect(200);
    let next = format!("/v1/audit?limit=2&after={}", first["next_cursor"].as_str().unwrap());
    let second = shop.get(&next).cookie(&owner).send().await.expect(200);
    assert_eq!(second["data"][0], log["data"][2]);
}

/// The log is taken away in the middle: what cannot be written down is not done, and nothing personal is shown.
#[tokio::test]
async fn what_cannot_be_written_down_is_not_done() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    let body = json!({ "event_id": "j-1", "occurred_at": "2026-11-21T11:00:00Z", "phone": "13800138000" });
    let member = shop.post("/v1/members", &body).send().await.expect(201);
    let unmask = format!("/v1/members/{}/unmask", member["id"].as_str().unwrap());
    let reason = json!({ "reason": "核对" });
    shop.post(&unmask, &reason).cookie(&owner).send().await.expect(200);
    shop.occupy("log.audit-outcome").await;
    let shown = shop.post(&unmask, &reason).cookie(&owner).send().await;
    assert_eq!(shown.problem(503), "audit-unavailable");
    assert!(!shown.text().contains("13800138000"));
    let body = json!({ "name": "静安店", "zone": "Asia/Shanghai", "kind": "own", "active": true });
    let put =
        |id: &str| shop.call(Method::PUT, &format!("/v1/stores/{id}")).json(&body).cookie(&owner).send();
    put("sh-014").await.expect(200);
    let log = shop.get("/v1/audit").cookie(&owner).send().await.expect(200);
    let lines: Vec<_> =
        log["data"].as_array().unwrap().iter().map(|line| (&line["action"], &line["status"])).collect();
    assert_eq!(
        lines[0],
        (&json!("PUT /v1/stores/{store}"), &json!(0)),
        "begun, and nobody knows what became of it"
    );
    assert_eq!(lines[1], (&json!("POST /v1/members/{member}/unmask"), &json!(0)));
    assert_eq!(lines[2], (&json!("POST /v1/members/{member}/unmask"), &json!(200)));
    assert_eq!(log["data"][2]["reason"], "核对");
    shop.occupy("log.audit").await;
    assert_eq!(put("sh-015").await.problem(503), "audit-unavailable");
    assert!(shop.people.shop_store("sh-015").await.unwrap().is_none());
    let sign_in = json!({ "name": "owner", "password": PASSWORD });
    let signed_in = shop.post("/v1/session", &sign_in).no_key().send().await;
    assert_eq!(signed_in.problem(503), "audit-unavailable");
    assert!(!signed_in.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn the_last_owner_stays_and_who_is_disabled_is_out_at_once() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    let lin = hire(&shop, &owner, "lin", Role::Operator).await;
    let staff = shop.get("/v1/staff").cookie(&owner).send().await.expect(200);
    let id = |at: usize| staff["data"][at]["id"].as_str().unwrap().to_owned();
    let patch = |id: String, body: Value| shop.call(Method::PATCH, &format!("/v1/staff/{id}")).json(&body);
    let demoted = patch(id(0), json!({ "role": "analyst" })).cookie(&owner).send().await;
    assert_eq!(demoted.problem(400), "invalid-field");
    patch(id(1), json!({ "status": "disabled" })).cookie(&owner).send().await.expect(200);
    assert_eq!(shop.get("/v1/session").cookie(&lin).send().await.problem(401), "unauthenticated");
}

/// A page that takes what another window has signed in as for what it knows itself.
#[tokio::test]
async fn what_was_sent_for_somebody_else_than_is_signed_in_is_not_recorded() {
    let shop = Shop::open().await;
    let owner = owner(&shop).await;
    store(&shop, &owner, "sh-014").await;
    let mut cashiers = Vec::new();
    for name in ["lin", "zhou"] {
        let cookie = hire(&shop, &owner, name, Role::Cashier).await;
        let who = shop.get("/v1/session").cookie(&cookie).send().await.expect(200);
        cashiers.push((cookie, who["id"].as_str().unwrap().to_owned()));
    }
    let [(_, lin), (zhou_cookie, zhou)] = &cashiers[..] else { panic!("two cashiers") };
    shop.member("crm-1").await;
    let order = json!({ "event_id": "o-1", "member": "ext:crm-1", "store": "sh-014",
        "occurred_at": "2026-11-21T11:30:00Z", "total": { "amount": 10_000, "currency": "CNY" } });
    let before = shop.app.member_count().await.unwrap();
    // The browser's cookie is Zhou's by now, and the page still thinks of Lin.
    let send = |believed: &str| {
        shop.post("/v1/orders", &order).cookie(zhou_cookie).header("tessera-signed-in", believed).send()
    };
    for believed in [lin, "", "stf_", "mem_1"] {
        let refused = send(believed).await;
        assert_eq!(refused.problem(409), "another-signed-in", "{believed}");
        let told = refused.json();
        assert_eq!((&told["title"], &told["next"]), (&json!("登录的是另一位"), &json!("retry_same_id")));
    }
    assert_eq!(shop.get("/v1/orders/ext:o-1").send().await.status, 404);
    let english = shop.post("/v1/orders", &order).cookie(zhou_cookie).header("accept-language", "en");
    let english = english.header("tessera-signed-in", lin).send().await;
    assert_eq!(english.json()["title"], "Somebody else is signed in");
    let asked = shop.get("/v1/session").cookie(zhou_cookie).header("tessera-signed-in", lin).send().await;
    assert_eq!(asked.problem(409), "another-signed-in", "questions too");
    // Who is meant is signed in: it is recorded for the first time.
    let recorded = send(zhou).await;
    recorded.expect(201);
    assert!(!recorded.is_replayed());
    assert!(send(zhou).await.is_replayed());
    assert_eq!(send(lin).await.problem(409), "another-signed-in", "not even what is known is told");
    // Nobody is signed in: that comes first. A key is who asks as well.
    let nobody = shop.post("/v1/orders", &order).no_key().header("tessera-signed-in", lin).send().await;
    assert_eq!(nobody.problem(401), "unauthenticated");
    let key = shop.get("/v1/session").send().await.expect(200)["id"].as_str().unwrap().to_owned();
    shop.post("/v1/orders", &order).header("tessera-signed-in", &key).send().await.expect(200);
    let other = shop.post("/v1/orders", &order).header("tessera-signed-in", zhou).send().await;
    assert_eq!(other.problem(409), "another-signed-in");
    assert_eq!(shop.app.member_count().await.unwrap(), before);
}
