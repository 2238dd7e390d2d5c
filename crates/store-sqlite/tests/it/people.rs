//! The documents' file: what is removed from it is gone, what is damaged is told, and a backup has it.

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;
use tessera_store::contract::sample::{joins, member};
use tessera_store::{Change, Direction, Documents, Expected, Read, StoreError, Write};
use tessera_store_sqlite::{SqliteStore, back_up, check_backup};

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Whether the file or its log holds these bytes.
fn holds(folder: &Path, body: &[u8]) -> bool {
    ["people.db", "people.db-wal"].iter().any(|name| {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
        bytes.windows(body.len()).any(|window| window == body)
    })
}

/// Of a few bytes, of part of a page, and of several pages.
fn body(what: &str, size: usize) -> Vec<u8> {
    what.bytes().cycle().take(what.len() * size).collect()
}

#[tokio::test]
async fn what_was_removed_or_replaced_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    for (at, size) in [1, 30, 1_500].into_iter().enumerate() {
        let (old, new, kept) = (body("old-phone", size), body("new-phone", size), body("somebody", size));
        let (gone, stays) = (format!("gone-{at}"), format!("stays-{at}"));
        store.change(&[Change::add("people", &gone, old.clone())]).await.unwrap();
        store.change(&[Change::add("people", &stays, kept.clone())]).await.unwrap();
        assert!(holds(folder.path(), b"old-phone"), "the test looks where bodies are");
        store.change(&[Change::replace("people", &gone, 1, new)]).await.unwrap();
        store.change(&[Change::remove("people", &gone, 2)]).await.unwrap();
        for bytes in [b"old-phone", b"new-phone"] {
            assert!(!holds(folder.path(), bytes), "{} bytes of a body are left", size * 9);
        }
        assert_eq!(store.document("people", &stays).await.unwrap().unwrap().body, kept);
        assert!(holds(folder.path(), b"somebody"));
    }
}

