//! Every route with every scope, from the OpenAPI document.

use crate::shop::Shop;
use hyper::Method;
use serde_json::json;
use tessera_app::{Scope, Scopes};

#[tokio::test]
async fn every_route_takes_the_scope_it_names_and_no_other() {
    let shop = Shop::open().await;
    let document: serde_json::Value = serde_json::from_str(&tessera_api::document()).unwrap();
    let mut only = Vec::new();
    let mut without = Vec::new();
    for scope in Scope::ALL {
        only.push(shop.key_with(*scope).await);
        let rest: Scopes = Scope::ALL.iter().copied().filter(|other| other != scope).collect();
        without.push(shop.new_key(&format!("without {}", scope.as_str()), rest, None).await);
    }
    let mut routes = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(scope) = operation["security"][0]["key"][0].as_str() else { continue };
            let needed = Scope::ALL.iter().position(|known| known.as_str() == scope).unwrap();
            let path =
                path.replace("{member}", "ext:x").replace("{order}", "ext:x").replace("{event}", "ext:x");
            let path = path
                .replace("{version}", "1")
                .replace("{wallet}", "points")
                .replace("{job}", "job_x")
                .replace("{verification}", "job_x")
                .replace("{import}", "job_x")
                .replace("{key}", "key_x")
                .replace("{staff}", "stf_x")
                .replace("{approval}", "apr_x")
                .replace("{store}", "sh-x");
            let method: Method = method.to_uppercase().parse().unwrap();
            let call = || shop.call(method.clone(), &path).json(&json!({}));
            for (index, key) in only.iter().enumerate() {
                let refused = call().key(key).send().await.status == 403;
                assert_eq!(
                    refused,
                    index != needed,
                    "{method} {path} with only {}",
                    Scope::ALL[index].as_str()
                );
            }
            assert_eq!(
                call().key(&without[needed]).send().await.problem(403),
                "missing-scope",
                "{method} {path}"
            );
            assert_eq!(call().no_key().send().await.problem(401), "unauthenticated", "{method} {path}");
            routes += 1;
        }
    }
    assert!(routes > 20, "{routes}");
}

/// What anybody may ask without a key: a new endpoint is none of these by oversight.
#[test]
fn the_open_routes_are_these() {
    let document: serde_json::Value = serde_json::from_str(&tessera_api::document()).unwrap();
    let mut open = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let operations = item.as_object().unwrap().iter();
        open.extend(
            operations
                .filter(|(_, operation)| operation.get("security").is_none())
                .map(|(method, _)| format!("{method} {path}")),
        );
    }
    open.sort_unstable();
    let known = [
        "get /docs",
        "get /docs/licence.txt",
        "get /docs/rapidoc-9.3.8.js",
        "get /health/live",
        "get /health/ready",
        "get /metrics",
        "get /problems",
        "get /problems/{code}",
        "get /v1/messages",
        "get /v1/openapi.json",
        "get /v1/programs/current/rules",
        "post /v1/invitations/accept",
        "post /v1/invitations/look",
        "post /v1/member-session",
        "post /v1/member-session/codes",
        "post /v1/session",
    ];
    assert_eq!(open, known);
}

#[tokio::test]
async fn what_no_endpoint_stands_at_is_closed_with_and_without_a_key() {
    let shop = Shop::open().await;
    for method in [Method::DELETE, Method::PATCH, Method::PUT, Method::OPTIONS, Method::TRACE] {
        let reply = shop.call(method.clone(), "/v1/members").no_key().send().await;
        assert_eq!(reply.problem(405), "method-not-allowed", "{method}");
        assert_eq!(reply.headers["allow"], "GET,HEAD,POST");
    }
}

#[tokio::test]
async fn a_key_that_is_none_or_revoked_is_refused() {
    let shop = Shop::open().await;
    let call = || shop.get("/v1/members");
    for key in ["", "lk_live_", "lk_live_00000000", "nonsense"] {
        assert_eq!(call().key(key).send().await.problem(401), "unauthenticated", "{key:?}");
    }
    assert_eq!(call().header("authorization", "Basic YTpi").send().await.problem(401), "unauthenticated");
    let key = shop.key_with(Scope::MembersRead).await;
    let reply = call().key(&key).send().await;
    reply.expect(200);
    let view = shop.app.keys().await.unwrap().into_iter().find(|view| &*view.name == "members:read").unwrap();
    shop.app.revoke_key(&view.id).await.unwrap();
    let refused = call().key(&key).send().await;
    assert_eq!(refused.problem(401), "unauthenticated");
    assert_eq!(refused.headers["www-authenticate"], "Bearer realm=\"tessera\"");
}
