//! The binary format of facts: one *record* of the journal holds a batch of them, and one row of a stream holds one event.
//!
//! Facts are CBOR arrays whose places are the numbered fields in `rows`: a field is never renumbered or given another
//! meaning, new ones are optional and come last, and readers skip what they do not know. So old records stay readable; a frozen one in the tests proves it.
//!
//! A record is a header of 14 bytes and the facts, one after the other, zstd-compressed where that pays:
//!
//! | bytes | meaning |
//! |---|---|
//! | 0 | format: 1 |
//! | 1 | 0: plain, 1: zstd |
//! | 2..6 | number of facts, little-endian like the next ones |
//! | 6..10 | length of the facts before compression |
//! | 10..14 | CRC-32 of bytes 0..10 and everything after byte 14 |
//!
//! Reading never panics and never takes more memory than the record says it holds, at most [`MAX_BYTES`]; what cannot be read is [`Damaged`].

mod convert;
mod rows;

use crate::Fact;
use rows::{EventRow, FactRow};
use tessera_engine::event::Event;

/// The format written in byte 0 of a record.
pub const FORMAT: u8 = 1;
/// The most bytes of facts in one record, before compression.
pub const MAX_BYTES: usize = 256 << 20;

const HEADER: usize = 14;
const PLAIN: u8 = 0;
const ZSTD: u8 = 1;
/// Below this compression saves next to nothing.
const WORTH_COMPRESSING: usize = 512;
/// Higher levels save little on facts and cost the commit path dearly.
const LEVEL: i32 = 1;

/// A record or an event cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unreadable record: {0}")]
pub struct Damaged(pub(crate) String);

impl Damaged {
    fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// Adds the encoding of one fact to `out`. Facts written one after the other are what [`Sealer::seal`] takes.
pub fn encode_fact(out: &mut Vec<u8>, fact: &Fact) {
    write(out, &FactRow::from(fact));
}

/// The encoding of one event, as a row of a stream holds it.
pub fn encode_event(event: &Event) -> Vec<u8> {
    let mut out = Vec::with_capacity(160);
    write(&mut out, &EventRow::from(event));
    out
}

/// Reads what [`encode_event`] wrote.
pub fn decode_event(bytes: &[u8]) -> Result<Event, Damaged> {
    let mut decoder = minicbor::Decoder::new(bytes);
    let row: EventRow<'_> = decoder.decode().map_err(|error| Damaged::because(error.to_string()))?;
    if decoder.position() != bytes.len() {
        return Err(Damaged::because("bytes after the event"));
    }
    row.try_into()
}

fn write<T: minicbor::Encode<()>>(out: &mut Vec<u8>, row: &T) {
    // Writing to memory cannot fail, and no row has an encoding of its own that could.
    let Ok(()) = minicbor::encode(row, out).map_err(|error| debug_assert!(false, "{error}")) else { return };
}

/// Turns encoded facts into records. Keeps the compressor's memory between records.
pub struct Sealer {
    compressor: Option<zstd::bulk::Compressor<'static>>,
}

impl Sealer {
    /// A new one. Without memory for a compressor, it writes plain records.
    pub fn new() -> Self {
        Self { compressor: zstd::bulk::Compressor::new(LEVEL).ok() }
    }

