//! Backups: a copy of the journal's file as of one moment, also while another process owns the folder and writes.
//!
//! The file is opened read-only, beside the lock: in WAL mode a reader sees one moment for as long as it reads, and holds up no commit. What it holds up is that
//! the write-ahead log begins anew: it grows by what is committed meanwhile. The projections are not copied; they are made again from the journal.

use crate::connection;
use crate::journal::{records, settings};
use crate::migrations::{is_database, refuse_what_is_not_ours};
use crate::part::{Of, Part};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;
use tessera_store::{KeyRow, ProgramRow, Seq, StoreError};

/// Pages copied between two looks at whether to go on: 4 MB.
const PAGES: i32 = 1_024;
/// Facts checked at once.
const FACTS: usize = 8_192;
/// How long to wait where another tool holds the file.
const PAUSE: Duration = Duration::from_millis(50);

/// What a copy of a journal holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The number of its last fact.
    pub head: Seq,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// SHA-256 of its file.
    pub sha256: [u8; 32],
}

/// Copies the journal of a data folder into another folder, which is there and holds none yet, and [checks](check_backup) what was written. The other
/// folder is a data folder then. `step` is told how many pages of how many are copied, and may end it early: then what was written is of no use (`None`).
///
/// # Errors
/// [`StoreError::Foreign`] where there is no journal; [`StoreError::Corrupt`] if what was written is not the journal, or the journal itself is damaged;
/// and those of the disk.
pub fn back_up(
    from: &Path,
    to: &Path,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<Contents>, StoreError> {
    let (source, copy) = (Part::journal(from), Part::journal(to));
    let journal = open(&source)?;
    // As long as it lives, all that is read is of one moment.
    let moment = journal.unchecked_transaction().of(&source)?;
    let announced = (records::head(&moment, &source)?, Beside::read(&moment, &source)?);
    if !write(&moment, &source, &copy, step)? {
        return Ok(None);
    }
    drop(moment);
    File::open(copy.path())
        .and_then(|file| file.sync_all())
        .and_then(|()| File::open(to)?.sync_all())
        .map_err(|error| unreadable(&copy, &error))?;
    let (contents, beside) = check(&copy, &mut |_, _| ControlFlow::Continue(()))?;
    if (contents.head, beside) != announced {
        return Err(copy.damaged("it does not hold what the journal held when the backup began"));
    }
    Ok(Some(contents))
}

/// Reads all of a backup: every page, the checksum of every record, that no fact is missing.
///
/// # Errors
/// [`StoreError::Corrupt`] for a damaged one; [`StoreError::Foreign`] for what is none.
pub fn check_backup(
    folder: &Path,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Contents, StoreError> {
    check(&Part::journal(folder), step).map(|(contents, _)| contents)
}

fn write(
    journal: &Connection,
    source: &Part,
    copy: &Part,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<bool, StoreError> {
    let mut written = connection::open(copy)?;
    {
        let backup = Backup::new(journal, &mut written).of(source)?;
        loop {
            let stepped = backup.step(PAGES).of(copy)?;
            let progress = backup.progress();
            let (all, left) = (progress.pagecount, progress.remaining);
            let count = |pages: i32| u64::try_from(pages).unwrap_or_default();
            if step(count(all - left), count(all)).is_break() {
                return Ok(false);
            }
            match stepped {
                StepResult::Done => break,
                StepResult::More => {}
                // Only a tool that someone runs on either file can do that.
                _ => std::thread::sleep(PAUSE),
            }
        }
    }
    // One file, complete in itself, until a process opens it as a store.
    written.pragma_update(None, "journal_mode", "DELETE").of(copy)?;
    Ok(true)
}

/// What is kept beside the facts.
#[derive(PartialEq, Eq)]
struct Beside {
    programs: Vec<ProgramRow>,
    keys: Vec<KeyRow>,
    settings: Vec<(String, Vec<u8>)>,
}

impl Beside {
    fn read(journal: &Connection, part: &Part) -> Result<Self, StoreError> {
        Ok(Self {
            programs: settings::programs(journal, part)?,
            keys: settings::keys(journal, part)?,
            settings: settings::settings(journal, part, "")?,
        })
    }
}

fn check(
    part: &Part,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(Contents, Beside), StoreError> {
    let journal = open(part)?;
    let moment = journal.unchecked_transaction().of(part)?;
    let found: String = moment.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).of(part)?;
    if found != "ok" {
        return Err(part.damaged(found));
    }
    let head = records::head(&moment, part)?;
    let mut read = 0;
    while read < head {
        let page = records::read(&moment, part, read, FACTS)?;
        read = page.last().map_or(head, |journaled| journaled.seq);
        if step(read, head).is_break() {
            break;
        }
    }
    let beside = Beside::read(&moment, part)?;
    let (bytes, sha256) = digest(part).map_err(|error| unreadable(part, &error))?;
    Ok((Contents { head, bytes, sha256 }, beside))
}

fn open(part: &Part) -> Result<Connection, StoreError> {
    if !is_database(part)? {
        return Err(StoreError::Foreign { path: part.name(), detail: "there is no journal".into() });
    }
    let connection = connection::read_only(part)?;
    refuse_what_is_not_ours(&connection, part)?;
    Ok(connection)
}

fn digest(part: &Part) -> io::Result<(u64, [u8; 32])> {
    let mut file = File::open(part.path())?;
    let (mut bytes, mut digest, mut chunk) = (0, Sha256::new(), vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok((bytes, digest.finalize().into()));
        }
        bytes += read as u64;
        digest.update(&chunk[..read]);
    }
}

fn unreadable(part: &Part, error: &io::Error) -> StoreError {
    StoreError::ReadOnly { path: part.name(), detail: error.to_string() }
}
