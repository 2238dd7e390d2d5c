//! Trying an event out on a copy of the member, where only its effect can tell whether it may be recorded.

use super::{Refusal, RefusalCode};
use crate::entry::EntryKind;
use crate::event::{Body, Event};
use crate::fold::{Numbered, Posted, Programs, record};
use crate::state::State;
use crate::values::MAX_AMOUNT;

/// Records the event on a copy of the state where that alone can tell whether it may be recorded: where a shortage would be
/// forgiven, and where sums come near what they can hold.
pub(super) fn try_out(
    programs: &Programs,
    state: &State,
    history: &[Numbered<'_>],
    event: &Event,
) -> Result<(), Refusal> {
    let spends = spends(&event.body).filter(|_| programs.forgives());
    let version = programs.at(event.occurred_at);
    let near = !version.is_none_or(|version| version.stays_in_bounds(state, event));
    if spends.is_none() && !near {
        return Ok(());
    }
    let mut after = state.clone();
    let number = state.events.saturating_add(1);
    let posted = record(programs, &mut after, history, Numbered { number, event });
    if let Some((wallet, units)) = spends {
        let taken = taken(programs, state, &after, &posted, number, wallet);
        if taken < units {
            let code = match event.body {
                Body::Adjusted(_) => RefusalCode::WouldGoNegative,
                _ => RefusalCode::InsufficientUnits,
            };
            return Err(Refusal::new(code)
                .about(wallet)
                .with("available", taken.max(0))
                .with("requested", units));
        }
    }
    within_bounds(programs, &after)
}

/// What an event takes out of a wallet.
fn spends(body: &Body) -> Option<(&str, i64)> {
    match body {
        Body::OrderPaid(order) => order.points_paid.as_ref().map(|points| (&*points.wallet, points.units)),
        Body::Redeemed(redemption) => Some((&redemption.wallet, redemption.units)),
        Body::Adjusted(taken) if taken.units < 0 => Some((&taken.wallet, taken.units.saturating_neg())),
        _ => None,
    }
}

/// How much the event of this number really took: what it posted itself, and no more than the member's spending grew by. A late
/// one may take what a later one, accepted long ago, then does not find; where that is forgiven, the same units would pay twice.
fn taken(
    programs: &Programs,
    before: &State,
    after: &State,
    posted: &Posted,
    number: u32,
    wallet: &str,
) -> i64 {
    let Some(place) = programs.catalog().wallet(wallet) else { return 0 };
    let gone = |state: &State| {
        let wallet = state.wallets.get(usize::from(place));
        wallet.map_or(0, |wallet| wallet.spent.saturating_sub(wallet.adjusted))
    };
    let own = posted.entries.iter().filter(|entry| {
        entry.cause == number
            && entry.wallet == place
            && matches!(entry.kind, EntryKind::Spend | EntryKind::Adjust)
    });
    let own = own.fold(0_i64, |sum, entry| sum.saturating_sub(entry.units));
    own.min(gone(after).saturating_sub(gone(before)))
}

/// Refuses what would take a sum beyond what every reader of JSON holds exactly.
fn within_bounds(programs: &Programs, state: &State) -> Result<(), Refusal> {
    let beyond =
        |about: &str| Err(Refusal::new(RefusalCode::BeyondLimit).about(about).with("limit", MAX_AMOUNT));
    if state.spend > MAX_AMOUNT {
        return beyond("spend");
    }
    for (wallet, name) in state.wallets.iter().zip(programs.catalog().wallets()) {
        if wallet.sums().any(|sum| !(-MAX_AMOUNT..=MAX_AMOUNT).contains(&sum)) {
            return beyond(name);
        }
    }
    Ok(())
}
