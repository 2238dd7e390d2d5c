//! Returns that hand back more than may be handed back without anybody's approval. Nothing of them is recorded: they are sent again, without a limit, when somebody has
//! approved them.
//!
//! They are added up where they are decided, so that of two at once, by whichever process, one sees the other.

use super::Pipeline;
use super::draft::Draft;
use crate::command::{Action, Command};
use crate::refund::{Refund, in_all, said};
use tessera_engine::event::{Body, Return};
use tessera_engine::fold::Numbered;
use tessera_engine::values::{Instant, MemberId};

/// The return of a command, and how much may have been handed back on its order after it, if there is a limit.
fn limited(command: &Command) -> Option<(&Return, i64)> {
    match &command.action {
        Action::Return { returned, unapproved_up_to: Some(limit), .. } => Some((returned, *limit)),
        _ => None,
    }
}

/// What a return would hand back that could be recorded, if somebody has to approve that first. `history` holds all earlier events of who bought the order.
pub(super) fn refund_above_limit(
    command: &Command,
    member: MemberId,
    history: &[Numbered<'_>],
    draft: &Draft,
) -> Option<Box<Refund>> {
    let (returned, limit) = limited(command)?;
    let (ordered_at, order) = history.iter().find_map(|numbered| match &numbered.event.body {
        Body::OrderPaid(order) if numbered.event.id == returned.order => {
            Some((numbered.event.occurred_at, order))
        }
        _ => None,
    })?;
    let earlier = history.iter().filter_map(|numbered| match &numbered.event.body {
        Body::OrderReturned(earlier) if earlier.order == returned.order => Some(&**earlier),
        _ => None,
    });
    let (before, after) = in_all(order, earlier, returned);
    (after > limit).then(|| {
        let currency = currency(draft, ordered_at);
        Box::new(Refund { member: Some(member), amount: Some(after.saturating_sub(before)), currency })
    })
}

fn currency(draft: &Draft, at: Instant) -> Box<str> {
    draft.in_force.programs.at(at).map(|version| version.program.currency.code.clone()).unwrap_or_default()
}

impl Pipeline {
    /// The same of a return that comes before its order: what counts is what it says, and what all others say that wait for that order. One that names lines by
    /// quantity says nothing, and is above any limit.
    pub(super) fn said_above_limit(&self, command: &Command, draft: &Draft) -> Option<Box<Refund>> {
        let (returned, limit) = limited(command)?;
        let amount = said(returned);
        let in_all = {
            let parked = self.parked();
            let mut others =
                parked.waiting_for(&returned.order).iter().map(|other| match &other.command.action {
                    Action::Return { returned, .. } => said(returned),
                    _ => None,
                });
            amount.and_then(|amount| others.try_fold(amount, |sum, other| Some(sum.saturating_add(other?))))
        };
        if in_all.is_some_and(|in_all| in_all <= limit) {
            return None;
        }
        let named = match &command.action {
            Action::Return { currency, .. } => currency.clone(),
            _ => None,
        };
        let currency = named.unwrap_or_else(|| currency(draft, command.occurred_at));
        Some(Box::new(Refund { member: None, amount, currency }))
    }
}
