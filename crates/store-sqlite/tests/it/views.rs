//! The projections' folder is made again whenever it is unfit; the journal is the only thing that must not be lost.

use fjall::{Database, Keyspace, KeyspaceCreateOptions};
use std::path::{Path, PathBuf};
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

/// Changes rows behind the store's back.
fn change(folder: &Path, change: impl FnOnce(&Keyspace) -> fjall::Result<()>) {
    let database = Database::builder(folder.join("views")).open().unwrap();
    let rows = database.keyspace("rows", KeyspaceCreateOptions::default).unwrap();
    change(&rows).unwrap();
    rows.rotate_memtable_and_wait().unwrap();
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
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_of_another_format_are_made_again() {
    let folder = projected_store().await;
    // The cursor of a format 99.
    change(folder.path(), |rows| rows.insert("c", [0x84, 0x18, 99, 0, 0, 0]));
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_without_a_cursor_are_made_again() {
    let folder = projected_store().await;
    change(folder.path(), |rows| rows.remove("c"));
    assert_made_again(folder.path()).await;
}

/// In versions before, they stood in a database.
#[tokio::test]
async fn projections_of_a_version_before_are_made_again_and_removed() {
    let folder = projected_store().await;
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    let older = ["views.db", "views.db-wal"].map(|name| folder.path().join(name));
    for file in &older {
        std::fs::write(file, "what it was").unwrap();
    }
    assert_made_again(folder.path()).await;
    assert!(older.iter().all(|file| !file.exists()));
}

#[tokio::test]
async fn projections_that_are_no_folder_are_made_again() {
    let folder = projected_store().await;
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    std::fs::write(folder.path().join("views"), "no folder at all").unwrap();
    assert_made_again(folder.path()).await;
}

/// The largest of the tables in the projections' folder.
fn table(folder: &Path) -> PathBuf {
    let mut found = Vec::new();
    let mut folders = vec![folder.join("views")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.metadata().unwrap() {
                inside if inside.is_dir() => folders.push(entry.path()),
                file if entry.path().parent().unwrap().ends_with("tables") => {
                    found.push((file.len(), entry.path()));
                }
                _ => {}
            }
        }
    }
    found.into_iter().max().expect("there is a table").1
}

#[tokio::test]
async fn projections_cut_short_are_made_again() {
    let folder = projected_store().await;
    let table = table(folder.path());
    let length = std::fs::metadata(&table).unwrap().len();
    std::fs::OpenOptions::new().write(true).open(table).unwrap().set_len(length / 2).unwrap();
    assert_made_again(folder.path()).await;
}

#[tokio::test]
async fn projections_that_lack_a_file_are_made_again() {
    let folder = projected_store().await;
    std::fs::remove_file(table(folder.path())).unwrap();
    assert_made_again(folder.path()).await;
}

/// The cursor's own block.
#[tokio::test]
async fn projections_with_a_turned_bit_are_made_again() {
    let folder = projected_store().await;
    let table = table(folder.path());
    let mut bytes = std::fs::read(&table).unwrap();
    bytes[60] ^= 4;
    std::fs::write(table, bytes).unwrap();
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
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
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
    std::fs::remove_dir_all(folder.path().join("views")).unwrap();
    std::fs::rename(other.path().join("views"), folder.path().join("views")).unwrap();
    assert_made_again(folder.path()).await;
}

/// Damage that only shows when a row is read: the error says what to do, and doing it helps.
#[tokio::test]
async fn projections_found_damaged_in_use_are_made_again_at_the_next_start() {
    let folder = projected_store().await;
    let second = [b"e", &member(1).0.to_be_bytes()[..], &2_u32.to_be_bytes()].concat();
    change(folder.path(), |rows| {
        assert!(rows.contains_key(&second)?);
        rows.insert(second, [0])
    });
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

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    found.sort();
    found
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in files(from) {
        let place = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::copy(file, place).unwrap();
    }
}

/// Whatever of the folder is cut short, lost, or (in tables) turned over: it opens, or says that it will be made again and is; what is answered is right, or says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_damaged_anywhere_ends_in_projections_that_are_right() {
    let whole = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(whole.path()).unwrap();
    for n in 1..=30 {
        store.append(&[joins(member(n), &format!("join-{n}"), None)]).await.unwrap();
        store.append(&[orders(member(n), 2, &format!("order-{n}"))]).await.unwrap();
    }
    project_all(&store, 7).await;
    drop(store);
    // Some of it is in tables, and some in the log of the tree.
    let store = SqliteStore::open(whole.path()).unwrap();
    store.append(&[visits(member(1), 3, "visit")]).await.unwrap();
    project_all(&store, 1).await;
    let torn = tempfile::tempdir().unwrap();
    copy(whole.path(), torn.path());
    drop(store);
    let (mut damaged, mut made_again) = (0, 0);
    for base in [whole.path(), torn.path()] {
        for file in files(&base.join("views")) {
            let name = file.strip_prefix(base).unwrap();
            let length = std::fs::metadata(&file).unwrap().len().min(4_096) as usize;
            let places =
                [0, 1, 5, 17, length / 3, length / 2, length.saturating_sub(9), length.saturating_sub(1)];
            let cuts = [0, 3, length / 2, length.saturating_sub(1)];
            // The checksums of the tree's log leave out where a batch stands in the order of all: a bit that turns over there is not noticed. It may be torn.
            let is_log = name.extension().is_some_and(|ending| ending == "jnl");
            let places = places.into_iter().filter(|_| !is_log);
            let changes = cuts.into_iter().map(Err).chain(places.map(Ok));
            for change in changes.map(Some).chain([None]) {
                let copied = tempfile::tempdir().unwrap();
                copy(base, copied.path());
                let target = copied.path().join(name);
                let mut bytes = std::fs::read(&target).unwrap();
                match change {
                    None => std::fs::remove_file(&target).unwrap(),
                    Some(Err(cut)) => {
                        bytes.truncate(cut);
                        std::fs::write(&target, bytes).unwrap();
                    }
                    Some(Ok(place)) => {
                        let Some(byte) = bytes.get_mut(place) else { continue };
                        *byte ^= 0x5a;
                        std::fs::write(&target, bytes).unwrap();
                    }
                }
                damaged += 1;
                made_again += u32::from(assert_right(copied.path(), &format!("{name:?} {change:?}")).await);
            }
        }
    }
    assert!(damaged > 100 && made_again > 20, "{made_again} made again of {damaged}");
}

