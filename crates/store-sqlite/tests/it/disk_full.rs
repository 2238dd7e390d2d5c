//! A full disk is a clear refusal: nothing that was kept is lost, and writing goes on when there is room again.

use super::child::argument;
use super::not_run::not_run;
use std::path::Path;
use std::process::Command;
use tessera_store::contract::sample::{member, next_projection, orders, project_all};
use tessera_store::{Fact, Read, StoreError, Write};
use tessera_store_sqlite::{Options, SqliteStore};

/// Facts that do not compress to nothing.
fn batch(n: u32) -> Vec<Fact> {
    (0..50).map(|at| orders(member(u128::from(n * 50 + at)), 1, &format!("order {n}-{at}"))).collect()
}

/// Appends until the disk is full. How many batches were kept.
async fn fill(store: &SqliteStore) -> u32 {
    let first = store.head().await.unwrap() as u32 / 50;
    for n in first.. {
        match store.append(&batch(n)).await {
            Ok(at) => assert_eq!(at, u64::from(n) * 50 + 1),
            Err(error) => {
                assert!(matches!(error, StoreError::DiskFull(_)), "{error}");
                assert!(error.to_string().contains("free space"), "{error}");
                return n;
            }
        }
    }
    unreachable!("the disk never filled up");
}

async fn assert_kept(store: &SqliteStore, batches: u32) {
    let journal = store.journal(0, usize::MAX).await.unwrap();
    assert!(journal.iter().map(|journaled| journaled.fact.clone()).eq((0..batches).flat_map(batch)));
}

#[tokio::test]
async fn a_full_journal_refuses_and_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let full = Options { most_pages: Some(60), ..Options::default() };
    let store = SqliteStore::open_with(folder.path(), full).unwrap();
    let kept = fill(&store).await;
    assert!(kept > 0);
    assert_kept(&store, kept).await;
    assert_eq!(fill(&store).await, kept, "still full, and nothing of the refused batch is taken");
    let error = store.put_setting("large", Some(&[7; 500_000])).await.unwrap_err();
    assert!(matches!(error, StoreError::DiskFull(_)), "{error}");
    drop(store);
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_kept(&store, kept).await;
    store.append(&batch(kept)).await.unwrap();
    assert_kept(&store, kept + 1).await;
}

/// On a real small disk, where the system lets us make one.
#[test]
fn a_really_full_disk_refuses_and_goes_on_when_there_is_room() {
    // Root may mount; others may in a namespace where they are root.
    if !["--mount", "--map-root-user"].into_iter().any(fills_a_disk) {
        not_run("no small disk can be made here");
    }
}

/// Runs the test in a mount namespace. `false`: there was no disk to fill.
fn fills_a_disk(rights: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let script =
        r#"mount -t tmpfs -o size=32m tmpfs "$TESSERA_TEST_ARGUMENT" && echo mounted && exec "$0" "$@""#;
    let run = Command::new("unshare")
        .args([rights, "--mount", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "disk_full::child_fills_a_disk", "--ignored", "--nocapture"])
        .env("TESSERA_TEST_ARGUMENT", folder.path())
        .output();
    let Ok(run) = run else { return false };
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    if !out.starts_with("mounted") {
        return false;
    }
    assert!(run.status.success() && out.contains("1 passed"), "{}\n{out}{err}", run.status);
    true
}

/// They say why they do not come forward, stay where they were, and can be read. A few small ones may find room in what is there already.
async fn assert_projections_wait(store: &SqliteStore) {
    let mut refused = 0;
    for facts in std::iter::repeat_n(1, 100).chain([100_000; 3]) {
        let at = (store.projected().await.unwrap(), store.member_count().await.unwrap());
        if let Err(error) = store.project(next_projection(store, facts).await).await {
            assert!(matches!(error, StoreError::DiskFull(_)), "{error}");
            assert_eq!((store.projected().await.unwrap(), store.member_count().await.unwrap()), at);
            refused += 1;
        }
    }
    assert!(refused > 3, "{refused}");
}

#[tokio::test]
#[ignore = "the process with the small disk of the test above"]
async fn child_fills_a_disk() {
    let Some(folder) = argument() else { return };
    let filler = Path::new(&folder).join("filler");
    std::fs::write(&filler, vec![1; 28 << 20]).unwrap();
    let data = Path::new(&folder).join("data");
    let store = SqliteStore::open(&data).unwrap();
    let first = fill(&store).await;
    assert_kept(&store, first).await;
    assert_eq!(fill(&store).await, first);
    assert_projections_wait(&store).await;
    drop(store);
    // Opening needs a little room itself; if it lacks, it says so.
    match SqliteStore::open(&data) {
        Ok(store) => assert_kept(&store, first).await,
        Err(error) => assert!(matches!(error, StoreError::DiskFull(_)), "{error}"),
    }
    std::fs::remove_file(&filler).unwrap();
    let store = SqliteStore::open(&data).unwrap();
    assert_kept(&store, first).await;
    std::fs::write(&filler, vec![1; (27 << 20) + (1 << 19)]).unwrap();
    let second = fill(&store).await;
    assert!(second > first);
    assert_projections_wait(&store).await;
    // The same store, without opening it again.
    std::fs::remove_file(&filler).unwrap();
    // What was refused may have come through when there was room: then this starts from elsewhere.
    let first = store.project(next_projection(&store, 1).await).await;
    assert!(matches!(first, Ok(()) | Err(StoreError::Conflict)), "{first:?}");
    project_all(&store, 1_000).await;
    assert_eq!(store.member_count().await.unwrap(), u64::from(second) * 50);
    assert!(store.snapshots(&[member(1)]).await.unwrap()[0].is_some());
    let third = fill(&store).await;
    assert!(third > second);
    assert_kept(&store, third).await;
}
