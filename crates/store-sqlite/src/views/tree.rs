//! The projections' folder: a log-structured tree of keys and values.
//!
//! Everything stands in one keyspace, so that whatever a crash leaves is a state that once was: its tables and its log are all of one order.

use crate::part::Part;
use fjall::{Database, Guard, Keyspace, KeyspaceCreateOptions, PersistMode, Readable, Slice, Snapshot};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;
use tessera_store::StoreError;

/// What is gathered in memory before it is sorted into the tree's tables.
const GATHERED_BYTES: u64 = 32 << 20;
/// What the tree's own logs may take.
const LOG_BYTES: u64 = 128 << 20;
/// So much room shows that a disk is full no longer.
const ROOM: usize = 256 << 10;

/// How often it is looked whether what was gathered is sorted in, and how long it is waited in between.
const LOOKS: u32 = 5_000;
const LOOK: Duration = Duration::from_millis(2);

/// The tree, opened.
pub(crate) struct Tree {
    part: Part,
    /// Memory for blocks that were read, in bytes.
    cache: u64,
    /// `None` while it is made anew, and after that has failed.
    open: RwLock<Option<Open>>,
}

struct Open {
    rows: Keyspace,
    database: Database,
    /// A write failed: it takes no more.
    refuses: AtomicBool,
}

/// The projections as of one moment.
pub(crate) struct Moment<'a> {
    rows: &'a Keyspace,
    snapshot: Snapshot,
    /// Which folder this is.
    pub(crate) part: &'a Part,
}

/// Rows to be written together.
pub(super) struct Batch<'a> {
    rows: &'a Keyspace,
    batch: fjall::OwnedWriteBatch,
}

impl Tree {
    /// Opens the folder, or makes it where it is missing.
    pub(super) fn open(part: Part, cache: u64) -> Result<Self, StoreError> {
        let open = Open::at(&part, cache)?;
        Ok(Self { part, cache, open: RwLock::new(Some(open)) })
    }

    /// Reads; all of it is of one moment.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Moment<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let opened = self.opened();
        let open = opened.as_ref().ok_or_else(|| self.closed())?;
        read(&Moment { rows: &open.rows, snapshot: open.database.snapshot(), part: &self.part })
    }

    /// Writes all of it or nothing. What is written survives the end of the process; a cut of power may take the last of it, in order.
    pub(super) fn write(
        &self,
        fill: impl FnOnce(&Moment<'_>, &mut Batch<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let opened = self.opened();
        let open = opened.as_ref().ok_or_else(|| self.closed())?;
        let moment = Moment { rows: &open.rows, snapshot: open.database.snapshot(), part: &self.part };
        let mut batch = Batch { rows: &open.rows, batch: open.database.batch() };
        fill(&moment, &mut batch)?;
        drop(moment);
        open.commit(batch).map_err(|error| self.part.failed_tree(&error))
    }

    /// Opens the folder again: after a write that failed the tree takes no more. Does nothing while the disk has no room for it, so that reading goes on.
    pub(super) fn open_again(&self) -> Result<(), StoreError> {
        let probe = self.part.beside("-room");
        let room = std::fs::write(&probe, vec![1; ROOM]);
        let _ = std::fs::remove_file(&probe);
        room.map_err(|error| self.part.failed_tree(&fjall::Error::Io(error)))?;
        let mut opened = self.open.write().unwrap_or_else(PoisonError::into_inner);
        drop(opened.take());
        *opened = Some(Open::at(&self.part, self.cache)?);
        Ok(())
    }

    /// Removes the folder and makes it anew, with these rows to begin with.
    pub(super) fn make_anew(
        &self,
        begin: impl FnOnce(&mut Batch<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut opened = self.open.write().unwrap_or_else(PoisonError::into_inner);
        drop(opened.take());
        super::opening::remove(&self.part)?;
        let open = Open::at(&self.part, self.cache)?;
        let mut batch = Batch { rows: &open.rows, batch: open.database.batch() };
        begin(&mut batch)?;
        open.commit(batch).map_err(|error| self.part.failed_tree(&error))?;
        *opened = Some(open);
        Ok(())
    }

    /// Sorts what is gathered into the tables.
    pub(crate) fn sort_in(&self) -> Result<(), StoreError> {
        let opened = self.opened();
        opened.as_ref().ok_or_else(|| self.closed())?.sort_in().map_err(|error| self.part.failed_tree(&error))
    }

    /// How many bytes its files take on the disk.
    pub(crate) fn disk_bytes(&self) -> u64 {
        disk_bytes(self.part.path())
    }

    // What it guards is replaced in whole.
    fn opened(&self) -> RwLockReadGuard<'_, Option<Open>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn closed(&self) -> StoreError {
        StoreError::Unavailable(format!("{} could not be opened again; restart tessera", self.part.name()))
    }
}

