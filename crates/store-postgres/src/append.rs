//! Appending to the journal, and what else is done under its lock.

use crate::batch::Batch;
use crate::failure::Failure;
use crate::pool::{For, Lent, Pool};
use crate::statement::{Sql, Values};
use crate::work::{BEGIN, SET, Work, limits, settle};
use async_trait::async_trait;
use futures_util::future::join5;
use std::sync::Arc;
use tessera_store::{Decided, Edition, Fact, ProgramRow, Seq, StoreError, Turn};
use tokio_postgres::types::Type;

/// Waits until nobody else writes. The statements behind it see all that was committed before.
static LOCK: Sql = Sql { text: "SELECT edition FROM @.journal FOR UPDATE", types: &[] };

/// Appends all facts, or none if anything of them is taken. Ids are looked up one by one, whatever the planner takes the tables for: a join of an uncounted table reads it
/// whole. Who knows the journal up to a number asks only what has come since; that is read in its order, and compared
/// by hashes of the batch. A refusal is an answer, not an error, which would fill the server's log: it commits nothing, and need not wait for the disk. What is kept
/// waits for it, whatever the default is.
static APPEND: Sql = Sql {
    text: "WITH verdict AS MATERIALIZED (
               SELECT head.seq AS head,
                      current_setting('tessera.writing', true) IS NOT DISTINCT FROM 'on' AS is_begun,
                      NOT EXISTS (SELECT FROM @.journal WHERE edition <> $10)
                      AND CASE WHEN $11 IS NULL THEN
                          NOT EXISTS (SELECT FROM unnest($6::uuid[], $7::bigint[]) AS stream (member, first)
                                      WHERE first - 1 <> coalesce((SELECT number FROM @.events AS event
                                          WHERE event.member = stream.member ORDER BY number DESC LIMIT 1), 0))
                          AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS new (id)
                                          CROSS JOIN LATERAL (SELECT FROM @.events WHERE id = new.id COLLATE \"C\" LIMIT 1) AS taken)
                      ELSE
                          head.seq >= $11 AND NOT EXISTS (SELECT FROM @.events AS recent
                              WHERE recent.seq > $11
                              AND (recent.id IN (SELECT unnest($3::text[]))
                                   OR recent.member IN (SELECT unnest($6::uuid[]))
                                      AND recent.number >= (SELECT first FROM unnest($6::uuid[], $7::bigint[]) AS stream (member, first)
                                                            WHERE stream.member = recent.member)))
                      END
                      AND NOT EXISTS (SELECT FROM unnest($8::text[]) AS new (external_id)
                                      CROSS JOIN LATERAL (SELECT FROM @.external_ids
                                                          WHERE external_id = new.external_id COLLATE \"C\" LIMIT 1) AS taken) AS is_free
               FROM (SELECT coalesce((SELECT seq FROM @.events ORDER BY seq DESC LIMIT 1), 0) AS seq) AS head
           ), added AS (
               INSERT INTO @.events (seq, number, member, id, body, entries)
               SELECT verdict.head + fact.place, fact.number, fact.member, fact.id, fact.body, fact.entries
               FROM verdict, unnest($1::uuid[], $2::bigint[], $3::text[], $4::bytea[], $5::bytea[]) WITH ORDINALITY
                   AS fact (member, number, id, body, entries, place)
               WHERE verdict.is_begun AND verdict.is_free
           ), claimed AS (
               INSERT INTO @.external_ids (external_id, member)
               SELECT new.external_id, new.member
               FROM verdict, unnest($8::text[], $9::uuid[]) AS new (external_id, member)
               WHERE verdict.is_begun AND verdict.is_free
           )
           SELECT head, is_begun, is_free, set_config('synchronous_commit',
               CASE WHEN NOT is_free THEN 'off'
                    WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
                    ELSE current_setting('synchronous_commit') END, true)
           FROM verdict",
    types: &[
        Type::UUID_ARRAY,
        Type::INT8_ARRAY,
        Type::TEXT_ARRAY,
        Type::BYTEA_ARRAY,
        Type::BYTEA_ARRAY,
        Type::UUID_ARRAY,
        Type::INT8_ARRAY,
        Type::TEXT_ARRAY,
        Type::UUID_ARRAY,
        Type::INT8,
        Type::INT8,
    ],
};

static HEAD: Sql =
    Sql { text: "SELECT coalesce((SELECT seq FROM @.events ORDER BY seq DESC LIMIT 1), 0)", types: &[] };

static PUBLISH: Sql = Sql {
    text: "WITH added AS (
               INSERT INTO @.programs (version, starts_at, published_at, published_by, document, note)
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING version
           )
           UPDATE @.journal SET edition = edition + 1 WHERE EXISTS (SELECT FROM added) RETURNING edition",
    types: &[Type::INT8, Type::INT8, Type::INT8, Type::TEXT, Type::TEXT, Type::TEXT],
};

/// Durable whatever the default is, as what is appended.
static SETTLE: Sql = Sql {
    text: "WITH new AS MATERIALIZED (
               SELECT name, value, set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'off'
                   THEN 'on' ELSE current_setting('synchronous_commit') END, true)
               FROM unnest($1::text[], $2::bytea[]) AS new (name, value)
           ), removed AS (
               DELETE FROM @.settings WHERE name IN (SELECT name FROM new WHERE value IS NULL)
           ), kept AS (
               INSERT INTO @.settings (name, value) SELECT name, value FROM new WHERE value IS NOT NULL
               ON CONFLICT (name) DO UPDATE SET value = excluded.value
           )
           UPDATE @.journal SET edition = edition + 1",
    types: &[Type::TEXT_ARRAY, Type::BYTEA_ARRAY],
};

