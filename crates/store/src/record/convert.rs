//! Between the engine's types and the rows, both ways, and nowhere else.

use super::Damaged;
use super::rows::{BodyRow, EventRow, FactRow, FigureRow, LineRow, PartRow, PointsPaidRow, ReturnedLineRow};
use crate::Fact;
use minicbor::bytes::ByteArray;
use std::sync::Arc;
use tessera_engine::decide::{Refusal, RefusalCode};
use tessera_engine::event::{
    Activity, Adjustment, Body, Event, Joined, Line, Order, PointsPaid, Redemption, Refused, Return,
    ReturnedLine, ReturnedPart,
};
use tessera_engine::values::{EventId, Instant, MemberId, Quantity};

impl<'a> From<&'a Fact> for FactRow<'a> {
    fn from(fact: &'a Fact) -> Self {
        Self {
            member: ByteArray::from(fact.member.0.to_be_bytes()),
            number: fact.number,
            event: EventRow::from(&*fact.event),
        }
    }
}

impl TryFrom<FactRow<'_>> for Fact {
    type Error = Damaged;
    fn try_from(row: FactRow<'_>) -> Result<Self, Damaged> {
        Ok(Self {
            member: MemberId(u128::from_be_bytes(row.member.into())),
            number: row.number,
            event: Arc::new(row.event.try_into()?),
        })
    }
}

impl<'a> From<&'a Event> for EventRow<'a> {
    fn from(event: &'a Event) -> Self {
        Self {
            id: event.id.as_str(),
            occurred_at: event.occurred_at.0,
            recorded_after: event.recorded_at.0.wrapping_sub(event.occurred_at.0),
            fingerprint: ByteArray::from(event.fingerprint),
            body: BodyRow::from(&event.body),
        }
    }
}

impl TryFrom<EventRow<'_>> for Event {
    type Error = Damaged;
    fn try_from(row: EventRow<'_>) -> Result<Self, Damaged> {
        Ok(Self {
            id: event_id(row.id)?,
            occurred_at: Instant(row.occurred_at),
            recorded_at: Instant(row.occurred_at.wrapping_add(row.recorded_after)),
            fingerprint: row.fingerprint.into(),
            body: row.body.try_into()?,
        })
    }
}

impl<'a> From<&'a Body> for BodyRow<'a> {
    fn from(body: &'a Body) -> Self {
        match body {
            Body::Joined(joined) => Self::Joined {
                external_id: joined.external_id.as_deref(),
                channel: joined.channel.as_deref(),
                store: joined.store.as_deref(),
            },
            Body::Tagged(tags) => Self::Tagged(tags.iter().map(|tag| &**tag).collect()),
            Body::OrderPaid(order) => Self::OrderPaid {
                amount: order.amount,
                lines: order.lines.iter().map(LineRow::from).collect(),
                store: order.store.as_deref(),
                channel: order.channel.as_deref(),
                points_paid: order.points_paid.as_ref().map(PointsPaidRow::from),
            },
            Body::OrderReturned(returned) => Self::OrderReturned {
                order: returned.order.as_str(),
                lines: returned.lines.iter().map(ReturnedLineRow::from).collect(),
                amount: returned.amount,
                reason: returned.reason.as_deref(),
            },
            Body::ActivityDone(activity) => Self::ActivityDone {
                kind: &activity.kind,
                channel: activity.channel.as_deref(),
                store: activity.store.as_deref(),
            },
            Body::Redeemed(redemption) => Self::Redeemed {
                wallet: &redemption.wallet,
                units: redemption.units,
                value: redemption.value,
                purpose: redemption.purpose.as_deref(),
            },
            Body::Adjusted(adjustment) => Self::Adjusted {
                wallet: &adjustment.wallet,
                units: adjustment.units,
                reason: &adjustment.reason,
                by: adjustment.by.as_deref(),
            },
            Body::TimePassed => Self::TimePassed,
            Body::Refused(refused) => Self::Refused {
                command: &refused.command,
                code: refused.refusal.code.as_str(),
                figures: refused
                    .refusal
                    .figures
                    .iter()
                    .map(|(name, figure)| FigureRow { name, figure: *figure })
                    .collect(),
                subject: refused.refusal.subject.as_deref(),
            },
        }
    }
}

