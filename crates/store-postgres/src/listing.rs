//! Lists of members, filtered: a walk over so many rows in the order of ids, of all members or along the index of a store or a channel; the server ends it
//! with the page.

use crate::members::{limit, member_id, member_row, successor};
use crate::pool::Pool;
use crate::statement::Sql;
use std::sync::Arc;
use tessera_engine::values::MemberId;
use tessera_store::{Listed, Listing, StoreError};
use tokio_postgres::types::Type;
use uuid::Uuid;

/// A walk over the members of whom the first condition is true, from an id on. It does not stand again among the others: the server would expect few and sort
/// all of a large store for each page.
struct Walk {
    /// Those of them whom the rest lets through.
    page: Sql,
    /// Where a walk over so many ends.
    end: Sql,
}

macro_rules! walk {
    ($among:literal, $rest:literal, $from:literal, $order:literal) => {
        Walk {
            page: Sql {
                text: concat!(
                    "SELECT 0::bigint, member, external_id, joined_at, store, channel
                     FROM (SELECT member, external_id, joined_at, store, channel FROM @.members
                           WHERE ",
                    $among,
                    " AND member ",
                    $from,
                    " $1 ORDER BY member ",
                    $order,
                    " LIMIT $2) AS walk
                     WHERE ",
                    $rest,
                    " AND joined_at >= $5 AND joined_at <= $6
                     ORDER BY member ",
                    $order,
                    " LIMIT $7"
                ),
                types: &FILTERED,
            },
            end: Sql {
                text: concat!(
                    "SELECT member FROM @.members WHERE ",
                    $among,
                    " AND member ",
                    $from,
                    " $1
                         AND ($3::text IS NULL OR true) AND ($4::text IS NULL OR true)
                     ORDER BY member ",
                    $order,
                    " LIMIT 2 OFFSET $2"
                ),
                types: &[Type::UUID, Type::INT8, Type::TEXT, Type::TEXT],
            },
        }
    };
}

/// Up and down.
static EVERYBODY: [Walk; 2] = [
    walk!("true", "($3::text IS NULL OR true) AND ($4::text IS NULL OR true)", ">=", "ASC"),
    walk!("true", "($3::text IS NULL OR true) AND ($4::text IS NULL OR true)", "<=", "DESC"),
];
static OF_STORE: [Walk; 2] = [
    walk!("store COLLATE \"C\" = $3", "($4::text IS NULL OR channel = $4)", ">=", "ASC"),
    walk!("store COLLATE \"C\" = $3", "($4::text IS NULL OR channel = $4)", "<=", "DESC"),
];
static OF_CHANNEL: [Walk; 2] = [
    walk!(
        "channel COLLATE \"C\" = $4",
        "($3::text IS NULL OR true) AND ($4::text IS NULL OR true)",
        ">=",
        "ASC"
    ),
    walk!(
        "channel COLLATE \"C\" = $4",
        "($3::text IS NULL OR true) AND ($4::text IS NULL OR true)",
        "<=",
        "DESC"
    ),
];

const FILTERED: [Type; 7] =
    [Type::UUID, Type::INT8, Type::TEXT, Type::TEXT, Type::INT8, Type::INT8, Type::INT8];

/// See [`tessera_store::Read::list`].
pub(crate) async fn list(pool: &Arc<Pool>, listing: &Listing) -> Result<Listed, StoreError> {
    let Listing { newest_first, beyond, store, channel, joined_from, joined_before, .. } = listing;
    let from = if *newest_first { predecessor(*beyond) } else { successor(*beyond) };
    let Some(from) = from else { return Ok(Listed::default()) };
    // Of a store and a channel at once it is the store's members who are walked over: there are fewer of them, as a rule.
    let [up, down] = match (store, channel) {
        (Some(_), _) => &OF_STORE,
        (None, Some(_)) => &OF_CHANNEL,
        (None, None) => &EVERYBODY,
    };
    let Walk { page, end } = if *newest_first { down } else { up };
    let (store, channel) = (store.as_deref(), channel.as_deref());
    // One more than a page has tells whether there is one.
    let rows = pool
        .query(
            page,
            &[
                &from,
                &limit(listing.look_at),
                &store,
                &channel,
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
    let skipped = limit(listing.look_at.saturating_sub(1));
    let last = pool.query(end, &[&from, &skipped, &store, &channel]).await?;
    let next = last.first().filter(|_| last.len() > 1).map(|row| member_id(row, 0));
    Ok(Listed { members, next })
}

/// The greatest id that comes before one.
fn predecessor(before: Option<MemberId>) -> Option<Uuid> {
    before.map_or(Some(u128::MAX), |before| before.0.checked_sub(1)).map(Uuid::from_u128)
}