/// Replaced bodies leave the log a moment later; what a reader holds up is done when it is gone.
#[tokio::test]
async fn what_was_replaced_leaves_the_log_also_after_a_long_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.change(&[Change::add("people", "a", body("old-phone", 5))]).await.unwrap();
    let reader = Connection::open(folder.path().join("people.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM documents").unwrap();
    store.change(&[Change::replace("people", "a", 1, body("new-phone", 5))]).await.unwrap();
    store.change(&[Change::add("people", "b", body("other", 5))]).await.unwrap();
    store.change(&[Change::remove("people", "b", 1)]).await.unwrap();
    assert!(holds(folder.path(), b"old-phone"), "a reader sees one moment for as long as it reads");
    reader.execute_batch("COMMIT").unwrap();
    for _ in 0..100 {
        if !holds(folder.path(), b"old-phone") {
            assert!(holds(folder.path(), b"new-phone"));
            assert!(!holds(folder.path(), b"otherother"));
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("what was replaced is still there");
}

/// Which of so many are in the files.
fn found(folder: &Path, bodies: &[[u8; 24]]) -> Vec<usize> {
    let read = |name| std::fs::read(folder.join(name)).unwrap_or_default();
    let bytes = [read("people.db"), read("people.db-wal")].concat();
    let windows: HashSet<&[u8]> = bytes.windows(24).collect();
    (0..bodies.len()).filter(|n| windows.contains(&bodies[*n][..])).collect()
}

/// Documents under ids that come in no order, as digests do, so that rows are moved from page to page.
async fn scattered(store: &SqliteStore) -> Vec<[u8; 24]> {
    let digest = |n: u32| <[u8; 32]>::from(Sha256::digest(n.to_be_bytes()));
    let bodies: Vec<[u8; 24]> = (0..4_000).map(|n| digest(n)[..24].try_into().unwrap()).collect();
    for (part, some) in bodies.chunks(40).enumerate() {
        let add = |(at, body): (usize, &[u8; 24])| {
            Change::add("phone", &scattered_id(part * 40 + at), body.repeat(1 + at % 9))
        };
        store.change(&some.iter().enumerate().map(add).collect::<Vec<_>>()).await.unwrap();
    }
    bodies
}

fn scattered_id(n: usize) -> String {
    Sha256::digest(n.to_le_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn is_wiped(folder: &Path, bodies: &[[u8; 24]]) -> bool {
    for _ in 0..120 {
        let left = found(folder, bodies);
        if left.iter().all(|n| n % 3 != 0) {
            assert_eq!(left.len(), bodies.len() - bodies.len().div_ceil(3), "the others are all there");
            return true;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    false
}

/// Copies that SQLite left where it moved rows are gone a moment after something was forgotten; if that moment did not come, after the next start.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_forgotten_is_in_no_unused_place_either() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let bodies = scattered(&store).await;
    let gone = |of: usize| (0..bodies.len()).step_by(3).filter(move |n| n % 2 == of);
    for n in gone(0) {
        store.forget(&[Change::remove("phone", &scattered_id(n), 1)]).await.unwrap();
    }
    // While it is quiet, somebody comes all the same: nobody waits long, and nothing is lost.
    for n in gone(1) {
        store.forget(&[Change::remove("phone", &scattered_id(n), 1)]).await.unwrap();
        if n % 501 == 0 {
            tokio::time::sleep(Duration::from_millis(2_000)).await;
        }
    }
    drop(store);
    assert!(!found(folder.path(), &bodies).iter().all(|n| n % 3 != 0), "the test leaves copies behind");
    let store = SqliteStore::open(folder.path()).unwrap();
    store.collections().await.unwrap();
    assert!(is_wiped(folder.path(), &bodies).await, "{:?}", found(folder.path(), &bodies));
    assert_eq!(store.documents_beyond("phone", None, Direction::Up, 9_999).await.unwrap().len(), 2_666);
    // And it is not owed any more.
    drop(store);
    let people = Connection::open(folder.path().join("people.db")).unwrap();
    let is_due: bool = people.query_row("SELECT is_due FROM wiping", [], |row| row.get(0)).unwrap();
    assert!(!is_due);
}

#[tokio::test]
async fn no_other_tool_changes_a_log_either() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.change(&[Change::add("log.audit", "1", b"one".to_vec())]).await.unwrap();
    store.change(&[Change::add("logs", "1", b"one".to_vec())]).await.unwrap();
    let other = Connection::open(folder.path().join("people.db")).unwrap();
    for sql in ["UPDATE documents SET body = x'00' WHERE collection = 'log.audit'", "DELETE FROM documents"] {
        let refused = other.execute(sql, []).unwrap_err();
        assert!(refused.to_string().contains("log"), "{refused}");
    }
    assert_eq!(other.execute("DELETE FROM documents WHERE collection = 'logs'", []).unwrap(), 1);
    let kept = store.documents_beyond("log.audit", None, Direction::Up, 9).await.unwrap();
    assert_eq!(kept.len(), 1);
}

#[tokio::test]
async fn a_folder_of_before_gets_the_file_and_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.append(&[joins(member(1), "a", None)]).await.unwrap();
    drop(store);
    let file = folder.path().join("people.db");
    std::fs::remove_file(&file).unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let changes: Vec<Change> =
        (0..300).map(|n| Change::add("people", &n.to_string(), body("phone", 20))).collect();
    store.change(&changes).await.unwrap();
    let sizes = store.figures().await.unwrap().bytes;
    assert!(sizes.iter().any(|(name, bytes)| &**name == "people.db" && *bytes > 0), "{sizes:?}");
    drop(store);
    assert!(!folder.path().join("people.db-wal").exists(), "one file is easier to copy than two");
    let good = std::fs::read(&file).unwrap();
    // At its beginning: nothing starts. In a page of rows: whoever reads them is told.
    std::fs::write(&file, "id,phone\n").unwrap();
    let refused = SqliteStore::open(folder.path()).err().expect("it must be refused");
    assert!(matches!(refused, StoreError::Corrupt { .. }), "{refused}");
    let mut bad = good.clone();
    bad[2 * 4_096..].fill(0x5a);
    std::fs::write(&file, &bad).unwrap();
    let refused = match SqliteStore::open(folder.path()) {
        Ok(store) => store.documents_beyond("people", None, Direction::Up, 1_000).await.unwrap_err(),
        Err(error) => error,
    };
    assert!(matches!(&refused, StoreError::Corrupt { path, .. } if path.contains("people.db")), "{refused}");
    std::fs::write(&file, &good).unwrap();
    // Documents without their journal are a folder that lost it.
    std::fs::remove_file(folder.path().join("journal.db")).unwrap();
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    let refused = SqliteStore::open(folder.path()).err().expect("it must be refused");
    assert!(refused.to_string().contains("missing"), "{refused}");
}

#[tokio::test]
async fn a_backup_has_the_documents_and_knows_when_they_are_others() {
    let folder = tempfile::tempdir().unwrap();
    let (live, to) = (folder.path().join("live"), folder.path().join("backup"));
    std::fs::create_dir(&to).unwrap();
    let store = SqliteStore::open(&live).unwrap();
    let changes: Vec<Change> =
        (0..300).map(|n| Change::add("people", &n.to_string(), body("phone", 20))).collect();
    store.change(&changes).await.unwrap();
    let made = back_up(&live, &to, &mut on).unwrap().unwrap();
    let people = made.people.clone().unwrap();
    assert_eq!(people.documents, 300);
    assert_eq!(check_backup(&to, &mut on).unwrap(), made);
    // Of a folder that was not opened since there are documents.
    let (old, of_old) = (folder.path().join("old"), folder.path().join("backup of old"));
    for folder in [&old, &of_old] {
        std::fs::create_dir(folder).unwrap();
    }
    std::fs::copy(to.join("journal.db"), old.join("journal.db")).unwrap();
    assert_eq!(back_up(&old, &of_old, &mut on).unwrap().unwrap().people, None);
    assert_eq!(check_backup(&of_old, &mut on).unwrap().people, None);
    // Changed, and damaged.
    let file = to.join("people.db");
    let good = std::fs::read(&file).unwrap();
    let mut bad = good.clone();
    bad[2 * 4_096..3 * 4_096].fill(0x5a);
    std::fs::write(&file, &bad).unwrap();
    assert!(matches!(check_backup(&to, &mut on), Err(StoreError::Corrupt { .. })));
    std::fs::write(&file, &good).unwrap();
    let restored = SqliteStore::open(&to).unwrap();
    assert_eq!(restored.documents_beyond("people", None, Direction::Up, 1_000).await.unwrap().len(), 300);
    let anyway =
        Change { collection: "people".into(), id: "7".into(), expected: Expected::Anything, body: None };
    restored.change(&[anyway]).await.unwrap();
    drop(restored);
    let other = check_backup(&to, &mut on).unwrap().people.unwrap();
    assert_eq!(other.documents, 299);
    assert_ne!(other.sha256, people.sha256);
}
