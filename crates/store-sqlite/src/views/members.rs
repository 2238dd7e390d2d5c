//! Questions about members and their states.

use super::kept::KeptRows;
use super::rows::{self, Among, MemberIn, due_key, event_key, external_key, member_key, state_key};
use super::tree::{Latest, Moment};
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Listed, Listing, MemberRow, Snapshot, Standing, StoreError, Total, Who};

pub(super) fn member_row(moment: &Moment<'_>, id: MemberId) -> Result<Option<MemberRow>, StoreError> {
    let Some(value) = moment.get(&member_key(id))? else { return Ok(None) };
    let read = MemberIn::read(&value).map(|member| member.row(id));
    read.map(Some).map_err(|error| moment.part.damaged(error))
}

/// Members by id, in the order asked for.
pub(crate) fn members(moment: &Moment<'_>, ids: &[MemberId]) -> Result<Vec<Option<MemberRow>>, StoreError> {
    ids.iter().map(|id| member_row(moment, *id)).collect()
}

/// What a member is and where the member stands.
pub(crate) fn standing(latest: &Latest<'_>, who: &Who) -> Result<Option<Standing>, StoreError> {
    let id = match who {
        Who::Id(id) => Some(*id),
        Who::External(number) => numbered(latest, number)?,
    };
    let Some(id) = id else { return Ok(None) };
    let Some(rows) = kept_or_read(latest, id)? else { return Ok(None) };
    rows.standing(id).map(Some).map_err(|error| latest.part.damaged(error))
}

/// Members by number and by id, with their states.
type Found = (Vec<Option<(MemberId, Option<Snapshot>)>>, Vec<Option<Snapshot>>);

/// What [`look_up`] finds, if all of it is in memory.
pub(crate) fn kept(
    latest: &Latest<'_>,
    numbers: &[&str],
    ids: &[MemberId],
) -> Result<Option<Found>, StoreError> {
    let state = |id| latest.kept.member(id)?.snapshot().ok();
    let named = |number: &&str| {
        let id = latest.kept.number(number)?;
        Some(Some((id, state(id)?)))
    };
    let named: Option<Vec<_>> = numbers.iter().map(named).collect();
    let states: Option<Vec<_>> = ids.iter().map(|id| state(*id)).collect();
    Ok(named.zip(states))
}

/// The states of members, by the retailer's own numbers and by id.
pub(crate) fn look_up(
    latest: &Latest<'_>,
    numbers: &[Box<str>],
    ids: &[MemberId],
) -> Result<Found, StoreError> {
    let state = |id| match kept_or_read(latest, id)? {
        Some(rows) => rows.snapshot().map_err(|error| latest.part.damaged(error)),
        None => Ok(None),
    };
    let named = |number: &str| match numbered(latest, number)? {
        Some(id) => Ok(Some((id, state(id)?))),
        None => Ok(None),
    };
    let named = numbers.iter().map(|number| named(number)).collect::<Result<_, StoreError>>()?;
    Ok((named, ids.iter().map(|id| state(*id)).collect::<Result<_, StoreError>>()?))
}

/// A row that is not in the tree, or an error.
enum NotRead {
    Missing,
    Failed(StoreError),
}

impl From<StoreError> for NotRead {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

fn unless_missing<T>(found: Result<T, NotRead>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(NotRead::Missing) => Ok(None),
        Err(NotRead::Failed(error)) => Err(error),
    }
}

fn kept_or_read(latest: &Latest<'_>, id: MemberId) -> Result<Option<KeptRows>, StoreError> {
    unless_missing(latest.kept.member_or(id, || {
        let moment = latest.moment();
        let member = moment.get(&member_key(id))?.ok_or(NotRead::Missing)?;
        Ok(KeptRows::new(&member, moment.get(&state_key(id))?.as_deref()))
    }))
}

/// The number of the last event of a member; 0 if there is none.
pub(crate) fn last_number(latest: &Latest<'_>, id: MemberId) -> Result<u32, StoreError> {
    if let Some(rows) = kept_or_read(latest, id)?
        && let Some(number) = rows.number().map_err(|error| latest.part.damaged(error))?
    {
        return Ok(number);
    }
    let moment = latest.moment();
    // That there is nothing is found without a walk.
    match moment.get(&event_key(id, 1))? {
        Some(_) => super::streams::last_number(&moment, id),
        None => Ok(0),
    }
}

fn numbered(latest: &Latest<'_>, number: &str) -> Result<Option<MemberId>, StoreError> {
    unless_missing(
        latest.kept.number_or(number, || by_number(&latest.moment(), number)?.ok_or(NotRead::Missing)),
    )
}

fn snapshot(moment: &Moment<'_>, id: MemberId) -> Result<Option<Snapshot>, StoreError> {
    let Some(value) = moment.get(&state_key(id))? else { return Ok(None) };
    rows::read_state(&value).map(Some).map_err(|error| moment.part.damaged(error))
}

/// The next members after one, by id.
pub(crate) fn members_after(
    moment: &Moment<'_>,
    after: Option<MemberId>,
    most: usize,
) -> Result<Vec<MemberRow>, StoreError> {
    let listing = Listing { beyond: after, limit: most, look_at: usize::MAX, ..Listing::default() };
    Ok(list(moment, &listing)?.members)
}

