//! What was acknowledged is there after the process or the machine went down at any moment, and no commit is there in part.

use super::child::{argument, child};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::Duration;
use tessera_store::contract::sample::{joins, member, orders, project_all, visits};
use tessera_store::{Fact, Read, StoreError, Write};
use tessera_store_sqlite::{Options, SqliteStore};

const CRASHES: u32 = 300;
/// So many crashes one folder lives through.
const OF_ONE_FOLDER: u32 = 60;
/// Every so many crashes, and at the end of a folder, all of the journal is read.
const LOOKED_THROUGH: u32 = 12;

/// A batch of five facts of one member, recognisable by the member.
fn batch(n: u32) -> Vec<Fact> {
    let who = member(n.into());
    let mut facts = vec![joins(who, &format!("{n}-1"), None)];
    facts.extend((2..=4).map(|number| orders(who, number, &format!("{n}-{number}"))));
    facts.push(visits(who, 5, &format!("{n}-5")));
    facts
}

/// The journal holds batches in whole, in order, at least so many; the projections can be brought up to date.
pub(crate) async fn assert_whole(store: &SqliteStore, acknowledged: u32) -> u32 {
    let journal = store.journal(0, usize::MAX).await.unwrap();
    assert!(journal.len().is_multiple_of(5), "half a batch: {} facts", journal.len());
    let kept = journal.len() as u32 / 5;
    assert!(kept >= acknowledged, "{acknowledged} were acknowledged, {kept} are there");
    let expected = (0..kept).flat_map(batch);
    assert!(journal.iter().map(|journaled| journaled.fact.clone()).eq(expected));
    assert!(store.projected().await.unwrap() <= store.head().await.unwrap());
    project_all(store, 1_000).await;
    let members = store.streams(None, usize::MAX).await.unwrap();
    assert_eq!(members.len(), kept as usize);
    assert!(members.iter().all(|member| member.stream.len() == 5));
    assert_eq!(store.totals().await.unwrap().first().map_or(0, |total| total.entries), u64::from(kept) * 5);
    kept
}

/// Killed again and again, at another moment each time.
#[tokio::test]
async fn what_was_acknowledged_survives_being_killed() {
    let (mut folder, mut kept, mut grown) = (tempfile::tempdir().unwrap(), 0, 0);
    for crash in 0..CRASHES {
        if crash.is_multiple_of(OF_ONE_FOLDER) {
            (folder, kept) = (tempfile::tempdir().unwrap(), 0);
        }
        let acknowledged = kept.max(run_and_kill(folder.path(), crash));
        // Small sizes, so that checkpoints and forgetting are caught in the middle too.
        let store = SqliteStore::open_with(folder.path(), small()).unwrap();
        let now = if (crash + 1).is_multiple_of(LOOKED_THROUGH) {
            assert_whole(&store, acknowledged).await
        } else {
            store.head().await.unwrap() as u32 / 5
        };
        assert!(now >= acknowledged, "{acknowledged} were acknowledged, {now} are there");
        grown += u32::from(now > kept);
        kept = now;
    }
    assert!(grown >= CRASHES * 2 / 3, "the child hardly came to write");
}

/// Has a child append until it is killed. How many batches it said were kept.
fn run_and_kill(folder: &Path, crash: u32) -> u32 {
    let mut writer = child("crash::child_appends", folder.to_str().unwrap()).spawn().unwrap();
    let output = BufReader::new(writer.stdout.take().unwrap());
    let (writes, written) = std::sync::mpsc::channel();
    let killer = std::thread::spawn(move || {
        // Every third one while it opens the store, the others while they write.
        if !crash.is_multiple_of(3) {
            let _ = written.recv_timeout(Duration::from_secs(60));
        }
        std::thread::sleep(Duration::from_millis(u64::from(crash) * 23 % 53));
        writer.kill().unwrap();
        writer.wait().unwrap();
    });
    let mut acknowledged = 0;
    for line in output.lines().map_while(Result::ok) {
        if let Some(n) = line.strip_prefix("kept ").and_then(|n| n.parse().ok()) {
            acknowledged = n;
            let _ = writes.send(());
        }
        assert!(!line.starts_with("stopped"), "the child came to an end of its own: {line}");
    }
    killer.join().unwrap();
    acknowledged
}

