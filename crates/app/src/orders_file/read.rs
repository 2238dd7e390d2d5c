//! Reads a file in parallel: one thread decompresses and cuts, several read rows, the caller's adds them up.

use super::assemble::Assembly;
use super::blocks::{Block, Blocks, Records, line_feeds};
use super::columns::Columns;
use super::csv_rows::{self, CsvFormat};
use super::error::OrdersFileError;
use super::json_rows;
use super::map::ColumnMap;
use super::orders::Orders;
use super::row::{Batch, Reading};
use super::source::Source;
use super::time::Times;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use tessera_engine::calendar::Calendar;
use tessera_engine::program::Text;

/// What reading needs to know besides the file.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Decimals of the currency's minor unit.
    pub exponent: u8,
    /// The zone of times without an offset where the map names none: the program's.
    pub zone: Calendar,
    /// Whether the lines of orders are wanted. Without them an order is 40 bytes and its id.
    pub lines: bool,
    /// How many threads read rows.
    pub threads: usize,
}

/// How far reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadProgress {
    /// Rows read.
    pub rows: u64,
    /// Bytes read of the file as it is stored.
    pub bytes: u64,
    /// Its size, if known.
    pub total: Option<u64>,
}

/// Reads the orders of a file. `watch` hears of the progress about every megabyte, and stops the reading by `Break`.
pub fn read(
    source: Source,
    map: &ColumnMap,
    options: &ReadOptions,
    watch: &mut dyn FnMut(ReadProgress) -> ControlFlow<()>,
) -> Result<Orders, OrdersFileError> {
    let progress = Progress::of(&source);
    let opened = open(source, map, options)?;
    let reading = opened.reading.clone();
    let mut assembly = Assembly::new(reading.columns.clone(), map.rows, options.lines);
    opened.batches(options.threads, &mut |batch| {
        assembly.take(batch);
        Ok(watch(progress.at(assembly.row_count)))
    })?;
    let unclear = assembly.unclear();
    Ok(assembly.finish(reading.times.zone.name(), unclear))
}

pub(super) struct Progress {
    read: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Progress {
    pub(super) fn of(source: &Source) -> Self {
        Self { read: Arc::clone(&source.read), total: source.size }
    }

    pub(super) fn at(&self, rows: u64) -> ReadProgress {
        ReadProgress { rows, bytes: self.read.load(Ordering::Relaxed), total: self.total }
    }
}

/// A file whose columns are known.
pub(super) struct Opened {
    blocks: Blocks,
    format: Option<CsvFormat>,
    pub(super) reading: Reading,
}

/// Finds out the format and the columns from the first megabyte.
pub(super) fn open(
    mut source: Source,
    map: &ColumnMap,
    options: &ReadOptions,
) -> Result<Opened, OrdersFileError> {
    let mut head = Vec::new();
    let name = source.name.clone();
    (&mut source.bytes)
        .take(1 << 20)
        .read_to_end(&mut head)
        .map_err(|source| OrdersFileError::reading(&name, source))?;
    if head.starts_with("\u{feff}".as_bytes()) {
        head.drain(..3);
    }
    let reading = |columns| Reading {
        columns,
        times: Times {
            zone: map.zone.as_deref().and_then(Calendar::new).unwrap_or_else(|| options.zone.clone()),
            format: map.time_format.as_deref().map(Into::into),
        },
        exponent: options.exponent,
        decimal_mark: map.decimal_mark.map_or(b'.', |mark| mark as u8),
        empty: match &map.empty {
            Some(texts) => texts.iter().map(|text| text.as_str().into()).collect(),
            None => ["NULL", "null", "\\N", "NaN", "nan", "None", "N/A"].map(Into::into).to_vec(),
        },
        lines: options.lines,
    };
    match head.trim_ascii_start().first() {
        None => Err(not_orders(
            format!("{name} 是空的；第一行应为表头"),
            format!("{name} is empty; the first line should be the header"),
        )),
        Some(b'[') => Err(not_orders(
            format!("{name} 是一个 JSON 列表；请每行写一个对象（NDJSON），例如用 jq -c '.[]'"),
            format!(
                "{name} is one JSON list; write one object in each line (NDJSON), for instance by jq -c '.[]'"
            ),
        )),
        Some(b'{') => {
            let mut names = json_rows::keys(&head);
            for mapped in map.columns.optional() {
                if !names.iter().any(|name| **name == **mapped) {
                    names.push(mapped.as_str().into());
                }
            }
            let columns = Columns::resolve(names, map).map_err(OrdersFileError::Columns)?;
            let blocks = Blocks::new(source, head, 1, Records::Lines);
            Ok(Opened { blocks, format: None, reading: reading(columns) })
        }
        Some(_) => {
            let delimiter = map.delimiter.map_or_else(|| csv_rows::delimiter(&head), |mark| mark as u8);
            let (names, after) = header(&name, &head, delimiter)?;
            let format = CsvFormat { delimiter, width: names.len() };
            let columns = Columns::resolve(names, map).map_err(OrdersFileError::Columns)?;
            let line = 1 + line_feeds(&head[..after]);
            head.drain(..after);
            let blocks = Blocks::new(source, head, line, Records::Csv { delimiter });
            Ok(Opened { blocks, format: Some(format), reading: reading(columns) })
        }
    }
}

fn header(name: &str, head: &[u8], delimiter: u8) -> Result<(Vec<Box<str>>, usize), OrdersFileError> {
    let (record, after) = csv_rows::header(head, delimiter).unwrap_or_default();
    let names: Option<Vec<Box<str>>> =
        record.iter().map(|cell| std::str::from_utf8(cell).ok().map(|cell| cell.trim().into())).collect();
    let names = names.ok_or_else(|| {
        not_orders(
            format!("{name} 的表头不是 UTF-8；请另存为 UTF-8（例如 iconv -f GBK -t UTF-8）"),
            format!("the header of {name} is not UTF-8; save the file as UTF-8 (for instance by iconv -f GBK -t UTF-8)"),
        )
    })?;
    Ok((names, after))
}

fn not_orders(zh: String, en: String) -> OrdersFileError {
    OrdersFileError::NotOrders(Text::new(zh, en))
}

/// What the threads that read rows share.
#[derive(Clone, Copy)]
struct Shared<'a> {
    format: Option<CsvFormat>,
    reading: &'a Reading,
}

