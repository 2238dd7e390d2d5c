//! The small tables beside the journal.

use crate::part::{Of, Part};
use rusqlite::{Connection, OptionalExtension, Row};
use tessera_engine::values::Instant;
use tessera_store::{KeyRow, ProgramRow, StoreError};

/// Adds a program version.
pub(crate) fn publish(journal: &Connection, part: &Part, program: &ProgramRow) -> Result<(), StoreError> {
    let added = journal
        .execute(
            "INSERT INTO programs (version, starts_at, published_at, published_by, document, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            (
                program.version,
                program.starts_at.0,
                program.published_at.0,
                &program.published_by,
                &program.document,
                &program.note,
            ),
        )
        .of(part)?;
    if added == 0 { Err(StoreError::Conflict) } else { Ok(()) }
}

/// All program versions by number.
pub(crate) fn programs(journal: &Connection, part: &Part) -> Result<Vec<ProgramRow>, StoreError> {
    let sql = "SELECT version, starts_at, published_at, published_by, document, note FROM programs ORDER BY version";
    let mut statement = journal.prepare_cached(sql).of(part)?;
    let rows = statement.query_map([], |row| {
        Ok(ProgramRow {
            version: row.get(0)?,
            starts_at: Instant(row.get(1)?),
            published_at: Instant(row.get(2)?),
            published_by: row.get(3)?,
            document: row.get(4)?,
            note: row.get(5)?,
        })
    });
    rows.and_then(Iterator::collect).of(part)
}

/// Adds a key, or replaces the one with the same hash.
pub(crate) fn put_key(journal: &Connection, part: &Part, key: &KeyRow) -> Result<(), StoreError> {
    let id: i64 = journal
        .query_row(
            "INSERT INTO keys (hash, name, hint, store, created_at, revoked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (hash) DO UPDATE SET name = excluded.name, hint = excluded.hint, store = excluded.store,
                 created_at = excluded.created_at, revoked_at = excluded.revoked_at
             RETURNING id",
            (
                key.hash,
                &key.name,
                &key.hint,
                &key.store,
                key.created_at.0,
                key.revoked_at.map(|revoked_at| revoked_at.0),
            ),
            |row| row.get(0),
        )
        .of(part)?;
    journal.execute("DELETE FROM key_scopes WHERE key = ?1", [id]).of(part)?;
    for (place, scope) in key.scopes.iter().enumerate() {
        let row = (id, place as i64, scope);
        journal.execute("INSERT INTO key_scopes (key, place, scope) VALUES (?1, ?2, ?3)", row).of(part)?;
    }
    Ok(())
}

/// All keys, in the order in which they were made.
pub(crate) fn keys(journal: &Connection, part: &Part) -> Result<Vec<KeyRow>, StoreError> {
    let sql = "SELECT hash, name, hint, store, created_at, revoked_at, id FROM keys ORDER BY id";
    let mut statement = journal.prepare_cached(sql).of(part)?;
    let rows = statement.query_map([], |row| {
        let key = KeyRow {
            hash: row.get(0)?,
            name: row.get(1)?,
            hint: row.get(2)?,
            scopes: Vec::new(),
            store: row.get(3)?,
            created_at: Instant(row.get(4)?),
            revoked_at: row.get::<_, Option<i64>>(5)?.map(Instant),
        };
        Ok((row.get::<_, i64>(6)?, key))
    });
    let keys: Vec<(i64, KeyRow)> = rows.and_then(Iterator::collect).of(part)?;
    let mut scopes =
        journal.prepare_cached("SELECT scope FROM key_scopes WHERE key = ?1 ORDER BY place").of(part)?;
    let with_scopes = keys.into_iter().map(|(id, mut key)| {
        let rows = scopes.query_map([id], |row| row.get(0));
        key.scopes = rows.and_then(Iterator::collect).of(part)?;
        Ok(key)
    });
    with_scopes.collect()
}

/// Writes or removes a setting.
pub(crate) fn put_setting(
    journal: &Connection,
    part: &Part,
    name: &str,
    value: Option<&[u8]>,
) -> Result<(), StoreError> {
    let changed = match value {
        Some(value) => journal.execute(
            "INSERT INTO settings (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        ),
        None => journal.execute("DELETE FROM settings WHERE name = ?1", [name]),
    };
    changed.of(part).map(drop)
}

/// A setting by name.
pub(crate) fn setting(journal: &Connection, part: &Part, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = journal.prepare_cached("SELECT value FROM settings WHERE name = ?1").of(part)?;
    statement.query_row([name], |row| row.get(0)).optional().of(part)
}

/// Settings whose name begins so, by name.
pub(crate) fn settings(
    journal: &Connection,
    part: &Part,
    prefix: &str,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    // Names are ordered by their bytes: those with the prefix stand together, from the prefix itself on.
    let sql = "SELECT name, value FROM settings WHERE name >= ?1 ORDER BY name";
    let mut statement = journal.prepare_cached(sql).of(part)?;
    let pair = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get(1)?));
    let rows = statement.query_map([prefix], pair).of(part)?;
    let with_prefix = rows.take_while(|row| row.as_ref().map_or(true, |(name, _)| name.starts_with(prefix)));
    with_prefix.collect::<rusqlite::Result<_>>().of(part)
}
