//! Questions about the journal, streams and event ids.
//!
//! An event belongs to the projected stream if its journal number is not beyond the cursor.

use crate::batch::uuid;
use crate::members::{in_order, limit, member_id, member_row, number, snapshot, successor, uuids};
use crate::pool::Pool;
use crate::statement::Sql;
use std::collections::HashMap;
use std::sync::Arc;
use tessera_engine::event::Event;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{Fact, Journaled, MemberStream, Place, Position, Seq, StoreError, Streamed, record};
use tokio_postgres::Row;
use tokio_postgres::types::Type;

static POSITION: Sql = Sql {
    text: "SELECT coalesce((SELECT seq FROM @.events ORDER BY seq DESC LIMIT 1), 0),
                  (SELECT projected FROM @.cursor), (SELECT edition FROM @.journal)",
    types: &[],
};

static NEWS: Sql = Sql {
    text: "SELECT event.seq, event.number, event.member, event.body,
                  coalesce((SELECT seq FROM @.events ORDER BY seq DESC LIMIT 1), 0),
                  (SELECT projected FROM @.cursor), (SELECT edition FROM @.journal)
           FROM (VALUES (1)) AS once
           LEFT JOIN LATERAL (SELECT seq, number, member, body FROM @.events
                              WHERE seq > $1 ORDER BY seq LIMIT $2) AS event ON true",
    types: &[Type::INT8, Type::INT8],
};

static JOURNAL: Sql = Sql {
    text: "SELECT seq, number, member, body FROM @.events WHERE seq > $1 ORDER BY seq LIMIT $2",
    types: &[Type::INT8, Type::INT8],
};

static STREAM: Sql = Sql {
    text: "SELECT 1::bigint, event.seq, event.number, event.body, coalesce(posted.entries, event.entries)
           FROM @.events AS event
           LEFT JOIN @.entries AS posted
               ON posted.member = $1 AND posted.member = event.member AND posted.number = event.number
           WHERE event.member = $1 AND event.number > $2 AND event.seq <= (SELECT projected FROM @.cursor)
           ORDER BY event.number LIMIT $3",
    types: &[Type::UUID, Type::INT8, Type::INT8],
};

static HISTORIES: Sql = Sql {
    text: "SELECT asked.place, found.*
           FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (member, place)
           CROSS JOIN LATERAL (
               SELECT event.seq, event.number, event.body, coalesce(posted.entries, event.entries)
               FROM @.events AS event
               LEFT JOIN @.entries AS posted ON posted.member = asked.member
                   AND posted.member = event.member AND posted.number = event.number
               WHERE event.member = asked.member AND event.seq <= (SELECT projected FROM @.cursor)
               ORDER BY event.number OFFSET 0) AS found
           ORDER BY asked.place, found.number",
    types: &[Type::UUID_ARRAY],
};

/// The members of a page with their states, and behind them the events of all of them: one statement, so that all is of one moment.
static STREAMS: Sql = Sql {
    text: "WITH page AS MATERIALIZED (
               SELECT member, external_id, joined_at, store, channel FROM @.members
               WHERE member >= $1 ORDER BY member LIMIT $2)
           SELECT 0::bigint, page.*, state.number, state.due_at, state.state,
                  NULL::bigint, NULL::bigint, NULL::bytea, NULL::bytea
           FROM page LEFT JOIN LATERAL (
               SELECT number, due_at, state FROM @.states WHERE member = page.member OFFSET 0) AS state ON true
           UNION ALL
           SELECT 1::bigint, page.member, NULL, 0, NULL, NULL, NULL, NULL, NULL, found.*
           FROM page CROSS JOIN LATERAL (
               SELECT event.seq, event.number, event.body, coalesce(posted.entries, event.entries)
               FROM @.events AS event
               LEFT JOIN @.entries AS posted ON posted.member = page.member
                   AND posted.member = event.member AND posted.number = event.number
               WHERE event.member = page.member AND event.seq <= (SELECT projected FROM @.cursor)
               ORDER BY event.number OFFSET 0) AS found",
    types: &[Type::UUID, Type::INT8],
};

