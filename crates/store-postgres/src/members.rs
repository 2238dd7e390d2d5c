//! Questions about members and their states.
//!
//! Ids are asked for as an array, and each is looked up in the index by itself: that plan stays right however the tables grow.

use crate::batch::uuid;
use crate::pool::Pool;
use crate::statement::Sql;
use std::sync::Arc;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{MemberRow, Snapshot, Standing, StoreError, Total, Who};
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

static SNAPSHOTS: Sql = Sql {
    text: "SELECT asked.place, found.number, found.due_at, found.state
           FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (member, place)
           CROSS JOIN LATERAL (SELECT number, due_at, state FROM @.states WHERE member = asked.member OFFSET 0) AS found",
    types: &[Type::UUID_ARRAY],
};

static MEMBERS: Sql = Sql {
    text: "SELECT asked.place, found.*
           FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (member, place)
           CROSS JOIN LATERAL (SELECT member, external_id, joined_at, store, channel FROM @.members
                               WHERE member = asked.member OFFSET 0) AS found",
    types: &[Type::UUID_ARRAY],
};

static STANDING: Sql = Sql {
    text: "SELECT 0::bigint, found.*, state.*
           FROM (SELECT member, external_id, joined_at, store, channel FROM @.members WHERE member = $1 OFFSET 0) AS found
           LEFT JOIN LATERAL (SELECT number, due_at, state FROM @.states WHERE member = found.member OFFSET 0) AS state ON true",
    types: &[Type::UUID],
};