/// See [`tessera_store::Read::list`]. One walk, all of one moment; it ends with the page.
pub(crate) fn list(moment: &Moment<'_>, listing: &Listing) -> Result<Listed, StoreError> {
    let mut listed = Listed::default();
    let (mut least, mut greatest) = (MemberId(0), MemberId(u128::MAX));
    match (listing.newest_first, listing.beyond) {
        (_, None) => {}
        (true, Some(MemberId(beyond))) => match beyond.checked_sub(1) {
            Some(below) => greatest = MemberId(below),
            None => return Ok(listed),
        },
        (false, Some(MemberId(beyond))) => match beyond.checked_add(1) {
            Some(above) => least = MemberId(above),
            None => return Ok(listed),
        },
    }
    // Of a store and a channel at once it is the store's members who are walked over: there are fewer of them, as a rule.
    let among = match (&listing.store, &listing.channel) {
        (Some(store), _) => Among::Store(store),
        (None, Some(channel)) => Among::Channel(channel),
        (None, None) => Among::Everybody,
    };
    let keys = (among.key(least), among.key(greatest));
    let mut walk = moment.range(&keys.0..=&keys.1);
    let mut looked_at = 0;
    let damaged = |error| moment.part.damaged(error);
    while let Some(row) = if listing.newest_first { walk.next_back() } else { walk.next() } {
        let (key, value) = row?;
        if listed.members.len() == listing.limit || looked_at == listing.look_at {
            return Ok(listed);
        }
        looked_at += 1;
        let id = Among::member_of(&key).map_err(damaged)?;
        listed.next = Some(id);
        // Looked at where it stands: most rows of a walk are passed over.
        let member = MemberIn::read(&value).map_err(damaged)?;
        if listing.lets(member.joined_at, member.store, member.channel) {
            listed.members.push(member.row(id));
        }
    }
    listed.next = None;
    Ok(listed)
}

fn by_number(moment: &Moment<'_>, id: &str) -> Result<Option<MemberId>, StoreError> {
    let Some(value) = moment.get(&external_key(id))? else { return Ok(None) };
    rows::member_of(&value, 0).map(Some).map_err(|error| moment.part.damaged(error))
}

/// Members by the retailer's own numbers, in the order asked for.
pub(crate) fn by_external_id(
    moment: &Moment<'_>,
    ids: &[String],
) -> Result<Vec<Option<MemberId>>, StoreError> {
    ids.iter().map(|id| by_number(moment, id)).collect()
}

/// Whether a member has this number of the retailer's.
pub(crate) fn has_external_id(moment: &Moment<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(moment.get(&external_key(id))?.is_some())
}

/// How many members there are.
pub(crate) fn count(moment: &Moment<'_>) -> Result<u64, StoreError> {
    Ok(super::cursor(moment)?.members)
}

/// The states of members, in the order asked for.
pub(crate) fn snapshots(moment: &Moment<'_>, ids: &[MemberId]) -> Result<Vec<Option<Snapshot>>, StoreError> {
    ids.iter().map(|id| snapshot(moment, *id)).collect()
}

/// Who is due, and keys that say so of members who are due no longer then.
#[derive(Default)]
pub(crate) struct Due {
    pub(crate) members: Vec<MemberId>,
    pub(crate) stale: Vec<Box<[u8]>>,
}

/// So many keys that point to nothing are remembered at a time, to be removed.
const STALE_AT_ONCE: usize = 20_000;

/// Members whose state has something due at or before the instant, the earliest first.
pub(crate) fn due(moment: &Moment<'_>, until: Instant, most: usize) -> Result<Due, StoreError> {
    let mut due = Due::default();
    let keys = (due_key(Instant(i64::MIN), MemberId(0)), due_key(until, MemberId(u128::MAX)));
    for row in moment.range(&keys.0..=&keys.1) {
        if due.members.len() == most {
            break;
        }
        let (key, _) = row?;
        match due_by(moment, &key)? {
            Some(member) => due.members.push(member),
            // The rest is met again the next time.
            None if due.stale.len() < STALE_AT_ONCE => due.stale.push((*key).into()),
            None => {}
        }
    }
    Ok(due)
}

/// The member whom a key says to be due, if the member's state says so too.
pub(super) fn due_by(moment: &Moment<'_>, key: &[u8]) -> Result<Option<MemberId>, StoreError> {
    let damaged = |error| moment.part.damaged(error);
    let (at, member) =
        rows::due_of(key).and_then(|at| Ok((at, rows::member_of(key, 9)?))).map_err(damaged)?;
    let Some(state) = moment.get(&state_key(member))? else { return Ok(None) };
    let (_, due_at) = rows::read_state_head(&state).map_err(damaged)?;
    Ok((due_at == at).then_some(member))
}

/// The running trial balance.
pub(crate) fn totals(moment: &Moment<'_>) -> Result<Vec<Total>, StoreError> {
    let (first, last) = rows::ALL_TOTALS;
    let read = |(key, value): (fjall::Slice, fjall::Slice)| {
        rows::read_total(&key, &value).map_err(|error| moment.part.damaged(error))
    };
    moment.range(first..=last).map(|row| read(row?)).collect()
}
