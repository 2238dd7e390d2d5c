//! Folding a whole history: sorted into business order, with returns applied to the orders they belong to.

use super::{Numbered, Programs, Sink, advance, apply, returns};
use crate::event::{Body, Return};
use crate::state::State;
use crate::values::{EventId, Instant};
use rust_decimal::Decimal;
use std::collections::HashMap;

/// Folds a history, given in any order, up to and including `until`: what occurred later is left out, returns included, and what falls
/// due by then is booked.
pub fn fold<S: Sink>(programs: &Programs, history: &[Numbered<'_>], until: Instant, sink: &mut S) -> State {
    let sorted = in_business_order(history, until);
    let returns = returns_by_order(&sorted);
    let mut state = State::new();
    for numbered in &sorted {
        fold_one(programs, &mut state, *numbered, &returns, sink);
    }
    state.early_returns = early_returns(&sorted, &returns);
    advance(programs, &mut state, until, sink);
    state
}

/// The events that occurred by then, in business order.
pub(super) fn in_business_order<'a>(history: &[Numbered<'a>], until: Instant) -> Vec<Numbered<'a>> {
    let mut sorted: Vec<Numbered<'_>> =
        history.iter().copied().filter(|numbered| numbered.event.occurred_at <= until).collect();
    let ordered = sorted.windows(2).all(|pair| pair[0].event.position() <= pair[1].event.position());
    if !ordered {
        sorted.sort_by(|a, b| a.event.position().cmp(&b.event.position()));
    }
    sorted
}

/// The returns of a history, by the order they belong to.
pub(super) type Returns<'a> = HashMap<&'a EventId, Vec<&'a Return>>;

pub(super) fn returns_by_order<'a>(sorted: &[Numbered<'a>]) -> Returns<'a> {
    let mut returns = Returns::new();
    for numbered in sorted {
        if let Body::OrderReturned(returned) = &numbered.event.body {
            returns.entry(&returned.order).or_default().push(returned);
        }
    }
    returns
}

/// How many returns there are to orders that are not in the history.
pub(super) fn early_returns(sorted: &[Numbered<'_>], returns: &Returns<'_>) -> u32 {
    if returns.is_empty() {
        return 0;
    }
    let orders = sorted.iter().filter(|numbered| matches!(numbered.event.body, Body::OrderPaid(_)));
    let met: usize = orders.filter_map(|order| returns.get(&order.event.id)).map(Vec::len).sum();
    let all: usize = returns.values().map(Vec::len).sum();
    u32::try_from(all - met).unwrap_or(u32::MAX)
}

pub(super) fn fold_one<S: Sink>(
    programs: &Programs,
    state: &mut State,
    numbered: Numbered<'_>,
    returns: &Returns<'_>,
    sink: &mut S,
) {
    let Body::OrderPaid(order) = &numbered.event.body else {
        return apply(programs, state, numbered, None, sink);
    };
    match returns.get(&numbered.event.id) {
        None => apply(programs, state, numbered, Some(order), sink),
        Some(returned) => {
            let kept = returns::kept(order, returned.iter().copied());
            apply(programs, state, numbered, kept.order(order).as_ref(), sink);
        }
    }
}

/// A share of some units, rounded down; the share is between 0 and 1.
pub(super) fn share_of(units: i64, share: Decimal) -> i64 {
    let denominator = 10_i128.checked_pow(share.scale()).unwrap_or(i128::MAX);
    let part = i128::from(units).saturating_mul(share.mantissa()) / denominator.max(1);
    i64::try_from(part).unwrap_or(units).clamp(0, units.max(0))
}
