//! What a return hands back in money, before it is recorded.

use crate::command::{Action, Command};
use crate::pipeline::parked::Parked;
use tessera_engine::event::{Body, Order, Return, ReturnedPart};
use tessera_engine::fold::{self, Numbered, Programs};
use tessera_engine::values::{Instant, MemberId};

/// What a return hands back, as somebody who has to approve it first is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Who bought the order; `None`: it is not here yet.
    pub member: Option<MemberId>,
    /// What this return hands back, in minor units. What units paid comes back as units and is no part of it. `None`: that depends on the prices of an order that is
    /// not here yet.
    pub amount: Option<i64>,
    /// The currency, ISO 4217: that of the program under which the order was paid; where it is not here yet the one that the return names, or else that of the program in
    /// force when it came back.
    pub currency: Box<str>,
}

/// A return that is about to be recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proposed<'a> {
    pub(crate) returned: &'a Return,
    /// When it came back.
    occurred_at: Instant,
    /// The currency that its sender speaks of.
    currency: Option<&'a str>,
    /// How much may have been handed back on its order after it without approval, if there is a limit.
    pub(crate) limit: Option<i64>,
}

impl<'a> Proposed<'a> {
    /// The return of a command, if it is one.
    pub(crate) fn of(command: &'a Command) -> Option<Self> {
        match &command.action {
            Action::Return { returned, currency, unapproved_up_to } => Some(Self {
                returned,
                occurred_at: command.occurred_at,
                currency: currency.as_deref(),
                limit: *unapproved_up_to,
            }),
            _ => None,
        }
    }

    /// What it hands back, and whether somebody has to approve that first. `history` holds all earlier events of who bought the order. `None`: the order is not among
    /// them.
    pub(crate) fn of_order(
        &self,
        member: MemberId,
        history: &[Numbered<'_>],
        programs: &Programs,
    ) -> Option<(Refund, bool)> {
        let (ordered_at, order) = history.iter().find_map(|numbered| match &numbered.event.body {
            Body::OrderPaid(order) if numbered.event.id == self.returned.order => {
                Some((numbered.event.occurred_at, order))
            }
            _ => None,
        })?;
        let earlier = history.iter().filter_map(|numbered| match &numbered.event.body {
            Body::OrderReturned(earlier) if earlier.order == self.returned.order => Some(&**earlier),
            _ => None,
        });
        let (before, after) = in_all(order, earlier, self.returned);
        let refund = Refund {
            member: Some(member),
            amount: Some(after.saturating_sub(before)),
            currency: currency(programs, ordered_at),
        };
        Some((refund, self.limit.is_some_and(|limit| after > limit)))
    }

    /// The same where its order is not here yet: what counts is what it says, and what all others say that wait for that order. One that names lines by quantity says
    /// nothing, and is above any limit.
    pub(crate) fn before_order(&self, parked: &Parked, programs: &Programs) -> (Refund, bool) {
        let amount = said(self.returned);
        let mut others = parked
            .waiting_for(&self.returned.order)
            .iter()
            .map(|other| Proposed::of(&other.command).and_then(|other| said(other.returned)));
        let in_all =
            amount.and_then(|amount| others.try_fold(amount, |sum, other| Some(sum.saturating_add(other?))));
        let currency =
            self.currency.map_or_else(|| currency(programs, self.occurred_at), |currency| currency.into());
        let is_above = self.limit.is_some_and(|limit| in_all.is_none_or(|in_all| in_all > limit));
        (Refund { member: None, amount, currency }, is_above)
    }
}

fn currency(programs: &Programs, at: Instant) -> Box<str> {
    programs.at(at).map(|version| version.program.currency.code.clone()).unwrap_or_default()
}

/// What has been handed back on an order in all before a return, and after it; in minor units.
fn in_all<'r>(
    order: &Order,
    earlier: impl Iterator<Item = &'r Return> + Clone,
    returned: &'r Return,
) -> (i64, i64) {
    let paid = fold::kept(order, None).paid_in_money(order);
    let before = fold::kept(order, earlier.clone()).paid_in_money(order);
    let after = fold::kept(order, earlier.chain([returned])).paid_in_money(order);
    (paid.saturating_sub(before), paid.saturating_sub(after))
}

/// What a return says that it hands back; `None` where that depends on prices.
fn said(returned: &Return) -> Option<i64> {
    returned.lines.iter().try_fold(returned.amount, |sum, line| match line.part {
        ReturnedPart::Amount(amount) => Some(sum.saturating_add(amount)),
        ReturnedPart::Quantity(_) | ReturnedPart::Whole => None,
    })
}
