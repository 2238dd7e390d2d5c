//! From a file to plain bytes: opens it, sees by its first bytes how it is compressed, counts what was read.

use super::error::{Inflated, OrdersFileError};
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tessera_engine::program::Text;

/// Orders pack to a tenth or a thirtieth; what unpacks to more than so many times its size is something else, ...
const TIMES: u64 = 100;
/// ... unless it is small all the same, in bytes.
const SMALL: u64 = 1 << 30;

/// How far back zstd may look: what it holds in memory, as a power of two. That of its usual levels and `--long`, and all there is, for a file of the machine's own.
const USUAL: u32 = 27;
const WIDEST: u32 = 31;

/// Where orders are read from.
pub struct Source {
    /// The name in messages.
    pub(super) name: String,
    /// The size in bytes as it is stored, if known.
    pub(super) size: Option<u64>,
    /// How many of them were read.
    pub(super) read: Arc<AtomicU64>,
    /// Plain bytes.
    pub(super) bytes: Box<dyn Read + Send>,
}

impl Source {
    /// Opens a file, plain or compressed by gzip or zstd: its content decides, not its name.
    pub fn open(path: &Path) -> Result<Self, OrdersFileError> {
        let name = path.display().to_string();
        let open = |source| OrdersFileError::Open { name: name.clone(), source };
        let file = File::open(path).map_err(open)?;
        let metadata = file.metadata().map_err(open)?;
        if metadata.is_dir() {
            return Err(open(std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder")));
        }
        let size = metadata.is_file().then_some(metadata.len());
        Self::within(name, size, Box::new(file), WIDEST)
    }

    /// Reads from anything, such as an upload; `name` is for messages, `size` for the progress.
    pub fn new(
        name: String,
        size: Option<u64>,
        stored: Box<dyn Read + Send>,
    ) -> Result<Self, OrdersFileError> {
        Self::within(name, size, stored, USUAL)
    }

    fn within(
        name: String,
        size: Option<u64>,
        stored: Box<dyn Read + Send>,
        window: u32,
    ) -> Result<Self, OrdersFileError> {
        let read = Arc::new(AtomicU64::new(0));
        let mut counted = Counted { inner: stored, read: Arc::clone(&read) };
        let failed = |source| OrdersFileError::reading(&name, source);
        let mut head = Vec::with_capacity(4);
        (&mut counted).take(4).read_to_end(&mut head).map_err(failed)?;
        let kind = Kind::of(&head);
        let whole = BufReader::with_capacity(1 << 18, Cursor::new(head).chain(counted));
        let bytes: Box<dyn Read + Send> = match kind {
            Kind::Plain => Box::new(whole),
            Kind::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(whole)),
            Kind::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(whole).map_err(failed)?;
                decoder.window_log_max(window).map_err(failed)?;
                Box::new(decoder)
            }
            Kind::Other(what) => return Err(not_orders(&name, what)),
        };
        Ok(Self { name, size, read, bytes })
    }

    /// The same from somebody who is not trusted with the whole disk: reading ends with an error where a small file unpacks without an end.
    #[must_use]
    pub fn from_afar(mut self) -> Self {
        self.bytes = Box::new(Bounded { inner: self.bytes, stored: Arc::clone(&self.read), unpacked: 0 });
        self
    }
}

/// Reads until far more was unpacked than was stored.
struct Bounded {
    inner: Box<dyn Read + Send>,
    stored: Arc<AtomicU64>,
    unpacked: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        let most = self.stored.load(Ordering::Relaxed).saturating_mul(TIMES).max(SMALL);
        match self.unpacked > most {
            true => Err(std::io::Error::other(Inflated { times: TIMES })),
            false => Ok(count),
        }
    }
}

/// What a file is by its first bytes.
enum Kind {
    Plain,
    Gzip,
    Zstd,
    Other(&'static str),
}

impl Kind {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Self::Zstd,
            [b'P', b'K', 3 | 5, _] => Self::Other("XLSX / ZIP"),
            [0xd0, 0xcf, 0x11, 0xe0] => Self::Other("XLS"),
            b"PAR1" => Self::Other("Parquet"),
            [b'B', b'Z', b'h', _] => Self::Other("bzip2"),
            [0xfd, b'7', b'z', b'X'] => Self::Other("xz"),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Self::Other("UTF-16"),
            _ => Self::Plain,
        }
    }
}

fn not_orders(name: &str, what: &str) -> OrdersFileError {
    OrdersFileError::NotOrders(Text::new(
        format!("{name} 是 {what}；请另存为 UTF-8 编码的 CSV 或 NDJSON（可用 gzip 或 zstd 压缩）"),
        format!("{name} is {what}; save it as CSV or NDJSON in UTF-8, plain or compressed by gzip or zstd"),
    ))
}

struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, repeat};

    #[test]
    fn a_small_file_that_unpacks_without_an_end_is_refused() {
        let new = || Source::new("orders.zst".into(), None, Box::new(Cursor::new("order_id"))).unwrap();
        let mut source = Source { bytes: Box::new(repeat(b'1')), ..new() }.from_afar();
        let (mut portion, mut unpacked) = (vec![0; 1 << 22], 0);
        let error = loop {
            match source.bytes.read(&mut portion) {
                Ok(count) => unpacked += count as u64,
                Err(error) => break OrdersFileError::reading(&source.name, error),
            }
        };
        assert_eq!(unpacked, SMALL);
        assert_eq!(
            error.text().en.as_ref(),
            "orders.zst unpacks to more than 100 times its size, which no file of orders does; unpack it and see what it is"
        );
        // What was stored is large enough for what it unpacks to.
        let mut source = Source { bytes: Box::new(repeat(b'1')), ..new() }.from_afar();
        source.read.store(SMALL / TIMES + 1, Ordering::Relaxed);
        let read = std::io::copy(&mut (&mut source.bytes).take(SMALL + 1), &mut std::io::sink());
        assert_eq!(read.unwrap(), SMALL + 1);
    }
}
