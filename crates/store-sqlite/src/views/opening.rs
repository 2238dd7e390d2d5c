//! Opens the projections' file, or makes it anew: nothing in it is worth an error.

use crate::journal::records;
use crate::migrations::is_database;
use crate::part::{Of, Part};
use crate::{Options, connection};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::io::ErrorKind;
use tessera_store::{Seq, StoreError};

/// The tables. Whatever changes here makes every older file be made again.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// `TSRV`: tells our projections from other programs' databases.
const VIEWS: i32 = i32::from_be_bytes(*b"TSRV");

/// How large the file's pages are.
pub(super) const PAGE_BYTES: u32 = 2_048;

/// Raised when the meaning of what the tables hold changes, though they do not.
const FORMAT: u32 = 2;

/// Makes sure that the file is there, of our format and made from this journal. Up to which number it is projected.
pub(crate) fn open(
    part: &Part,
    journal: &Connection,
    journal_part: &Part,
    options: &Options,
) -> Result<Seq, StoreError> {
    let head = records::head(journal, journal_part)?;
    match inspect(part, journal, journal_part, head) {
        Ok(cursor) => return Ok(cursor),
        Err(Unfit::Failed(error)) => return Err(error),
        Err(Unfit::Missing) if head == 0 => {}
        Err(Unfit::Missing) => {
            tracing::warn!(path = part.name(), "there are no projections: they are made again")
        }
        Err(Unfit::Because(reason)) => {
            tracing::warn!(path = part.name(), reason, "the projections are of no use: they are made again");
        }
    }
    remove(part)?;
    // Orders of different members lie on different pages: the smaller these are, the less is written for each. Two kilobytes hold a few events of
    // a member. To be said before anything else, once for the file's life.
    connection::with_pages_of(part, PAGE_BYTES)?;
    let connection = connection::for_writing(part, connection::Durability::Normal, 0, options)?;
    create(&connection).of(part)?;
    Ok(0)
}

/// Why the file cannot be used.
enum Unfit {
    Missing,
    Because(String),
    /// The journal, or the disk: making it anew would not help.
    Failed(StoreError),
}

fn inspect(part: &Part, journal: &Connection, journal_part: &Part, head: Seq) -> Result<Seq, Unfit> {
    let because = |error: rusqlite::Error| match part.failed(error) {
        StoreError::Stale { detail, .. } | StoreError::Other(detail) => Unfit::Because(detail),
        other => Unfit::Failed(other),
    };
    if part.is_condemned() {
        return Err(Unfit::Because("found damaged while in use".into()));
    }
    match is_database(part) {
        Ok(true) => {}
        Ok(false) => return Err(Unfit::Missing),
        Err(StoreError::Stale { detail, .. }) => return Err(Unfit::Because(detail)),
        Err(error) => return Err(Unfit::Failed(error)),
    }
    let connection = connection::open(part).map_err(Unfit::Failed)?;
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let format = (pragma("application_id").map_err(because)?, pragma("user_version").map_err(because)?);
    if format != (i64::from(VIEWS), i64::from(format_number())) {
        return Err(Unfit::Because("they are of another format".into()));
    }
    let (cursor, witness): (i64, u32) = connection
        .query_row("SELECT seq, witness FROM cursor", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(because)?;
    for table in ["members", "stream", "ids", "totals"] {
        connection
            .query_row(&format!("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1)"), [], |_| Ok(()))
            .map_err(because)?;
    }
    let cursor = cursor.cast_unsigned();
    let found = records::witness(journal, journal_part, cursor).map_err(Unfit::Failed)?;
    if cursor > head {
        let detail = format!(
            "it ends with event {head}, but views.db beside it was made from a longer one, which reached {cursor}: events are missing. If you \
             have put back an older backup on purpose, delete views.db and start again"
        );
        return Err(Unfit::Failed(journal_part.damaged(detail)));
    }
    if found != Some(witness) {
        return Err(Unfit::Because("they were made from another journal".into()));
    }
    Ok(cursor)
}

/// Makes the tables and says of which format they are, in one transaction.
pub(super) fn create(connection: &Connection) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(SCHEMA)?;
    transaction.pragma_update(None, "application_id", VIEWS)?;
    transaction.pragma_update(None, "user_version", format_number())?;
    transaction.commit()
}

/// Differs whenever the schema or what its rows hold differs.
fn format_number() -> u32 {
    let digest = Sha256::digest(SCHEMA);
    let schema = u32::from_be_bytes([0, digest[0], digest[1], digest[2]]);
    (FORMAT << 24) | schema
}

fn remove(part: &Part) -> Result<(), StoreError> {
    let paths = ["-wal", "-shm", "-damaged"].map(|ending| part.beside(ending));
    for path in std::iter::once(part.path()).chain(paths.iter().map(|path| path.as_path())) {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                let (path, detail) = (path.display().to_string(), error.to_string());
                return Err(StoreError::ReadOnly { path, detail });
            }
            _ => {}
        }
    }
    Ok(())
}