pub(crate) fn small() -> Options {
    Options { wal_limit: 128 << 10, generation: 50, ..Options::default() }
}

#[test]
#[ignore = "the process that is killed in the test above"]
fn child_appends() {
    let Some(folder) = argument() else { return };
    append_and_tell(folder.as_ref(), small());
}

/// Appends batches, projects beside, and tells of each that is kept. Does not end.
pub(crate) fn append_and_tell(folder: &Path, options: Options) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = std::sync::Arc::new(SqliteStore::open_with(folder, options).unwrap());
        let first = store.head().await.unwrap() as u32 / 5;
        let projecting = store.clone();
        let projecting = tokio::spawn(async move {
            loop {
                project_all(&*projecting, 100).await;
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        });
        let appending = tokio::spawn(async move {
            for n in first.. {
                store.append(&batch(n)).await.unwrap();
                println!("kept {}", n + 1);
            }
        });
        // Neither ends unless it fails.
        tokio::select! {
            end = projecting => println!("stopped projecting: {end:?}"),
            end = appending => println!("stopped appending: {end:?}"),
        }
    });
}

/// Copies a folder with all that is in it, as it is.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A cut of power: of what was not acknowledged, the disk holds any part. Copies the files as they are and cuts the log at every length.
#[tokio::test]
async fn any_torn_end_of_the_log_leaves_whole_commits() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let wal = folder.path().join("journal.db-wal");
    let mut ends = Vec::new();
    for n in 0..12 {
        store.append(&batch(n)).await.unwrap();
        ends.push(std::fs::metadata(&wal).unwrap().len());
        if n == 5 {
            project_all(&store, 100).await;
        }
    }
    let journal = std::fs::read(folder.path().join("journal.db")).unwrap();
    let log = std::fs::read(&wal).unwrap();
    let views = tempfile::tempdir().unwrap();
    copy(&folder.path().join("views"), &views.path().join("views"));
    drop(store);
    let start = usize::try_from(ends[0]).unwrap();
    for cut in (start..=log.len()).step_by(1_499).chain([log.len()]) {
        let acknowledged = ends.iter().filter(|end| **end <= cut as u64).count() as u32;
        let torn = tempfile::tempdir().unwrap();
        std::fs::write(torn.path().join("journal.db"), &journal).unwrap();
        copy(&views.path().join("views"), &torn.path().join("views"));
        // Behind the cut stands what the disk held before: zeros, or an older log.
        let mut bytes = log[..cut].to_vec();
        if cut.is_multiple_of(2) {
            bytes.resize(log.len(), 0x5a);
        }
        std::fs::write(torn.path().join("journal.db-wal"), bytes).unwrap();
        if acknowledged < 6 {
            // What was projected was acknowledged: a journal without it has lost something, and that is said.
            let refused = SqliteStore::open(torn.path()).map(drop).unwrap_err();
            let StoreError::Corrupt { detail, .. } = &refused else { panic!("{refused}") };
            assert!(detail.contains("reached 30") && detail.contains("delete the folder views"), "{detail}");
            std::fs::remove_dir_all(torn.path().join("views")).unwrap();
            // Without them, nothing tells that there was more; but that a journal is missing altogether is told as before.
            if acknowledged == 0 {
                continue;
            }
        }
        let store = SqliteStore::open(torn.path()).unwrap();
        let kept = assert_whole(&store, acknowledged).await;
        assert_eq!(kept, acknowledged, "nothing else can be there, cut at {cut}");
        assert_eq!(store.append(&batch(0)).await, Err(StoreError::Conflict));
        store.append(&batch(kept)).await.unwrap();
        assert_whole(&store, kept + 1).await;
        drop(store);
        assert_whole(&SqliteStore::open(Path::new(torn.path())).unwrap(), kept + 1).await;
    }
}
