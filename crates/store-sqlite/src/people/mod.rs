//! The documents' file: what is kept beside the journal and may have to be forgotten.
//!
//! Where something is removed, its bytes are overwritten (`secure_delete`). The write-ahead log still holds them then, until it is brought over into the
//! file and cut off: after a removal at once, after a replacement, of which there may be many, within a second or so. Copies that SQLite leaves where it moves
//! a row go with [wiping](wiping).

pub(crate) mod documents;
mod wiping;

use crate::migrations::{self, PEOPLE};
use crate::part::{Of, Part};
use crate::questions::{Questions, Subject};
use crate::readers::consistently;
use crate::store::SqliteStore;
use crate::{Options, connection};
use async_trait::async_trait;
use documents::{Left, Traces};
use rusqlite::Connection;
use rusqlite::wal::CheckpointMode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tessera_store::{Change, Direction, Document, Documents, Seq, StoreError};
use tokio::runtime::Handle;
use wiping::Wiping;

/// How long what was replaced may stay in the write-ahead log, and how long to wait where somebody who reads holds it up.
const SOON: Duration = Duration::from_secs(1);
/// How long a change waits for those who read, to bring the log over at once.
const BRIEFLY: Duration = Duration::from_millis(100);

/// The file, opened. Dropped, it is closed, and the last who closes it brings the log over.
pub(crate) struct People {
    // Before the writing connection: see the crate's store.
    documents: Questions<ById>,
    desk: Arc<Desk>,
}

/// Documents by id.
struct ById {
    part: Part,
    threads: usize,
    cache: u64,
}

impl Subject for ById {
    /// A collection, and which of it.
    type Question = (String, Vec<String>);
    type Answer = Vec<Option<Document>>;

    fn threads(&self) -> usize {
        self.threads
    }

    type Reader = Connection;

    fn reader(&self) -> Result<Connection, StoreError> {
        connection::for_reading(&self.part, self.cache)
    }

    fn answer<'q>(
        &self,
        connection: &Connection,
        questions: impl Iterator<Item = &'q Self::Question>,
    ) -> Result<Vec<Self::Answer>, StoreError> {
        let by_id =
            |(collection, ids): &Self::Question| documents::by_id(connection, &self.part, collection, ids);
        consistently(connection, &self.part, |_, _| questions.map(by_id).collect())
    }
}

impl Drop for People {
    fn drop(&mut self) {
        self.desk.wiping.close();
    }
}

struct Desk {
    part: Part,
    writing: Mutex<Writing>,
    reading: Mutex<Connection>,
    wiping: Wiping,
}

struct Writing {
    connection: Connection,
    /// Whether a task is going to bring the log over.
    is_owed: bool,
}

impl People {
    /// Opens the file, and makes it where it is missing: folders from before there was one hold none.
    pub(crate) fn open(part: Part, head: Seq, options: &Options) -> Result<Self, StoreError> {
        if !migrations::is_database(&part)? && head > 0 {
            let path = part.name();
            tracing::warn!(
                path,
                "there is no such file: an empty one is made. A newer backup has to be restored with it"
            );
        }
        migrations::migrate(&mut connection::open(&part)?, &part, &PEOPLE)?;
        let connection = connection::for_writing(&part, 0, options)?;
        connection.execute_batch("PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000;").of(&part)?;
        let reading = connection::for_reading(&part, options.reader_cache)?;
        let writing = Writing { connection, is_owed: false };
        // What a process left that was killed.
        writing.bring_over();
        let by_id = ById { part: part.clone(), threads: options.readers, cache: options.reader_cache };
        let wiping = Wiping::new(wiping::is_due(&writing.connection, &part)?);
        let desk = Desk { part, writing: Mutex::new(writing), reading: Mutex::new(reading), wiping };
        Ok(Self { documents: Questions::new(by_id), desk: Arc::new(desk) })
    }

