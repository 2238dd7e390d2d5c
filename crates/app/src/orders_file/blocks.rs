//! Cuts a stream of bytes into blocks of whole records, so that blocks can be read in parallel.

use super::error::OrdersFileError;
use super::source::Source;
use std::io::Read;

/// Blocks are about this large, in bytes.
const BLOCK: usize = 1 << 20;
/// No record is longer than this, in bytes.
const LONGEST: usize = 16 << 20;

/// Whole records of a file.
pub(super) struct Block {
    /// Its place: 0, 1, 2, ...
    pub(super) index: u64,
    /// The line of the file on which it begins, from 1.
    pub(super) line: u64,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// How records end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Records {
    /// At every line feed.
    Lines,
    /// At line feeds outside quotes; quotes count at the beginning of a field.
    Csv {
        /// What separates fields.
        delimiter: u8,
    },
}

/// Cuts a source into blocks.
pub(super) struct Blocks {
    source: Box<dyn Read + Send>,
    name: String,
    records: Records,
    /// What was read and not given out: bytes after the last cut.
    rest: Vec<u8>,
    /// Up to where `rest` was looked at, and the state there.
    scanned: usize,
    quoting: Quoting,
    /// The last place in `rest` where a record ends.
    end: usize,
    next_index: u64,
    next_line: u64,
    done: bool,
}

/// Where the scan for record ends stands, as the csv crate sees quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    FieldStart,
    Unquoted,
    Quoted,
    /// After a quote inside a quoted field: its end, or the first of two.
    Closing,
}

impl Blocks {
    /// Begins with what was already read from the source (the line of the file on which that begins) and how records end.
    pub(super) fn new(source: Source, already: Vec<u8>, line: u64, records: Records) -> Self {
        Self {
            source: source.bytes,
            name: source.name,
            records,
            rest: already,
            scanned: 0,
            quoting: Quoting::FieldStart,
            end: 0,
            next_index: 0,
            next_line: line,
            done: false,
        }
    }

    /// The next block; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Block>, OrdersFileError> {
        loop {
            self.scan();
            if self.done && self.quoting == Quoting::Quoted {
                return Err(self.endless());
            }
            if self.end > 0 && (self.done || self.rest.len() >= BLOCK) {
                let after = self.rest.split_off(self.end);
                return Ok(Some(self.give(after)));
            }
            if self.done {
                let last = !self.rest.is_empty();
                return Ok(last.then(|| self.give(Vec::new())));
            }
            if self.rest.len() >= LONGEST {
                return Err(self.endless());
            }
            self.read()?;
        }
    }

    /// What reads like a row without an end begins after the last end of a record.
    fn endless(&self) -> OrdersFileError {
        OrdersFileError::EndlessRow { row: self.next_line + line_feeds(&self.rest[..self.end]) }
    }

    fn read(&mut self) -> Result<(), OrdersFileError> {
        let wanted = if self.rest.len() < BLOCK { BLOCK - self.rest.len() } else { BLOCK };
        self.rest.reserve(wanted);
        let count = (&mut self.source)
            .take(wanted as u64)
            .read_to_end(&mut self.rest)
            .map_err(|source| OrdersFileError::reading(&self.name, source))?;
        self.done = count == 0;
        Ok(())
    }

    /// Gives out `rest` and keeps what comes after it.
    fn give(&mut self, after: Vec<u8>) -> Block {
        let bytes = std::mem::replace(&mut self.rest, after);
        self.scanned = self.scanned.saturating_sub(bytes.len());
        self.end = 0;
        let lines = line_feeds(&bytes);
        let block = Block { index: self.next_index, line: self.next_line, bytes };
        self.next_index += 1;
        self.next_line += lines;
        block
    }

    /// Looks for the last end of a record in what is new.
    fn scan(&mut self) {
        let new = &self.rest[self.scanned..];
        match self.records {
            Records::Csv { delimiter } if self.quoting == Quoting::Quoted || new.contains(&b'"') => {
                for (place, byte) in new.iter().enumerate() {
                    let (next, ends) = self.quoting.after(*byte, delimiter);
                    self.quoting = next;
                    if ends {
                        self.end = self.scanned + place + 1;
                    }
                }
            }
            _ => {
                if let Some(place) = new.iter().rposition(|b| *b == b'\n') {
                    self.end = self.scanned + place + 1;
                }
                self.quoting = match (self.records, new.last()) {
                    (_, None) => self.quoting,
                    (Records::Csv { delimiter }, Some(last)) if *last == delimiter => Quoting::FieldStart,
                    (_, Some(b'\n' | b'\r')) => Quoting::FieldStart,
                    (_, Some(_)) => Quoting::Unquoted,
                };
            }
        }
        self.scanned = self.rest.len();
    }
}

/// How many line feeds there are.
pub(super) fn line_feeds(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|b| **b == b'\n').count() as u64
}

impl Quoting {
    fn after(self, byte: u8, delimiter: u8) -> (Self, bool) {
        match (self, byte) {
            (Self::Quoted, b'"') => (Self::Closing, false),
            (Self::Quoted, _) | (Self::Closing | Self::FieldStart, b'"') => (Self::Quoted, false),
            (_, b'\n') => (Self::FieldStart, true),
            (_, b'\r') => (Self::FieldStart, false),
            (_, byte) if byte == delimiter => (Self::FieldStart, false),
            _ => (Self::Unquoted, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str, records: Records) -> Vec<(u64, String)> {
        let source =
            Source::new("x".into(), None, Box::new(std::io::Cursor::new(text.as_bytes().to_vec()))).unwrap();
        let mut blocks = Blocks::new(source, Vec::new(), 1, records);
        let mut found = Vec::new();
        while let Some(block) = blocks.next().unwrap() {
            assert_eq!(block.index, found.len() as u64);
            found.push((block.line, String::from_utf8(block.bytes).unwrap()));
        }
        found
    }

    #[test]
    fn records_stay_whole_whatever_the_quotes_hold() {
        let csv = Records::Csv { delimiter: b',' };
        let record = "1,\"two\nlines, \"\"quoted\"\"\",5\" pipe,x\"y\r\n";
        let text = record.repeat(60_000);
        let found = blocks(&text, csv);
        assert!(found.len() > 1);
        let mut line = 1;
        for (begins, block) in &found {
            assert_eq!(*begins, line);
            assert!(block.starts_with("1,\"two\n") && block.ends_with("x\"y\r\n"));
            line += block.matches('\n').count() as u64;
        }
        assert_eq!(found.into_iter().map(|(_, block)| block).collect::<String>(), text);
    }

    #[test]
    fn the_last_record_needs_no_line_end() {
        assert_eq!(blocks("", Records::Lines), []);
        assert_eq!(blocks("a\nb", Records::Lines), [(1, "a\n".to_owned()), (2, "b".to_owned())]);
    }

    #[test]
    fn a_missing_closing_quote_is_told_by_the_row() {
        for times in [3, LONGEST] {
            unclosed(&format!("a,b\n1,\"{}", "x\n".repeat(times)));
        }
    }

    fn unclosed(text: &str) {
        let text = text.to_owned();
        let source =
            Source::new("x".into(), None, Box::new(std::io::Cursor::new(text.into_bytes()))).unwrap();
        let mut blocks = Blocks::new(source, Vec::new(), 1, Records::Csv { delimiter: b',' });
        let error = loop {
            match blocks.next() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("no error"),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, OrdersFileError::EndlessRow { row: 2, .. }), "{error}");
    }
}