    /// The record of so many facts, encoded one after the other by [`encode_fact`].
    ///
    /// Fails if the facts are longer than [`MAX_BYTES`].
    pub fn seal(&mut self, count: u32, facts: &[u8]) -> Result<Vec<u8>, Damaged> {
        let length = u32::try_from(facts.len())
            .ok()
            .filter(|length| *length as usize <= MAX_BYTES)
            .ok_or_else(|| Damaged::because("more bytes than one record may hold"))?;
        let compressed = match &mut self.compressor {
            Some(compressor) if facts.len() >= WORTH_COMPRESSING => {
                compressor.compress(facts).ok().filter(|bytes| bytes.len() < facts.len())
            }
            _ => None,
        };
        let (kind, body) = compressed.as_deref().map_or((PLAIN, facts), |bytes| (ZSTD, bytes));
        let mut record = Vec::with_capacity(HEADER + body.len());
        record.extend_from_slice(&[FORMAT, kind]);
        record.extend_from_slice(&count.to_le_bytes());
        record.extend_from_slice(&length.to_le_bytes());
        record.extend_from_slice(&checksum(&record, body).to_le_bytes());
        record.extend_from_slice(body);
        Ok(record)
    }
}

impl Default for Sealer {
    fn default() -> Self {
        Self::new()
    }
}

/// The record of facts.
///
/// Fails if they are longer than [`MAX_BYTES`] when encoded.
pub fn seal(facts: &[Fact]) -> Result<Vec<u8>, Damaged> {
    let count = u32::try_from(facts.len()).map_err(|_| Damaged::because("too many facts for one record"))?;
    let mut bytes = Vec::with_capacity(facts.len() * 160);
    for fact in facts {
        encode_fact(&mut bytes, fact);
    }
    Sealer::new().seal(count, &bytes)
}

/// Reads a record.
pub fn open(record: &[u8]) -> Result<Vec<Fact>, Damaged> {
    let header = Header::read(record)?;
    let body = &record[HEADER..];
    let unpacked;
    let facts = match header.kind {
        PLAIN => body,
        ZSTD => {
            unpacked = zstd::bulk::decompress(body, header.length)
                .map_err(|error| Damaged::because(format!("zstd: {error}")))?;
            &unpacked
        }
        kind => return Err(Damaged::because(format!("kind {kind} is unknown"))),
    };
    if facts.len() != header.length {
        return Err(Damaged::because("its length differs from what its header says"));
    }
    decode_facts(facts, header.count)
}

/// How many facts a record says it holds, without reading them; its checksum is tested.
pub fn count(record: &[u8]) -> Result<u32, Damaged> {
    Header::read(record).map(|header| header.count as u32)
}

/// A record's checksum as its header holds it, for telling one record from another. 0 for what is no record.
pub fn fingerprint(record: &[u8]) -> u32 {
    record.get(10..HEADER).map_or(0, |bytes| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

struct Header {
    kind: u8,
    count: usize,
    length: usize,
}

impl Header {
    fn read(record: &[u8]) -> Result<Self, Damaged> {
        if record.len() < HEADER {
            return Err(Damaged::because("shorter than its header"));
        }
        let (header, body) = record.split_at(HEADER);
        if header[0] != FORMAT {
            return Err(Damaged::because(format!(
                "format {} is unknown (this one knows {FORMAT})",
                header[0]
            )));
        }
        let number =
            |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        if number(10) != checksum(&header[..10], body) {
            return Err(Damaged::because("its checksum is wrong"));
        }
        let (count, length) = (number(2) as usize, number(6) as usize);
        if length > MAX_BYTES || count > length {
            return Err(Damaged::because("its header says more than a record may hold"));
        }
        Ok(Self { kind: header[1], count, length })
    }
}

fn checksum(head: &[u8], body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(head);
    crc.update(body);
    crc.finalize()
}

fn decode_facts(bytes: &[u8], count: usize) -> Result<Vec<Fact>, Damaged> {
    let mut decoder = minicbor::Decoder::new(bytes);
    // A fact takes more than 32 bytes: no header can make this reserve more than a few times the record.
    let mut facts = Vec::with_capacity(count.min(bytes.len() / 32 + 1));
    for _ in 0..count {
        let row: FactRow<'_> = decoder.decode().map_err(|error| Damaged::because(error.to_string()))?;
        facts.push(row.try_into()?);
    }
    if decoder.position() != bytes.len() {
        return Err(Damaged::because("bytes after the last fact"));
    }
    Ok(facts)
}
