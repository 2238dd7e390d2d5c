//! Recording an event: the next step where it comes in order, the difference between two folds where it does not.
//!
//! The sum of all entries posted so far is always what folding the recorded history up to [`State::at`] gives. So a late event
//! posts what the longer history gives more or less than the shorter one, entry by entry: the same wallet, lot, kind, rule and cause.

use super::history::{early_returns, fold_one, in_business_order, returns_by_order};
use super::{Numbered, Posted, Programs, TierChange, advance, step};
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
    let sorted = in_business_order(history, until);
    // What happened before the first event that may change stays as it was: it is folded once, and posts nothing.
    let first = first_changed(&sorted, event);
    let returns = returns_by_order(&sorted);
    let mut before = Posted::default();
    let mut old = State::new();
    for numbered in &sorted[..first] {
        fold_one(programs, &mut old, *numbered, &returns, &mut ());
    }
    let mut new = old.clone();
    for numbered in sorted[first..].iter().filter(|numbered| numbered.event.occurred_at <= booked_until) {
        fold_one(programs, &mut old, *numbered, &returns, &mut before);
    }
    // What fell due since comes first, as if time had been booked just before: how often that happens is nobody's business.
    let booked = before.entries.len();
    advance(programs, &mut old, until, &mut before);
    posted.entries.extend(&before.entries[booked..]);

    let place = sorted.partition_point(|numbered| numbered.event.position() < event.event.position());
    let mut longer = sorted;
    longer.insert(place, event);
    let returns = returns_by_order(&longer);
    let mut after = Posted::default();
    for numbered in &longer[first..] {
        fold_one(programs, &mut new, *numbered, &returns, &mut after);
    }
    new.early_returns = early_returns(&longer, &returns);
    advance(programs, &mut new, until, &mut after);
    posted.entries.extend(difference(&before.entries, &after.entries, event));
    if old.tier != new.tier {
        let at = event.event.occurred_at;
        posted.tiers = vec![TierChange { at, from: old.tier, to: new.tier, cause: event.number }];
    }
    *state = new;
    posted
}

/// The place of the first event whose effect this one may change: its own, or that of the order that came back.
fn first_changed(sorted: &[Numbered<'_>], event: Numbered<'_>) -> usize {
    let own = sorted.partition_point(|numbered| numbered.event.position() < event.event.position());
    let Body::OrderReturned(returned) = &event.event.body else { return own };
    let order = sorted[..own].iter().rposition(|numbered| numbered.event.id == returned.order);
    order.unwrap_or(own)
}

/// What an entry is about; the units of entries about the same thing are compared.
type About = (Instant, Index, EntryKind, u32, Option<Index>, Option<LotId>, bool);

fn about(entry: &Entry) -> About {
    // Transfers come in pairs about the same lot and the debt; the sign keeps a payment apart from its counterpart.
    (entry.at, entry.wallet, entry.kind, entry.cause, entry.rule, entry.lot, entry.units < 0)
}

fn difference(before: &[Entry], after: &[Entry], event: Numbered<'_>) -> Vec<Entry> {
    // Most is as it was: only what lies between the first difference and the last is looked at.
    let same = before.iter().zip(after).take_while(|(before, after)| before == after).count();
    let (before, after) = (&before[same..], &after[same..]);
    let same =
        before.iter().rev().zip(after.iter().rev()).take_while(|(before, after)| before == after).count();
    let (before, after) = (&before[..before.len() - same], &after[..after.len() - same]);
    let mut changes: BTreeMap<About, (Entry, i64, i64)> = BTreeMap::new();
    for entry in before {
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
    for (mut entry, units, available) in changes.into_values() {
        if units == 0 && available == 0 {
            continue;
        }
        (entry.units, entry.available) = (units, available);
        if entry.cause == event.number {
            natural.push(entry);
        } else {
            // Not before what it corrects: the balance as of any instant is the sum of the entries up to it.
            entry.at = entry.at.max(event.event.occurred_at);
            entry.corrected_by = Some(event.number);
            corrections.push(entry);
        }
    }
    natural.extend(corrections);
    natural
}
