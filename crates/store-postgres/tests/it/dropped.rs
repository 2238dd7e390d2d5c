//! Callers that go away, and processes that get stuck.

use crate::database::{assert_nothing_is_under_way, open, unique, whole_journal};
use std::time::Duration;
use tessera_store::contract::sample::{joins, member, next_projection, orders, visits};
use tessera_store::{Projection, Read, StoreError, Write};
use tessera_test_postgres::Cluster;
use tokio::time::timeout;

/// Whoever drops what is under way leaves no connection inside a transaction.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_dropped_leaves_the_pool_whole() {
    let cluster = Cluster::shared();
    let name = unique(cluster);
    let address = cluster.address_of("postgres", &format!("schema={name}&pool=3&application_name={name}"));
    let (store, other) = (open(&address).await, open(&address).await);
    for round in 0..30_u32 {
        let keeps_waiting = other.turn().await.unwrap();
        let fact = [visits(member(u128::from(round)), 1, &format!("dropped-{round}"))];
        let moment = Duration::from_micros(u64::from(round) * 150);
        match round % 3 {
            0 => drop(timeout(moment, store.append(&fact)).await),
            1 => drop(timeout(moment, store.turn()).await),
            _ => {
                let settle = async { store.turn().await?.append_settling(&[], &[]).await };
                drop(timeout(moment, settle).await);
            }
        }
        drop(keeps_waiting);
        drop(store.turn().await.unwrap());
        let kept = [visits(member(u128::from(round) + 1_000), 1, &format!("kept-{round}"))];
        store.append(&kept).await.unwrap();
    }
    assert_nothing_is_under_way(cluster, &name).await;
    let journal = whole_journal(&store).await;
    assert_eq!(journal.iter().filter(|fact| fact.event.id.as_str().starts_with("kept-")).count(), 30);
}

/// A process that keeps all others waiting and says nothing is let go by the server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stuck_process_stops_the_others_for_a_while_only() {
    let address = Cluster::shared().address();
    let (stuck, other) = (open(&format!("{address}&turn_timeout=300ms")).await, open(&address).await);
    let turn = stuck.turn().await.unwrap();
    let join = [joins(member(1), "1", None)];
    let appended = timeout(Duration::from_secs(20), other.append(&join)).await.unwrap();
    assert_eq!(appended, Ok(1));
    let late = turn.append(&[visits(member(1), 2, "2")]).await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
    assert_eq!(whole_journal(&other).await.len(), 1);
    assert_eq!(stuck.append(&[visits(member(1), 2, "3")]).await, Ok(2), "it goes on with another connection");
}

/// Waiting for others has an end, which says why; nothing was appended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_for_others_has_an_end() {
    let address = Cluster::shared().address();
    let (holder, waiter) = (open(&address).await, open(&format!("{address}&lock_timeout=200ms")).await);
    let turn = holder.turn().await.unwrap();
    match waiter.append(&[joins(member(1), "1", None)]).await {
        Err(StoreError::Unavailable(detail)) => assert!(detail.contains("lock_timeout"), "{detail}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(waiter.head().await, Ok(0), "reads do not wait");
    drop(turn);
    assert_eq!(waiter.append(&[joins(member(1), "1", None)]).await, Ok(1));
}

/// A projection that fails in its middle has changed nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_projection_is_taken_whole_or_not_at_all() {
    let store = open(&Cluster::shared().address()).await;
    store.append(&[joins(member(1), "1", Some("crm-1")), orders(member(1), 2, "2")]).await.unwrap();
    let whole = next_projection(&*store, 10).await;
    let mut broken: Projection = whole.clone();
    // What fails is the last statement but the cursor, the states and the members are changed before it.
    broken.streamed.push(broken.streamed[0].clone());
    assert!(store.project(broken).await.is_err());
    let position = store.position().await.unwrap();
    assert_eq!((position.projected, store.member_count().await.unwrap()), (0, 0));
    assert_eq!(store.snapshots(&[member(1)]).await.unwrap(), [None]);
    assert_eq!(store.streams(None, 10).await.unwrap(), []);
    store.project(whole).await.unwrap();
    assert_eq!(store.streams(None, 10).await.unwrap()[0].stream.len(), 2);
}