    /// Which file it is.
    pub(crate) fn part(&self) -> &Part {
        &self.desk.part
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection, &Part) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.on_a_thread(move |desk| {
            consistently(&desk.reading.lock().unwrap_or_else(PoisonError::into_inner), &desk.part, read)
        })
        .await
    }

    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Desk>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let desk = Arc::clone(&self.desk);
        desk.start_wiping();
        let done = tokio::task::spawn_blocking(move || work(&desk));
        // A change may have been made: nobody knows.
        done.await.map_err(|error| StoreError::Unavailable(format!("it did not end: {error}")))?
    }
}

impl Desk {
    // A transaction that a panic left is rolled back where it is dropped.
    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(self: &Arc<Self>, changes: &[Change], traces: Traces) -> Result<(), StoreError> {
        self.wiping.change_comes();
        let mut writing = self.writing();
        let left = documents::change(&writing.connection, &self.part, changes, traces)?;
        if traces == Traces::None {
            self.wiping.falls_due();
            self.start_wiping();
        }
        match left {
            Left::Nothing => {}
            Left::Replaced => self.owe_the_log(&mut writing),
            Left::Removed => self.bring_over(writing),
        }
        Ok(())
    }

    /// Brings the log over now, or a little later where somebody reads it.
    fn bring_over(self: &Arc<Self>, mut writing: MutexGuard<'_, Writing>) {
        if !writing.bring_over() {
            self.owe_the_log(&mut writing);
        }
    }

    fn owe_the_log(self: &Arc<Self>, writing: &mut Writing) {
        if !writing.is_owed {
            writing.is_owed = true;
            Handle::current().spawn(pay(Arc::downgrade(self)));
        }
    }

    /// Whether what was owed is done.
    fn pay(&self) -> bool {
        let mut writing = self.writing();
        writing.is_owed = !writing.bring_over();
        !writing.is_owed
    }
}

impl Writing {
    /// Brings the log over into the file and cuts it off. `false`: somebody reads what it holds, a backup say.
    fn bring_over(&self) -> bool {
        let patience = |time| self.connection.busy_timeout(time);
        let done = patience(BRIEFLY)
            .and_then(|()| self.connection.wal_checkpoint_v2(None::<&str>, CheckpointMode::TRUNCATE));
        if let Err(error) = patience(connection::PATIENCE).and(done.map(drop)) {
            tracing::debug!(%error, "the log of people.db is not cut off yet; it is tried again");
            return false;
        }
        true
    }
}

/// Brings the log over a moment later, once for all who changed something meanwhile.
async fn pay(desk: Weak<Desk>) {
    loop {
        tokio::time::sleep(SOON).await;
        // Whoever closes the file brings the log over.
        let Some(desk) = desk.upgrade() else { return };
        if tokio::task::spawn_blocking(move || desk.pay()).await.unwrap_or(true) {
            return;
        }
    }
}

#[async_trait]
impl Documents for SqliteStore {
    async fn documents(&self, collection: &str, ids: &[&str]) -> Result<Vec<Option<Document>>, StoreError> {
        let ids = ids.iter().map(ToString::to_string).collect();
        self.people.documents.ask((collection.to_owned(), ids)).await
    }

    async fn documents_beyond(
        &self,
        collection: &str,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        let (collection, id) = (collection.to_owned(), id.map(str::to_owned));
        let walk = move |people: &Connection, part: &Part| {
            documents::beyond(people, part, &collection, id.as_deref(), direction, limit)
        };
        self.people.read(walk).await
    }

    async fn collections(&self) -> Result<Vec<Box<str>>, StoreError> {
        self.people.read(documents::collections).await
    }

    async fn change(&self, changes: &[Change]) -> Result<(), StoreError> {
        let changes = changes.to_vec();
        self.people.on_a_thread(move |desk| desk.change(&changes, Traces::Some)).await
    }

    async fn forget(&self, changes: &[Change]) -> Result<(), StoreError> {
        let changes = changes.to_vec();
        self.people.on_a_thread(move |desk| desk.change(&changes, Traces::None)).await
    }
}
