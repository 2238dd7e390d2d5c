//! Recording an event: the next step where it comes in order, the difference between two folds where it does not.
//!
//! The sum of all entries posted so far is always what folding the recorded history up to [`State::at`] gives. So a late event
//! posts what the longer history gives more or less than the shorter one, entry by entry: the same wallet, lot, kind, rule and cause.

use super::{Numbered, Posted, Programs, advance, fold, step};
use crate::entry::{Entry, EntryKind, Index, LotId};
use crate::event::{Body, Event};
use crate::state::State;
use crate::values::Instant;
use std::collections::BTreeMap;

/// Whether [`record`] needs the member's history for this event: for returns, for events that come late, and for
/// orders while a return waits for its order.
pub fn needs_history(state: &State, event: &Event) -> bool {
    match event.body {
        Body::Refused(_) => false,
        Body::OrderReturned(_) => true,
        Body::OrderPaid(_) if state.early_returns > 0 => true,
        _ => !state.takes(event.position()),
    }
}

/// Records an event onto the state and gives what it posts.
///
/// `history` holds all earlier events of the stream where [`needs_history`] says so; it may be empty otherwise.
pub fn record(
    programs: &Programs,
    state: &mut State,
    history: &[Numbered<'_>],
    event: Numbered<'_>,
) -> Posted {
    let mut posted = Posted::default();
    if !needs_history(state, event.event) {
        step(programs, state, event, &mut posted);
        return posted;
    }
    let booked_until = state.at;
    let until = booked_until.max(event.event.occurred_at);
    let mut before = Posted::default();
    let mut old = fold(programs, history, booked_until, &mut before);
    advance(programs, &mut old, booked_until, &mut before);
    let mut longer = history.to_vec();
    longer.push(event);
    let mut after = Posted::default();
    *state = fold(programs, &longer, until, &mut after);
    state.events = state.events.max(event.number);
    posted.entries = difference(&before.entries, &after.entries, event, booked_until);
    posted.tiers = tier_difference(&before, &after, event);
    posted
}

/// What an entry is about; the units of entries about the same thing are compared.
type About = (Instant, Index, EntryKind, u32, Option<Index>, Option<LotId>, bool);

fn about(entry: &Entry) -> About {
    // Transfers come in pairs about the same lot and the debt; the sign keeps a payment apart from its counterpart.
    (entry.at, entry.wallet, entry.kind, entry.cause, entry.rule, entry.lot, entry.units < 0)
}

fn difference(before: &[Entry], after: &[Entry], event: Numbered<'_>, booked_until: Instant) -> Vec<Entry> {
    let mut changes: BTreeMap<About, (Entry, i64, i64)> = BTreeMap::new();
    let mut known: BTreeMap<About, ()> = BTreeMap::new();
    for entry in before {
        known.insert(about(entry), ());
        let change = changes.entry(about(entry)).or_insert((*entry, 0, 0));
        change.1 = change.1.saturating_sub(entry.units);
        change.2 = change.2.saturating_sub(entry.available);
    }
    for entry in after {
        let change = changes.entry(about(entry)).or_insert((*entry, 0, 0));
        change.0 = *entry;
        change.1 = change.1.saturating_add(entry.units);
        change.2 = change.2.saturating_add(entry.available);
    }
    let mut natural = Vec::new();
    let mut corrections = Vec::new();
    for (about, (mut entry, units, available)) in changes {
        if units == 0 && available == 0 {
            continue;
        }
        (entry.units, entry.available) = (units, available);
        let own = entry.cause == event.number;
        let due_since = !known.contains_key(&about) && entry.at > booked_until;
        if own || due_since {
            natural.push(entry);
        } else {
            entry.at = event.event.occurred_at;
            entry.corrected_by = Some(event.number);
            corrections.push(entry);
        }
    }
    natural.extend(corrections);
    natural
}

fn tier_difference(before: &Posted, after: &Posted, event: Numbered<'_>) -> Vec<super::TierChange> {
    let (from, to) = (before.tiers.last().and_then(|t| t.to), after.tiers.last().and_then(|t| t.to));
    if from == to {
        return Vec::new();
    }
    vec![super::TierChange { at: event.event.occurred_at, from, to, cause: event.number }]
}