impl Shared<'_> {
    fn read(self, block: &Block) -> Batch {
        match self.format {
            Some(format) => csv_rows::read(block, format, self.reading),
            None => json_rows::read(block, self.reading),
        }
    }
}

impl Opened {
    /// Runs the threads and gives out the batches in the order of the file, so that the outcome does not depend on the threads.
    pub(super) fn batches(
        self,
        threads: usize,
        take: &mut dyn FnMut(&Batch) -> Result<ControlFlow<()>, OrdersFileError>,
    ) -> Result<(), OrdersFileError> {
        let Self { mut blocks, format, reading } = self;
        let (shared, threads) = (Shared { format, reading: &reading }, threads.max(1));
        std::thread::scope(|scope| {
            let (to_readers, from_cutter) = sync_channel::<Block>(threads);
            let (to_caller, batches) = sync_channel::<Batch>(threads);
            let from_cutter = Arc::new(Mutex::new(from_cutter));
            let cutter = scope.spawn(move || -> Result<(), OrdersFileError> {
                // A closed channel means that the caller stopped.
                while let Some(block) = blocks.next()? {
                    if to_readers.send(block).is_err() {
                        break;
                    }
                }
                Ok(())
            });
            for _ in 0..threads {
                let (from_cutter, to_caller) = (Arc::clone(&from_cutter), to_caller.clone());
                scope.spawn(move || read_blocks(&from_cutter, &to_caller, shared));
            }
            drop((from_cutter, to_caller));
            let taken = in_order(batches, take);
            // Only a panic of the thread itself makes joining fail, and that is passed on.
            let cut = cutter.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            if taken?.is_break() { Err(OrdersFileError::Stopped) } else { cut }
        })
    }
}

fn read_blocks(blocks: &Mutex<Receiver<Block>>, batches: &SyncSender<Batch>, shared: Shared<'_>) {
    loop {
        let next = blocks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(block) = next else { return };
        if batches.send(shared.read(&block)).is_err() {
            return;
        }
    }
}

fn in_order(
    batches: Receiver<Batch>,
    take: &mut dyn FnMut(&Batch) -> Result<ControlFlow<()>, OrdersFileError>,
) -> Result<ControlFlow<()>, OrdersFileError> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for batch in batches {
        early.insert(batch.index, batch);
        while let Some(batch) = early.remove(&next) {
            next += 1;
            if take(&batch)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}
