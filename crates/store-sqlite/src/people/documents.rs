//! Documents in SQL.

use crate::part::{Of, Part};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, TransactionBehavior};
use sha2::{Digest, Sha256};
use tessera_store::{Change, Direction, Document, Expected, StoreError};

/// What a change leaves in the write-ahead log that is not to stay there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Left {
    Nothing,
    /// Bodies that were replaced.
    Replaced,
    /// Documents that were removed.
    Removed,
}

/// What a change is to leave behind in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Traces {
    /// What SQLite leaves in unused parts of pages.
    Some,
    /// None, once the file is written anew.
    None,
}

/// Makes all changes in one transaction, or none.
pub(super) fn change(
    people: &Connection,
    part: &Part,
    changes: &[Change],
    traces: Traces,
) -> Result<Left, StoreError> {
    let transaction = Transaction::new_unchecked(people, TransactionBehavior::Immediate).of(part)?;
    let mut left = Left::Nothing;
    for change in changes {
        left = left.max(make(&transaction, part, change)?);
    }
    if traces == Traces::None {
        transaction.execute("UPDATE wiping SET is_due = 1 WHERE is_due = 0", []).of(part)?;
    }
    transaction.commit().of(part)?;
    Ok(left)
}

fn make(people: &Connection, part: &Part, change: &Change) -> Result<Left, StoreError> {
    let (collection, id) = (&change.collection, &change.id);
    let version = people
        .prepare_cached("SELECT version FROM documents WHERE collection = ?1 AND id = ?2")
        .and_then(|mut statement| {
            statement.query_row((collection, id), |row| row.get::<_, i64>(0)).optional()
        })
        .of(part)?;
    let is_so = match change.expected {
        Expected::Absent => version.is_none(),
        Expected::Version(expected) => version == Some(expected.cast_signed()),
        Expected::Anything => true,
    };
    if !is_so {
        return Err(StoreError::Conflict);
    }
    let run = |sql, values: &[&dyn rusqlite::ToSql]| {
        people.prepare_cached(sql).and_then(|mut statement| statement.execute(values)).map_err(|error| {
            // Only the triggers of logs refuse anything here.
            match error.sqlite_error_code() {
                Some(ErrorCode::ConstraintViolation) => StoreError::Conflict,
                _ => part.failed(error),
            }
        })
    };
    match (&change.body, version) {
        (Some(body), None) => {
            run(
                "INSERT INTO documents (collection, id, version, body) VALUES (?1, ?2, 1, ?3)",
                &[collection, id, body],
            )?;
            Ok(Left::Nothing)
        }
        (Some(body), Some(version)) => {
            let sql = "UPDATE documents SET version = ?3, body = ?4 WHERE collection = ?1 AND id = ?2";
            run(sql, &[collection, id, &(version + 1), body])?;
            Ok(Left::Replaced)
        }
        (None, Some(_)) => {
            run("DELETE FROM documents WHERE collection = ?1 AND id = ?2", &[collection, id])?;
            Ok(Left::Removed)
        }
        (None, None) => Ok(Left::Nothing),
    }
}

/// Documents by id, in the order asked for.
pub(super) fn by_id(
    people: &Connection,
    part: &Part,
    collection: &str,
    ids: &[String],
) -> Result<Vec<Option<Document>>, StoreError> {
    let sql = "SELECT id, version, body FROM documents WHERE collection = ?1 AND id = ?2";
    let mut statement = people.prepare_cached(sql).of(part)?;
    let found = ids.iter().map(|id| statement.query_row((collection, id), document).optional());
    found.collect::<rusqlite::Result<_>>().of(part)
}

/// The next documents of a collection.
pub(super) fn beyond(
    people: &Connection,
    part: &Part,
    collection: &str,
    id: Option<&str>,
    direction: Direction,
    limit: usize,
) -> Result<Vec<Document>, StoreError> {
    let sql = match (direction, id) {
        // No id is empty.
        (Direction::Up, _) => {
            "SELECT id, version, body FROM documents WHERE collection = ?1 AND id > ?2 ORDER BY id LIMIT ?3"
        }
        (Direction::Down, Some(_)) => {
            "SELECT id, version, body FROM documents WHERE collection = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"
        }
        (Direction::Down, None) => {
            "SELECT id, version, body FROM documents WHERE collection = ?1 AND ?2 = '' ORDER BY id DESC LIMIT ?3"
        }
    };
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut statement = people.prepare_cached(sql).of(part)?;
    let rows = statement.query_map((collection, id.unwrap_or_default(), limit), document);
    rows.and_then(Iterator::collect).of(part)
}

/// The names of all collections that hold something, each found by one step in the index.
pub(super) fn collections(people: &Connection, part: &Part) -> Result<Vec<Box<str>>, StoreError> {
    let sql = "WITH RECURSIVE found (name) AS (
                   SELECT min(collection) FROM documents
                   UNION ALL
                   SELECT (SELECT min(collection) FROM documents WHERE collection > name) FROM found WHERE name IS NOT NULL
               )
               SELECT name FROM found WHERE name IS NOT NULL";
    let mut statement = people.prepare_cached(sql).of(part)?;
    let rows = statement.query_map([], |row| row.get(0));
    rows.and_then(Iterator::collect).of(part)
}

/// How many documents there are, and a digest of them all.
pub(crate) fn census(people: &Connection, part: &Part) -> Result<(u64, [u8; 32]), StoreError> {
    let sql = "SELECT collection, id, version, body FROM documents ORDER BY collection, id";
    let mut statement = people.prepare(sql).of(part)?;
    let mut rows = statement.query([]).of(part)?;
    let (mut count, mut digest) = (0, Sha256::new());
    while let Some(row) = rows.next().of(part)? {
        count += 1;
        for text in [0, 1] {
            let text: String = row.get(text).of(part)?;
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
        let (version, body) = (row.get::<_, i64>(2).of(part)?, row.get::<_, Vec<u8>>(3).of(part)?);
        digest.update(version.to_be_bytes());
        digest.update((body.len() as u64).to_be_bytes());
        digest.update(body);
    }
    Ok((count, digest.finalize().into()))
}

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document { id: row.get(0)?, version: row.get::<_, i64>(1)?.cast_unsigned(), body: row.get(2)? })
}
