//! What is found in the folder is used, refused or made again; nothing of the journal is lost by looking at it.

use super::child::{argument, child};
use super::not_run::not_run;
use rusqlite::Connection;
use std::io::{BufRead, BufReader};
use std::path::Path;
use tempfile::TempDir;
use tessera_store::contract::sample::{every_kind, joins, member, orders, visits};
use tessera_store::{Fact, Read, StoreError, Write};
use tessera_store_sqlite::{Options, SqliteStore};

/// A closed store with a few facts, none of them projected.
async fn closed_store() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.append(&every_kind(member(1), "")).await.unwrap();
    folder
}

fn refused(folder: &Path) -> StoreError {
    SqliteStore::open(folder).err().expect("it must be refused")
}

/// The store is refused, says so in words that contain these, and leaves the journal as it was.
fn assert_refused(folder: &Path, words: &[&str]) -> StoreError {
    let before = std::fs::read(folder.join("journal.db")).ok();
    let error = refused(folder);
    for word in words {
        assert!(error.to_string().contains(word), "{error} lacks {word}");
    }
    assert!(!error.zh().is_empty());
    assert_eq!(std::fs::read(folder.join("journal.db")).ok(), before, "the journal was touched");
    error
}

#[tokio::test]
async fn a_missing_folder_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("data");
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.append(&[joins(member(1), "a", None)]).await.unwrap(), 1);
    drop(store);
    assert_eq!(SqliteStore::open(&path).unwrap().head().await.unwrap(), 1);
}

#[tokio::test]
async fn a_closed_store_leaves_no_write_ahead_log() {
    let folder = closed_store().await;
    assert!(!folder.path().join("journal.db-wal").exists(), "one file is easier to copy than two");
}

#[tokio::test]
async fn a_second_store_in_one_folder_is_refused() {
    let folder = closed_store().await;
    let first = SqliteStore::open(folder.path()).unwrap();
    let error = assert_refused(folder.path(), &["in use", "stop it or choose another folder"]);
    assert!(matches!(error, StoreError::InUse(_)));
    drop(first);
    SqliteStore::open(folder.path()).unwrap();
}

#[tokio::test]
async fn a_second_process_is_refused_until_the_first_is_gone() {
    let folder = closed_store().await;
    let mut other = child("opening::child_holds_the_store", folder.path().to_str().unwrap()).spawn().unwrap();
    let mut line = String::new();
    let mut output = BufReader::new(other.stdout.take().unwrap());
    while !line.contains("held") {
        line.clear();
        assert_ne!(output.read_line(&mut line).unwrap(), 0, "the child ended early");
    }
    assert!(matches!(refused(folder.path()), StoreError::InUse(_)));
    other.kill().unwrap();
    other.wait().unwrap();
    let store = SqliteStore::open(folder.path()).expect("the lock went with the process");
    assert!(store.head().await.unwrap() > 0);
}

#[test]
#[ignore = "the other process of the test above"]
fn child_holds_the_store() {
    let Some(folder) = argument() else { return };
    let _store = SqliteStore::open(folder).unwrap();
    println!("held");
    // Until it is killed, or the parent is gone and the pipe with it.
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let folder = closed_store().await;
    let journal = Connection::open(folder.path().join("journal.db")).unwrap();
    journal.pragma_update(None, "user_version", 999).unwrap();
    drop(journal);
    let error = assert_refused(folder.path(), &["newer", "999", "use the newer executable"]);
    assert!(matches!(error, StoreError::Newer { found: 999, .. }));
}

#[tokio::test]
async fn a_database_with_other_migrations_is_refused() {
    let folder = closed_store().await;
    let journal = Connection::open(folder.path().join("journal.db")).unwrap();
    journal.execute("UPDATE migrations SET digest = zeroblob(32) WHERE number = 1", []).unwrap();
    drop(journal);
    let error = assert_refused(folder.path(), &["migration 1", "choose another folder"]);
    assert!(matches!(error, StoreError::Foreign { .. }));
}

#[tokio::test]
async fn another_programs_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let other = Connection::open(folder.path().join("journal.db")).unwrap();
    other.execute_batch("CREATE TABLE journal (x); INSERT INTO journal VALUES (1)").unwrap();
    drop(other);
    let error = assert_refused(folder.path(), &["another program's", "choose another folder"]);
    assert!(matches!(error, StoreError::Foreign { .. }));
}

#[tokio::test]
async fn what_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("journal.db"), "member,points\n1,200\n").unwrap();
    let error =
        assert_refused(folder.path(), &["does not begin like a database", "restore it from a backup"]);
    assert!(matches!(error, StoreError::Corrupt { .. }));
}

#[tokio::test]
async fn a_missing_journal_beside_projections_is_not_made_anew() {
    let folder = closed_store().await;
    std::fs::remove_file(folder.path().join("journal.db")).unwrap();
    let error = refused(folder.path());
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    assert!(error.to_string().contains("missing"), "{error}");
    assert!(!folder.path().join("journal.db").exists());
}

#[tokio::test]
async fn a_damaged_page_of_the_journal_is_refused_wherever_it_is() {
    let folder = closed_store().await;
    let path = folder.path().join("journal.db");
    let good = std::fs::read(&path).unwrap();
    let mut refusals = 0;
    for page in 1..good.len() / 4096 {
        let mut bad = good.clone();
        bad[page * 4096..(page + 1) * 4096].fill(0x5a);
        std::fs::write(&path, &bad).unwrap();
        match SqliteStore::open(folder.path()) {
            Err(error) => {
                assert!(matches!(error, StoreError::Corrupt { .. }), "page {page}: {error}");
                refusals += 1;
            }
            // A page of a table that opening does not read.
            Ok(store) => {
                assert_eq!(store.journal(0, 1_000).await.unwrap().len(), store.head().await.unwrap() as usize)
            }
        }
    }
    assert!(refusals > 0);
    std::fs::write(&path, &good).unwrap();
    SqliteStore::open(folder.path()).unwrap();
}

