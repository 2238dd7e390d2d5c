//! The projections' folder: a log-structured tree of keys and values.
//!
//! Everything stands in one keyspace, so that whatever a crash leaves is a state that once was: its tables and its log are all of one order.

use super::kept::Kept;
use crate::part::Part;
use fjall::config::CompressionPolicy;
use fjall::{
    CompressionType, Database, Guard, Keyspace, KeyspaceCreateOptions, PersistMode, Readable, Slice, Snapshot,
};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tessera_store::StoreError;

/// What is gathered in memory before it is sorted into the tree's tables.
const GATHERED_BYTES: u64 = 32 << 20;
/// What the tree's own logs may take.
const LOG_BYTES: u64 = 128 << 20;
/// So much room shows that a disk is full no longer.
const ROOM: usize = 256 << 10;

/// How often it is looked whether what has to end first has ended, and how long it is waited in between.
const LOOKS: u32 = 15_000;
const LOOK: Duration = Duration::from_millis(2);

/// So many pieces wait to be sorted in, or to be merged, before the next batch waits for them. The library itself waits at more of them, without an end where
/// the disk fails.
const SEALED: usize = 2;
const UNMERGED: usize = 16;

/// The tree, opened.
pub(crate) struct Tree {
    part: Part,
    memory: Memory,
    /// Held to look at it alone. `None` while it is made anew, and after that has failed.
    open: RwLock<Option<Arc<Open>>>,
}

/// What may be kept in memory, in bytes, about.
#[derive(Clone, Copy)]
pub(super) struct Memory {
    /// Blocks of tables that were read.
    pub(super) blocks: u64,
    /// Rows of members.
    pub(super) members: u64,
}

struct Open {
    kept: Kept,
    /// As of the end of the last batch. The library's own snapshots may show a part of one that is being written.
    last: RwLock<Snapshot>,
    rows: Keyspace,
    database: Database,
    /// A write failed: it takes no more.
    refuses: AtomicBool,
}

/// The projections as of whatever moment is the last, with what is kept in memory of them.
pub(crate) struct Latest<'a> {
    pub(super) kept: &'a Kept,
    open: &'a Open,
    pub(super) part: &'a Part,
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
    pub(super) fn open(part: Part, memory: Memory) -> Result<Self, StoreError> {
        let open = Arc::new(Open::at(&part, memory)?);
        Ok(Self { part, memory, open: RwLock::new(Some(open)) })
    }

    /// Reads; all of it is of one moment.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Moment<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let open = self.opened()?;
        let moment = open.moment(&self.part);
        read(&moment)
    }

    /// Reads what is kept in memory, and where that ends, the tree; of no one moment.
    pub(crate) fn read_latest<T>(
        &self,
        read: impl FnOnce(&Latest<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let open = self.opened()?;
        read(&Latest { kept: &open.kept, open: &open, part: &self.part })
    }

    /// Writes all of it or nothing, and then tells what is kept in memory. What is written survives the end of the process; a cut of power may take the last of it, in order. One thread writes.
    pub(super) fn write<T>(
        &self,
        fill: impl FnOnce(&Latest<'_>, &mut Batch<'_>) -> Result<T, StoreError>,
        renew: impl FnOnce(&Kept, T),
    ) -> Result<(), StoreError> {
        let open = self.opened()?;
        let mut batch = Batch { rows: &open.rows, batch: open.database.batch() };
        let filled = fill(&Latest { kept: &open.kept, open: &open, part: &self.part }, &mut batch)?;
        open.commit(batch).map_err(|error| self.part.failed_tree(&error))?;
        renew(&open.kept, filled);
        Ok(())
    }

    /// Opens the folder again: after a write that failed the tree takes no more. Does nothing while the disk has no room for it, so that reading goes on.
    /// Nobody reads of it before it has been looked at.
    pub(super) fn open_again(
        &self,
        look: impl FnOnce(&Moment<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let probe = self.part.beside("-room");
        let room = std::fs::write(&probe, vec![1; ROOM]);
        let _ = std::fs::remove_file(&probe);
        room.map_err(|error| self.part.failed_tree(&fjall::Error::Io(error)))?;
        self.close()?;
        if !self.part.path().is_dir() || self.part.is_condemned() {
            return Err(self.part.damaged("it was removed or found damaged while it was in use"));
        }
        let open = Open::at(&self.part, self.memory)?;
        look(&open.moment(&self.part))?;
        self.set(open);
        Ok(())
    }

    /// Removes the folder and makes it anew, with these rows to begin with.
    pub(super) fn make_anew(
        &self,
        begin: impl FnOnce(&mut Batch<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if let Ok(open) = self.opened() {
            // Nothing of it needs to be sorted in any more.
            open.refuses.store(true, Ordering::Relaxed);
        }
        self.close()?;
        super::opening::remove(&self.part)?;
        let open = Open::at(&self.part, self.memory)?;
        let mut batch = Batch { rows: &open.rows, batch: open.database.batch() };
        begin(&mut batch)?;
        open.commit(batch).map_err(|error| self.part.failed_tree(&error))?;
        self.set(open);
        Ok(())
    }

    /// Sorts what is gathered into the tables.
    pub(crate) fn sort_in(&self) -> Result<(), StoreError> {
        self.opened()?.sort_in().map_err(|error| self.part.failed_tree(&error))
    }

    /// How many bytes its files take on the disk.
    pub(crate) fn disk_bytes(&self) -> u64 {
        disk_bytes(self.part.path())
    }

    // What it guards is replaced in whole.
    fn opened(&self) -> Result<Arc<Open>, StoreError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner).clone();
        open.ok_or_else(|| {
            StoreError::Unavailable(format!(
                "{} is not open; restart tessera if it stays so",
                self.part.name()
            ))
        })
    }

    fn set(&self, open: Open) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(open));
    }

    /// Closes it once nobody reads any more.
    fn close(&self) -> Result<(), StoreError> {
        let Some(mut open) = self.open.write().unwrap_or_else(PoisonError::into_inner).take() else {
            return Ok(());
        };
        for _ in 0..LOOKS {
            match Arc::try_unwrap(open) {
                Ok(open) => {
                    drop(open);
                    return Ok(());
                }
                Err(read) => open = read,
            }
            std::thread::sleep(LOOK);
        }
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(open);
        Err(StoreError::Unavailable(format!("{} is being read for very long", self.part.name())))
    }
}

