//! What a return hands back in money, before it is recorded.

use crate::App;
use crate::command::Action;
use crate::error::AppError;
use crate::pipeline::parked::ParkedReturn;
use std::sync::PoisonError;
use tessera_engine::event::{Body, Return};
use tessera_engine::fold;
use tessera_engine::values::{EventId, Instant, MemberId};

/// What a return would hand back, were it recorded now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Who bought the order.
    pub member: MemberId,
    /// When the order was paid: its program names the currency.
    pub ordered_at: Instant,
    /// What this return hands back, in minor units. What units paid comes back as units and is no part of it.
    pub amount: i64,
    /// The same with all that earlier returns of the order handed back.
    pub in_all: i64,
}

impl App {
    /// What a return would hand back, were it recorded now; nothing of it where the order was refused. `None`: its order is not here yet.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn refund(&self, returned: &Return) -> Result<Option<Refund>, AppError> {
        let view = match self.order(&returned.order).await {
            Ok(view) => view,
            Err(AppError::UnknownEvent(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut refund = Refund { member: view.member, ordered_at: view.occurred_at, amount: 0, in_all: 0 };
        let Some(order) = &view.order else { return Ok(Some(refund)) };
        let earlier = || {
            view.returns.iter().filter_map(|item| match &item.event.body {
                Body::OrderReturned(earlier) => Some(&**earlier),
                _ => None,
            })
        };
        let paid = fold::kept(order, None).paid_in_money(order);
        let before = fold::kept(order, earlier()).paid_in_money(order);
        let after = fold::kept(order, earlier().chain([returned])).paid_in_money(order);
        (refund.amount, refund.in_all) = (before.saturating_sub(after), paid.saturating_sub(after));
        Ok(Some(refund))
    }

    /// The returns that wait for an order, with their event ids.
    pub fn returns_waiting_for(&self, order: &EventId) -> Vec<(EventId, Return)> {
        let parked = self.shared.parked.lock().unwrap_or_else(PoisonError::into_inner);
        let returned = |waiting: &ParkedReturn| match &waiting.command.action {
            Action::Return { returned, .. } => {
                Some((waiting.command.event_id.clone(), Return::clone(returned)))
            }
            _ => None,
        };
        parked.waiting_for(order).iter().filter_map(returned).collect()
    }

    /// Whether something was recorded under an event id, a refusal too: then a command under it gets its first answer.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn is_recorded(&self, id: &EventId) -> Result<bool, AppError> {
        self.fresh().await?;
        Ok(self.shared.places(std::slice::from_ref(id)).await?.iter().any(Option::is_some))
    }
}
