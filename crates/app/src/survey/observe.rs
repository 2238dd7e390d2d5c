//! What is seen of one member.

use super::Frame;
use crate::error::AppError;
use crate::history::{decode, recorded_state};
use crate::in_force::InForce;
use foldhash::{HashMap, HashMapExt};
use tessera_engine::entry::{EntryKind, Index};
use tessera_engine::event::{Body, Return};
use tessera_engine::fold::{self, Numbered};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant};
use tessera_store::{MemberStream, Streamed};

/// What is seen of one member.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    /// Something of the member is recorded by then.
    pub(super) counts: bool,
    pub(super) tier: Option<Index>,
    /// The place of a day.
    pub(super) joined: Option<usize>,
    /// The place of a day, and what was kept of an order.
    pub(super) orders: Vec<(usize, i64)>,
    /// The place of a day, and what moved in a wallet.
    pub(super) moved: Vec<(usize, Index, EntryKind, i64)>,
    /// Balances and debts.
    pub(super) wallets: Vec<(i64, i64)>,
    /// The place of a wallet, and what expires in a month, or never.
    pub(super) lots: Vec<(usize, Option<i32>, i64)>,
}

/// Looks at what was recorded of a member up to the frame's number. What was recorded since costs another fold.
pub(crate) fn observe(
    frame: &Frame,
    in_force: &InForce,
    stream: &MemberStream,
) -> Result<Observed, AppError> {
    let known = &stream.stream[..stream.stream.partition_point(|past| past.seq <= frame.cut)];
    let Some(last) = known.last() else { return Ok(Observed::default()) };
    let mut observed = Observed { counts: true, ..Observed::default() };
    observed.joined = frame.day(stream.member.joined_at);
    orders(frame, known, &mut observed);
    let mut latest = Instant::MIN;
    for past in known {
        latest = latest.max(past.event.occurred_at);
        // What an event posts lies at or before the latest event so far.
        if latest < frame.start() {
            continue;
        }
        for entry in decode(&past.entries)? {
            if let Some(day) = frame.day(entry.at) {
                observed.moved.push((day, entry.wallet, entry.kind, entry.units));
            }
        }
    }
    let snapshot = stream.snapshot.as_ref().filter(|snapshot| snapshot.number == last.number);
    let state = snapshot.and_then(|snapshot| State::from_bytes(&snapshot.state));
    // What it measures tiers by does not matter here: a tier once given is written down.
    let state = state.unwrap_or_else(|| {
        let numbered = known.iter().map(|past| Numbered { number: past.number, event: &past.event });
        recorded_state(&in_force.programs, &numbered.collect::<Vec<_>>())
    });
    holdings(frame, &state, &mut observed);
    Ok(observed)
}

fn orders(frame: &Frame, known: &[Streamed], observed: &mut Observed) {
    let mut returns: HashMap<&EventId, Vec<&Return>> = HashMap::new();
    for past in known {
        if let Body::OrderReturned(returned) = &past.event.body {
            returns.entry(&returned.order).or_default().push(returned);
        }
    }
    for past in known {
        let Body::OrderPaid(order) = &past.event.body else { continue };
        let Some(day) = frame.day(past.event.occurred_at) else { continue };
        let kept = match returns.get(&past.event.id) {
            None => Some(order.amount),
            Some(back) => fold::kept(order, back.iter().copied()).order(order).map(|kept| kept.amount),
        };
        observed.orders.extend(kept.map(|amount| (day, amount)));
    }
}

fn holdings(frame: &Frame, state: &State, observed: &mut Observed) {
    observed.tier = state.tier.or(frame.first_tier);
    for (place, wallet) in state.wallets.iter().enumerate() {
        observed.wallets.push((wallet.balance, wallet.debt));
        for lot in &wallet.lots {
            // When a lot lapses by inactivity is known to the wallet.
            let expires_at = if lot.expires_at == fold::ON_LAPSE { wallet.lapses_at } else { lot.expires_at };
            let month = (expires_at != Instant::NEVER).then(|| frame.month(expires_at));
            observed.lots.push((place, month, lot.units));
        }
    }
}
