//! The schema, brought up to date by numbered SQL files.
//!
//! Each is applied once, all that are missing in one transaction, and remembered with a digest of its text: a database that was written by a newer
//! version, or by a build whose migrations are not these, is refused before anything in it is touched. Of several processes that start at
//! once one applies them, under a lock of that transaction.

use crate::connection::Ready;
use crate::failure::Failure;
use crate::pool::{For, Lent, Pool};
use crate::statement::{Values, quoted, within};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tessera_store::StoreError;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

/// Every migration, from 1 on without gaps. Add, never change.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_journal_and_projections.sql"),
    include_str!("../migrations/0002_entries_beside_events.sql"),
    include_str!("../migrations/0003_documents.sql"),
    include_str!("../migrations/0004_members_of_a_store.sql"),
];

/// The newest format that this executable knows.
const KNOWN: u32 = MIGRATIONS.len() as u32;

/// The oldest server: older ones are no longer kept, or will soon not be.
const OLDEST: i32 = 150_000;

/// Checks that the database can hold a store, and brings its schema up to date.
pub(crate) async fn migrate(pool: &Arc<Pool>) -> Result<(), StoreError> {
    let lent = pool.lend(For::Anything).await?;
    let outcome = migrate_on(&lent).await;
    // Whoever failed half-way is in a transaction: that connection is closed.
    if outcome.is_ok() {
        lent.give_back();
    }
    outcome.map_err(|failure| failure.error)
}

async fn migrate_on(lent: &Lent) -> Result<(), Failure> {
    let pool = lent.pool();
    check_server(lent).await?;
    let is_ours = is_founded(lent).await?;
    if is_ours && applied(lent).await? == KNOWN {
        return Ok(());
    }
    let (schema, milliseconds) = (&pool.options.schema, pool.options.lock_timeout.as_millis());
    run(lent, &format!("BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {milliseconds}"))
        .await?;
    look_typed(lent, "SELECT pg_advisory_xact_lock($1)", &[Type::INT8], &[&lock(schema)]).await?;
    // Another process may have been here in the meantime.
    if !is_founded(lent).await? {
        found(lent).await?;
    }
    run(lent, &format!("SET LOCAL search_path TO {}", quoted(schema))).await?;
    for (number, sql) in (1_u32..).zip(MIGRATIONS).skip(applied(lent).await? as usize) {
        run(lent, sql).await?;
        let (number, digest) = (i64::from(number), &digest(sql)[..]);
        let insert = "INSERT INTO @.migrations (number, digest) VALUES ($1, $2)";
        look_typed(lent, insert, &[Type::INT8, Type::BYTEA], &[&number, &digest]).await?;
    }
    run(lent, "COMMIT").await
}

/// Refuses servers that are too old and databases whose text is not Unicode.
async fn check_server(lent: &Lent) -> Result<(), Failure> {
    let rows = look(
        lent,
        "SELECT current_setting('server_version_num')::integer, current_setting('server_encoding'),
                current_setting('fsync') = 'on', $1",
        &[&""],
    )
    .await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let (version, encoding): (i32, &str) = (row.get(0), row.get(1));
    let unsuitable = |detail| refusal(StoreError::Unsuitable { server: lent.pool().server.clone(), detail });
    if version < OLDEST {
        return Err(unsuitable(format!("it is PostgreSQL {}", version / 10_000)));
    }
    if encoding != "UTF8" {
        return Err(unsuitable(format!("its encoding is {encoding}")));
    }
    if !row.get::<_, bool>(2) {
        tracing::warn!(
            "fsync is off on {}: what was acknowledged does not survive a cut of power",
            lent.pool().server
        );
    }
    Ok(())
}

/// Whether the schema holds the table of what was applied. Asked of the catalogue's tables: `to_regclass` would answer from what the connection
/// remembers, also after waiting for another process.
async fn is_founded(lent: &Lent) -> Result<bool, Failure> {
    let there = "SELECT EXISTS (SELECT FROM pg_class AS class
                 JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
                 WHERE nspname = $1 AND relname = 'migrations' AND relkind = 'r')";
    Ok(!look(lent, there, &[&lent.pool().options.schema]).await?.is_empty_or_false())
}

/// Makes the schema, and in it the table of what was applied. Refuses one that holds something else.
async fn found(lent: &Lent) -> Result<(), Failure> {
    let pool = lent.pool();
    let schema = &pool.options.schema;
    let there = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)";
    if look(lent, there, &[schema]).await?.is_empty_or_false() {
        run(lent, &format!("CREATE SCHEMA {}", quoted(schema))).await?;
    }
    let foreign = "SELECT relname::text FROM pg_class AS class
                   JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
                   WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f') LIMIT 1";
    if let Some(row) = look(lent, foreign, &[schema]).await?.first() {
        let detail = format!("its schema {schema} holds `{}`", row.get::<_, &str>(0));
        return Err(refusal(StoreError::Foreign { path: pool.server.clone(), detail }));
    }
    let table = "CREATE TABLE @.migrations (number bigint PRIMARY KEY, digest bytea NOT NULL)";
    run(lent, &within(table, schema)).await
}

/// Up to which number migrations were applied; refuses those that are not ours.
async fn applied(lent: &Lent) -> Result<u32, Failure> {
    let path = || lent.pool().server.clone();
    let rows = look_typed(lent, "SELECT number, digest FROM @.migrations ORDER BY number", &[], &[]).await?;
    for (row, expected) in rows.iter().zip(1_u32..) {
        let found = row.get::<_, i64>(0) as u32;
        let Some(sql) = MIGRATIONS.get(found as usize - 1).filter(|_| found == expected) else {
            return Err(refusal(StoreError::Newer { path: path(), found, known: KNOWN }));
        };
        if row.get::<_, &[u8]>(1) != digest(sql) {
            let detail = format!("its migration {found} is not the one that this executable knows");
            return Err(refusal(StoreError::Foreign { path: path(), detail }));
        }
    }
    Ok(rows.len() as u32)
}

fn digest(sql: &str) -> [u8; 32] {
    Sha256::digest(sql).into()
}

/// The number under which the processes of one schema wait for each other.
fn lock(schema: &str) -> i64 {
    let digest = digest(&format!("tessera migrations of {schema}"));
    i64::from_be_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ])
}

fn refusal(error: StoreError) -> Failure {
    Failure { error, again: crate::failure::Again::No, is_refusal: true }
}

async fn run(lent: &Lent, script: &str) -> Result<(), Failure> {
    lent.limited(lent.connection().script(script, "")).await
}

/// A question that takes text.
async fn look(lent: &Lent, sql: &str, values: Values<'_>) -> Result<Vec<Row>, Failure> {
    look_typed(lent, sql, &[Type::TEXT], values).await
}

async fn look_typed(
    lent: &Lent,
    sql: &str,
    types: &'static [Type],
    values: Values<'_>,
) -> Result<Vec<Row>, Failure> {
    let ready = Ready::Unnamed(within(sql, &lent.pool().options.schema), types);
    lent.limited(lent.connection().run(&ready, values)).await
}

/// An answer of one truth value.
trait Truth {
    fn is_empty_or_false(&self) -> bool;
}

impl Truth for Vec<Row> {
    fn is_empty_or_false(&self) -> bool {
        !self.first().is_some_and(|row| row.get(0))
    }
}
