//! One member's history, folded.

use super::assumption::Assumption;
use crate::orders_file::OrderView;
use tessera_engine::event::{Body, Event, Joined};
use tessera_engine::fold::{Numbered, Programs, Sink, advance, step};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant};

/// What is behind an event.
#[derive(Clone, Copy)]
pub(super) enum Cause<'o> {
    /// The member joined.
    Joining,
    /// An order, or what is assumed to be spent right after it.
    Order(OrderView<'o>),
}

/// How a member's history is folded.
#[derive(Clone, Copy)]
pub(super) struct Course<'a> {
    pub(super) programs: &'a Programs,
    pub(super) redeem: &'a [Assumption],
    /// Orders after it are left out.
    pub(super) until: Instant,
    /// Ascending.
    pub(super) instants: &'a [Instant],
}

/// Members join at their first order, as they do when it is imported.
fn joining(first: OrderView<'_>) -> Event {
    let order = first.order();
    Event {
        // Cannot fail: it is short and plain.
        id: EventId::new("joining").expect("a short plain id"),
        occurred_at: first.at(),
        recorded_at: first.at(),
        fingerprint: [0; 16],
        body: Body::Joined(Joined { external_id: None, channel: order.channel, store: order.store }),
    }
}

impl Course<'_> {
    /// Folds a member's orders, which stand in business order, and shows the state as of each instant, with everything at that
    /// instant done. `causes` becomes what is behind each event: the event of number n has place n - 1.
    pub(super) fn fold<'o, S: Sink>(
        &self,
        orders: &[OrderView<'o>],
        causes: &mut Vec<Cause<'o>>,
        sink: &mut S,
        mut show: impl FnMut(usize, &State),
    ) {
        let mut state = State::new();
        let mut shown = 0;
        let mut planned = Vec::new();
        let mut rest = orders;
        while let Some(first) = rest.first() {
            let at = first.at();
            if at > self.until {
                break;
            }
            while let Some(instant) = self.instants.get(shown).filter(|instant| **instant < at) {
                advance(self.programs, &mut state, *instant, sink);
                show(shown, &state);
                shown += 1;
            }
            if causes.is_empty() {
                causes.push(Cause::Joining);
                self.take(&mut state, causes.len(), &joining(*first), sink);
            }
            // At one instant all orders earn before anything is spent; what is spent is planned order by order.
            let same = rest.iter().take_while(|order| order.at() == at).count();
            for order in &rest[..same] {
                causes.push(Cause::Order(*order));
                self.take(&mut state, causes.len(), &order.event(), sink);
                self.plan(&state, *order, &mut planned);
            }
            for (assumption, order) in planned.drain(..) {
                causes.push(Cause::Order(order));
                let event = self.redeem[assumption].event(at, causes.len() as u32);
                self.take(&mut state, causes.len(), &event, sink);
            }
            rest = &rest[same..];
        }
        for instant in &self.instants[shown..] {
            advance(self.programs, &mut state, *instant, sink);
            show(shown, &state);
            shown += 1;
        }
    }

    fn take<S: Sink>(&self, state: &mut State, number: usize, event: &Event, sink: &mut S) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        step(self.programs, state, Numbered { number, event }, sink);
    }

    /// Plans what is spent right after an order: once per assumption that the balance, less what is planned already, allows.
    fn plan<'o>(&self, state: &State, order: OrderView<'o>, planned: &mut Vec<(usize, OrderView<'o>)>) {
        for (index, assumption) in self.redeem.iter().enumerate() {
            let place = usize::from(assumption.place);
            let available = state.wallets.get(place).map_or(0, |wallet| wallet.available());
            let of_wallet = planned.iter().map(|(index, _)| &self.redeem[*index]);
            let spoken_for: i64 =
                of_wallet.filter(|other| other.place == assumption.place).map(|other| other.units).sum();
            if available.saturating_sub(spoken_for) >= assumption.balance {
                planned.push((index, order));
            }
        }
    }
}
