//! Brings the projections forward, a batch at a time.

use super::kept::Kept;
use super::members::due_by;
use super::rows::{
    self, Among, Cursor, due_key, event_key, external_key, id_key, member_key, state_key, total_key,
};
use super::tree::{Batch, Latest, Moment};
use crate::connection;
use crate::journal::{Shared, records};
use rusqlite::Connection;
use std::sync::atomic::Ordering;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{MemberRow, Place, Projection, Seq, Snapshot, StoreError, Streamed, Total};

/// Writes projections.
pub(super) struct Projector<'a> {
    shared: &'a Shared,
    /// For the witness.
    journal: Connection,
    /// A write failed: the tree takes no more until it is opened again.
    failed: bool,
}

impl<'a> Projector<'a> {
    pub(super) fn new(shared: &'a Shared) -> Result<Self, StoreError> {
        Ok(Self { shared, journal: connection::for_reading(&shared.journal, 0)?, failed: false })
    }

    /// Takes it all in, or nothing.
    pub(super) fn project(&mut self, projection: &Projection) -> Result<(), StoreError> {
        let cursor = projection.cursor;
        if cursor < projection.after || cursor > self.shared.head.load(Ordering::Acquire) {
            return Err(StoreError::Other(format!("the projection's cursor {cursor} is not in the journal")));
        }
        if let Some(member) = without_state(projection) {
            let detail = format!("the projection has events of member {member} and not the state after them");
            return Err(StoreError::Other(detail));
        }
        let witness = self.witness(cursor)?;
        let fill = |latest: &Latest<'_>, batch: &mut Batch<'_>| {
            let moment = &latest.moment();
            let at = super::cursor(moment)?;
            if at.seq != projection.after {
                return Err(StoreError::Conflict);
            }
            let (new_members, given_up) = put_members(moment, batch, &projection.members)?;
            put_events(batch, &projection.streamed);
            put_snapshots(latest, batch, &projection.snapshots)?;
            add_totals(moment, batch, &projection.totals)?;
            let at = Cursor { seq: cursor, witness, members: at.members + new_members };
            batch.put(rows::CURSOR, rows::write_cursor(at));
            Ok(given_up)
        };
        self.write(fill, |kept, given_up| kept.renew(projection, &given_up))?;
        self.shared.projected.store(cursor, Ordering::Release);
        Ok(())
    }

    /// Removes keys that say of members that they are due, where it is not so.
    pub(super) fn forget(&mut self, stale: &[Box<[u8]>]) -> Result<(), StoreError> {
        let fill = |latest: &Latest<'_>, batch: &mut Batch<'_>| {
            let moment = latest.moment();
            for key in stale {
                if due_by(&moment, key)?.is_none() {
                    batch.remove(&**key);
                }
            }
            Ok(())
        };
        // None of it is a row of a member.
        self.write(fill, |_, ()| {})
    }

    /// Drops every row.
    pub(super) fn drop_all(&mut self) -> Result<(), StoreError> {
        // Before anything is removed: whoever asks what is taken must not trust what is not there.
        self.shared.projected.store(0, Ordering::Release);
        // Where it fails, what is there is looked at before anything is written.
        self.failed = true;
        self.shared.views.make_anew(|batch| {
            batch.put(rows::CURSOR, rows::write_cursor(Cursor::default()));
            Ok(())
        })?;
        self.failed = false;
        Ok(())
    }

    fn write<T>(
        &mut self,
        fill: impl FnOnce(&Latest<'_>, &mut Batch<'_>) -> Result<T, StoreError>,
        renew: impl FnOnce(&Kept, T),
    ) -> Result<(), StoreError> {
        if self.failed {
            self.shared.views.open_again(|moment| self.look_again(moment))?;
            self.failed = false;
        }
        let written = self.shared.views.write(fill, renew);
        self.failed = matches!(
            written,
            Err(StoreError::DiskFull(_) | StoreError::ReadOnly { .. } | StoreError::Unavailable(_))
        );
        written
    }

    /// Where the projections are once they were opened again: a batch that was answered by a failure may be in them all the same.
    fn look_again(&self, moment: &Moment<'_>) -> Result<(), StoreError> {
        let at = super::cursor(moment)?.seq;
        let known = self.shared.projected.load(Ordering::Acquire);
        if at < known || at > self.shared.head.load(Ordering::Acquire) {
            let detail = format!("it ends with event {at}, though {known} was there");
            return Err(moment.part.damaged(detail));
        }
        self.shared.projected.store(at, Ordering::Release);
        Ok(())
    }

