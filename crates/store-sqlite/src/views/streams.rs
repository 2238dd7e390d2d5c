//! Questions about streams and event ids.

use super::members::{members_after, snapshots};
use super::rows::{self, event_key, id_key};
use super::tree::Moment;
use tessera_engine::values::{EventId, MemberId};
use tessera_store::{MemberStream, Place, StoreError, Streamed};

/// The stream of a member after a number, in order.
pub(crate) fn stream(
    moment: &Moment<'_>,
    member: MemberId,
    after: u32,
    most: usize,
) -> Result<Vec<Streamed>, StoreError> {
    let Some(first) = after.checked_add(1) else { return Ok(Vec::new()) };
    let keys = (event_key(member, first), event_key(member, u32::MAX));
    moment.range(&keys.0..=&keys.1).take(most).map(|row| event(moment, &row?)).collect()
}

fn event(moment: &Moment<'_>, (key, value): &(fjall::Slice, fjall::Slice)) -> Result<Streamed, StoreError> {
    let read = rows::number_of(key).and_then(|number| rows::read_event(number, value));
    read.map_err(|error| moment.part.damaged(error))
}

/// The number of the last event of a member; 0 if there is none.
pub(super) fn last_number(moment: &Moment<'_>, member: MemberId) -> Result<u32, StoreError> {
    let keys = (event_key(member, 0), event_key(member, u32::MAX));
    let Some(last) = moment.range(&keys.0..=&keys.1).next_back() else { return Ok(0) };
    rows::number_of(&last?.0).map_err(|error| moment.part.damaged(error))
}

/// The whole streams of members, in the order asked for.
pub(crate) fn histories(moment: &Moment<'_>, members: &[MemberId]) -> Result<Vec<Vec<Streamed>>, StoreError> {
    members.iter().map(|member| stream(moment, *member, 0, usize::MAX)).collect()
}

/// The next members after one with their states and whole streams, by id.
pub(crate) fn streams(
    moment: &Moment<'_>,
    after: Option<MemberId>,
    most: usize,
) -> Result<Vec<MemberStream>, StoreError> {
    let members = members_after(moment, after, most)?;
    let ids: Vec<MemberId> = members.iter().map(|member| member.id).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(Vec::new()) };
    let states = snapshots(moment, &ids)?;
    let whole = members.into_iter().zip(states);
    let mut found: Vec<MemberStream> =
        whole.map(|(member, snapshot)| MemberStream { member, snapshot, stream: Vec::new() }).collect();
    // They stand one behind the other: one walk finds all events of all of them.
    let keys = (event_key(*first, 0), event_key(*last, u32::MAX));
    let mut at = 0;
    for row in moment.range(&keys.0..=&keys.1) {
        let row = row?;
        let member = rows::member_of(&row.0, 1).map_err(|error| moment.part.damaged(error))?;
        while found.get(at).is_some_and(|stream| stream.member.id < member) {
            at += 1;
        }
        // Events of nobody who has joined belong to no stream here.
        if let Some(stream) = found.get_mut(at).filter(|stream| stream.member.id == member) {
            stream.stream.push(event(moment, &row)?);
        }
    }
    Ok(found)
}

/// Where event ids were used. Each comes with a number that tells the answers apart; those that were not used are left out.
pub(crate) fn places(
    moment: &Moment<'_>,
    asked: &[(usize, EventId)],
) -> Result<Vec<(usize, Place)>, StoreError> {
    let mut places = Vec::new();
    for (at, id) in asked {
        if let Some(value) = moment.get(&id_key(id.as_str()))? {
            places.push((*at, rows::read_place(&value).map_err(|error| moment.part.damaged(error))?));
        }
    }
    Ok(places)
}

/// Whether a projected event has this id.
pub(crate) fn has_id(moment: &Moment<'_>, id: &EventId) -> Result<bool, StoreError> {
    Ok(moment.get(&id_key(id.as_str()))?.is_some())
}

/// The next event ids from one on, that one included, at most so many.
pub(crate) fn ids_from(moment: &Moment<'_>, first: &str, most: usize) -> Result<Vec<Box<str>>, StoreError> {
    let from = id_key(first);
    let keys = moment.range(&from..=rows::ALL_IDS.1).take(most);
    keys.map(|row| {
        let (key, _) = row?;
        rows::id_of(&key).map(Into::into).map_err(|error| moment.part.damaged(error))
    })
    .collect()
}
