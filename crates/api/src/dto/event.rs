//! Events as the feed and the ledger show them.

use super::{EntryItem, Explanation, InForce, Money, shown};
use crate::Lang;
use crate::read::{event_name, order_name};
use serde::Serialize;
use tessera_app::{EntryView, TimelineItem};
use tessera_engine::event::{Body, Event, Order, Return, ReturnedPart};
use tessera_engine::values::{Instant, MemberId, Quantity};
use utoipa::ToSchema;

/// An event 事件 of a member: an immutable fact.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventItem<'a> {
    /// Our id.
    #[schema(example = "evt_0193f0000000700080000000000000010000002a")]
    id: String,
    /// The id that its sender gave it.
    #[schema(example = "0042-7781")]
    event_id: String,
    /// The member.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "mem_0193f000000070008000000000000001")]
    member: MemberId,
    /// Its number in the journal.
    ledger_seq: u64,
    /// Its number in the member's stream.
    number: u32,
    /// When it happened.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    occurred_at: Instant,
    /// When we recorded it.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Instant,
    /// What happened.
    #[serde(flatten)]
    what: What<'a>,
}

/// What happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
#[schema(as = EventData)]
pub(crate) enum What<'a> {
    /// The member joined.
    Joined(JoinedData),
    /// The member's tags were replaced by these.
    Tagged(TaggedData),
    /// An order was paid.
    OrderPaid(OrderData<'a>),
    /// Lines or an amount of an order came back.
    OrderReturned(ReturnData<'a>),
    /// A check-in, a review, a share, ...
    ActivityDone(ActivityData),
    /// Units were spent outside an order.
    Redeemed(RedemptionData<'a>),
    /// A person corrected a wallet by hand.
    Adjusted(AdjustmentData),
    /// Nothing happened but time: what fell due was booked.
    TimePassed(TimeData),
    /// A command was refused. It changed nothing.
    Refused(RefusedData),
}

/// A member who joined.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JoinedData {
    ext_id: Option<String>,
    channel: Option<String>,
    home_store: Option<String>,
    /// What people call that store, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_store_name: Option<String>,
}

/// A member's tags.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaggedData {
    tags: Vec<String>,
}

/// A paid order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderData<'a> {
    /// Our id, where it is not told beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "ord_0193f0000000700080000000000000010000002a")]
    order: Option<String>,
    store: Option<String>,
    /// What people call the store, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    store_name: Option<String>,
    channel: Option<String>,
    /// The price before points paid a part.
    total: Money<'a>,
    lines: Vec<LineData>,
    redeemed: Option<PaidData<'a>>,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LineData {
    line_id: String,
    sku: Option<String>,
    category: Option<String>,
    /// With up to three decimals.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, example = "0.454")]
    quantity: Quantity,
    /// In minor units of the currency of the total.
    amount: i64,
}

/// Units that paid a part of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaidData<'a> {
    wallet: String,
    units: i64,
    value: Money<'a>,
}

/// A return.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReturnData<'a> {
    /// The event_id of the order.
    order_event_id: String,
    lines: Vec<ReturnedLineData>,
    /// An amount given back on the order as a whole.
    amount: Money<'a>,
    reason: Option<String>,
}

/// A returned line: a quantity, an amount, or, with neither, all that was left of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReturnedLineData {
    line_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<String>,
    /// In minor units of the currency of the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<i64>,
}

/// An activity.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActivityData {
    /// Its name in the program's rules.
    #[schema(example = "check_in")]
    activity: String,
    /// What people call it, in the words of the version in force when it happened; the label of its rule, or `活动`, where that says nothing.
    #[schema(example = "签到")]
    activity_label: String,
    channel: Option<String>,
    store: Option<String>,
    /// What people call the store, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    store_name: Option<String>,
}

/// A redemption.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RedemptionData<'a> {
    wallet: String,
    units: i64,
    value: Money<'a>,
    purpose: Option<String>,
}

/// An adjustment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdjustmentData {
    wallet: String,
    units: i64,
    reason: String,
    by: Option<String>,
}

/// Time that passed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimeData {}

/// A refused command.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusedData {
    /// Which kind of command.
    command: String,
    /// The stable code of the refusal.
    #[schema(value_type = String, example = "insufficient-points")]
    code: &'static str,
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(Into::into)
}

impl<'a> EventItem<'a> {
    pub(crate) fn of(member: MemberId, number: u32, seq: u64, event: &Event, in_force: &'a InForce) -> Self {
        Self {
            id: event_name(member, number),
            event_id: event.id.to_string(),
            member,
            ledger_seq: seq,
            number,
            occurred_at: event.occurred_at,
            recorded_at: event.recorded_at,
            what: What::of(member, number, event, in_force),
        }
    }
}

