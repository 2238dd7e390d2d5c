//! How much SQLite writes to a write-ahead log, which starts again from its beginning after each checkpoint.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// Watches the index beside the log, as often as it takes to miss next to nothing between two checkpoints.
const EVERY: Duration = Duration::from_millis(2);

/// Counts what is appended while it lives.
pub(crate) struct WalMeter {
    bytes: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl WalMeter {
    /// Watches the log of a database.
    pub(crate) fn start(database: &Path) -> std::io::Result<Self> {
        let index = File::open(format!("{}-shm", database.display()))?;
        // Never closed: to close a file drops the locks that this process, and so SQLite in it, has on it.
        let index: &'static File = Box::leak(Box::new(index));
        let (bytes, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (sum, end) = (bytes.clone(), stop.clone());
        let mut before = Head::read(index);
        let thread = std::thread::Builder::new().name("log meter".into()).spawn(move || {
            loop {
                // Read once more after the end was asked for.
                let ends = end.load(Ordering::Relaxed);
                let now = Head::read(index);
                if let Some(now) = &now {
                    sum.fetch_add(now.since(before.as_ref()), Ordering::Relaxed);
                }
                before = now.or(before);
                if ends {
                    break;
                }
                std::thread::sleep(EVERY);
            }
        })?;
        Ok(Self { bytes, stop, thread: Some(thread) })
    }

    /// The bytes appended since the start.
    pub(crate) fn bytes(mut self) -> u64 {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It only reads; had it failed, there would be no bytes.
            let _ = thread.join();
        }
        self.bytes.load(Ordering::Relaxed)
    }
}

/// What the index says of the log, by SQLite's file format.
struct Head {
    frames: u64,
    frame_bytes: u64,
    /// Another one each time the log starts again.
    salt: [u8; 8],
}

impl Head {
    fn read(index: &File) -> Option<Self> {
        let mut head = [0; 48];
        index.read_exact_at(&mut head, 0).ok()?;
        let page = u64::from(u16::from_ne_bytes(head[14..16].try_into().ok()?));
        let page = if page == 1 { 65_536 } else { page };
        let frames = u64::from(u32::from_ne_bytes(head[16..20].try_into().ok()?));
        // A frame is a page and 24 bytes before it.
        Some(Self { frames, frame_bytes: page + 24, salt: head[32..40].try_into().ok()? })
    }

    fn since(&self, before: Option<&Self>) -> u64 {
        let known = before.filter(|before| before.salt == self.salt).map_or(0, |before| before.frames);
        self.frames.saturating_sub(known) * self.frame_bytes
    }
}