static PLACES: Sql = Sql {
    text: "SELECT asked.place, found.member, found.number
           FROM unnest($1::text[]) WITH ORDINALITY AS asked (id, place)
           CROSS JOIN LATERAL (
               SELECT member, number FROM @.events
               WHERE id = asked.id COLLATE \"C\" AND seq <= (SELECT projected FROM @.cursor) OFFSET 0) AS found",
    types: &[Type::TEXT_ARRAY],
};

/// See [`tessera_store::Read::position`].
pub(crate) async fn position(pool: &Arc<Pool>) -> Result<Position, StoreError> {
    let rows = pool.query(&POSITION, &[]).await?;
    rows.first().map(|row| position_in(row, 0)).ok_or_else(|| lost(pool))
}

/// See [`tessera_store::Read::news`].
pub(crate) async fn news(
    pool: &Arc<Pool>,
    after: Seq,
    most: usize,
) -> Result<(Position, Vec<Journaled>), StoreError> {
    let Ok(first) = i64::try_from(after) else { return Ok((position(pool).await?, Vec::new())) };
    let rows = pool.query(&NEWS, &[&first, &limit(most)]).await?;
    let position = rows.first().map(|row| position_in(row, 4)).ok_or_else(|| lost(pool))?;
    let there = rows.iter().filter(|row| row.get::<_, Option<i64>>(0).is_some());
    let mut events = there.map(|row| journaled(pool, row)).collect::<Result<Vec<_>, _>>()?;
    // In this order the server sends them, but it has not promised to.
    events.sort_unstable_by_key(|journaled| journaled.seq);
    Ok((position, events))
}

/// The position in this column and the next ones.
fn position_in(row: &Row, column: usize) -> Position {
    let unsigned = |column| row.get::<_, i64>(column).cast_unsigned();
    Position { head: unsigned(column), projected: unsigned(column + 1), edition: unsigned(column + 2) }
}

fn lost(pool: &Pool) -> StoreError {
    StoreError::Other(format!("{}: the journal has lost its row", pool.server))
}

/// Events of the journal after a number, in order.
pub(crate) async fn journal(pool: &Arc<Pool>, after: Seq, most: usize) -> Result<Vec<Journaled>, StoreError> {
    let Ok(after) = i64::try_from(after) else { return Ok(Vec::new()) };
    let rows = pool.query(&JOURNAL, &[&after, &limit(most)]).await?;
    rows.iter().map(|row| journaled(pool, row)).collect()
}

fn journaled(pool: &Pool, row: &Row) -> Result<Journaled, StoreError> {
    let fact = Fact { member: member_id(row, 2), number: number(row, 1), event: event(pool, row, 3)?.into() };
    Ok(Journaled { seq: row.get::<_, i64>(0).cast_unsigned(), fact })
}

/// The stream of a member after a number, in order.
pub(crate) async fn stream(
    pool: &Arc<Pool>,
    member: MemberId,
    after: u32,
    most: usize,
) -> Result<Vec<Streamed>, StoreError> {
    let rows = pool.query(&STREAM, &[&uuid(member), &i64::from(after), &limit(most)]).await?;
    rows.iter().map(|row| streamed(pool, row, 1)).collect()
}

/// The whole streams of members, in the order asked for.
pub(crate) async fn histories(
    pool: &Arc<Pool>,
    members: &[MemberId],
) -> Result<Vec<Vec<Streamed>>, StoreError> {
    let rows = pool.query(&HISTORIES, &[&uuids(members)]).await?;
    by_question(pool, &rows, members.len())
}

/// The next members after one with their states and whole streams, by id.
pub(crate) async fn streams(
    pool: &Arc<Pool>,
    after: Option<MemberId>,
    most: usize,
) -> Result<Vec<MemberStream>, StoreError> {
    let Some(from) = successor(after) else { return Ok(Vec::new()) };
    let rows = pool.query(&STREAMS, &[&from, &limit(most)]).await?;
    let (mut streams, mut places) = (Vec::new(), HashMap::new());
    for row in &rows {
        if row.get::<_, i64>(0) == 0 {
            let snapshot = row.get::<_, Option<i64>>(6).map(|_| snapshot(row, 6));
            places.insert(member_id(row, 1), streams.len());
            streams.push(MemberStream { member: member_row(row), snapshot, stream: Vec::new() });
        } else if let Some(place) = places.get(&member_id(row, 1)) {
            streams[*place].stream.push(streamed(pool, row, 9)?);
        }
    }
    // In this order the server sends them, but it has not promised to.
    streams.sort_unstable_by_key(|at| at.member.id);
    streams.iter_mut().for_each(|at| at.stream.sort_unstable_by_key(|streamed| streamed.number));
    Ok(streams)
}

fn by_question(pool: &Pool, rows: &[Row], asked: usize) -> Result<Vec<Vec<Streamed>>, StoreError> {
    let mut streams = Vec::new();
    streams.resize_with(asked, Vec::new);
    for row in rows {
        let place = usize::try_from(row.get::<_, i64>(0) - 1).unwrap_or(usize::MAX);
        if let Some(stream) = streams.get_mut(place) {
            stream.push(streamed(pool, row, 1)?);
        }
    }
    Ok(streams)
}

/// Where event ids were used, in the order asked for.
pub(crate) async fn places(pool: &Arc<Pool>, ids: &[EventId]) -> Result<Vec<Option<Place>>, StoreError> {
    let asked: Vec<&str> = ids.iter().map(EventId::as_str).collect();
    let rows = pool.query(&PLACES, &[&asked]).await?;
    Ok(in_order(rows, ids.len(), |row| Place { member: member_id(row, 1), number: number(row, 2) }))
}

/// The event whose journal number is in this column, and what else of it in the next ones.
fn streamed(pool: &Pool, row: &Row, column: usize) -> Result<Streamed, StoreError> {
    Ok(Streamed {
        seq: row.get::<_, i64>(column).cast_unsigned(),
        number: number(row, column + 1),
        event: event(pool, row, column + 2)?.into(),
        entries: row.get::<_, Option<Vec<u8>>>(column + 3).unwrap_or_default(),
    })
}

fn event(pool: &Pool, row: &Row, column: usize) -> Result<Event, StoreError> {
    record::decode_event(row.get(column)).map_err(|damaged| {
        let (path, detail) = (pool.server.clone(), damaged.to_string());
        StoreError::Corrupt { path, detail }
    })
}
