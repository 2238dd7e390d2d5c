//! A PostgreSQL that is away, read-only or full up: what a till is told.

use crate::orders::order;
use crate::shop::{FLAT, Reply, Shop};
use crate::stores::open;
use tessera_api::Settings;
use tessera_test_postgres::Cluster;
use tokio_postgres::NoTls;

fn assert_told(reply: &Reply, code: &str) {
    assert_eq!(reply.problem(503), code);
    let seconds: u32 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds));
    let said = reply.json();
    assert_eq!(said["next"], "retry_same_id");
    assert!(said["type"].as_str().unwrap().ends_with(&format!("/problems/{code}")), "{said}");
    // The words of the operator name hosts.
    assert!(!reply.text().contains("127.0.0.1"), "{said}");
}

#[tokio::test]
async fn a_database_that_is_away_or_read_only_is_a_503_until_it_is_back() {
    let cluster = Cluster::own();
    let store = open(&cluster.address_of("postgres", "connect_timeout=500ms")).await;
    let shop = Shop::over(store, Settings::default(), Some(FLAT)).await;
    let member = shop.member("crm-1").await;
    cluster.stop("fast");
    let body = order("a", &member);
    assert_told(&shop.post("/v1/orders", &body).send().await, "unavailable");
    assert_told(&shop.get(&format!("/v1/members/{member}")).send().await, "unavailable");
    cluster.start();
    let (admin, connection) =
        tokio_postgres::connect(&cluster.address_of("postgres", ""), NoTls).await.unwrap();
    tokio::spawn(connection);
    admin.batch_execute("ALTER DATABASE postgres SET default_transaction_read_only = on").await.unwrap();
    // Sessions that begin from now on.
    cluster.stop("fast");
    cluster.start();
    assert_told(&shop.post("/v1/orders", &body).in_english().send().await, "database-standby");
    assert_eq!(shop.available(&member).await, 100, "it is read all the same");
    let page = shop.get("/problems/database-standby").no_key().send().await;
    assert!(page.status == 200 && page.text().contains("target_session_attrs"), "{}", page.text());
    let (admin, connection) =
        tokio_postgres::connect(&cluster.address_of("postgres", ""), NoTls).await.unwrap();
    tokio::spawn(connection);
    let write = "SET default_transaction_read_only = off; ALTER DATABASE postgres RESET default_transaction_read_only";
    for statement in write.split(';') {
        admin.batch_execute(statement).await.unwrap();
    }
    cluster.stop("fast");
    cluster.start();
    let paid = shop.post("/v1/orders", &body).send().await;
    assert!(!paid.is_replayed());
    paid.expect(201);
    assert_eq!(shop.available(&member).await, 378);
}
