//! How commits are made: gathered, checkpointed beside, and finished even if nobody waits for them.

use rusqlite::Connection;
use std::sync::Arc;
use tessera_store::contract::sample::{joins, member, project_all, visits};
use tessera_store::{Fact, Read, StoreError, Write};
use tessera_store_sqlite::{Options, SqliteStore};
use tokio::task::JoinSet;

fn rows(folder: &std::path::Path) -> i64 {
    let journal = Connection::open(folder.join("journal.db")).unwrap();
    journal.query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap()
}

/// What waits during one commit goes into the next together.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_callers_share_a_commit() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
    // Somebody else's lock makes the first commit wait until all the others have asked.
    let other = Connection::open(folder.path().join("journal.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut callers = JoinSet::new();
    for n in 0..500_u32 {
        let store = store.clone();
        callers.spawn(async move {
            store.append(&[joins(member(n.into()), &format!("{n}"), None)]).await.unwrap();
        });
    }
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(store.head().await.unwrap(), 0);
    other.execute_batch("COMMIT").unwrap();
    callers.join_all().await;
    assert_eq!(store.head().await.unwrap(), 500);
    drop(store);
    let commits = rows(folder.path());
    assert!(commits < 50, "500 callers took {commits} commits");
}

/// In one commit, each batch is kept or refused by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_callers_conflict_is_not_anothers() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(folder.path()).unwrap());
    store.append(&[joins(member(0), "taken", None)]).await.unwrap();
    let mut callers = JoinSet::new();
    for n in 1..=200_u32 {
        let store = store.clone();
        callers.spawn(async move {
            let who = member(n.into());
            let id = if n.is_multiple_of(2) { "taken".to_owned() } else { format!("second {n}") };
            let batch = [joins(who, &format!("first {n}"), None), visits(who, 2, &id)];
            (n, store.append(&batch).await)
        });
    }
    for (n, outcome) in callers.join_all().await {
        if n.is_multiple_of(2) {
            assert_eq!(outcome, Err(StoreError::Conflict), "{n}");
        } else {
            let first = outcome.unwrap();
            let read = store.journal(first - 1, 2).await.unwrap();
            assert!(read.iter().all(|journaled| journaled.fact.member == member(n.into())), "{n}");
        }
    }
    assert_eq!(store.head().await.unwrap(), 201);
    // What the refused ones wanted is free.
    store.append(&[joins(member(2), "first 2", None)]).await.unwrap();
}

/// A caller that goes away undoes nothing and holds nothing up.
#[tokio::test]
async fn an_abandoned_append_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    for n in 0..20_u32 {
        let batch = [joins(member(n.into()), &format!("{n}"), None)];
        let mut append = store.append(&batch);
        // Polled once: the batch is on its way, nobody waits for the answer.
        std::future::poll_fn(|context| {
            let _ = append.as_mut().poll(context);
            std::task::Poll::Ready(())
        })
        .await;
    }
    assert_eq!(store.append(&[joins(member(99), "last", None)]).await.unwrap(), 21);
    assert_eq!(store.journal(0, 100).await.unwrap().len(), 21);
}

/// The log starts again after a checkpoint, though commits and reads never pause.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_write_ahead_log_stays_small() {
    const LIMIT: u64 = 256 << 10;
    let folder = tempfile::tempdir().unwrap();
    let options = Options { wal_limit: LIMIT, ..Options::default() };
    let store = Arc::new(SqliteStore::open_with(folder.path(), options).unwrap());
    let reader = {
        let store = store.clone();
        tokio::spawn(async move {
            while store.head().await.unwrap() < 4_000 {
                store.journal(0, 50).await.unwrap();
                tokio::task::yield_now().await;
            }
        })
    };
    let mut largest = 0;
    for n in 0..2_000_u32 {
        let who = member(n.into());
        let batch = [joins(who, &format!("{n}-1"), None), visits(who, 2, &format!("{n}-2"))];
        store.append(&batch).await.unwrap();
        if n.is_multiple_of(50) {
            project_all(&*store, 100).await;
        }
        let wal = std::fs::metadata(folder.path().join("journal.db-wal")).unwrap().len();
        largest = largest.max(wal);
    }
    reader.await.unwrap();
    // 2,000 commits of a page or more each are 8 MB and more.
    assert!(largest < 20 * LIMIT, "the log grew to {largest} bytes");
    assert_eq!(store.journal(0, 10_000).await.unwrap().len(), 4_000);
    let figures = store.figures().await.unwrap();
    let names: Vec<&str> = figures.bytes.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["journal.db", "journal.db-wal", "views", "people.db", "people.db-wal"]);
    let empty = figures.bytes.iter().filter(|(_, bytes)| *bytes == 0).map(|(name, _)| &**name);
    assert!(empty.eq(["people.db-wal"]), "{figures:?}");
}

/// Ids are known for ever: through the filter, the generations in memory and the index, whichever holds them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_id_ever_used_stays_taken() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { generation: 10, ..Options::default() };
    for round in 0..4_u32 {
        let store = SqliteStore::open_with(folder.path(), options.clone()).unwrap();
        for n in 0..100 {
            let n = round * 100 + n;
            let batch = [joins(member(n.into()), &format!("id {n}"), Some(&format!("crm-{n}")))];
            store.append(&batch).await.unwrap();
            if n.is_multiple_of(7) {
                project_all(&store, 5).await;
            }
        }
        for n in 0..(round + 1) * 100 {
            let taken: [(Fact, &str); 3] = [
                (visits(member(1_000), 1, &format!("id {n}")), "event id"),
                (visits(member(n.into()), 1, "new"), "number"),
                (joins(member(1_000), "new", Some(&format!("crm-{n}"))), "external id"),
            ];
            for (fact, why) in taken {
                assert_eq!(
                    store.append(&[fact]).await,
                    Err(StoreError::Conflict),
                    "round {round}: {why} {n}"
                );
            }
        }
    }
}
