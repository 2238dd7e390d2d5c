//! What holds for every reply.

use crate::orders::order;
use crate::shop::Shop;
use hyper::Method;
use serde_json::json;
use std::time::Duration;
use tessera_api::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn every_reply_names_its_request() {
    let shop = Shop::open().await;
    for path in ["/v1/members", "/health/live", "/nowhere", "/v1/members/ext:x", "/metrics"] {
        let reply = shop.get(path).send().await;
        let id = reply.headers["x-request-id"].to_str().unwrap();
        assert!(id.starts_with("req_") && id.len() == 33, "{id}");
        assert!(reply.headers["server-timing"].to_str().unwrap().starts_with("app;dur="), "{path}");
        assert_eq!(reply.headers["cache-control"], "no-store", "{path}");
        if path != "/metrics" {
            assert_eq!(reply.json()["request_id"], id, "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let shop = Shop::open().await;
    assert_eq!(shop.get("/nowhere").no_key().send().await.problem(404), "not-found");
    let wrong = shop.call(Method::POST, "/v1/events").json(&json!({})).send().await;
    assert_eq!(wrong.problem(405), "method-not-allowed");
    assert_eq!(wrong.headers["allow"], "GET,HEAD");
    assert_eq!(wrong.json()["instance"], "/v1/events");
    assert_eq!(shop.get("/v1/members/%ff").send().await.status, 404);
}

#[tokio::test]
async fn every_problem_has_its_page() {
    let shop = Shop::open().await;
    for code in tessera_api::problem::Code::all() {
        let page = shop.get(&format!("/problems/{}", code.name)).no_key().send().await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(code.title_zh) && page.text().contains(code.title_en), "{}", code.name);
    }
    assert!(shop.get("/problems").send().await.text().contains("insufficient-points"));
    assert_eq!(shop.get("/problems/nothing").send().await.problem(404), "not-found");
}

#[tokio::test]
async fn a_key_has_a_quota_if_that_is_set() {
    let settings = Settings { requests_per_minute: Some(3), ..Settings::default() };
    let shop = Shop::open_with(settings, None).await;
    for left in [2, 1, 0] {
        let reply = shop.get("/v1/members").send().await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.headers["ratelimit-policy"], "\"key\";q=3;w=60");
        assert!(reply.headers["ratelimit"].to_str().unwrap().starts_with(&format!("\"key\";r={left};t=")));
    }
    let refused = shop.get("/v1/members").send().await;
    assert_eq!(refused.problem(429), "rate-limited");
    assert!(refused.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() >= 1);
    assert_eq!(shop.get("/health/live").no_key().send().await.status, 200);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_ended() {
    let settings = Settings { request_timeout: Duration::from_millis(100), ..Settings::default() };
    let shop = Shop::open_with(settings, None).await;
    let key = shop.key_with(tessera_app::Scope::OrdersWrite).await;
    // A body that is promised and never sent.
    let mut stream = tokio::net::TcpStream::connect(shop.address).await.unwrap();
    let head = format!(
        "POST /v1/orders HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut reply = vec![0; 4096];
    let read = stream.read(&mut reply).await.unwrap();
    let text = String::from_utf8_lossy(&reply[..read]).into_owned();
    assert!(text.starts_with("HTTP/1.1 503") && text.contains("retry-after: 1"), "{text}");
}

/// Whether the server closes a connection that sent only this, within two seconds.
async fn is_closed(shop: &Shop, sent: &[u8]) -> bool {
    let mut stream = tokio::net::TcpStream::connect(shop.address).await.unwrap();
    stream.write_all(sent).await.unwrap();
    let mut rest = Vec::new();
    // Closed in order or broken off: it is gone either way.
    tokio::time::timeout(Duration::from_secs(2), stream.read_to_end(&mut rest)).await.is_ok()
}

#[tokio::test]
async fn a_connection_that_does_not_get_to_a_request_is_closed() {
    let settings = Settings { head_timeout: Duration::from_millis(300), ..Settings::default() };
    let shop = Shop::open_with(settings, None).await;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    for sent in [
        &b""[..],
        b"P",
        b"PRI * ",
        b"PRI * HTTP/2.0\r\n",
        preface,
        b"GET / HTTP",
        b"POST / HTTP/1.1\r\na: b\r\n",
    ] {
        assert!(is_closed(&shop, sent).await, "{:?} is held", String::from_utf8_lossy(sent));
    }
    // One that began well is not cut short by the bound on its beginning.
    let mut stream = tokio::net::TcpStream::connect(shop.address).await.unwrap();
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(120)).await;
        stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut reply = vec![0; 4096];
        let read = stream.read(&mut reply).await.unwrap();
        assert!(reply[..read].starts_with(b"HTTP/1.1 200"));
    }
}

#[tokio::test]
async fn only_so_many_connections_are_held_and_the_next_waits_for_its_place() {
    let settings = Settings { max_connections: 2, ..Settings::default() };
    let shop = Shop::open_with(settings, None).await;
    let connect = async || {
        let mut stream = tokio::net::TcpStream::connect(shop.address).await.unwrap();
        stream.write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        stream
    };
    let answered = async |stream: &mut tokio::net::TcpStream| {
        let mut reply = vec![0; 4096];
        let read = stream.read(&mut reply);
        tokio::time::timeout(Duration::from_millis(200), read).await.is_ok()
    };
    let (mut first, mut second, mut third) = (connect().await, connect().await, connect().await);
    assert!(answered(&mut first).await && answered(&mut second).await);
    assert!(!answered(&mut third).await, "there is no place for a third");
    drop(first);
    assert!(answered(&mut third).await, "the place of the first is free");
}

#[tokio::test]
async fn a_query_that_nobody_reads_is_refused() {
    let shop = Shop::open().await;
    let paths = ["/v1/members/ext:x/wallets?limt=1", "/v1/programs?zz", "/v1/keys?after=1"];
    for path in paths {
        let refused = shop.get(path).send().await;
        assert_eq!(refused.problem(400), "bad-query", "{path}");
        let (_, query) = path.split_once('?').unwrap();
        let name = query.split('=').next().unwrap();
        assert_eq!(refused.json()["errors"][0]["pointer"], format!("?{name}"));
    }
    // Else a caller would believe in all or nothing.
    let batch = shop.call(Method::POST, "/v1/batches?atomic=true").body("application/x-ndjson", "{}\n");
    assert_eq!(batch.send().await.problem(400), "bad-query");
    shop.get("/v1/members?limit=1").send().await.expect(200);
}

#[tokio::test]
async fn figures_are_kept_of_endpoints_that_there_are() {
    let shop = Shop::open().await;
    shop.get("/v1/members").send().await.expect(200);
    let text = shop.get("/metrics").send().await.text().to_owned();
    assert!(
        text.contains(r#"http_requests_total{method="GET",route="/v1/members",status="2xx"} 1"#),
        "{text}"
    );
    assert!(!text.contains(r#"method="PUT",route="/health/live""#), "{text}");
}

#[tokio::test]
async fn stopping_finishes_what_was_begun() {
    let mut shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    // Half a request is on its way when the server is asked to stop.
    let key = shop.key_with(tessera_app::Scope::OrdersWrite).await;
    let body = order("a", &member).to_string();
    let mut stream = tokio::net::TcpStream::connect(shop.address).await.unwrap();
    let head = format!(
        "POST /v1/orders HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..10]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    shop.ask_to_stop();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stream.write_all(&body.as_bytes()[10..]).await.unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await.unwrap();
    assert!(reply.starts_with(b"HTTP/1.1 201"), "{}", String::from_utf8_lossy(&reply));
    shop.stopped().await;
    assert!(tokio::net::TcpStream::connect(shop.address).await.is_err(), "no new connections");
}

#[tokio::test]
async fn a_language_is_chosen_by_the_caller() {
    let shop = Shop::open().await;
    let zh = shop.get("/v1/members/ext:x").send().await;
    assert_eq!(
        (zh.headers["content-language"].to_str().unwrap(), zh.json()["title"].as_str().unwrap()),
        ("zh-CN", "会员不存在")
    );
    let en =
        shop.get("/v1/members/ext:x").header("accept-language", "fr, en-GB;q=0.8, zh;q=0.5").send().await;
    assert_eq!(
        (en.headers["content-language"].to_str().unwrap(), en.json()["title"].as_str().unwrap()),
        ("en", "No such member")
    );
    shop.close().await;
}

#[tokio::test]
async fn a_write_tells_where_its_time_went() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    let reply = shop.post("/v1/orders", &crate::orders::order("a", &member)).send().await;
    let timing = reply.headers["server-timing"].to_str().unwrap().to_owned();
    let parts: Vec<(&str, f64)> = timing
        .split(", ")
        .map(|part| part.split_once(";dur=").unwrap())
        .map(|(name, millis)| (name, millis.parse().unwrap()))
        .collect();
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["queue", "load", "decide", "commit", "app"], "{timing}");
    let sum: f64 = parts[..4].iter().map(|(_, millis)| millis).sum();
    assert!(parts[3].1 > 0.0 && sum <= parts[4].1 + 0.01, "{timing}");
    let read = shop.get(&format!("/v1/members/{member}")).send().await;
    assert!(read.headers["server-timing"].to_str().unwrap().starts_with("app;dur="));
}