/// Starts as often as it takes, which is twice. Whether the projections were made again.
async fn assert_right(folder: &Path, what: &str) -> bool {
    let mut made_again = false;
    for start in 0..3 {
        let store = match SqliteStore::open(folder) {
            Ok(store) => store,
            Err(error) => {
                assert!(matches!(error, StoreError::Stale { .. }) && start < 2, "{what}: {error}");
                continue;
            }
        };
        assert_eq!(store.head().await.unwrap(), 61, "{what}");
        made_again |= store.projected().await.unwrap() < 60;
        let mut streams = Vec::new();
        let projected = async {
            let mut at = store.projected().await?;
            while at < 61 {
                project_all(&store, 10).await;
                at = store.projected().await?;
            }
            for n in 1..=30 {
                streams.push(store.stream(member(n), 0, 10).await?.len());
            }
            store.member_count().await
        };
        match projected.await {
            Ok(members) => {
                assert_eq!(members, 30, "{what}");
                let expected: Vec<usize> = (1..=30).map(|n| if n == 1 { 3 } else { 2 }).collect();
                assert_eq!(streams, expected, "{what}");
                return made_again;
            }
            Err(error) => assert!(matches!(error, StoreError::Stale { .. }) && start < 2, "{what}: {error}"),
        }
    }
    unreachable!()
}
