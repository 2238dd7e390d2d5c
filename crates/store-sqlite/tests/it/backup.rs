//! Backups: each is the journal as of one moment, however much is written meanwhile; a damaged one is found out.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tessera_store::contract::sample::{joins, member, orders};
use tessera_store::{Fact, Read, StoreError, Write};
use tessera_store_sqlite::{Contents, Options, SqliteStore, back_up, check_backup};

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn backup(from: &Path, to: &Path) -> Contents {
    fs::create_dir(to).unwrap();
    back_up(from, to, &mut on).unwrap().unwrap()
}

fn facts(n: u32) -> Vec<Fact> {
    let who = member(n.into());
    vec![joins(who, &format!("{n}-1"), None), orders(who, 2, &format!("{n}-2"))]
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Taken by connections of their own, as another process does it, while the store is open, writes, and takes checkpoints.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_store_that_is_written_is_of_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let live = folder.path().join("live");
    let small = Options { wal_limit: 1 << 20, ..Options::default() };
    let store = Arc::new(SqliteStore::open_with(&live, small).unwrap());
    let (acknowledged, stop) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let writer = {
        let (store, acknowledged, stop) = (store.clone(), acknowledged.clone(), stop.clone());
        tokio::spawn(async move {
            let mut n = 0;
            while !stop.load(Ordering::Relaxed) {
                let batch: Vec<Fact> = (n..n + 50).flat_map(facts).collect();
                n += 50;
                store.append(&batch).await.unwrap();
                acknowledged.store(n, Ordering::Relaxed);
            }
        })
    };
    let (mut before, mut grown) = (0, 0);
    for round in 0..6 {
        let to = folder.path().join(format!("backup-{round}"));
        let least = u64::from(acknowledged.load(Ordering::Relaxed)) * 2;
        let (from, into) = (live.clone(), to.clone());
        let contents = tokio::task::spawn_blocking(move || backup(&from, &into)).await.unwrap();
        assert!(contents.head >= least, "{least} were acknowledged before, {} are in it", contents.head);
        grown += u32::from(contents.head > before);
        before = contents.head;
        assert_eq!(names(&to), ["journal.db", "people.db"]);
        let restored = SqliteStore::open(&to).unwrap();
        let there = restored.journal(0, usize::MAX).await.unwrap();
        assert_eq!(there.len() as u64, contents.head);
        assert!(
            there.iter().map(|journaled| journaled.fact.clone()).eq((0..).flat_map(facts).take(there.len()))
        );
        // A backup is a store like any other.
        restored.append(&facts(1_000_000)).await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    writer.await.unwrap();
    assert!(grown > 1, "nothing was written meanwhile");
    let all = u64::from(acknowledged.load(Ordering::Relaxed)) * 2;
    assert_eq!(store.head().await.unwrap(), all, "the store itself lost nothing");
    drop(store);
    assert_eq!(SqliteStore::open(&live).unwrap().head().await.unwrap(), all);
}

#[tokio::test]
async fn a_damaged_backup_is_found_out_wherever_it_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let live = folder.path().join("live");
    let store = SqliteStore::open(&live).unwrap();
    for n in 0..300 {
        store.append(&facts(n)).await.unwrap();
    }
    drop(store);
    let to = folder.path().join("backup");
    let contents = backup(&live, &to);
    assert_eq!(check_backup(&to, &mut on).unwrap(), contents);
    let file = to.join("journal.db");
    let good = fs::read(&file).unwrap();
    let (mut found, mut same) = (0, 0);
    for at in (0..good.len()).step_by(good.len() / 61) {
        let mut bad = good.clone();
        bad[at] ^= 0x20;
        fs::write(&file, &bad).unwrap();
        match check_backup(&to, &mut on) {
            // The parts of pages that hold nothing: the digest tells.
            Ok(read) => {
                assert_ne!(read.sha256, contents.sha256);
                assert_eq!(read.head, contents.head, "byte {at}");
                same += 1;
            }
            Err(StoreError::Corrupt { .. } | StoreError::Foreign { .. } | StoreError::Newer { .. }) => {
                found += 1
            }
            Err(other) => panic!("byte {at}: {other}"),
        }
    }
    assert!(found > same, "{found} of {} were found out by reading", found + same);
    // Cut short.
    fs::write(&file, &good[..good.len() / 2]).unwrap();
    assert!(matches!(check_backup(&to, &mut on), Err(StoreError::Corrupt { .. })));
    // Without its last record.
    fs::write(&file, &good).unwrap();
    let gap = rusqlite::Connection::open(&file).unwrap();
    gap.execute("DELETE FROM journal WHERE last = 300", []).unwrap();
    drop(gap);
    let missing = check_backup(&to, &mut on);
    assert!(
        matches!(&missing, Err(StoreError::Corrupt { detail, .. }) if detail.contains("missing")),
        "{missing:?}"
    );
}

#[tokio::test]
async fn a_backup_can_be_stopped_and_needs_a_journal() {
    let folder = tempfile::tempdir().unwrap();
    let (live, to) = (folder.path().join("live"), folder.path().join("backup"));
    fs::create_dir(&to).unwrap();
    let nothing = back_up(&live, &to, &mut on);
    assert!(matches!(nothing, Err(StoreError::Foreign { .. })), "{nothing:?}");
    drop(SqliteStore::open(&live).unwrap());
    assert_eq!(back_up(&live, &to, &mut |_, _| ControlFlow::Break(())).unwrap(), None);
}
