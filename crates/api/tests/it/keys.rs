//! `/v1/keys`

use crate::shop::Shop;
use hyper::Method;
use serde_json::{Value, json};
use tessera_app::Scope;

fn till() -> Value {
    json!({ "name": "till-1", "scopes": ["members:read", "orders:write"], "store": "sh-014" })
}

#[tokio::test]
async fn a_key_is_made_used_listed_and_revoked_while_the_server_runs() {
    let shop = Shop::open().await;
    let admin = shop.key_with(Scope::KeysAdmin).await;
    let made = shop.post("/v1/keys", &till()).key(&admin).send().await.expect(201);
    let (id, secret) = (made["id"].as_str().unwrap(), made["secret"].as_str().unwrap());
    assert!(secret.starts_with("lk_live_") && secret.starts_with(made["hint"].as_str().unwrap()), "{made:#}");
    assert_eq!((&made["store"], &made["revoked_at"]), (&json!("sh-014"), &Value::Null));
    shop.get("/v1/members").key(secret).send().await.expect(200);
    let list = shop.get("/v1/keys").key(&admin).send().await;
    let listed =
        list.expect(200)["data"].as_array().unwrap().iter().find(|key| key["id"] == id).unwrap().clone();
    assert_eq!(listed["scopes"], json!(["orders:write", "members:read"]));
    assert!(!list.text().contains(secret), "a secret is shown once");
    let revoke = || shop.call(Method::DELETE, &format!("/v1/keys/{id}")).key(&admin).send();
    let revoked = revoke().await.expect(200);
    assert_eq!(revoked["revoked_at"], "2026-11-21T12:00:00Z");
    assert_eq!(shop.get("/v1/members").key(secret).send().await.problem(401), "unauthenticated");
    assert_eq!(revoke().await.expect(200)["revoked_at"], revoked["revoked_at"], "again changes nothing");
    let nobody = shop.call(Method::DELETE, "/v1/keys/key_0000000000000000").key(&admin).send().await;
    assert_eq!(nobody.problem(404), "unknown-key");
}

#[tokio::test]
async fn keys_that_would_do_too_much_or_nothing_are_not_made() {
    let shop = Shop::open().await;
    let refused = |body: Value| {
        let shop = &shop;
        async move {
            let reply = shop.post("/v1/keys", &body).send().await;
            (reply.problem(400), reply.json()["errors"][0]["pointer"].as_str().unwrap().to_owned())
        }
    };
    for (change, pointer) in [
        (json!({ "scopes": [] }), "/scopes"),
        (json!({ "scopes": ["orders:write", "everything"] }), "/scopes/1"),
        (json!({ "scopes": ["ledger:adjust"] }), "/scopes"),
        (json!({ "scopes": ["keys:admin"] }), "/scopes"),
    ] {
        let mut body = till();
        body.as_object_mut().unwrap().append(&mut change.as_object().unwrap().clone());
        assert_eq!(refused(body).await, ("invalid-field".into(), pointer.into()), "{change}");
    }
    for _ in 0..2 {
        shop.post("/v1/keys", &till()).send().await.expect(201);
    }
    assert_eq!(refused(till()).await, ("invalid-field".into(), "/name".into()), "two live keys a name");
}

#[tokio::test]
async fn a_revoked_key_is_refused_within_five_seconds_whoever_revoked_it() {
    let shop = Shop::open().await;
    let secret = shop.key_with(Scope::MembersRead).await;
    shop.get("/v1/members").key(&secret).send().await.expect(200);
    // Another process over the same data: its application has a keyring of its own.
    let other = shop.second_app().await;
    let view = other.keys().await.unwrap().into_iter().find(|key| &*key.name == "members:read").unwrap();
    other.revoke_key(&view.id).await.unwrap();
    shop.clock.set("2026-11-21T12:00:05.000001Z");
    assert_eq!(shop.get("/v1/members").key(&secret).send().await.problem(401), "unauthenticated");
}