    fn witness(&self, cursor: Seq) -> Result<u32, StoreError> {
        let witness = records::witness(&self.journal, &self.shared.journal, cursor)?;
        Ok(witness.unwrap_or_default())
    }
}

/// A member whose last event is not in the state. The number of the last event is read from states: a state that lags would let a number be used twice.
fn without_state(projection: &Projection) -> Option<MemberId> {
    let mut states = projection.snapshots.iter().peekable();
    let by_member = projection.streamed.chunk_by(|(one, _), (other, _)| one == other);
    by_member.filter_map(|events| events.last()).find_map(|(member, last)| {
        while states.next_if(|(of, _)| of < member).is_some() {}
        let is_after = states.peek().is_some_and(|(of, state)| of == member && state.number >= last.number);
        (!is_after).then_some(*member)
    })
}

/// How many of them are new, and numbers that their members have no longer.
fn put_members(
    moment: &Moment<'_>,
    batch: &mut Batch<'_>,
    members: &[MemberRow],
) -> Result<(u64, Vec<Box<str>>), StoreError> {
    let (mut new, mut given_up) = (0, Vec::new());
    for member in members {
        match super::members::member_row(moment, member.id)? {
            None => new += 1,
            Some(before) => {
                let gone = places(&before).filter(|place| !places(member).any(|kept| kept == *place));
                gone.for_each(|place| batch.remove(place.key(member.id)));
                if before.external_id != member.external_id {
                    before.external_id.iter().for_each(|id| batch.remove(external_key(id)));
                    given_up.extend(before.external_id);
                }
            }
        }
        let row = rows::write_member(member);
        places(member).for_each(|place| batch.put(place.key(member.id), row.clone()));
        batch.put(member_key(member.id), row);
        if let Some(id) = &member.external_id {
            batch.put(external_key(id), member.id.0.to_be_bytes());
        }
    }
    Ok((new, given_up))
}

/// Where else the row of a member stands.
fn places(member: &MemberRow) -> impl Iterator<Item = Among<'_>> {
    let store = member.store.as_deref().map(Among::Store);
    store.into_iter().chain(member.channel.as_deref().map(Among::Channel))
}

fn put_events(batch: &mut Batch<'_>, streamed: &[(MemberId, Streamed)]) {
    for (member, event) in streamed {
        let place = Place { member: *member, number: event.number };
        batch.put(event_key(*member, event.number), rows::write_event(event));
        batch.put(id_key(event.event.id.as_str()), rows::write_place(place));
    }
}

/// When something is due is written where it has moved, which it seldom has, and where the state before is not at hand: then it is often the same key again.
fn put_snapshots(
    latest: &Latest<'_>,
    batch: &mut Batch<'_>,
    snapshots: &[(MemberId, Snapshot)],
) -> Result<(), StoreError> {
    for (member, snapshot) in snapshots {
        batch.put(state_key(*member), rows::write_state(snapshot));
        let before = latest.kept.due_at(*member).map_err(|error| latest.part.damaged(error))?;
        if snapshot.due_at != Instant::NEVER && before != Some(snapshot.due_at) {
            batch.put(due_key(snapshot.due_at, *member), []);
        }
    }
    Ok(())
}

fn add_totals(moment: &Moment<'_>, batch: &mut Batch<'_>, totals: &[Total]) -> Result<(), StoreError> {
    // One batch keeps only the last value of a key: rows of one wallet and kind are added up first.
    let mut sums: std::collections::BTreeMap<(u16, u8), (i64, u64)> = super::members::totals(moment)?
        .into_iter()
        .map(|total| ((total.wallet, total.kind), (total.units, total.entries)))
        .collect();
    for total in totals {
        let sum = sums.entry((total.wallet, total.kind)).or_default();
        sum.0 = sum.0.saturating_add(total.units);
        sum.1 = sum.1.saturating_add(total.entries);
    }
    for ((wallet, kind), (units, entries)) in sums {
        batch.put(total_key(wallet, kind), rows::write_total(units, entries));
    }
    Ok(())
}