impl<'a> What<'a> {
    fn of(member: MemberId, number: u32, event: &Event, in_force: &'a InForce) -> Self {
        let at = event.occurred_at;
        match &event.body {
            Body::Joined(joined) => Self::Joined(JoinedData {
                ext_id: owned(joined.external_id.as_deref()),
                channel: owned(joined.channel.as_deref()),
                home_store: owned(joined.store.as_deref()),
                home_store_name: in_force.store_name(joined.store.as_deref()),
            }),
            Body::Tagged(tags) => {
                Self::Tagged(TaggedData { tags: tags.iter().map(ToString::to_string).collect() })
            }
            Body::OrderPaid(order) => {
                Self::OrderPaid(OrderData::of(Some(order_name(member, number)), order, at, in_force))
            }
            Body::OrderReturned(returned) => Self::OrderReturned(ReturnData::of(returned, at, in_force)),
            Body::ActivityDone(activity) => Self::ActivityDone(ActivityData {
                activity: activity.kind.to_string(),
                activity_label: in_force.activity(&activity.kind, at),
                channel: owned(activity.channel.as_deref()),
                store: owned(activity.store.as_deref()),
                store_name: in_force.store_name(activity.store.as_deref()),
            }),
            Body::Redeemed(redemption) => Self::Redeemed(RedemptionData {
                wallet: redemption.wallet.to_string(),
                units: redemption.units,
                value: in_force.money(redemption.value, at),
                purpose: owned(redemption.purpose.as_deref()),
            }),
            Body::Adjusted(adjustment) => Self::Adjusted(AdjustmentData {
                wallet: adjustment.wallet.to_string(),
                units: adjustment.units,
                reason: adjustment.reason.to_string(),
                by: owned(adjustment.by.as_deref()),
            }),
            Body::TimePassed => Self::TimePassed(TimeData {}),
            Body::Refused(refused) => Self::Refused(RefusedData {
                command: refused.command.to_string(),
                code: refused.refusal.code.as_str(),
            }),
        }
    }
}

impl<'a> OrderData<'a> {
    pub(super) fn of(name: Option<String>, order: &Order, at: Instant, in_force: &'a InForce) -> Self {
        let lines = order.lines.iter().map(|line| LineData {
            line_id: line.id.to_string(),
            sku: owned(line.sku.as_deref()),
            category: owned(line.category.as_deref()),
            quantity: line.quantity,
            amount: line.amount,
        });
        Self {
            order: name,
            store: owned(order.store.as_deref()),
            store_name: in_force.store_name(order.store.as_deref()),
            channel: owned(order.channel.as_deref()),
            total: in_force.money(order.amount, at),
            lines: lines.collect(),
            redeemed: order.points_paid.as_ref().map(|paid| PaidData {
                wallet: paid.wallet.to_string(),
                units: paid.units,
                value: in_force.money(paid.value, at),
            }),
        }
    }
}

impl<'a> ReturnData<'a> {
    fn of(returned: &Return, at: Instant, in_force: &'a InForce) -> Self {
        let lines = returned.lines.iter().map(|line| {
            let (quantity, amount) = match line.part {
                ReturnedPart::Quantity(quantity) => (Some(quantity.to_string()), None),
                ReturnedPart::Amount(amount) => (None, Some(amount)),
                ReturnedPart::Whole => (None, None),
            };
            ReturnedLineData { line_id: line.line.to_string(), quantity, amount }
        });
        Self {
            order_event_id: returned.order.to_string(),
            lines: lines.collect(),
            amount: in_force.money(returned.amount, at),
            reason: owned(returned.reason.as_deref()),
        }
    }
}

/// An event with the entries it posted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventEntries<'a> {
    /// The event.
    event: EventItem<'a>,
    /// What it posted, what fell due before it included.
    entries: Vec<EntryItem<'a>>,
    /// The same added up by wallet, in the order of the entries.
    changes: Vec<WalletChange>,
    /// Why, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation<'a>>,
}

impl<'a> EventEntries<'a> {
    pub(crate) fn of(
        member: MemberId,
        item: &TimelineItem,
        explanation: Option<Explanation<'a>>,
        in_force: &'a InForce,
        lang: Lang,
    ) -> Self {
        Self {
            event: EventItem::of(member, item.number, item.seq, &item.event, in_force),
            entries: item.entries.iter().map(|entry| EntryItem::of(member, entry, in_force)).collect(),
            changes: WalletChange::all(item, in_force, lang),
            explanation,
        }
    }
}

/// By how much an event changed a wallet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WalletChange {
    /// The wallet.
    #[schema(example = "points")]
    wallet: String,
    /// What people call it, in the asked language.
    #[schema(example = "积分")]
    label: String,
    /// How many of the units' last digits are decimals; 0 for points.
    decimals: u8,
    /// By how much the balance (pending units included) changed.
    units: i64,
    /// By how much what can be spent changed.
    available: i64,
}

impl WalletChange {
    fn all(item: &TimelineItem, in_force: &InForce, lang: Lang) -> Vec<Self> {
        let mut changes: Vec<Self> = Vec::new();
        for EntryView { wallet, entry, .. } in &item.entries {
            let place = changes.iter().position(|change| *change.wallet == **wallet).unwrap_or_else(|| {
                let (label, decimals) = in_force.wallet(wallet, entry.at, lang);
                changes.push(Self { wallet: wallet.to_string(), label, decimals, units: 0, available: 0 });
                changes.len() - 1
            });
            changes[place].units += entry.units;
            changes[place].available += entry.available;
        }
        changes
    }
}
