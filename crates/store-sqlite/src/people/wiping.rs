//! Wiping: the file is written anew, so that no copy of what was forgotten stands in unused parts of its pages, where SQLite leaves one when it moves a row.
//!
//! It is owed in the file itself, in the commit that forgets, until it is done. It takes about a second for 50 MB, in which nobody can change a document: so it waits for
//! a quiet moment, gives way to whoever comes with a change, and is not begun again soon. After a day without a quiet moment it is done all the same.

use super::Desk;
use crate::Options;
use crate::connection;
use crate::part::{Of, Part};
use rusqlite::{Connection, ErrorCode, InterruptHandle};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tessera_store::StoreError;
use tokio::runtime::Handle;

/// It is quiet when nothing was changed for so long.
const QUIET: Duration = Duration::from_secs(2);
/// It waits so long for that.
const PATIENCE: Duration = Duration::from_secs(86_400);
/// Between two wipings there is so much more time than one took, ...
const SHARE: u32 = 200;
/// ... and at least so much, and at most so much.
const PAUSE: (Duration, Duration) = (Duration::from_secs(10), Duration::from_secs(3_600));

/// Whether it is owed, and what is under way.
pub(super) struct Wiping {
    is_due: AtomicBool,
    /// Somebody sees to it.
    is_seen_to: AtomicBool,
    /// Counts the changes.
    changes: AtomicU64,
    /// Ends what is under way, unless it has waited long enough.
    under_way: Mutex<Option<InterruptHandle>>,
}

/// Whether the file says that it is owed.
pub(super) fn is_due(people: &Connection, part: &Part) -> Result<bool, StoreError> {
    people.query_row("SELECT is_due FROM wiping", [], |row| row.get(0)).of(part)
}

impl Wiping {
    pub(super) fn new(is_due: bool) -> Self {
        Self {
            is_due: AtomicBool::new(is_due),
            is_seen_to: AtomicBool::new(false),
            changes: AtomicU64::new(0),
            under_way: Mutex::new(None),
        }
    }

    fn under_way(&self) -> MutexGuard<'_, Option<InterruptHandle>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A change waits for nobody.
    pub(super) fn change_comes(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        self.interrupt();
    }

    pub(super) fn falls_due(&self) {
        self.is_due.store(true, Ordering::Release);
    }

    /// Ends what is under way; nothing of it is left then.
    pub(super) fn interrupt(&self) {
        if let Some(handle) = &*self.under_way() {
            handle.interrupt();
        }
    }
}

impl Desk {
    /// Has it seen to, if it is owed.
    pub(super) fn start_wiping(self: &Arc<Self>) {
        let wiping = &self.wiping;
        if wiping.is_due.load(Ordering::Acquire) && !wiping.is_seen_to.swap(true, Ordering::AcqRel) {
            Handle::current().spawn(see_to_it(Arc::downgrade(self)));
        }
    }

    /// How long it took; `None`: it gave way to a change that came after those that were `seen`. Without these, whoever comes waits until it is done.
    fn wipe(self: &Arc<Self>, seen: Option<u64>) -> Result<Option<Duration>, StoreError> {
        let (writing, begun) = (self.writing(), Instant::now());
        // A connection of its own: ending what it does ends nothing else. What it sets aside goes to the disk, not to memory.
        let anew = connection::for_writing(&self.part, 0, &Options::default())?;
        anew.execute_batch("PRAGMA temp_store = FILE").of(&self.part)?;
        if let Some(seen) = seen {
            *self.wiping.under_way() = Some(anew.get_interrupt_handle());
            if self.wiping.changes.load(Ordering::Acquire) != seen {
                *self.wiping.under_way() = None;
                return Ok(None);
            }
        }
        let done = anew.execute_batch("VACUUM");
        *self.wiping.under_way() = None;
        match done {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                return Ok(None);
            }
            done => done.of(&self.part)?,
        }
        drop(anew);
        self.wiping.is_due.store(false, Ordering::Release);
        writing.connection.execute("UPDATE wiping SET is_due = 0", []).of(&self.part)?;
        // What the log holds goes over into the file, which is cut to its new size.
        self.bring_over(writing);
        Ok(Some(begun.elapsed()))
    }
}

/// Sees to it until nothing is owed.
async fn see_to_it(desk: Weak<Desk>) {
    let mut waited = Duration::ZERO;
    loop {
        let Some(seen) = changes(&desk) else { return };
        tokio::time::sleep(QUIET).await;
        waited += QUIET;
        let gives_way = waited < PATIENCE;
        let Some(desk_now) = desk.upgrade() else { return };
        if gives_way && changes(&desk) != Some(seen) {
            continue;
        }
        let seen = gives_way.then_some(seen);
        let done = tokio::task::spawn_blocking(move || desk_now.wipe(seen)).await;
        let pause = match done {
            Ok(Ok(Some(took))) => (took * SHARE).clamp(PAUSE.0, PAUSE.1),
            Ok(Ok(None)) => continue,
            Ok(Err(error)) => {
                tracing::warn!(%error, "people.db could not be written anew after an erasure; it is tried again");
                PAUSE.1
            }
            // The runtime ends.
            Err(_) => return,
        };
        tokio::time::sleep(pause).await;
        let Some(desk) = desk.upgrade() else { return };
        waited = Duration::ZERO;
        // In this order: what falls due after it is looked at starts anew.
        desk.wiping.is_seen_to.store(false, Ordering::Release);
        if !desk.wiping.is_due.load(Ordering::Acquire) || desk.wiping.is_seen_to.swap(true, Ordering::AcqRel)
        {
            return;
        }
    }
}

fn changes(desk: &Weak<Desk>) -> Option<u64> {
    desk.upgrade().map(|desk| desk.wiping.changes.load(Ordering::Acquire))
}
