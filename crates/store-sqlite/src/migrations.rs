//! The schemas of the journal's file and of the documents', brought up to date by numbered SQL files.
//!
//! Each is applied once, all that are missing in one transaction, and remembered with a digest of its text: a database that was written by a newer
//! version, or by a build whose migrations are not these, is refused before anything in it is touched.

use crate::part::{Of, Part};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use tessera_store::StoreError;

/// What a file is to hold.
pub(crate) struct Schema {
    /// Tells our file from other programs' databases.
    application_id: i32,
    /// Every migration, from 1 on without gaps. Add, never change.
    migrations: &'static [&'static str],
}

/// `TSRJ`: the journal.
pub(crate) const JOURNAL: Schema = Schema {
    application_id: i32::from_be_bytes(*b"TSRJ"),
    migrations: &[include_str!("../migrations/0001_journal.sql")],
};

/// `TSRP`: the documents beside it.
pub(crate) const PEOPLE: Schema = Schema {
    application_id: i32::from_be_bytes(*b"TSRP"),
    migrations: &[
        include_str!("../migrations/people/0001_documents.sql"),
        include_str!("../migrations/people/0002_wiping.sql"),
    ],
};

impl Schema {
    /// The newest format that this executable knows.
    const fn known(&self) -> u32 {
        self.migrations.len() as u32
    }
}

/// Whether the file is there and begins like a database; an empty one is one that a crash left behind before anything was kept.
///
/// # Errors
/// If it is there and is something else.
pub(crate) fn is_database(part: &Part) -> Result<bool, StoreError> {
    let mut head = Vec::new();
    match File::open(part.path()).and_then(|file| file.take(16).read_to_end(&mut head)) {
        Ok(0) => Ok(false),
        Ok(_) if head == b"SQLite format 3\0" => Ok(true),
        Ok(_) => Err(part.damaged("it does not begin like a database")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::ReadOnly { path: part.name(), detail: error.to_string() }),
    }
}

/// Brings a file's schema up to date.
pub(crate) fn migrate(connection: &mut Connection, part: &Part, schema: &Schema) -> Result<(), StoreError> {
    refuse_what_is_not_ours(connection, part, schema)?;
    connection.pragma_update(None, "journal_mode", "WAL").of(part)?;
    connection.pragma_update(None, "synchronous", "FULL").of(part)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).of(part)?;
    transaction
        .execute_batch(
            "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, digest BLOB NOT NULL) STRICT",
        )
        .of(part)?;
    let mut is_current = true;
    for (number, sql) in (1_u32..).zip(schema.migrations) {
        let digest: [u8; 32] = Sha256::digest(sql).into();
        let applied: Option<[u8; 32]> = transaction
            .query_row("SELECT digest FROM migrations WHERE number = ?1", [number], |row| row.get(0))
            .optional()
            .of(part)?;
        match applied {
            Some(applied) if applied == digest => {}
            Some(_) => {
                let detail = format!("its migration {number} is not the one that this executable knows");
                return Err(StoreError::Foreign { path: part.name(), detail });
            }
            None => {
                is_current = false;
                transaction.execute_batch(sql).of(part)?;
                transaction.execute("INSERT INTO migrations VALUES (?1, ?2)", (number, digest)).of(part)?;
            }
        }
    }
    if is_current {
        return Ok(());
    }
    transaction.pragma_update(None, "application_id", schema.application_id).of(part)?;
    transaction.pragma_update(None, "user_version", schema.known()).of(part)?;
    transaction.commit().of(part)
}

/// Refuses another program's database, and one of a newer format.
pub(crate) fn refuse_what_is_not_ours(
    connection: &Connection,
    part: &Part,
    schema: &Schema,
) -> Result<(), StoreError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).of(part);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).of(part)?;
    if tables == 0 {
        return Ok(());
    }
    if pragma("application_id")? != i64::from(schema.application_id) {
        let detail = "it is another program's SQLite database".into();
        return Err(StoreError::Foreign { path: part.name(), detail });
    }
    let found = u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX);
    if found > schema.known() {
        return Err(StoreError::Newer { path: part.name(), found, known: schema.known() });
    }
    Ok(())
}
