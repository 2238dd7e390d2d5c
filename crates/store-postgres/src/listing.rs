//! Lists of members, filtered. A walk over so many rows by the key; the server ends it with the page.

use crate::members::{limit, member_id, member_row, successor};
use crate::pool::Pool;
use crate::statement::Sql;
use std::sync::Arc;
use tessera_engine::values::MemberId;
use tessera_store::{Listed, Listing, StoreError};
use tokio_postgres::types::Type;
use uuid::Uuid;

static UP: Sql = Sql {
    text: "SELECT 0::bigint, member, external_id, joined_at, store, channel
           FROM (SELECT member, external_id, joined_at, store, channel FROM @.members
                 WHERE member >= $1 ORDER BY member LIMIT $2) AS walk
           WHERE ($3::text IS NULL OR store = $3) AND ($4::text IS NULL OR channel = $4)
               AND joined_at >= $5 AND joined_at <= $6
           ORDER BY member LIMIT $7",
    types: &FILTERED,
};

static DOWN: Sql = Sql {
    text: "SELECT 0::bigint, member, external_id, joined_at, store, channel
           FROM (SELECT member, external_id, joined_at, store, channel FROM @.members
                 WHERE member <= $1 ORDER BY member DESC LIMIT $2) AS walk
           WHERE ($3::text IS NULL OR store = $3) AND ($4::text IS NULL OR channel = $4)
               AND joined_at >= $5 AND joined_at <= $6
           ORDER BY member DESC LIMIT $7",
    types: &FILTERED,
};

const FILTERED: [Type; 7] =
    [Type::UUID, Type::INT8, Type::TEXT, Type::TEXT, Type::INT8, Type::INT8, Type::INT8];

static END_UP: Sql = Sql {
    text: "SELECT member FROM @.members WHERE member >= $1 ORDER BY member LIMIT 2 OFFSET $2",
    types: &[Type::UUID, Type::INT8],
};

static END_DOWN: Sql = Sql {
    text: "SELECT member FROM @.members WHERE member <= $1 ORDER BY member DESC LIMIT 2 OFFSET $2",
    types: &[Type::UUID, Type::INT8],
};

/// See [`tessera_store::Read::list`].
pub(crate) async fn list(pool: &Arc<Pool>, listing: &Listing) -> Result<Listed, StoreError> {
    let Listing { newest_first, beyond, store, channel, joined_from, joined_before, .. } = listing;
    let from = if *newest_first { predecessor(*beyond) } else { successor(*beyond) };
    let Some(from) = from else { return Ok(Listed::default()) };
    let (page, end) = if *newest_first { (&DOWN, &END_DOWN) } else { (&UP, &END_UP) };
    // One more than a page has tells whether there is one.
    let rows = pool
        .query(
            page,
            &[
                &from,
                &limit(listing.look_at),
                &store.as_deref(),
                &channel.as_deref(),
                &joined_from.map_or(i64::MIN, |from| from.0),
                &joined_before.map_or(i64::MAX, |before| before.0.saturating_sub(1)),
                &limit(listing.limit.saturating_add(1)),
            ],
        )
        .await?;
    let mut members: Vec<_> = rows.iter().map(member_row).collect();
    if members.len() > listing.limit {
        members.truncate(listing.limit);
        let next = members.last().map(|last| last.id);
        return Ok(Listed { members, next });
    }
    // All that may be looked at was: the last of them, if there is one more behind it.
    let last = pool.query(end, &[&from, &limit(listing.look_at.saturating_sub(1))]).await?;
    let next = last.first().filter(|_| last.len() > 1).map(|row| member_id(row, 0));
    Ok(Listed { members, next })
}

/// The greatest id that comes before one.
fn predecessor(before: Option<MemberId>) -> Option<Uuid> {
    before.map_or(Some(u128::MAX), |before| before.0.checked_sub(1)).map(Uuid::from_u128)
}
