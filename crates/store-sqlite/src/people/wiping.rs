//! Wiping: the file is written anew, so that no copy of what was forgotten stands in unused parts of its pages, where SQLite leaves one when it moves a row.
//!
//! It is owed in the file itself, in the commit that forgets, until it is done. It takes about a second for 50 MB, in which nobody can change a document: so it waits for
//! a quiet moment, gives way to whoever comes with a change, and is not begun again soon. After a day without a quiet moment it is done all the same.
//!
//! What it sets aside stands in the data folder: that is where there is room, and nothing of the data goes anywhere else.

use super::Desk;
use crate::Options;
use crate::connection;
use crate::part::{Of, Part};
use rusqlite::{Connection, ErrorCode};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
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

/// After it gave way it waits so long, twice as long each time, and at most so long.
const BACK_OFF: (Duration, Duration) = (Duration::from_secs(10), Duration::from_secs(1_800));
/// So many steps of SQLite's are done before it is looked again whether somebody comes: some microseconds.
const STEPS: i32 = 1_000;
/// Room that is left to others beside what it takes, in bytes.
const ROOM: u64 = 64 << 20;

/// Whether it is owed, and who comes.
pub(super) struct Wiping {
    is_due: AtomicBool,
    /// Somebody sees to it.
    is_seen_to: AtomicBool,
    /// Counts the changes.
    changes: AtomicU64,
    /// The file is about to be closed.
    is_closing: AtomicBool,
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
            is_closing: AtomicBool::new(false),
        }
    }

    /// A change waits for nobody: what is under way, or about to begin, gives way to it, unless it has waited long enough.
    pub(super) fn change_comes(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    pub(super) fn falls_due(&self) {
        self.is_due.store(true, Ordering::Release);
    }

    /// Whoever closes the file waits for nobody either: it is still due at the next start.
    pub(super) fn close(&self) {
        self.is_closing.store(true, Ordering::Release);
    }

    /// Whether what began after these changes gives way; after `None` it does only to who closes the file.
    fn gives_way(&self, seen: Option<u64>) -> bool {
        self.is_closing.load(Ordering::Acquire)
            || seen.is_some_and(|seen| self.changes.load(Ordering::Acquire) != seen)
    }
}

/// That somebody sees to it, for as long as it lives: however that ends, the next who comes may begin anew.
struct SeenTo {
    desk: Weak<Desk>,
    /// It was said already that nobody does any more.
    is_over: bool,
}

impl Drop for SeenTo {
    fn drop(&mut self) {
        if let (false, Some(desk)) = (self.is_over, self.desk.upgrade()) {
            desk.wiping.is_seen_to.store(false, Ordering::Release);
        }
    }
}

impl Desk {
    /// Has it seen to, if it is owed.
    pub(super) fn start_wiping(self: &Arc<Self>) {
        let wiping = &self.wiping;
        if wiping.is_due.load(Ordering::Acquire) && !wiping.is_seen_to.swap(true, Ordering::AcqRel) {
            Handle::current().spawn(see_to_it(SeenTo { desk: Arc::downgrade(self), is_over: false }));
        }
    }

    /// How long it took; `None`: it gave way to a change that came after those that were `seen`. Without these, whoever comes waits until it is done.
    fn wipe(self: &Arc<Self>, seen: Option<u64>) -> Result<Option<Duration>, StoreError> {
        let (writing, begun) = (self.writing(), Instant::now());
        has_room(&self.part)?;
        // A connection of its own: ending what it does ends nothing else. What it sets aside goes to the disk, not to memory.
        let mut anew = connection::for_writing(&self.part, 0, &Options::default())?;
        set_aside_in_the_folder(&anew, &self.part)?;
        let desk = Arc::clone(self);
        anew.progress_handler(STEPS, Some(move || desk.wiping.gives_way(seen))).of(&self.part)?;
        if self.wiping.gives_way(seen) {
            return Ok(None);
        }
        match anew.execute_batch("VACUUM") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                return Ok(None);
            }
            done => done.of(&self.part)?,
        }
        drop(anew);
        // What the log holds goes over into the file, which is cut to its new size. Before that it is not done.
        if !writing.bring_over() {
            let detail = format!("{}: it is being read, by a backup say", self.part.name());
            return Err(StoreError::Unavailable(detail));
        }
        writing.connection.execute("UPDATE wiping SET is_due = 0", []).of(&self.part)?;
        // Under the lock that whoever forgets something holds: nothing has fallen due since.
        self.wiping.is_due.store(false, Ordering::Release);
        self.bring_over(writing);
        Ok(Some(begun.elapsed()))
    }
}

/// Has what it sets aside stand beside the file, and not where the system keeps temporary files. It holds for the process, of which nothing else sets anything aside.
fn set_aside_in_the_folder(anew: &Connection, part: &Part) -> Result<(), StoreError> {
    anew.execute_batch("PRAGMA temp_store = FILE").of(part)?;
    let folder = part.path().parent().and_then(std::path::Path::to_str).unwrap_or_default();
    let folder = if folder.is_empty() { "." } else { folder };
    anew.pragma_update(None, "temp_store_directory", folder).of(part)
}

/// Refuses where the file system has no room for the copy that is set aside and for the log, each at most as large as the file.
fn has_room(part: &Part) -> Result<(), StoreError> {
    let taken = std::fs::metadata(part.path()).map_or(0, |file| file.len());
    let Some(free) = free_bytes(part) else { return Ok(()) };
    if free < taken.saturating_mul(2).saturating_add(ROOM) {
        return Err(StoreError::DiskFull(part.name()));
    }
    Ok(())
}

