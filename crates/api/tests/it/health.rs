//! `/health/live`, `/health/ready`, `/metrics`

use crate::orders::order;
use crate::shop::Shop;

#[tokio::test]
async fn health_and_figures_need_no_key() {
    let shop = Shop::open().await;
    let member = shop.member("crm-1").await;
    shop.post("/v1/orders", &order("a", &member)).send().await.expect(201);
    assert_eq!(shop.get("/health/live").no_key().send().await.expect(200)["status"], "ok");
    assert_eq!(shop.get("/health/ready").no_key().send().await.expect(200)["status"], "ok");
    let figures = shop.get("/metrics").no_key().send().await;
    assert_eq!(figures.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    let text = figures.text();
    for line in [
        "http_requests_total{method=\"POST\",route=\"/v1/orders\",status=\"2xx\"} 1",
        "http_request_duration_seconds_count{method=\"POST\",route=\"/v1/orders\"} 1",
        "tessera_accepted_total 2",
        "# TYPE tessera_lag gauge",
        "tessera_batch_size_events_count 2",
        "tessera_batch_size_events_bucket{le=\"+Inf\"} 2",
        "tessera_commit_duration_seconds_count 2",
        "tessera_conflicts_total 0",
        "# TYPE tessera_lag_seconds gauge",
        "tessera_due_lag_seconds 0",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("crm-1") && !text.contains(&member), "no member in figures");
}
