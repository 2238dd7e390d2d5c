//! Bringing the projections forward.

use crate::batch::uuid;
use crate::pool::{For, Pool};
use crate::statement::Sql;
use crate::work::Work;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{MemberRow, Projection, Seq, Snapshot, StoreError, Streamed, Total};
use tokio_postgres::types::Type;
use uuid::Uuid;

/// So many rows go into one statement, or so many bytes.
const ROWS: usize = 20_000;
const BYTES: usize = 16 << 20;

/// Moves the cursor, and keeps other projectors waiting. Nothing if it is not where it is expected; `false` beyond the journal.
static MOVE: Sql = Sql {
    text: "UPDATE @.cursor SET projected = $2 WHERE projected = $1
           RETURNING projected <= coalesce((SELECT seq FROM @.events ORDER BY seq DESC LIMIT 1), 0)",
    types: &[Type::INT8, Type::INT8],
};

static ENTRIES: Sql = Sql {
    text: "INSERT INTO @.entries (member, number, entries)
           SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])",
    types: &[Type::UUID_ARRAY, Type::INT8_ARRAY, Type::BYTEA_ARRAY],
};

static STATES: Sql = Sql {
    text: "INSERT INTO @.states (member, number, due_at, state)
           SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bytea[])
           ON CONFLICT (member) DO UPDATE
           SET number = excluded.number, due_at = excluded.due_at, state = excluded.state",
    types: &[Type::UUID_ARRAY, Type::INT8_ARRAY, Type::INT8_ARRAY, Type::BYTEA_ARRAY],
};

static MEMBERS: Sql = Sql {
    text: "WITH put AS (
               INSERT INTO @.members (member, external_id, joined_at, store, channel)
               SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[])
               ON CONFLICT (member) DO UPDATE SET external_id = excluded.external_id,
                   joined_at = excluded.joined_at, store = excluded.store, channel = excluded.channel
               RETURNING xmax = 0 AS is_new
           )
           UPDATE @.cursor SET members = members + (SELECT count(*) FROM put WHERE is_new)",
    types: &[Type::UUID_ARRAY, Type::TEXT_ARRAY, Type::INT8_ARRAY, Type::TEXT_ARRAY, Type::TEXT_ARRAY],
};

/// Stops at the ends of the range.
static TOTALS: Sql = Sql {
    text: "INSERT INTO @.totals AS total (wallet, kind, units, entries)
           SELECT * FROM unnest($1::integer[], $2::integer[], $3::bigint[], $4::bigint[])
           ON CONFLICT (wallet, kind) DO UPDATE
           SET units = greatest(-9223372036854775808, least(9223372036854775807,
                   total.units::numeric + excluded.units))::bigint,
               entries = least(9223372036854775807, total.entries::numeric + excluded.entries)::bigint",
    types: &[Type::INT4_ARRAY, Type::INT4_ARRAY, Type::INT8_ARRAY, Type::INT8_ARRAY],
};

static LOCK: Sql = Sql { text: "SELECT projected FROM @.cursor FOR UPDATE", types: &[] };

/// The events of a range whose entries nobody said when they were appended, or had said before all projections were dropped.
static UNSAID: Sql = Sql {
    text: "SELECT seq, entries IS NOT NULL FROM @.events WHERE seq > $1 AND seq <= $2
           AND (entries IS NULL OR seq <= (SELECT dropped FROM @.cursor))",
    types: &[Type::INT8, Type::INT8],
};

/// Counted, as who looks for one row may be planned to look through the whole table for it.
static HAVE: Sql = Sql {
    text: "SELECT count(*) = 0 FROM @.events WHERE seq > $1 AND seq <= $2
           AND (entries IS NULL OR seq <= (SELECT dropped FROM @.cursor))",
    types: &[Type::INT8, Type::INT8],
};

static DROP: Sql = Sql { text: "TRUNCATE @.entries, @.states, @.members, @.totals", types: &[] };

static BACK: Sql = Sql {
    text: "UPDATE @.cursor SET projected = 0, members = 0,
               dropped = coalesce((SELECT seq FROM @.events ORDER BY seq DESC LIMIT 1), 0)",
    types: &[],
};

/// See [`tessera_store::Read::streams_have`].
pub(crate) async fn streams_have(pool: &Arc<Pool>, after: Seq, until: Seq) -> Result<bool, StoreError> {
    let rows = pool.query(&HAVE, &[&after.cast_signed(), &until.cast_signed()]).await?;
    Ok(rows.first().is_some_and(|row| row.get(0)))
}

/// See [`tessera_store::Write::project`].
pub(crate) async fn project(pool: &Arc<Pool>, projection: &Projection) -> Result<(), StoreError> {
    let (after, cursor) = (projection.after.cast_signed(), projection.cursor.cast_signed());
    if projection.cursor < projection.after {
        return Err(StoreError::Other(format!("the projection's cursor {cursor} lies before its start")));
    }
    let (work, rows) = begin(pool, &MOVE, &[&after, &cursor]).await?;
    match rows.first().map(|row| row.get(0)) {
        None => return Err(StoreError::Conflict),
        Some(false) => {
            let detail = format!("the projection's cursor {cursor} is not in the journal");
            return Err(StoreError::Other(detail));
        }
        Some(true) => {}
    }
    if !projection.streamed.is_empty() {
        let unsaid = work.run(&UNSAID, &[&after, &cursor]).await?;
        let unsaid = unsaid.iter().map(|row| (row.get::<_, i64>(0).cast_unsigned(), row.get(1))).collect();
        put_entries(&work, &projection.streamed, &unsaid).await?;
    }
    put_states(&work, &projection.snapshots).await?;
    put_members(&work, &projection.members).await?;
    let totals = Totals::of(&projection.totals);
    let ready = work.lent().ready(&TOTALS).await.map_err(|failure| failure.error)?;
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
        [&totals.wallets, &totals.kinds, &totals.units, &totals.entries];
    work.commit(&ready, &values).await.map(drop).map_err(|failure| failure.error)
}

