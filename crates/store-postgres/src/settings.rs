//! The small tables beside the journal.

use crate::pool::Pool;
use crate::statement::Sql;
use std::sync::Arc;
use std::time::Duration;
use tessera_engine::values::Instant;
use tessera_store::{KeyRow, ProgramRow, StoreError};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Longer than any lease is meant to be.
const LONGEST_LEASE: Duration = Duration::from_secs(366 * 86_400);

static PROGRAMS: Sql = Sql {
    text: "SELECT version, starts_at, published_at, published_by, document, note FROM @.programs ORDER BY version",
    types: &[],
};

static PUT_KEY: Sql = Sql {
    text: "INSERT INTO @.keys (hash, name, hint, scopes, store, created_at, revoked_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (hash) DO UPDATE SET name = excluded.name, hint = excluded.hint, scopes = excluded.scopes,
               store = excluded.store, created_at = excluded.created_at, revoked_at = excluded.revoked_at",
    types: &[
        Type::BYTEA,
        Type::TEXT,
        Type::TEXT,
        Type::TEXT_ARRAY,
        Type::TEXT,
        Type::INT8,
        Type::INT8,
    ],
};

static KEYS: Sql = Sql {
    text: "SELECT hash, name, hint, scopes, store, created_at, revoked_at FROM @.keys ORDER BY id",
    types: &[],
};

static PUT_SETTING: Sql = Sql {
    text: "INSERT INTO @.settings (name, value) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    types: &[Type::TEXT, Type::BYTEA],
};

static REMOVE_SETTING: Sql = Sql { text: "DELETE FROM @.settings WHERE name = $1", types: &[Type::TEXT] };

static SETTING: Sql = Sql { text: "SELECT value FROM @.settings WHERE name = $1", types: &[Type::TEXT] };

/// Names are ordered by their bytes: those with the prefix stand together, from the prefix itself on.
static SETTINGS: Sql = Sql {
    text: "SELECT name, value FROM @.settings
           WHERE name >= $1 COLLATE \"C\" AND starts_with(name, $1) ORDER BY name",
    types: &[Type::TEXT],
};

/// Answers a row if the holder has the task now.
static LEASE: Sql = Sql {
    text: "INSERT INTO @.leases AS lease (task, holder, held_until)
           VALUES ($1, $2, clock_timestamp() + $3 * interval '1 microsecond')
           ON CONFLICT (task) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
           WHERE lease.holder = excluded.holder OR lease.held_until <= clock_timestamp()
           RETURNING task",
    types: &[Type::TEXT, Type::UUID, Type::INT8],
};

/// All program versions by number.
pub(crate) async fn programs(pool: &Arc<Pool>) -> Result<Vec<ProgramRow>, StoreError> {
    let rows = pool.query(&PROGRAMS, &[]).await?;
    let program = |row: &Row| ProgramRow {
        version: row.get::<_, i64>(0) as u32,
        starts_at: Instant(row.get(1)),
        published_at: Instant(row.get(2)),
        published_by: row.get::<_, String>(3).into(),
        document: row.get::<_, String>(4).into(),
        note: row.get::<_, Option<String>>(5).map(Into::into),
    };
    Ok(rows.iter().map(program).collect())
}

/// Adds a key, or replaces the one with the same hash.
pub(crate) async fn put_key(pool: &Arc<Pool>, key: &KeyRow) -> Result<(), StoreError> {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| &**scope).collect();
    let revoked_at = key.revoked_at.map(|revoked_at| revoked_at.0);
    let (hash, name, hint) = (&key.hash[..], &*key.name, &*key.hint);
    let row: crate::statement::Values<'_> =
        &[&hash, &name, &hint, &scopes, &key.store.as_deref(), &key.created_at.0, &revoked_at];
    pool.query(&PUT_KEY, row).await.map(drop)
}

/// All keys, in the order in which they were made.
pub(crate) async fn keys(pool: &Arc<Pool>) -> Result<Vec<KeyRow>, StoreError> {
    let rows = pool.query(&KEYS, &[]).await?;
    let key = |row: &Row| {
        let hash = <[u8; 32]>::try_from(row.get::<_, &[u8]>(0)).map_err(|_| StoreError::Corrupt {
            path: pool.server.clone(),
            detail: "a key's hash has not 32 bytes".into(),
        })?;
        Ok(KeyRow {
            hash,
            name: row.get::<_, String>(1).into(),
            hint: row.get::<_, String>(2).into(),
            scopes: row.get::<_, Vec<String>>(3).into_iter().map(Into::into).collect(),
            store: row.get::<_, Option<String>>(4).map(Into::into),
            created_at: Instant(row.get(5)),
            revoked_at: row.get::<_, Option<i64>>(6).map(Instant),
        })
    };
    rows.iter().map(key).collect()
}

/// Writes or removes a setting.
pub(crate) async fn put_setting(
    pool: &Arc<Pool>,
    name: &str,
    value: Option<&[u8]>,
) -> Result<(), StoreError> {
    match value {
        Some(value) => pool.query(&PUT_SETTING, &[&name, &value]).await,
        None => pool.query(&REMOVE_SETTING, &[&name]).await,
    }
    .map(drop)
}

/// A setting by name.
pub(crate) async fn setting(pool: &Arc<Pool>, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let rows = pool.query(&SETTING, &[&name]).await?;
    Ok(rows.first().map(|row| row.get(0)))
}

/// Settings whose name begins so, by name.
pub(crate) async fn settings(pool: &Arc<Pool>, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let rows = pool.query(&SETTINGS, &[&prefix]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// See [`tessera_store::Write::lease`].
pub(crate) async fn lease(
    pool: &Arc<Pool>,
    task: &str,
    holder: u128,
    time: Duration,
) -> Result<bool, StoreError> {
    // A year of microseconds fits.
    let time = time.min(LONGEST_LEASE).as_micros() as i64;
    let rows = pool.query(&LEASE, &[&task, &Uuid::from_u128(holder), &time]).await?;
    Ok(!rows.is_empty())
}
