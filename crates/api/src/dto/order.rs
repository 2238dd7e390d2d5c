//! An order as it stands.

use super::event::OrderData;
use super::{EntryItem, EventItem, InForce, Money, shown};
use crate::read::order_name;
use serde::Serialize;
use tessera_app::OrderView;
use tessera_engine::event::{Body, Order};
use tessera_engine::fold;
use tessera_engine::values::{Instant, MemberId, Quantity};
use utoipa::ToSchema;

/// An order 订单 as it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderReply<'a> {
    /// Our id.
    #[schema(example = "ord_0193f0000000700080000000000000010000002a")]
    id: String,
    /// The id that its sender gave it.
    #[schema(example = "0042-7781")]
    event_id: String,
    /// The member.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    member: MemberId,
    /// `accepted` or `refused`.
    #[schema(value_type = String, example = "accepted")]
    status: &'static str,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    code: Option<&'static str>,
    /// The order's number in the journal.
    ledger_seq: u64,
    /// When it was paid.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    occurred_at: Instant,
    /// When we recorded it.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    /// What was bought; left out where the order was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderData<'a>>,
    /// What is left of it after the returns; left out where the order was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<KeptData<'a>>,
    /// What came back of it, in the order of recording.
    returns: Vec<EventItem<'a>>,
    /// Every entry that it caused, corrections included.
    entries: Vec<EntryItem<'a>>,
}

/// What is left of an order after its returns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptData<'a> {
    /// Its lines, in the order's order, those that came back whole too; none where the order has no lines.
    lines: Vec<KeptLineData>,
    /// The price of what is left.
    total: Money<'a>,
    /// What of it was paid in money: the total without what units paid. By how much a return lowers it is what is handed back.
    paid: Money<'a>,
}

/// What is left of a line.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeptLineData {
    line_id: String,
    /// With up to three decimals.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "0.454")]
    quantity: Quantity,
    /// In minor units of the currency of the total.
    amount: i64,
}

impl<'a> KeptData<'a> {
    fn of(order: &Order, view: &OrderView, in_force: &'a InForce) -> Self {
        let returns = view.returns.iter().filter_map(|item| match &item.event.body {
            Body::OrderReturned(returned) => Some(&**returned),
            _ => None,
        });
        let kept = fold::kept(order, returns);
        let total = kept.order(order).map_or(0, |left| left.amount);
        let paid = kept.paid_in_money(order);
        let money = |amount| in_force.money(amount, view.occurred_at);
        let lines = kept.lines.into_iter().filter(|line| !line.line.is_empty());
        Self {
            lines: lines
                .map(|line| KeptLineData {
                    line_id: line.line.into(),
                    quantity: line.quantity,
                    amount: line.amount,
                })
                .collect(),
            total: money(total),
            paid: money(paid),
        }
    }
}

impl<'a> OrderReply<'a> {
    pub(crate) fn of(view: &OrderView, in_force: &'a InForce) -> Self {
        let returned = |item: &tessera_app::TimelineItem| {
            EventItem::of(view.member, item.number, item.seq, &item.event, in_force)
        };
        Self {
            id: order_name(view.member, view.number),
            event_id: view.id.to_string(),
            member: view.member,
            status: if view.refused.is_some() { "refused" } else { "accepted" },
            code: view.refused.map(|code| code.as_str()),
            ledger_seq: view.seq,
            occurred_at: view.occurred_at,
            recorded_at: view.recorded_at,
            order: view.order.as_ref().map(|order| OrderData::of(None, order, view.occurred_at, in_force)),
            kept: view.order.as_ref().map(|order| KeptData::of(order, view, in_force)),
            returns: view.returns.iter().map(returned).collect(),
            entries: view.entries.iter().map(|entry| EntryItem::of(view.member, entry, in_force)).collect(),
        }
    }
}