/// What [`APPEND`] takes.
macro_rules! values {
    ($batch:expr, $edition:expr, $known:expr) => {
        &[
            &$batch.members,
            &$batch.numbers,
            &$batch.ids,
            &$batch.bodies,
            &$batch.entries,
            &$batch.streams,
            &$batch.firsts,
            &$batch.external_ids,
            &$batch.claimants,
            $edition,
            $known,
        ]
    };
}

/// See [`tessera_store::Write::append_under`].
pub(crate) async fn append(
    pool: &Arc<Pool>,
    facts: &[Fact],
    edition: Option<Edition>,
) -> Result<Seq, StoreError> {
    if facts.is_empty() {
        let rows = pool.query(&HEAD, &[]).await?;
        return Ok(rows.first().map_or(0, |row| row.get::<_, i64>(0)).cast_unsigned() + 1);
    }
    append_batch(pool, &Batch::of(facts)?, edition, None).await
}

/// See [`tessera_store::Write::append_decided`].
pub(crate) async fn append_decided(pool: &Arc<Pool>, decided: Decided<'_>) -> Result<Seq, StoreError> {
    if decided.facts.is_empty() {
        return append(pool, &[], None).await;
    }
    let batch = Batch::with(decided.facts, |place| Some((decided.entries)(place)))?;
    append_batch(pool, &batch, Some(decided.edition), Some(decided.known)).await
}

async fn append_batch(
    pool: &Arc<Pool>,
    batch: &Batch<'_>,
    edition: Option<Edition>,
    known: Option<Seq>,
) -> Result<Seq, StoreError> {
    let (edition, known) = (edition.map(u64::cast_signed), known.map(u64::cast_signed));
    let mut tries = 1;
    loop {
        let lent = pool.lend(For::Appending).await?;
        match append_once(&lent, batch, edition, known).await {
            Ok(appended) => {
                lent.give_back();
                return appended;
            }
            // Only what the server refused may be sent again.
            Err(failure) if failure.is_refusal => pool.again(failure, lent, &mut tries)?,
            Err(failure) => return Err(failure.error),
        }
    }
}

/// The whole transaction in one round trip. All of it goes out when it is polled first, so that whoever drops it leaves no half of it behind.
async fn append_once(
    lent: &Lent,
    batch: &Batch<'_>,
    edition: Option<i64>,
    known: Option<i64>,
) -> Result<Result<Seq, StoreError>, Failure> {
    let lock = lent.ready(&LOCK).await.map_err(Failure::before_anything)?;
    let append = lent.ready(&APPEND).await.map_err(Failure::before_anything)?;
    let set = lent.ready(&SET).await.map_err(Failure::before_anything)?;
    let [longest, statement, turn] = limits(&lent.pool().options);
    let connection = lent.connection();
    connection.take_warning();
    let whole = async {
        Ok(join5(
            connection.script(BEGIN, ""),
            connection.run(&set, &[&longest, &statement, &turn]),
            connection.run(&lock, &[]),
            connection.run(&append, values!(batch, &edition, &known)),
            connection.script("COMMIT", ""),
        )
        .await)
    };
    // Who is not answered in time does not know how far the server came.
    let (begun, set, locked, appended, committed) = lent.limited(whole).await?;
    let rows = settle(lent, begun.and(set).and(locked).and(appended), committed)?;
    Ok(first_of(&rows))
}