impl Open {
    fn at(part: &Part, cache: u64) -> Result<Self, StoreError> {
        let open = || {
            // With a second thread, one of them would only sort in, and pass what it finds to merge on to itself without end while the other merges.
            let database = Database::builder(part.path())
                .worker_threads(1)
                .cache_size(cache)
                .max_journaling_size(LOG_BYTES)
                .manual_journal_persist(true)
                .open()?;
            let options = || KeyspaceCreateOptions::default().max_memtable_size(GATHERED_BYTES);
            Ok(Self { rows: database.keyspace("rows", options)?, database, refuses: AtomicBool::default() })
        };
        open().map_err(|error: fjall::Error| part.failed_tree(&error))
    }

    fn sort_in(&self) -> fjall::Result<()> {
        self.rows.rotate_memtable()?;
        // A disk that fails now never finishes it; then the log has it.
        for _ in 0..LOOKS {
            if self.rows.sealed_memtable_count() == 0 {
                return Ok(());
            }
            std::thread::sleep(LOOK);
        }
        Err(fjall::Error::Poisoned)
    }

    fn commit(&self, batch: Batch<'_>) -> fjall::Result<()> {
        let written = batch.batch.commit().and_then(|()| self.database.persist(PersistMode::Buffer));
        self.refuses.fetch_or(written.is_err(), Ordering::Relaxed);
        written
    }
}

impl Drop for Open {
    /// Sorts in what is gathered, so that the next start has nothing to read again.
    fn drop(&mut self) {
        if !self.refuses.load(Ordering::Relaxed)
            && let Err(error) = self.sort_in()
        {
            tracing::warn!(%error, "the log of the projections is read again at the next start");
        }
    }
}

impl Moment<'_> {
    /// The value of a key.
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Slice>, StoreError> {
        self.snapshot.get(self.rows, key).map_err(|error| self.part.failed_tree(&error))
    }

    /// What stands from one key to another, in order; from its other end by [`rev`](Iterator::rev).
    pub(super) fn range(
        &self,
        keys: RangeInclusive<&[u8]>,
    ) -> impl DoubleEndedIterator<Item = Result<(Slice, Slice), StoreError>> + use<'_> {
        let rows = self.snapshot.range(self.rows, keys);
        rows.map(|row: Guard| row.into_inner().map_err(|error| self.part.failed_tree(&error)))
    }
}

impl Batch<'_> {
    pub(super) fn put(&mut self, key: impl Into<Slice>, value: impl Into<Slice>) {
        self.batch.insert(self.rows, key, value);
    }

    pub(super) fn remove(&mut self, key: impl Into<Slice>) {
        self.batch.remove(self.rows, key);
    }
}

/// What files below a folder take on the disk; less than their length where they were made long beforehand.
fn disk_bytes(folder: &std::path::Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let bytes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() => disk_bytes(&entry.path()),
        Ok(found) => found.blocks() * 512,
        Err(_) => 0,
    });
    bytes.sum()
}
