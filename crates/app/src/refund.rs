//! What a return hands back in money, before it is recorded.

use tessera_engine::event::{Order, Return, ReturnedPart};
use tessera_engine::fold;
use tessera_engine::values::MemberId;

/// What a return hands back that somebody has to approve first.
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

/// What has been handed back on an order in all before a return, and after it; in minor units.
pub(crate) fn in_all<'r>(
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
pub(crate) fn said(returned: &Return) -> Option<i64> {
    returned.lines.iter().try_fold(returned.amount, |sum, line| match line.part {
        ReturnedPart::Amount(amount) => Some(sum.saturating_add(amount)),
        ReturnedPart::Quantity(_) | ReturnedPart::Whole => None,
    })
}