impl TryFrom<BodyRow<'_>> for Body {
    type Error = Damaged;
    fn try_from(row: BodyRow<'_>) -> Result<Self, Damaged> {
        Ok(match row {
            BodyRow::Joined { external_id, channel, store } => Self::Joined(Joined {
                external_id: text(external_id),
                channel: text(channel),
                store: text(store),
            }),
            BodyRow::Tagged(tags) => Self::Tagged(tags.into_iter().map(Box::from).collect()),
            BodyRow::OrderPaid { amount, lines, store, channel, points_paid } => {
                Self::OrderPaid(Box::new(Order {
                    store: text(store),
                    channel: text(channel),
                    lines: lines.into_iter().map(Line::from).collect(),
                    amount,
                    points_paid: points_paid.map(PointsPaid::from),
                }))
            }
            BodyRow::OrderReturned { order, lines, amount, reason } => {
                Self::OrderReturned(Box::new(Return {
                    order: event_id(order)?,
                    lines: lines.into_iter().map(ReturnedLine::from).collect(),
                    amount,
                    reason: text(reason),
                }))
            }
            BodyRow::ActivityDone { kind, channel, store } => {
                Self::ActivityDone(Activity { kind: kind.into(), channel: text(channel), store: text(store) })
            }
            BodyRow::Redeemed { wallet, units, value, purpose } => {
                Self::Redeemed(Redemption { wallet: wallet.into(), units, value, purpose: text(purpose) })
            }
            BodyRow::Adjusted { wallet, units, reason, by } => Self::Adjusted(Adjustment {
                wallet: wallet.into(),
                units,
                reason: reason.into(),
                by: text(by),
            }),
            BodyRow::TimePassed => Self::TimePassed,
            BodyRow::Refused { command, code, figures, subject } => Self::Refused(Refused {
                command: command.into(),
                refusal: Refusal {
                    code: RefusalCode::parse(code)
                        .ok_or_else(|| Damaged(format!("the refusal {code:?} is unknown")))?,
                    figures: figures.into_iter().map(|row| (row.name.into(), row.figure)).collect(),
                    subject: text(subject),
                },
            }),
        })
    }
}

impl<'a> From<&'a Line> for LineRow<'a> {
    fn from(line: &'a Line) -> Self {
        Self {
            id: &line.id,
            quantity: line.quantity.0,
            amount: line.amount,
            sku: line.sku.as_deref(),
            category: line.category.as_deref(),
        }
    }
}

impl From<LineRow<'_>> for Line {
    fn from(row: LineRow<'_>) -> Self {
        Self {
            id: row.id.into(),
            sku: text(row.sku),
            category: text(row.category),
            quantity: Quantity(row.quantity),
            amount: row.amount,
        }
    }
}

impl<'a> From<&'a PointsPaid> for PointsPaidRow<'a> {
    fn from(paid: &'a PointsPaid) -> Self {
        Self { wallet: &paid.wallet, units: paid.units, value: paid.value }
    }
}

impl From<PointsPaidRow<'_>> for PointsPaid {
    fn from(row: PointsPaidRow<'_>) -> Self {
        Self { wallet: row.wallet.into(), units: row.units, value: row.value }
    }
}

impl<'a> From<&'a ReturnedLine> for ReturnedLineRow<'a> {
    fn from(line: &'a ReturnedLine) -> Self {
        let part = match line.part {
            ReturnedPart::Whole => PartRow::Whole,
            ReturnedPart::Quantity(quantity) => PartRow::Quantity(quantity.0),
            ReturnedPart::Amount(amount) => PartRow::Amount(amount),
        };
        Self { line: &line.line, part }
    }
}

impl From<ReturnedLineRow<'_>> for ReturnedLine {
    fn from(row: ReturnedLineRow<'_>) -> Self {
        let part = match row.part {
            PartRow::Whole => ReturnedPart::Whole,
            PartRow::Quantity(thousandths) => ReturnedPart::Quantity(Quantity(thousandths)),
            PartRow::Amount(amount) => ReturnedPart::Amount(amount),
        };
        Self { line: row.line.into(), part }
    }
}

fn text(text: Option<&str>) -> Option<Box<str>> {
    text.map(Box::from)
}

fn event_id(text: &str) -> Result<EventId, Damaged> {
    EventId::new(text).ok_or_else(|| Damaged(format!("{text:?} is no event id")))
}