impl Open {
    fn at(part: &Part, memory: Memory) -> Result<Self, StoreError> {
        let open = || {
            // With a second thread, one of them would only sort in, and pass what it finds to merge on to itself without end while the other merges.
            let database = Database::builder(part.path())
                .worker_threads(1)
                .cache_size(memory.blocks)
                .max_journaling_size(LOG_BYTES)
                .manual_journal_persist(true)
                .open()?;
            let options = || {
                KeyspaceCreateOptions::default()
                    .max_memtable_size(GATHERED_BYTES)
                    .data_block_compression_policy(CompressionPolicy::new([
                        CompressionType::None,
                        CompressionType::Lz4,
                    ]))
            };
            let rows = database.keyspace("rows", options)?;
            let last = RwLock::new(database.snapshot());
            fjall::Result::Ok(Self {
                kept: Kept::new(memory.members),
                last,
                rows,
                database,
                refuses: AtomicBool::default(),
            })
        };
        // The library takes some of what it finds for granted.
        let opened = std::panic::catch_unwind(open);
        let opened =
            opened.map_err(|_| part.damaged("opening it ended in a panic, which the log tells of"))?;
        opened.map_err(|error| part.failed_tree(&error))
    }

    fn moment<'a>(&'a self, part: &'a Part) -> Moment<'a> {
        let snapshot = self.last.read().unwrap_or_else(PoisonError::into_inner).clone();
        Moment { rows: &self.rows, snapshot, part }
    }

    fn sort_in(&self) -> fjall::Result<()> {
        self.rows.rotate_memtable()?;
        // A disk that fails now never finishes it; then the log has it.
        self.wait_while(|rows| rows.sealed_memtable_count() > 0)
    }

    fn commit(&self, batch: Batch<'_>) -> fjall::Result<()> {
        let written = self
            .wait_while(|rows| rows.sealed_memtable_count() >= SEALED || rows.l0_table_count() >= UNMERGED)
            .and_then(|()| batch.batch.commit())
            .and_then(|()| self.database.persist(PersistMode::Buffer));
        self.refuses.fetch_or(written.is_err(), Ordering::Relaxed);
        if written.is_ok() {
            *self.last.write().unwrap_or_else(PoisonError::into_inner) = self.database.snapshot();
        }
        written
    }

    /// Fails when the tree has failed meanwhile, or after very long.
    fn wait_while(&self, busy: impl Fn(&Keyspace) -> bool) -> fjall::Result<()> {
        for _ in 0..LOOKS {
            if !busy(&self.rows) {
                return Ok(());
            }
            self.database.persist(PersistMode::Buffer)?;
            std::thread::sleep(LOOK);
        }
        Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into())
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

impl<'a> Latest<'a> {
    pub(super) fn moment(&self) -> Moment<'a> {
        self.open.moment(self.part)
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

#[cfg(test)]
mod tests {
    use super::{Latest, Memory, Moment, Tree};
    use crate::part::Part;
    use std::sync::atomic::{AtomicBool, Ordering};
    use tessera_store::StoreError;

    const ROWS: u32 = 4_000;

    /// Which batches the rows of a moment are of.
    fn batches(moment: &Moment<'_>) -> Result<Vec<Vec<u8>>, StoreError> {
        let (first, last) = (0_u32.to_be_bytes(), ROWS.to_be_bytes());
        let mut found = Vec::new();
        for row in moment.range(&first..=&last) {
            found.push(row?.1.to_vec());
        }
        found.dedup();
        Ok(found)
    }

    /// While tables are written and merged beside.
    #[test]
    fn a_reader_never_sees_a_part_of_a_batch() {
        let folder = tempfile::tempdir().unwrap();
        let tree = Tree::open(Part::views(folder.path()), Memory { blocks: 1 << 20, members: 0 }).unwrap();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let sorter = scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    tree.sort_in().unwrap();
                }
            });
            let reader = scope.spawn(|| {
                let mut seen = 0;
                while !done.load(Ordering::Relaxed) {
                    let found = tree.read(batches).unwrap();
                    assert!(found.len() <= 1, "rows of several batches: {found:?}");
                    seen += found.len();
                }
                seen
            });
            for n in 0..60_u32 {
                let fill = |_: &Latest<'_>, batch: &mut super::Batch<'_>| {
                    (0..ROWS).for_each(|row| batch.put(row.to_be_bytes(), n.to_be_bytes()));
                    Ok(())
                };
                tree.write(fill, |_, ()| {}).unwrap();
            }
            done.store(true, Ordering::Relaxed);
            sorter.join().unwrap();
            assert!(reader.join().unwrap() > 0);
        });
    }
}
