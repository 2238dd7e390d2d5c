//! The projections' file is made again whenever it is unfit; the journal is the only thing that must not be lost.

use rusqlite::Connection;
use std::path::Path;
use tempfile::TempDir;
use tessera_store::contract::sample::{joins, member, orders, project_all, visits};
use tessera_store::{Read, StoreError, Write};
use tessera_store_sqlite::SqliteStore;

/// A closed store of two members, projected.
async fn projected_store() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.append(&[joins(member(1), "a", None), orders(member(1), 2, "b")]).await.unwrap();
    store.append(&[joins(member(2), "c", None)]).await.unwrap();
    project_all(&store, 10).await;
    folder
}

fn change(folder: &Path, sql: &str) {
    Connection::open(folder.join("views.db")).unwrap().execute_batch(sql).unwrap();
}

/// The store opens with nothing projected, projects again, and knows what is taken all along.
async fn assert_made_again(folder: &Path) {
    let store = SqliteStore::open(folder).unwrap();
    assert_eq!((store.head().await.unwrap(), store.projected().await.unwrap()), (3, 0));
    assert_eq!(store.append(&[visits(member(3), 1, "b")]).await, Err(StoreError::Conflict));
    project_all(&store, 10).await;
    assert_eq!(store.member_count().await.unwrap(), 2);
    assert_eq!(store.append(&[visits(member(3), 1, "b")]).await, Err(StoreError::Conflict));
    drop(store);
    assert_eq!(SqliteStore::open(folder).unwrap().projected().await.unwrap(), 3, "and are kept then");
}

#[tokio::test]
async fn fit_projections_are_kept() {
    let folder = projected_store().await;
    assert_eq!(SqliteStore::open(folder.path()).unwrap().projected().await.unwrap(), 3);
}

#[tokio::test]
async fn missing_projections_are_made_again() {
    let folder = projected_store().await;
    std::fs::remove_file(folder.path().join("views.db")).unwrap();
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_of_another_format_are_made_again() {
    let folder = projected_store().await;
    change(folder.path(), "PRAGMA user_version = 12345");
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_without_a_table_are_made_again() {
    let folder = projected_store().await;
    change(folder.path(), "DROP TABLE ids");
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_that_are_no_database_are_made_again() {
    let folder = projected_store().await;
    std::fs::write(folder.path().join("views.db"), "no database at all").unwrap();
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_cut_short_are_made_again() {
    let folder = projected_store().await;
    let file = std::fs::OpenOptions::new().write(true).open(folder.path().join("views.db")).unwrap();
    file.set_len(5_000).unwrap();
    assert_made_again(folder.path()).await;
}

/// As after restoring an older copy of the journal alone.
#[tokio::test]
async fn projections_ahead_of_the_journal_tell_that_it_lost_something() {
    let folder = projected_store().await;
    let older = std::fs::read(folder.path().join("journal.db")).unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    store.append(&[visits(member(9), 1, "later")]).await.unwrap();
    project_all(&store, 10).await;
    drop(store);
    std::fs::write(folder.path().join("journal.db"), older).unwrap();
    let refused = SqliteStore::open(folder.path()).map(drop).unwrap_err();
    assert!(matches!(&refused, StoreError::Corrupt { .. }), "{refused}");
    assert!(refused.to_string().contains("ends with event 3"), "{refused}");
    // Whoever knows why it is shorter takes them away.
    std::fs::remove_file(folder.path().join("views.db")).unwrap();
    assert_made_again(folder.path()).await;
}

/// As far as the journal, but not this one's.
#[tokio::test]
async fn projections_of_another_journal_are_made_again() {
    let folder = projected_store().await;
    let other = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(other.path()).unwrap();
    let facts = [joins(member(7), "x", None), orders(member(7), 2, "y"), orders(member(7), 3, "z")];
    store.append(&facts).await.unwrap();
    project_all(&store, 10).await;
    drop(store);
    std::fs::copy(other.path().join("views.db"), folder.path().join("views.db")).unwrap();
    assert_made_again(folder.path()).await;
}

/// Damage that only shows when a row is read: the error says what to do, and doing it helps.
#[tokio::test]
async fn projections_found_damaged_in_use_are_made_again_at_the_next_start() {
    let folder = projected_store().await;
    change(folder.path(), "UPDATE stream SET body = x'00' WHERE number = 2");
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(store.projected().await.unwrap(), 3, "not noticed yet");
    let error = store.stream(member(1), 0, 10).await.unwrap_err();
    assert!(matches!(error, StoreError::Stale { .. }), "{error}");
    assert!(error.to_string().contains("restart tessera"), "{error}");
    assert!(error.zh().contains("请重启"), "{}", error.zh());
    assert_eq!(store.append(&[visits(member(2), 2, "more")]).await.unwrap(), 4, "the journal goes on");
    drop(store);
    let store = SqliteStore::open(folder.path()).unwrap();
    assert_eq!(store.projected().await.unwrap(), 0);
    project_all(&store, 10).await;
    assert_eq!(store.stream(member(1), 0, 10).await.unwrap().len(), 2);
    drop(store);
    assert_eq!(SqliteStore::open(folder.path()).unwrap().projected().await.unwrap(), 4, "once is enough");
}

#[tokio::test]
async fn a_cursor_beyond_the_journal_is_refused() {
    let folder = projected_store().await;
    let store = SqliteStore::open(folder.path()).unwrap();
    for cursor in [2, 4] {
        let beyond = tessera_store::Projection { after: 3, cursor, ..Default::default() };
        assert!(matches!(store.project(beyond).await, Err(StoreError::Other(_))), "{cursor}");
    }
    assert_eq!(store.projected().await.unwrap(), 3);
}

/// An event that is there already makes the whole projection fail and leaves nothing of it.
#[tokio::test]
async fn a_projection_that_fails_half_way_leaves_nothing() {
    let folder = projected_store().await;
    let store = SqliteStore::open(folder.path()).unwrap();
    let twice = store.stream(member(1), 0, 10).await.unwrap();
    let projection = tessera_store::Projection {
        after: 3,
        cursor: 3,
        members: vec![tessera_store::contract::sample::member_row(&joins(member(5), "e", Some("crm-5")))],
        streamed: vec![(member(1), twice[0].clone())],
        ..Default::default()
    };
    assert!(store.project(projection).await.is_err());
    assert_eq!(store.member_count().await.unwrap(), 2);
    assert_eq!(store.members(&[member(5)]).await.unwrap(), [None]);
    assert_eq!(store.by_external_id(&["crm-5"]).await.unwrap(), [None]);
}
