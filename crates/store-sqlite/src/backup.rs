//! Backups: a copy of the journal's file and of the documents', each as of one moment, also while another process owns the folder and writes.
//!
//! The documents go first: whoever they know has joined in the journal by then. Each file is opened read-only, beside the lock: in WAL mode a reader sees one moment for as long as it reads, and holds up no commit. What it holds up is that
//! the write-ahead log begins anew: it grows by what is committed meanwhile. The projections are not copied; they are made again from the journal.

use crate::connection;
use crate::journal::{records, settings};
use crate::migrations::{self, is_database, refuse_what_is_not_ours};
use crate::part::{Of, Part};
use crate::people::documents;
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

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The number of its last fact.
    pub head: Seq,
    /// The size of its file in bytes.
    pub bytes: u64,
    /// SHA-256 of its file.
    pub sha256: [u8; 32],
    /// The documents; `None` in a backup of a folder that has no file of them, as those of before had none.
    pub people: Option<PeopleContents>,
}

/// What a copy of the documents holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleContents {
    /// How many there are.
    pub documents: u64,
    /// The size of their file in bytes.
    pub bytes: u64,
    /// SHA-256 of their file.
    pub sha256: [u8; 32],
}

/// Copies the journal and the documents of a data folder into another folder, which is there and holds none yet, and [checks](check_backup) what was written. The other
/// folder is a data folder then. `step` is told how many pages of how many are copied, and may end it early: then what was written is of no use (`None`).
///
/// # Errors
/// [`StoreError::Foreign`] where there is no journal; [`StoreError::Corrupt`] if what was written is not what was there, or that itself is damaged;
/// and those of the disk.
pub fn back_up(
    from: &Path,
    to: &Path,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<Contents>, StoreError> {
    let (source, copy) = (Part::journal(from), Part::journal(to));
    let journal = open(&source)?;
    let ControlFlow::Continue(people) = back_up_people(from, to, step)? else { return Ok(None) };
    // As long as it lives, all that is read is of one moment.
    let moment = journal.unchecked_transaction().of(&source)?;
    let announced = (records::head(&moment, &source)?, Beside::read(&moment, &source)?);
    if !write(&moment, &source, &copy, step)? {
        return Ok(None);
    }
    drop(moment);
    sync(&copy, to)?;
    let (contents, beside) = check(&copy, &mut |_, _| ControlFlow::Continue(()))?;
    if (contents.head, beside) != announced {
        return Err(copy.damaged("it does not hold what the journal held when the backup began"));
    }
    Ok(Some(Contents { people, ..contents }))
}

/// `None`: the folder has none.
fn back_up_people(
    from: &Path,
    to: &Path,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<ControlFlow<(), Option<PeopleContents>>, StoreError> {
    let (source, copy) = (Part::people(from), Part::people(to));
    if !is_database(&source)? {
        return Ok(ControlFlow::Continue(None));
    }
    let people = open(&source)?;
    let moment = people.unchecked_transaction().of(&source)?;
    let announced = documents::census(&moment, &source)?;
    if !write(&moment, &source, &copy, step)? {
        return Ok(ControlFlow::Break(()));
    }
    drop(moment);
    sync(&copy, to)?;
    let (contents, found) = check_people(&copy)?;
    if found != announced {
        return Err(copy.damaged("it does not hold the documents that were there when the backup began"));
    }
    Ok(ControlFlow::Continue(Some(contents)))
}

/// Makes the file and its name survive a cut of power.
fn sync(copy: &Part, folder: &Path) -> Result<(), StoreError> {
    File::open(copy.path())
        .and_then(|file| file.sync_all())
        .and_then(|()| File::open(folder)?.sync_all())
        .map_err(|error| unreadable(copy, &error))
}

/// Reads all of a backup: every page, the checksum of every record, that no fact is missing, every document.
///
/// # Errors
/// [`StoreError::Corrupt`] for a damaged one; [`StoreError::Foreign`] for what is none.
pub fn check_backup(
    folder: &Path,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Contents, StoreError> {
    let (contents, _) = check(&Part::journal(folder), step)?;
    let people = Part::people(folder);
    let people = if is_database(&people)? { Some(check_people(&people)?.0) } else { None };
    Ok(Contents { people, ..contents })
}

fn write(
    moment: &Connection,
    source: &Part,
    copy: &Part,
    step: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<bool, StoreError> {
    let mut written = connection::open(copy)?;
    {
        let backup = Backup::new(moment, &mut written).of(source)?;
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
    check_pages(&moment, part)?;
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
    Ok((Contents { head, bytes, sha256, people: None }, beside))
}

/// How many documents, and a digest of them all.
type Census = (u64, [u8; 32]);

fn check_people(part: &Part) -> Result<(PeopleContents, Census), StoreError> {
    let people = open(part)?;
    let moment = people.unchecked_transaction().of(part)?;
    check_pages(&moment, part)?;
    let census = documents::census(&moment, part)?;
    let (bytes, sha256) = digest(part).map_err(|error| unreadable(part, &error))?;
    Ok((PeopleContents { documents: census.0, bytes, sha256 }, census))
}

fn check_pages(moment: &Connection, part: &Part) -> Result<(), StoreError> {
    let found: String = moment.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).of(part)?;
    if found == "ok" { Ok(()) } else { Err(part.damaged(found)) }
}

fn open(part: &Part) -> Result<Connection, StoreError> {
    if !is_database(part)? {
        return Err(StoreError::Foreign { path: part.name(), detail: "there is no journal".into() });
    }
    let connection = connection::read_only(part)?;
    let schema = if part.is_people() { &migrations::PEOPLE } else { &migrations::JOURNAL };
    refuse_what_is_not_ours(&connection, part, schema)?;
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