#[tokio::test]
async fn a_changed_record_is_noticed_when_it_is_read() {
    let folder = closed_store().await;
    let journal = Connection::open(folder.path().join("journal.db")).unwrap();
    let changed =
        "UPDATE journal SET record = CAST(substr(record, 1, 40) || x'00' || substr(record, 42) AS BLOB)";
    assert_eq!(journal.execute(changed, []).unwrap(), 1);
    drop(journal);
    let error = assert_refused(folder.path(), &["checksum", "restore it from a backup"]);
    assert!(matches!(error, StoreError::Corrupt { .. }));
}

#[tokio::test]
async fn a_missing_record_is_noticed_when_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    for number in 1..=3 {
        store.append(&[visits(member(1), number, &format!("{number}"))]).await.unwrap();
    }
    drop(store);
    let journal = Connection::open(folder.path().join("journal.db")).unwrap();
    assert_eq!(journal.execute("DELETE FROM journal WHERE last = 2", []).unwrap(), 1);
    drop(journal);
    assert_refused(folder.path(), &["facts are missing after 1"]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_refused() {
    let folder = closed_store().await;
    set_mode(folder.path(), 0o555);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        set_mode(&file.unwrap().path(), 0o444);
    }
    // Permissions do not bind the superuser: then somebody else tries.
    if std::fs::write(folder.path().join("probe"), "").is_err() {
        assert_refused(folder.path(), &["cannot be written"]);
    } else {
        refused_to_somebody_else(folder.path());
    }
    set_mode(folder.path(), 0o755);
}

#[cfg(unix)]
fn refused_to_somebody_else(folder: &Path) {
    use std::os::unix::process::CommandExt;
    let _ = std::fs::remove_file(folder.join("probe"));
    let mut command = child("opening::child_is_refused", folder.to_str().unwrap());
    match command.uid(65_534).gid(65_534).output() {
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && told.contains("1 passed"), "{told}");
        }
        Err(error) => not_run(&format!("it cannot be run by somebody else: {error}")),
    }
}

#[test]
#[ignore = "the other process of the test above"]
fn child_is_refused() {
    let Some(folder) = argument() else { return };
    let error = refused(Path::new(&folder));
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("cannot be written"), "{error}");
    // A folder that cannot even be made.
    let error = refused(&Path::new(&folder).join("new"));
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn appending_waits_for_projections_that_are_far_behind() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { furthest_ahead: 4, ..Options::default() };
    let store = SqliteStore::open_with(folder.path(), options.clone()).unwrap();
    let facts: Vec<Fact> = (1..=6).map(|number| visits(member(1), number, &format!("{number}"))).collect();
    store.append(&facts).await.unwrap();
    drop(store);
    let store = SqliteStore::open_with(folder.path(), options).unwrap();
    let next = [orders(member(1), 7, "7")];
    let error = store.append(&next).await.unwrap_err();
    assert!(error.to_string().contains("projections are at 0 of 6"), "{error}");
    tessera_store::contract::sample::project_all(&store, 3).await;
    assert_eq!(store.append(&[visits(member(2), 1, "3")]).await, Err(StoreError::Conflict));
    assert_eq!(store.append(&next).await.unwrap(), 7);
}

/// A folder of the first version, kept as it was written then: every later executable opens it.
#[tokio::test]
async fn a_database_of_the_first_version_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/journal-1.db");
    std::fs::copy(frozen, folder.path().join("journal.db")).unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let read = store.journal(0, 100).await.unwrap();
    assert!(read.iter().map(|journaled| &journaled.fact).eq(&first_facts()));
    assert_eq!(&*store.keys().await.unwrap()[0].name, "till");
    assert_eq!(&*store.programs().await.unwrap()[0].document, "name = \"first\"");
    assert_eq!(store.setting("job.1").await.unwrap().as_deref(), Some(&b"done"[..]));
    tessera_store::contract::sample::project_all(&store, 100).await;
    assert_eq!(store.append(&[visits(member(1), 4, "new")]).await.unwrap(), 5);
}

fn first_facts() -> [Fact; 4] {
    let who = member(1);
    [joins(who, "a", Some("crm-1")), orders(who, 2, "b"), joins(member(2), "c", None), visits(who, 3, "d")]
}

#[tokio::test]
#[ignore = "writes the frozen file; run once for a new format"]
async fn write_the_frozen_database() {
    if argument().is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.append(&first_facts()).await.unwrap();
    let now = tessera_store::contract::sample::NEW_YEAR;
    let key = tessera_store::KeyRow {
        hash: [1; 32],
        name: "till".into(),
        hint: "lk_live_ab".into(),
        scopes: vec!["orders:write".into()],
        store: None,
        created_at: now,
        revoked_at: None,
    };
    store.put_key(&key).await.unwrap();
    let program = tessera_store::ProgramRow {
        version: 1,
        starts_at: now,
        published_at: now,
        published_by: "me".into(),
        document: "name = \"first\"".into(),
        note: None,
    };
    store.publish(&program).await.unwrap();
    store.put_setting("job.1", Some(b"done")).await.unwrap();
    drop(store);
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
    std::fs::create_dir_all(&frozen).unwrap();
    std::fs::copy(folder.path().join("journal.db"), frozen.join("journal-1.db")).unwrap();
}