/// The number of the first fact that was appended.
fn first_of(rows: &[tokio_postgres::Row]) -> Result<Seq, StoreError> {
    let Some(row) = rows.first() else {
        return Err(StoreError::Other("the journal has lost its row: restore the database".into()));
    };
    match (row.get(1), row.get(2)) {
        (true, true) => Ok(row.get::<_, i64>(0).cast_unsigned() + 1),
        (true, false) => Err(StoreError::Conflict),
        (false, _) => {
            Err(StoreError::Unavailable("the transaction did not begin; nothing was appended".into()))
        }
    }
}

/// See [`tessera_store::Write::turn`].
pub(crate) async fn turn(pool: &Arc<Pool>) -> Result<Alone, StoreError> {
    Ok(Alone { work: take_turn(pool).await? })
}

async fn take_turn(pool: &Arc<Pool>) -> Result<Work, StoreError> {
    let mut tries = 1;
    loop {
        let lent = pool.lend(For::Appending).await?;
        // Ready now, so that nobody waits for that later.
        if let Err(failure) = lent.ready(&APPEND).await {
            pool.again(failure, lent, &mut tries)?;
            continue;
        }
        match Work::begin(lent, &LOCK, &[]).await {
            Ok((work, _)) => return Ok(work),
            Err(failure) => pool.again_elsewhere(failure, &mut tries)?,
        }
    }
}

/// While it lives, nobody else writes.
pub(crate) struct Alone {
    work: Work,
}

#[async_trait]
impl Turn for Alone {
    async fn append(self: Box<Self>, facts: &[Fact]) -> Result<Seq, StoreError> {
        if facts.is_empty() {
            let rows = self.work.run(&HEAD, &[]).await?;
            return Ok(rows.first().map_or(0, |row| row.get::<_, i64>(0)).cast_unsigned() + 1);
        }
        let batch = Batch::of(facts)?;
        let ready = self.work.lent().ready(&APPEND).await.map_err(|failure| failure.error)?;
        let any: Option<i64> = None;
        let rows =
            self.work.commit(&ready, values!(batch, &any, &any)).await.map_err(|failure| failure.error)?;
        first_of(&rows)
    }

    async fn append_settling(
        self: Box<Self>,
        facts: &[Fact],
        settings: &[(&str, Option<&[u8]>)],
    ) -> Result<Seq, StoreError> {
        let first = if facts.is_empty() {
            let rows = self.work.run(&HEAD, &[]).await?;
            rows.first().map_or(0, |row| row.get::<_, i64>(0)).cast_unsigned() + 1
        } else {
            let batch = Batch::of(facts)?;
            let any: Option<i64> = None;
            // What is refused is rolled back with the turn.
            first_of(&self.work.run(&APPEND, values!(batch, &any, &any)).await?)?
        };
        let ready = self.work.lent().ready(&SETTLE).await.map_err(|failure| failure.error)?;
        let (names, values): (Vec<&str>, Vec<Option<&[u8]>>) = settings.iter().copied().unzip();
        self.work.commit(&ready, &[&names, &values]).await.map_err(|failure| failure.error)?;
        Ok(first)
    }

    async fn publish(self: Box<Self>, program: &ProgramRow) -> Result<(), StoreError> {
        let ready = self.work.lent().ready(&PUBLISH).await.map_err(|failure| failure.error)?;
        let (by, document, note) = (&*program.published_by, &*program.document, program.note.as_deref());
        let (version, starts_at) = (i64::from(program.version), program.starts_at.0);
        let row: Values<'_> = &[&version, &starts_at, &program.published_at.0, &by, &document, &note];
        let rows = self.work.commit(&ready, row).await.map_err(|failure| failure.error)?;
        if rows.is_empty() { Err(StoreError::Conflict) } else { Ok(()) }
    }
}
