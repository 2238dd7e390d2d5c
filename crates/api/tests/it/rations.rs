//! What an address may do that nobody knows: codes sent, wrong passwords and codes.

use crate::people::last_code;
use crate::shop::Shop;
use crate::staff::owner;
use serde_json::json;
use tessera_api::Settings;

#[tokio::test]
async fn an_address_gets_its_ration_of_codes_and_all_together_theirs() {
    let proxied = vec!["127.0.0.1".parse().unwrap()];
    let settings =
        Settings { codes_per_address: 2, codes_in_all: 5, trusted_proxies: proxied, ..Settings::default() };
    let shop = Shop::open_with(settings, None).await;
    let ask = |n: u32, from: &'static str| {
        let body = json!({ "phone": format!("1380013{n:04}") });
        shop.post("/v1/member-session/codes", &body).no_key().header("x-forwarded-for", from).send()
    };
    ask(1, "203.0.113.9").await.expect(202);
    ask(2, "203.0.113.9").await.expect(202);
    let refused = ask(3, "203.0.113.9").await;
    assert_eq!(refused.problem(429), "too-many-codes");
    assert_eq!(refused.headers["retry-after"], "1801");
    ask(4, "198.51.100.1").await.expect(202);
    ask(5, "198.51.100.1").await.expect(202);
    ask(6, "192.0.2.1").await.expect(202);
    assert_eq!(ask(7, "192.0.2.2").await.problem(429), "too-many-codes");
    shop.clock.set("2026-11-21T13:00:00Z");
    ask(7, "192.0.2.2").await.expect(202);
}

#[tokio::test]
async fn an_address_that_tries_wrong_again_and_again_is_not_looked_at() {
    let shop = Shop::open_with(Settings { wrong_tries_per_address: 3, ..Settings::default() }, None).await;
    owner(&shop).await;
    let phone = "13800138000";
    shop.post("/v1/member-session/codes", &json!({ "phone": phone })).no_key().send().await.expect(202);
    let code = last_code(&shop).await;
    let body = |code: &str| json!({ "phone": phone, "code": code });
    shop.post("/v1/member-session", &body("abcdef")).no_key().send().await.problem(401);
    for name in ["owner", "admin"] {
        let body = json!({ "name": name, "password": "wrong password" });
        shop.post("/v1/session", &body).no_key().send().await.problem(401);
    }
    let refused = shop.post("/v1/member-session", &body(&code)).no_key().send().await;
    assert_eq!(refused.problem(429), "locked-out");
    assert!(refused.headers.contains_key("retry-after"));
    let body = json!({ "name": "owner", "password": "correct horse battery" });
    assert_eq!(shop.post("/v1/session", &body).no_key().send().await.problem(429), "locked-out");
}
