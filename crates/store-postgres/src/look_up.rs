//! What deciding needs, in one question.

use crate::members::{member_id, number, snapshot, uuids};
use crate::pool::Pool;
use crate::statement::Sql;
use std::sync::Arc;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{LookedUp, Place, StoreError};
use tokio_postgres::types::Type;

/// Where event ids were used; the states of those who claimed external ids; the states of members. Who is projected has a state.
static LOOK_UP: Sql = Sql {
    text: "SELECT 0, asked.place, found.member, found.number, NULL::bigint, NULL::bytea
           FROM unnest($1::text[]) WITH ORDINALITY AS asked (id, place)
           CROSS JOIN LATERAL (
               SELECT member, number FROM @.events
               WHERE id = asked.id COLLATE \"C\" AND seq <= (SELECT projected FROM @.cursor) LIMIT 1) AS found
           UNION ALL
           SELECT 1, asked.place, found.member, found.number, found.due_at, found.state
           FROM unnest($2::text[]) WITH ORDINALITY AS asked (external_id, place)
           CROSS JOIN LATERAL (SELECT member FROM @.external_ids
                               WHERE external_id = asked.external_id COLLATE \"C\" LIMIT 1) AS claim
           CROSS JOIN LATERAL (SELECT member, number, due_at, state FROM @.states
                               WHERE member = claim.member OFFSET 0) AS found
           UNION ALL
           SELECT 2, asked.place, asked.member, found.number, found.due_at, found.state
           FROM unnest($3::uuid[]) WITH ORDINALITY AS asked (member, place)
           CROSS JOIN LATERAL (SELECT number, due_at, state FROM @.states
                               WHERE member = asked.member OFFSET 0) AS found",
    types: &[Type::TEXT_ARRAY, Type::TEXT_ARRAY, Type::UUID_ARRAY],
};

/// See [`tessera_store::Read::look_up`].
pub(crate) async fn look_up(
    pool: &Arc<Pool>,
    ids: &[EventId],
    external_ids: &[&str],
    members: &[MemberId],
) -> Result<LookedUp, StoreError> {
    let event_ids: Vec<&str> = ids.iter().map(EventId::as_str).collect();
    let rows = pool.query(&LOOK_UP, &[&event_ids, &external_ids, &uuids(members)]).await?;
    let mut found = LookedUp::default();
    found.places.resize_with(ids.len(), || None);
    found.named.resize_with(external_ids.len(), || None);
    found.states.resize_with(members.len(), || None);
    for row in &rows {
        let place = usize::try_from(row.get::<_, i64>(1) - 1).unwrap_or(usize::MAX);
        match row.get::<_, i32>(0) {
            0 => {
                put(&mut found.places, place, || Place { member: member_id(row, 2), number: number(row, 3) })
            }
            1 => put(&mut found.named, place, || (member_id(row, 2), Some(snapshot(row, 3)))),
            _ => put(&mut found.states, place, || snapshot(row, 3)),
        }
    }
    Ok(found)
}

fn put<T>(answers: &mut [Option<T>], place: usize, answer: impl FnOnce() -> T) {
    if let Some(at) = answers.get_mut(place) {
        *at = Some(answer());
    }
}
