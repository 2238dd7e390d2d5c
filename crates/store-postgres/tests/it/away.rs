//! A server that goes away and comes back.

use crate::database::{open, run, whole_journal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tessera_store::contract::sample::{joins, member, visits};
use tessera_store::{Read, StoreError, Write};
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;
use tokio::task::JoinSet;

fn assert_away<T: std::fmt::Debug>(outcome: Result<T, StoreError>) {
    match outcome {
        Err(error @ StoreError::Unavailable(_)) => {
            let said = error.to_string();
            assert!(said.contains("127.0.0.1") && said.contains("try again"), "{said}");
        }
        other => panic!("{other:?}"),
    }
}

/// Stopped, it is said to be away; started again, it is used again without help.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_away_is_told_and_used_again_when_it_is_back() {
    let cluster = Cluster::own();
    let address = cluster.address_of("postgres", "connect_timeout=700ms");
    let store = open(&address).await;
    assert_eq!(store.append(&[joins(member(1), "1", None)]).await, Ok(1));
    cluster.stop("fast");
    assert_away(store.append(&[visits(member(1), 2, "2")]).await);
    assert_away(store.head().await);
    assert_away(store.turn().await.map(drop));
    assert_away(PostgresStore::open(&address).await.map(drop));
    cluster.start();
    assert_eq!(store.head().await, Ok(1));
    assert_eq!(store.append(&[visits(member(1), 2, "2")]).await, Ok(2));
}

/// What was acknowledged survives a crash of the server, also where its default is not to wait for the disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_of_the_server_loses_nothing_acknowledged() {
    let cluster = Cluster::own();
    run(&cluster, "ALTER SYSTEM SET synchronous_commit = off; ALTER SYSTEM SET wal_writer_delay = '10s'")
        .await;
    cluster.reload();
    let address = cluster.address_of("postgres", "connect_timeout=10s");
    let checker = open(&address).await;
    let mut acknowledged = Vec::new();
    for crash in 0..3_u128 {
        let stop = Arc::new(AtomicBool::new(false));
        let mut writers = JoinSet::new();
        for writer in 0..4_u128 {
            let (store, stop) = (open(&address).await, stop.clone());
            writers.spawn(async move {
                let mut kept = Vec::new();
                let who = member(crash * 10 + writer);
                for number in 1.. {
                    let fact = visits(who, number, &format!("{crash}-{writer}-{number}"));
                    match store.append(std::slice::from_ref(&fact)).await {
                        Ok(seq) => kept.push((seq, fact)),
                        // Whether this one was kept is unknown.
                        Err(_) => break,
                    }
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                }
                kept
            });
        }
        tokio::time::sleep(Duration::from_millis(150 + 90 * crash as u64)).await;
        cluster.stop("immediate");
        stop.store(true, Ordering::Relaxed);
        cluster.start();
        acknowledged.extend(writers.join_all().await.into_iter().flatten());
        let journal = whole_journal(&checker).await;
        assert!(acknowledged.iter().all(|(seq, fact)| journal.get(*seq as usize - 1) == Some(fact)));
    }
    assert!(acknowledged.len() > 12, "{} appends: the test tests nothing", acknowledged.len());
}
