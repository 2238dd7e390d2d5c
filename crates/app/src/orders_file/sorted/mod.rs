//! Reads a file of any size in bounded memory, with the same outcome as reading it whole.
//!
//! 1. **Rows** go into parts by the hash of their order's number, so that all rows of an order are in one part, in the order of the file.
//! 2. **Parts**, each small enough for memory, are assembled into orders; these stand in the part by member and in business order.
//! 3. **Parts are merged** while they are taken: members in the natural order of their ids, the orders of each in business order.
//!
//! Parts are kept in memory as far as they are short and in a file without a name otherwise. What needs the whole file is added up over the
//! parts: what rows are where nothing says it, the counts, the members.

mod merge;
mod parts;
mod records;
mod settle;
mod spool;
#[cfg(test)]
mod tests;

pub use merge::{Broken, Imports};

use super::assemble::Assembly;
use super::error::OrdersFileError;
use super::map::ColumnMap;
use super::read::{Progress, ReadOptions, ReadProgress, open};
use super::reject::Rejected;
use super::source::Source;
use super::summary::Summary;
use parts::Parts;
use settle::Settling;
use spool::{Spool, Strand};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use tessera_engine::values::Instant;

/// The most threads that read rows: each has some megabytes at hand.
const READERS: usize = 8;
/// The most threads that assemble parts: each has a part in memory.
const SETTLERS: usize = 4;

/// Where what does not fit into memory is put, and how much fits. The sizes change no outcome.
#[derive(Clone, Debug)]
pub struct Spill {
    /// A folder on a disk with room for about as much as the file has when unpacked. What is put there has no name and is gone with the process.
    pub folder: PathBuf,
    /// How many bytes of each part stay in memory.
    pub(super) piece: usize,
    /// A part that takes more bytes is divided.
    pub(super) part: u64,
    /// The most bytes that the rows of one order may take: they are in memory together.
    pub(super) order: u64,
}

impl Spill {
    /// Into this folder.
    pub fn into(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), piece: 1 << 15, part: 16 << 20, order: 128 << 20 }
    }

    /// A file without a name there, for an upload.
    pub fn file(&self) -> Result<std::fs::File, OrdersFileError> {
        tempfile::tempfile_in(&self.folder).map_err(|source| self.failed(source))
    }

    /// What kept something from being put there.
    pub fn failed(&self, source: std::io::Error) -> OrdersFileError {
        OrdersFileError::Spool { folder: self.folder.display().to_string(), source }
    }
}

/// Asks whether to go on.
type Watch<'a> = &'a mut dyn FnMut() -> ControlFlow<()>;

/// How many records are read before it is asked again whether to go on.
const WATCHED: usize = 4_096;

/// Why work on parts ended early.
enum Ended {
    /// Somebody wanted it.
    Stopped,
    /// An order has too many rows.
    Endless(Box<str>),
    Failed(std::io::Error),
}

impl From<std::io::Error> for Ended {
    fn from(source: std::io::Error) -> Self {
        Self::Failed(source)
    }
}

impl Ended {
    fn told(self, spill: &Spill) -> OrdersFileError {
        match self {
            Self::Stopped => OrdersFileError::Stopped,
            Self::Endless(order) => OrdersFileError::EndlessOrder { order },
            Self::Failed(source) => spill.failed(source),
        }
    }

    /// Asks after every so many records.
    fn unless_stopped(records: &mut usize, watch: Watch<'_>) -> Result<(), Self> {
        *records += 1;
        match records.is_multiple_of(WATCHED) && watch().is_break() {
            true => Err(Self::Stopped),
            false => Ok(()),
        }
    }
}

/// The orders of a file, by member and in business order, of which few are in memory.
pub struct SortedOrders {
    /// What was read, and how it was understood.
    pub summary: Summary,
    /// What was left out.
    pub rejected: Rejected,
    /// How many of the orders come after the instant up to which they were wanted.
    pub later: u64,
    until: Instant,
    spool: Arc<Spool>,
    parts: Vec<Strand>,
    spill: Spill,
}

/// Reads the orders of a file up to and including an instant. `watch` hears of the progress about every megabyte, and stops the reading by `Break`.
pub fn read_sorted(
    source: Source,
    map: &ColumnMap,
    options: &ReadOptions,
    until: Instant,
    spill: &Spill,
    watch: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
) -> Result<SortedOrders, OrdersFileError> {
    let progress = Progress::of(&source);
    let size = source.size;
    let opened = open(source, map, options)?;
    let columns = opened.reading.columns.clone();
    let zone: Box<str> = opened.reading.times.zone.name().into();
    let mut parts = Parts::new(spill, size);
    // Rows that name no order stand for themselves: they are left out at once.
    let mut strays = Assembly::new(columns.clone(), map.rows, false);
    let mut rows = 0;
    opened.batches(options.threads.min(READERS), &mut |batch| {
        rows += (batch.rows.len() + batch.bad.len()) as u64;
        parts.take(batch, &mut strays).map_err(|source| spill.failed(source))?;
        Ok(watch(progress.at(rows)))
    })?;
    let parts = parts.divided(&mut || watch(progress.at(rows)));
    let (spool, parts) = parts.map_err(|ended| ended.told(spill))?;
    let empty = || Assembly::new(columns.clone(), map.rows, options.lines);
    let threads = options.threads.clamp(1, SETTLERS);
    let settling = Settling { spool, spill, empty: &empty, zone: &zone, until, threads };
    settling.settle(strays, parts, &mut || watch(progress.at(rows)))
}

impl SortedOrders {
    /// How many orders there are up to the instant.
    pub fn len(&self) -> u64 {
        self.summary.orders - self.later
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What [`App::import_orders`](crate::App::import_orders) takes: the orders by member and in business order, so that members join at
    /// their first order and nothing comes late. They end early where the parts cannot be read any more; the other value says so.
    pub fn into_imports(self) -> (Imports, Broken) {
        Imports::new(self)
    }
}