/// See [`BY_EXTERNAL_ID`].
static STANDING_BY_EXTERNAL_ID: Sql = Sql {
    text: "SELECT 0::bigint, found.*, state.*
           FROM (SELECT member FROM @.external_ids WHERE external_id = $1 COLLATE \"C\" LIMIT 1) AS claim
           CROSS JOIN LATERAL (SELECT member, external_id, joined_at, store, channel FROM @.members
                               WHERE member = claim.member AND external_id = $1 OFFSET 0) AS found
           LEFT JOIN LATERAL (SELECT number, due_at, state FROM @.states WHERE member = found.member OFFSET 0) AS state ON true",
    types: &[Type::TEXT],
};

static MEMBERS_FROM: Sql = Sql {
    text: "SELECT 0::bigint, member, external_id, joined_at, store, channel FROM @.members
           WHERE member >= $1 ORDER BY member LIMIT $2",
    types: &[Type::UUID, Type::INT8],
};

/// Claims are the journal's: the projected part is those of projected members.
static BY_EXTERNAL_ID: Sql = Sql {
    text: "SELECT asked.place, found.member
           FROM unnest($1::text[]) WITH ORDINALITY AS asked (external_id, place)
           CROSS JOIN LATERAL (SELECT member FROM @.external_ids
                               WHERE external_id = asked.external_id COLLATE \"C\" LIMIT 1) AS claim
           CROSS JOIN LATERAL (SELECT member FROM @.members
                               WHERE member = claim.member AND external_id = asked.external_id OFFSET 0) AS found",
    types: &[Type::TEXT_ARRAY],
};

static COUNT: Sql = Sql { text: "SELECT members FROM @.cursor", types: &[] };

static DUE: Sql = Sql {
    text: "SELECT member FROM @.states WHERE due_at <= $1 ORDER BY due_at, member LIMIT $2",
    types: &[Type::INT8, Type::INT8],
};

static TOTALS: Sql =
    Sql { text: "SELECT wallet, kind, units, entries FROM @.totals ORDER BY wallet, kind", types: &[] };

/// A limit as the server takes it.
pub(crate) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The least id that comes after one.
pub(crate) fn successor(after: Option<MemberId>) -> Option<Uuid> {
    after.map_or(Some(0), |after| after.0.checked_add(1)).map(Uuid::from_u128)
}

pub(crate) fn uuids(members: &[MemberId]) -> Vec<Uuid> {
    members.iter().copied().map(uuid).collect()
}

pub(crate) fn member_id(row: &Row, column: usize) -> MemberId {
    MemberId(row.get::<_, Uuid>(column).as_u128())
}

/// A number that was one when it was written.
pub(crate) fn number(row: &Row, column: usize) -> u32 {
    row.get::<_, i64>(column) as u32
}

/// Answers in the order asked for: the first column says to which question each belongs, from 1 on.
pub(crate) fn in_order<T>(rows: Vec<Row>, asked: usize, read: impl Fn(&Row) -> T) -> Vec<Option<T>> {
    let mut answers: Vec<Option<T>> = Vec::new();
    answers.resize_with(asked, || None);
    for row in rows {
        let place = usize::try_from(row.get::<_, i64>(0) - 1).unwrap_or(usize::MAX);
        if let Some(answer) = answers.get_mut(place) {
            *answer = Some(read(&row));
        }
    }
    answers
}

pub(crate) fn member_row(row: &Row) -> MemberRow {
    let text = |column| row.get::<_, Option<String>>(column).map(String::into_boxed_str);
    MemberRow {
        id: member_id(row, 1),
        external_id: text(2),
        joined_at: Instant(row.get(3)),
        store: text(4),
        channel: text(5),
    }
}

/// The state whose number is in this column, and what else of it in the next ones.
pub(crate) fn snapshot(row: &Row, column: usize) -> Snapshot {
    let due_at = row.get::<_, Option<i64>>(column + 1).map_or(Instant::NEVER, Instant);
    Snapshot { number: number(row, column), due_at, state: row.get(column + 2) }
}

/// The states of members, in the order asked for.
pub(crate) async fn snapshots(
    pool: &Arc<Pool>,
    members: &[MemberId],
) -> Result<Vec<Option<Snapshot>>, StoreError> {
    let rows = pool.query(&SNAPSHOTS, &[&uuids(members)]).await?;
    Ok(in_order(rows, members.len(), |row| snapshot(row, 1)))
}

/// Members by id, in the order asked for.
pub(crate) async fn members(
    pool: &Arc<Pool>,
    ids: &[MemberId],
) -> Result<Vec<Option<MemberRow>>, StoreError> {
    let rows = pool.query(&MEMBERS, &[&uuids(ids)]).await?;
    Ok(in_order(rows, ids.len(), member_row))
}

/// A member with the state.
pub(crate) async fn standing(pool: &Arc<Pool>, who: Who) -> Result<Option<Standing>, StoreError> {
    let rows = match &who {
        Who::Id(id) => pool.query(&STANDING, &[&uuid(*id)]).await?,
        Who::External(id) => pool.query(&STANDING_BY_EXTERNAL_ID, &[&&**id]).await?,
    };
    let standing = |row: &Row| Standing {
        member: member_row(row),
        snapshot: row.get::<_, Option<i64>>(6).map(|_| snapshot(row, 6)),
    };
    Ok(rows.first().map(standing))
}

/// The next members after one, by id.
pub(crate) async fn members_after(
    pool: &Arc<Pool>,
    after: Option<MemberId>,
    most: usize,
) -> Result<Vec<MemberRow>, StoreError> {
    let Some(from) = successor(after) else { return Ok(Vec::new()) };
    let rows = pool.query(&MEMBERS_FROM, &[&from, &limit(most)]).await?;
    Ok(rows.iter().map(member_row).collect())
}

/// Members by the retailer's own numbers, in the order asked for.
pub(crate) async fn by_external_id(
    pool: &Arc<Pool>,
    ids: &[&str],
) -> Result<Vec<Option<MemberId>>, StoreError> {
    let rows = pool.query(&BY_EXTERNAL_ID, &[&ids]).await?;
    Ok(in_order(rows, ids.len(), |row| member_id(row, 1)))
}

/// How many members there are.
pub(crate) async fn count(pool: &Arc<Pool>) -> Result<u64, StoreError> {
    let rows = pool.query(&COUNT, &[]).await?;
    Ok(rows.first().map_or(0, |row| row.get::<_, i64>(0)).cast_unsigned())
}

/// Members whose state has something due at or before the instant, the earliest first.
pub(crate) async fn due(pool: &Arc<Pool>, until: Instant, most: usize) -> Result<Vec<MemberId>, StoreError> {
    let rows = pool.query(&DUE, &[&until.0, &limit(most)]).await?;
    Ok(rows.iter().map(|row| member_id(row, 0)).collect())
}

/// The running trial balance.
pub(crate) async fn totals(pool: &Arc<Pool>) -> Result<Vec<Total>, StoreError> {
    let rows = pool.query(&TOTALS, &[]).await?;
    let total = |row: &Row| Total {
        wallet: row.get::<_, i32>(0) as u16,
        kind: row.get::<_, i32>(1) as u8,
        units: row.get(2),
        entries: row.get::<_, i64>(3).cast_unsigned(),
    };
    Ok(rows.iter().map(total).collect())
}
