//! Several processes on one database. Each store of these tests stands for one: they share nothing.

use crate::database::{admin, open, unique, whole_journal};
use std::sync::Arc;
use std::time::Duration;
use tessera_store::contract::sample::{joins, member, next_projection, orders, visits};
use tessera_store::{Change, Direction, Documents, Expected, Fact, Read, StoreError, Write};
use tessera_store_postgres::PostgresStore;
use tessera_test_postgres::Cluster;
use tokio::task::JoinSet;

async fn stores(count: usize) -> Vec<Arc<PostgresStore>> {
    let address = Cluster::shared().address();
    let mut stores = Vec::new();
    for _ in 0..count {
        stores.push(open(&address).await);
    }
    stores
}

/// What two processes want at the same time, one gets; the other is told to decide again.
async fn race(facts: impl Fn(u128, u32) -> [Fact; 2]) {
    let stores = stores(2).await;
    for round in 0..40 {
        let [mine, theirs] = facts(round, round as u32 + 1);
        let (mine, theirs) = ([mine], [theirs]);
        let (left, right) = tokio::join!(stores[0].append(&mine), stores[1].append(&theirs));
        let outcomes = [left, right];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.contains(&Err(StoreError::Conflict)), "{outcomes:?}");
    }
    assert_eq!(whole_journal(&stores[0]).await.len(), 40);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_want_one_number_of_one_member() {
    race(|_, number| ["mine", "theirs"].map(|whose| visits(member(1), number, &format!("{whose}-{number}"))))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_want_one_event_id_for_two_members() {
    race(|round, number| {
        let name = format!("till-{number}");
        [visits(member(round * 2), 1, &name), visits(member(round * 2 + 1), 1, &name)]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_want_one_external_id_for_two_members() {
    race(|round, number| {
        let name = format!("crm-{number}");
        [0, 1].map(|who| joins(member(round * 2 + who), &format!("{number}-{who}"), Some(&name)))
    })
    .await;
}

/// What a reader has not seen never appears before what it has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_meets_no_gap_while_four_append() {
    const EACH: u32 = 60;
    let stores = stores(5).await;
    let mut writers = JoinSet::new();
    for (who, store) in (1..).zip(stores[1..].iter().cloned()) {
        writers.spawn(async move {
            for number in 0..EACH {
                let batch =
                    [1, 2].map(|at| visits(member(who), number * 2 + at, &format!("{who}-{number}-{at}")));
                store.append(&batch).await.unwrap();
            }
        });
    }
    let (mut seen, mut ids) = (0, std::collections::HashSet::new());
    while seen < u64::from(EACH) * 8 {
        for journaled in stores[0].journal(seen, 50).await.unwrap() {
            assert_eq!(journaled.seq, seen + 1, "a gap");
            assert!(ids.insert(journaled.fact.event.id.clone()), "an event twice");
            seen = journaled.seq;
        }
        if seen.is_multiple_of(3) {
            let _ = stores[0].project(next_projection(&*stores[0], 20).await).await;
        }
    }
    writers.join_all().await;
    assert_eq!(stores[0].head().await, Ok(seen));
}

/// Who loses decides again, at last in a turn, and gets through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hot_member_starves_nobody() {
    const EACH: u32 = 15;
    let stores = stores(4).await;
    let mut writers = JoinSet::new();
    for (who, store) in stores.iter().cloned().enumerate() {
        writers.spawn(async move {
            for n in 0..EACH {
                let fact = |number| visits(member(1), number, &format!("{who}-{n}"));
                let next = async || store.head().await.unwrap() as u32 + 1;
                if store.append(&[fact(next().await)]).await == Err(StoreError::Conflict) {
                    let turn = store.turn().await.unwrap();
                    turn.append(&[fact(next().await)]).await.unwrap();
                }
            }
        });
    }
    writers.join_all().await;
    let journal = whole_journal(&stores[0]).await;
    assert!(journal.iter().map(|fact| fact.number).eq(1..=4 * EACH));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edition_and_a_lease_hold_for_every_process() {
    let stores = stores(2).await;
    let before = stores[0].position().await.unwrap().edition;
    stores[1].turn().await.unwrap().append_settling(&[], &[]).await.unwrap();
    let after = stores[1].position().await.unwrap().edition;
    let join = [joins(member(1), "1", None)];
    assert_eq!(stores[0].append_under(&join, Some(before)).await, Err(StoreError::Conflict));
    assert_eq!(stores[0].append_under(&join, Some(after)).await, Ok(1));
    let long = Duration::from_secs(60);
    let (mine, theirs) = tokio::join!(stores[0].lease("sweep", 1, long), stores[1].lease("sweep", 2, long));
    assert_ne!(mine.unwrap(), theirs.unwrap(), "one of them");
}

/// Each changes several documents in an order of its own: nobody waits for somebody who waits for him, and nothing is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_who_change_the_same_documents_all_get_through() {
    const EACH: usize = 25;
    let ids = ["a", "b", "c", "d", "e"];
    let stores = stores(4).await;
    let mut writers = JoinSet::new();
    for (who, store) in stores.iter().cloned().enumerate() {
        writers.spawn(async move {
            for n in 0..EACH {
                let change = |at: usize| Change {
                    collection: "people".into(),
                    id: ids[(at * (1 + who) + n) % ids.len()].into(),
                    expected: Expected::Anything,
                    body: Some(vec![who as u8]),
                };
                store.change(&[change(0), change(1), change(2)]).await.unwrap();
            }
        });
    }
    writers.join_all().await;
    let kept = stores[0].documents_beyond("people", None, Direction::Up, 10).await.unwrap();
    let changes: u64 = kept.iter().map(|document| document.version).sum();
    assert_eq!(changes, 4 * 3 * EACH as u64);
}

/// A log is guarded by the database itself.
#[tokio::test]
async fn no_other_tool_changes_a_log_either() {
    let cluster = Cluster::shared();
    let schema = unique(cluster);
    let store = open(&cluster.address_of("postgres", &format!("schema={schema}"))).await;
    store.change(&[Change::add("log.audit", "1", b"one".to_vec())]).await.unwrap();
    store.change(&[Change::add("logs", "1", b"one".to_vec())]).await.unwrap();
    let admin = admin(cluster, "postgres").await;
    let run = async |sql: &str| admin.execute(&format!("{sql} WHERE collection = 'log.audit'"), &[]).await;
    assert!(run(&format!("DELETE FROM {schema}.documents")).await.is_err());
    assert!(run(&format!("UPDATE {schema}.documents SET body = ''")).await.is_err());
    assert_eq!(
        admin
            .execute(&format!("DELETE FROM {schema}.documents WHERE collection = 'logs'"), &[])
            .await
            .unwrap(),
        1
    );
    assert_eq!(store.collections().await.unwrap(), ["log.audit".into()]);
}

/// All but one wait, and find it done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_processes_start_at_once() {
    let address = Cluster::shared().address();
    let mut starts = JoinSet::new();
    for _ in 0..8 {
        let address = address.clone();
        starts.spawn(async move { PostgresStore::open(&address).await.unwrap() });
    }
    let stores = starts.join_all().await;
    for (n, store) in (1..).zip(&stores) {
        assert_eq!(store.append(&[orders(member(u128::from(n)), 1, &n.to_string())]).await, Ok(n));
    }
}
