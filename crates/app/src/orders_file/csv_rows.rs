//! Rows of CSV blocks, by the csv crate.

use super::blocks::Block;
use super::reason::Reason;
use super::row::{Batch, Fields, Key, Problem, Reading};
use csv::{ByteRecord, ReaderBuilder};

/// How a CSV file is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct CsvFormat {
    /// What separates fields.
    pub(super) delimiter: u8,
    /// How many columns the header has.
    pub(super) width: usize,
}

/// The header of a CSV file and where what follows begins, in bytes; `None` if there is no record.
pub(super) fn header(bytes: &[u8], delimiter: u8) -> Option<(ByteRecord, usize)> {
    let mut reader = reader(bytes, delimiter);
    let mut record = ByteRecord::new();
    let found = reader.read_byte_record(&mut record).ok()?;
    found.then(|| (record, reader.position().byte() as usize))
}

/// The delimiter that the first line uses most; a comma if it uses none.
pub(super) fn delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in bytes.iter().take_while(|b| **b != b'\n') {
        quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| !quoted && mark == byte) {
            *count += 1;
        }
    }
    // the first of equals, which is the comma
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

/// Reads the rows of a block.
pub(super) fn read(block: &Block, format: CsvFormat, reading: &Reading) -> Batch {
    let mut batch = Batch { index: block.index, ..Batch::default() };
    let mut reader = reader(&block.bytes, format.delimiter);
    let mut record = ByteRecord::new();
    // The csv crate fails only on I/O and UTF-8 errors; bytes in memory have neither here.
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let line = block.line + record.position().map_or(0, |position| position.line() - 1);
        if record.len() == format.width {
            batch.add(line, &CsvFields(&record), reading);
        } else if record.len() > 1 || !record.get(0).unwrap_or_default().trim_ascii().is_empty() {
            let reason = Reason::WrongWidth { found: record.len(), expected: format.width };
            batch.refuse(line, Key::NONE, Problem::of_row(reason));
        }
    }
    batch
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes)
}

struct CsvFields<'a>(&'a ByteRecord);

impl Fields for CsvFields<'_> {
    fn get(&self, column: usize) -> Result<&str, Reason> {
        let bytes = self.0.get(column).unwrap_or_default();
        std::str::from_utf8(bytes).map(str::trim).map_err(|_| Reason::NotUtf8)
    }
}