/// What is free for us on the file system, in bytes; `None` where that cannot be asked.
#[cfg(unix)]
fn free_bytes(part: &Part) -> Option<u64> {
    let room = rustix::fs::statvfs(part.path()).ok()?;
    Some(room.f_bavail.saturating_mul(room.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_: &Part) -> Option<u64> {
    None
}

/// Sees to it until nothing is owed.
async fn see_to_it(mut seen_to: SeenTo) {
    let desk = &seen_to.desk.clone();
    let (mut waited, mut back_off) = (Duration::ZERO, BACK_OFF.0);
    loop {
        let Some(seen) = changes(desk) else { return };
        tokio::time::sleep(QUIET).await;
        waited += QUIET;
        let gives_way = waited < PATIENCE;
        let Some(desk_now) = desk.upgrade() else { return };
        if gives_way && changes(desk) != Some(seen) {
            continue;
        }
        let seen = gives_way.then_some(seen);
        let done = tokio::task::spawn_blocking(move || desk_now.wipe(seen)).await;
        let pause = match done {
            Ok(Ok(Some(took))) => (took * SHARE).clamp(PAUSE.0, PAUSE.1),
            Ok(Ok(None)) => {
                // What was done in vain is not done again at once.
                tokio::time::sleep(back_off).await;
                waited += back_off;
                back_off = (back_off * 2).min(BACK_OFF.1);
                continue;
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "people.db could not be written anew after an erasure; it is tried again");
                PAUSE.1
            }
            Err(error) if error.is_panic() => {
                tracing::error!(%error, "writing people.db anew after an erasure failed; it is tried again");
                PAUSE.1
            }
            // The runtime ends.
            Err(_) => return,
        };
        tokio::time::sleep(pause).await;
        let Some(desk) = desk.upgrade() else { return };
        (waited, back_off) = (Duration::ZERO, BACK_OFF.0);
        // In this order: what falls due after it is looked at starts anew.
        desk.wiping.is_seen_to.store(false, Ordering::Release);
        if !desk.wiping.is_due.load(Ordering::Acquire) || desk.wiping.is_seen_to.swap(true, Ordering::AcqRel)
        {
            // Nothing is owed, or somebody else sees to it by now.
            seen_to.is_over = true;
            return;
        }
    }
}

fn changes(desk: &Weak<Desk>) -> Option<u64> {
    desk.upgrade().map(|desk| desk.wiping.changes.load(Ordering::Acquire))
}

#[cfg(test)]
mod tests {
    use super::super::People;
    use super::super::documents::Traces;
    use super::*;
    use tessera_store::Change;

    /// A file in which something was forgotten.
    fn owing(folder: &std::path::Path) -> People {
        let people = People::open(Part::people(folder), 0, &Options::default()).unwrap();
        people.desk.change(&[Change::add("phone", "1", vec![7; 100])], Traces::Some).unwrap();
        people.desk.change(&[Change::remove("phone", "1", 1)], Traces::None).unwrap();
        people
    }

    /// What memory and the file say.
    fn is_owed(people: &People) -> (bool, bool) {
        let file = is_due(&people.desk.writing().connection, &people.desk.part).unwrap();
        (people.desk.wiping.is_due.load(Ordering::Acquire), file)
    }

    #[tokio::test]
    async fn it_gives_way_to_who_came_before_it_began() {
        let folder = tempfile::tempdir().unwrap();
        let people = owing(folder.path());
        let seen = people.desk.wiping.changes.load(Ordering::Acquire);
        people.desk.wiping.change_comes();
        assert_eq!(people.desk.wipe(Some(seen)).unwrap(), None);
        assert_eq!(is_owed(&people), (true, true));
        people.desk.wiping.close();
        assert_eq!(people.desk.wipe(None).unwrap(), None, "the file is closed first");
        assert_eq!(is_owed(&people), (true, true));
    }

    #[tokio::test]
    async fn it_is_owed_until_the_log_is_brought_over() {
        let folder = tempfile::tempdir().unwrap();
        let people = owing(folder.path());
        let reader = connection::for_reading(&people.desk.part, 0).unwrap();
        reader.execute_batch("BEGIN; SELECT count(*) FROM documents").unwrap();
        assert!(people.desk.wipe(None).is_err());
        assert_eq!(is_owed(&people), (true, true));
        drop(reader);
        assert!(people.desk.wipe(None).unwrap().is_some());
        assert_eq!(is_owed(&people), (false, false));
    }

    #[tokio::test]
    async fn what_it_sets_aside_stands_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let people = owing(folder.path());
        let anew = connection::for_writing(&people.desk.part, 0, &Options::default()).unwrap();
        set_aside_in_the_folder(&anew, &people.desk.part).unwrap();
        let aside: String = anew.pragma_query_value(None, "temp_store_directory", |row| row.get(0)).unwrap();
        assert_eq!(std::path::Path::new(&aside), folder.path());
        assert!(free_bytes(&people.desk.part).is_none_or(|free| free > 0));
    }

    #[tokio::test]
    async fn whoever_ends_leaves_it_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let people = owing(folder.path());
        let desk = Arc::downgrade(&people.desk);
        people.desk.wiping.is_seen_to.store(true, Ordering::Release);
        let panics = tokio::spawn(async move {
            let _seen_to = SeenTo { desk, is_over: false };
            panic!("on purpose");
        });
        assert!(panics.await.is_err());
        assert!(!people.desk.wiping.is_seen_to.load(Ordering::Acquire));
    }
}
