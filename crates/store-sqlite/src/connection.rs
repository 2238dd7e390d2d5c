//! Connections and how they are set.

use crate::Options;
use crate::part::{Of, Part};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::time::Duration;
use tessera_store::StoreError;

/// Only tools that someone runs beside us can hold a lock that long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the file as it is; makes it if it is missing.
pub(crate) fn open(part: &Part) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | NO_MUTEX;
    let connection = Connection::open_with_flags(part.path(), flags).of(part)?;
    connection.busy_timeout(PATIENCE).of(part)?;
    Ok(connection)
}

/// Opens a file that is known to be good, for writing: every commit is on the disk when it returns. Checkpoints are taken by who is told to.
pub(crate) fn for_writing(
    part: &Part,
    cache_bytes: u64,
    options: &Options,
) -> Result<Connection, StoreError> {
    let connection = open(part)?;
    let synchronous = if options.waits_for_disk { "FULL" } else { "NORMAL" };
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = {synchronous};
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = {};
             PRAGMA cache_size = -{};
             PRAGMA temp_store = MEMORY;",
            options.wal_limit.saturating_mul(2),
            (cache_bytes / 1024).max(1024),
        ))
        .of(part)?;
    if let Some(most_pages) = options.most_pages {
        connection.pragma_update(None, "max_page_count", most_pages).of(part)?;
    }
    Ok(connection)
}

/// Opens a file that is known to be good, for reading.
pub(crate) fn for_reading(part: &Part, cache_bytes: u64) -> Result<Connection, StoreError> {
    // Not opened read-only: whichever connection is closed last must be able to bring the write-ahead log over.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | NO_MUTEX;
    let connection = Connection::open_with_flags(part.path(), flags).of(part)?;
    connection.busy_timeout(PATIENCE).of(part)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Otherwise a statement that may use a partial index is prepared anew for every value that is bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).of(part)?;
    connection
        .execute_batch(&format!(
            "PRAGMA query_only = ON; PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY;",
            (cache_bytes / 1024).max(1024),
        ))
        .of(part)?;
    Ok(connection)
}

/// Opens a file that another process may own: nothing is written to it, nor brought over into it when this is closed.
pub(crate) fn read_only(part: &Part) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | NO_MUTEX;
    let connection = Connection::open_with_flags(part.path(), flags).of(part)?;
    connection.busy_timeout(PATIENCE).of(part)?;
    Ok(connection)
}

/// A connection is used by one thread at a time.
const NO_MUTEX: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX;

#[cfg(test)]
mod tests {
    use super::{for_reading, for_writing};
    use crate::Options;
    use crate::part::Part;

    /// No test can cut the power: that commits of the journal wait for the disk is this setting.
    #[test]
    fn the_journal_is_written_with_full_durability_and_no_checkpoint_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let part = Part::journal(folder.path());
        let journal = for_writing(&part, 0, &Options::default()).unwrap();
        let pragma = |name| journal.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(pragma("synchronous"), 2, "FULL");
        assert_eq!(pragma("wal_autocheckpoint"), 0);
        let mode: String = journal.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }

    #[test]
    fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let part = Part::journal(folder.path());
        let writer = for_writing(&part, 0, &Options::default()).unwrap();
        writer.execute_batch("CREATE TABLE x (y)").unwrap();
        let reader = for_reading(&part, 0).unwrap();
        assert!(reader.execute("INSERT INTO x VALUES (1)", []).is_err());
    }
}
