//! What tests do with the database beside the store.

use std::sync::Arc;
use std::time::Duration;
use tessera_store::{Fact, Read};
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;
use tokio_postgres::{Client, NoTls};

/// A connection as superuser.
pub(crate) async fn admin(cluster: &Cluster, database: &str) -> Client {
    let (client, connection) =
        tokio_postgres::connect(&cluster.address_of(database, ""), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Runs statements as superuser in the database that is always there.
pub(crate) async fn run(cluster: &Cluster, sql: &str) {
    // Some may not share a transaction with others.
    let admin = admin(cluster, "postgres").await;
    for statement in sql.split(';').filter(|statement| !statement.trim().is_empty()) {
        admin.batch_execute(statement).await.unwrap();
    }
}

/// A store.
pub(crate) async fn open(address: &str) -> Arc<PostgresStore> {
    Arc::new(PostgresStore::open(address).await.unwrap())
}

/// A name that no other test uses: for databases, roles and applications.
pub(crate) fn unique(cluster: &Cluster) -> String {
    let address = cluster.address();
    address.rsplit('=').next().unwrap().to_owned()
}

/// The whole journal, which has no gap and no event twice.
pub(crate) async fn whole_journal(store: &PostgresStore) -> Vec<Fact> {
    let journal = store.journal(0, usize::MAX).await.unwrap();
    assert!(journal.iter().map(|journaled| journaled.seq).eq(1..=journal.len() as u64), "a gap");
    let mut ids: Vec<_> = journal.iter().map(|journaled| journaled.fact.event.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), journal.len(), "an event twice");
    journal.into_iter().map(|journaled| journaled.fact).collect()
}

/// Waits until no backend of this application is inside a transaction.
pub(crate) async fn assert_nothing_is_under_way(cluster: &Cluster, application: &str) {
    let admin = admin(cluster, "postgres").await;
    let open = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle'";
    for _ in 0..200 {
        let count: i64 = admin.query_one(open, &[&application]).await.unwrap().get(0);
        if count == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("a connection of {application} is still inside a transaction");
}
