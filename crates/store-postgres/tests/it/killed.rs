//! Connections that are ended by the server at the worst moment.

use crate::database::{admin, open, unique, whole_journal};
use std::collections::HashMap;
use std::time::Duration;
use tessera_store::contract::sample::{member, visits};
use tessera_store::{Read, StoreError, Write};
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;

/// An append whose connection is ended is there or it is not. It is never answered as done without being there, and the retry with the same id
/// finds out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_whose_connection_is_ended_is_never_answered_falsely() {
    const ROUNDS: u32 = 150;
    let cluster = Cluster::shared();
    let name = unique(cluster);
    let store =
        open(&cluster.address_of("postgres", &format!("schema={name}&application_name={name}"))).await;
    let (admin, end) = (
        admin(cluster, "postgres").await,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
    );
    let (mut number, mut acknowledged, mut unknown) = (0, HashMap::new(), 0);
    for round in 0..ROUNDS {
        let killer = async {
            // From before it is sent until after it is answered.
            tokio::time::sleep(Duration::from_micros(u64::from(round) * 40)).await;
            admin.execute(end, &[&name]).await.unwrap();
        };
        let fact = [visits(member(1), number + 1, &format!("visit-{round}"))];
        let (outcome, ()) = tokio::join!(store.append(&fact), killer);
        let seq = match outcome {
            Ok(seq) => seq,
            Err(StoreError::Unavailable(_)) => {
                unknown += 1;
                retried(&store, &fact).await
            }
            Err(error) => panic!("round {round}: {error:?}"),
        };
        acknowledged.insert(seq, fact[0].clone());
        number += 1;
    }
    let journal = whole_journal(&store).await;
    assert_eq!(journal.len(), ROUNDS as usize);
    assert!((1..).zip(&journal).all(|(seq, fact)| acknowledged.get(&seq) == Some(fact)));
    assert!(unknown > 0, "none was ended before its answer: the test tests nothing");
}

/// Asks again until there is an answer: a conflict says that it was kept.
async fn retried(store: &PostgresStore, fact: &[tessera_store::Fact; 1]) -> u64 {
    loop {
        match store.append(fact).await {
            Ok(seq) => return seq,
            Err(StoreError::Conflict) => {
                let head = store.head().await.unwrap();
                let last = store.journal(head - 1, 1).await.unwrap().remove(0);
                assert_eq!(last.fact, fact[0], "the conflict is with itself");
                return last.seq;
            }
            Err(StoreError::Unavailable(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
}

/// A read may as well be done twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_whose_connection_is_ended_is_done_again() {
    let cluster = Cluster::shared();
    let name = unique(cluster);
    let store =
        open(&cluster.address_of("postgres", &format!("schema={name}&application_name={name}"))).await;
    store.append(&[visits(member(1), 1, "1")]).await.unwrap();
    let admin = admin(cluster, "postgres").await;
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
    for round in 0..50 {
        let killer = async {
            tokio::time::sleep(Duration::from_micros(round * 30)).await;
            admin.execute(end, &[&name]).await.unwrap();
        };
        let (head, ()) = tokio::join!(store.head(), killer);
        assert_eq!(head, Ok(1));
    }
}