/// See [`tessera_store::Write::drop_projections`].
pub(crate) async fn drop_all(pool: &Arc<Pool>) -> Result<(), StoreError> {
    let (work, _) = begin(pool, &LOCK, &[]).await?;
    work.run(&DROP, &[]).await?;
    let ready = work.lent().ready(&BACK).await.map_err(|failure| failure.error)?;
    work.commit(&ready, &[]).await.map(drop).map_err(|failure| failure.error)
}

async fn begin(
    pool: &Arc<Pool>,
    sql: &'static Sql,
    values: crate::statement::Values<'_>,
) -> Result<(Work, Vec<tokio_postgres::Row>), StoreError> {
    let mut tries = 1;
    loop {
        match Work::begin(pool.lend(For::Anything).await?, sql, values).await {
            Ok(begun) => return Ok(begun),
            Err(failure) => pool.again_elsewhere(failure, &mut tries)?,
        }
    }
}

/// Cuts rows so that none of the pieces is too large for one statement.
fn pieces<T>(mut rows: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let mut size = 0;
        let fits = |row: &T| {
            size += bytes(row);
            size <= BYTES
        };
        let count = rows.iter().take(ROWS).take_while({
            let mut fits = fits;
            move |row| fits(row)
        });
        let (piece, rest) = rows.split_at(count.count().max(1).min(rows.len()));
        rows = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Writes the entries that were not said, or were and are dropped: before those comes a row even if it is empty.
async fn put_entries(
    work: &Work,
    streamed: &[(MemberId, Streamed)],
    unsaid: &HashMap<Seq, bool>,
) -> Result<(), StoreError> {
    let is_written = |(_, streamed): &&(MemberId, Streamed)| {
        unsaid.get(&streamed.seq).is_some_and(|is_dropped| *is_dropped || !streamed.entries.is_empty())
    };
    let posted: Vec<&(MemberId, Streamed)> = streamed.iter().filter(is_written).collect();
    for piece in pieces(&posted, |(_, streamed)| streamed.entries.len()) {
        let members: Vec<Uuid> = piece.iter().map(|(member, _)| uuid(*member)).collect();
        let numbers: Vec<i64> = piece.iter().map(|(_, streamed)| streamed.number.into()).collect();
        let entries: Vec<&[u8]> = piece.iter().map(|(_, streamed)| &*streamed.entries).collect();
        work.run(&ENTRIES, &[&members, &numbers, &entries]).await?;
    }
    Ok(())
}

async fn put_states(work: &Work, snapshots: &[(MemberId, Snapshot)]) -> Result<(), StoreError> {
    for piece in pieces(snapshots, |(_, snapshot)| snapshot.state.len()) {
        let members: Vec<Uuid> = piece.iter().map(|(member, _)| uuid(*member)).collect();
        let numbers: Vec<i64> = piece.iter().map(|(_, snapshot)| snapshot.number.into()).collect();
        let due = |snapshot: &Snapshot| Some(snapshot.due_at.0).filter(|_| snapshot.due_at != Instant::NEVER);
        let due_at: Vec<Option<i64>> = piece.iter().map(|(_, snapshot)| due(snapshot)).collect();
        let states: Vec<&[u8]> = piece.iter().map(|(_, snapshot)| &*snapshot.state).collect();
        work.run(&STATES, &[&members, &numbers, &due_at, &states]).await?;
    }
    Ok(())
}

async fn put_members(work: &Work, rows: &[MemberRow]) -> Result<(), StoreError> {
    // One statement may not change a row twice: of a member named twice the last one counts.
    let rows: BTreeMap<MemberId, &MemberRow> = rows.iter().map(|row| (row.id, row)).collect();
    let rows: Vec<&MemberRow> = rows.into_values().collect();
    for piece in pieces(&rows, |_| 0) {
        let members: Vec<Uuid> = piece.iter().map(|row| uuid(row.id)).collect();
        let external_ids: Vec<Option<&str>> = piece.iter().map(|row| row.external_id.as_deref()).collect();
        let joined_at: Vec<i64> = piece.iter().map(|row| row.joined_at.0).collect();
        let stores: Vec<Option<&str>> = piece.iter().map(|row| row.store.as_deref()).collect();
        let channels: Vec<Option<&str>> = piece.iter().map(|row| row.channel.as_deref()).collect();
        work.run(&MEMBERS, &[&members, &external_ids, &joined_at, &stores, &channels]).await?;
    }
    Ok(())
}

/// What to add to the trial balance, by column, each wallet and kind once.
#[derive(Default)]
struct Totals {
    wallets: Vec<i32>,
    kinds: Vec<i32>,
    units: Vec<i64>,
    entries: Vec<i64>,
}

impl Totals {
    fn of(totals: &[Total]) -> Self {
        let mut sums: BTreeMap<(u16, u8), (i64, i64)> = BTreeMap::new();
        for total in totals {
            let (units, entries) = sums.entry((total.wallet, total.kind)).or_default();
            *units = units.saturating_add(total.units);
            *entries = entries.saturating_add_unsigned(total.entries);
        }
        let mut columns = Self::default();
        for ((wallet, kind), (units, entries)) in sums {
            columns.wallets.push(wallet.into());
            columns.kinds.push(kind.into());
            columns.units.push(units);
            columns.entries.push(entries);
        }
        columns
    }
}
