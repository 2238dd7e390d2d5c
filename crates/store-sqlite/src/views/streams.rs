//! Questions about streams and event ids.

use super::members::{limit, member_id, members_after, snapshots};
use crate::part::{Of, Part};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{MemberStream, Place, StoreError, Streamed, record};

/// The stream of a member after a number, in order.
pub(crate) fn stream(
    views: &Connection,
    part: &Part,
    member: MemberId,
    after: u32,
    most: usize,
) -> Result<Vec<Streamed>, StoreError> {
    read(&mut by_member(views, part)?, part, member, after, most)
}

/// The whole streams of members, in the order asked for.
pub(crate) fn histories(
    views: &Connection,
    part: &Part,
    members: &[MemberId],
) -> Result<Vec<Vec<Streamed>>, StoreError> {
    let mut statement = by_member(views, part)?;
    members.iter().map(|member| read(&mut statement, part, *member, 0, usize::MAX)).collect()
}

/// The next members after one with their states and whole streams, by id.
pub(crate) fn streams(
    views: &Connection,
    part: &Part,
    after: Option<MemberId>,
    most: usize,
) -> Result<Vec<MemberStream>, StoreError> {
    let members = members_after(views, part, after, most)?;
    let ids: Vec<MemberId> = members.iter().map(|member| member.id).collect();
    let states = snapshots(views, part, &ids)?;
    let streams = histories(views, part, &ids)?;
    let whole = members.into_iter().zip(states).zip(streams);
    Ok(whole.map(|((member, snapshot), stream)| MemberStream { member, snapshot, stream }).collect())
}

/// Where event ids were used. Each comes with a number that tells the answers apart; those that were not used are left out.
pub(crate) fn places(
    views: &Connection,
    part: &Part,
    asked: &[(usize, EventId)],
) -> Result<Vec<(usize, Place)>, StoreError> {
    let mut statement = views.prepare_cached("SELECT member, number FROM ids WHERE id = ?1").of(part)?;
    let place = |row: &Row<'_>| Ok(Place { member: member_id(row, 0)?, number: row.get(1)? });
    let mut places = Vec::new();
    for (at, id) in asked {
        let found = statement.query_row([id.as_str()], place).optional().of(part)?;
        places.extend(found.map(|place| (*at, place)));
    }
    Ok(places)
}

fn by_member<'c>(views: &'c Connection, part: &Part) -> Result<CachedStatement<'c>, StoreError> {
    let sql = "SELECT seq, number, body, entries FROM stream
               WHERE member = ?1 AND number > ?2 AND number < 4294967296 ORDER BY number LIMIT ?3";
    views.prepare_cached(sql).of(part)
}

fn read(
    statement: &mut CachedStatement<'_>,
    part: &Part,
    member: MemberId,
    after: u32,
    most: usize,
) -> Result<Vec<Streamed>, StoreError> {
    let mut rows = statement.query((member.0.to_be_bytes(), after, limit(most))).of(part)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().of(part)? {
        found.push(Streamed {
            seq: row.get::<_, i64>(0).of(part)?.cast_unsigned(),
            number: row.get(1).of(part)?,
            event: event(row, 2, part)?,
            entries: row.get(3).of(part)?,
        });
    }
    Ok(found)
}

fn event(row: &Row<'_>, column: usize, part: &Part) -> Result<tessera_engine::event::Event, StoreError> {
    let bytes = row.get_ref(column).of(part)?.as_blob().map_err(|error| part.damaged(error))?;
    record::decode_event(bytes).map_err(|error| part.damaged(error))
}
