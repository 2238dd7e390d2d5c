//! The events of an example, as the engine knows events.

use super::super::context::Context;
use super::super::diagnostic::Code;
use super::super::shape::unknown_value;
use super::super::time::instant;
use super::super::tree::Node;
use super::super::values;
use super::super::wallets::flat;
use super::Scene;
use crate::decide::RefusalCode;
use crate::event::{
    Activity, Adjustment, Body, Event, Joined, Line, Order, PointsPaid, Redemption, Return, ReturnedLine,
    ReturnedPart,
};
use crate::program::document::{ExampleEvent, ExampleLine, ExamplePoints, ExampleReturnedLine, Number};
use crate::program::text::both;
use crate::values::{EventId, Instant, Quantity};

/// The scenes of an example, in the order of the document; `None` if one is wrong in itself.
pub(super) fn scenes<'n>(
    context: &mut Context<'_, '_>,
    list: &'n Node,
    events: &[ExampleEvent],
) -> Option<Vec<Scene<'n>>> {
    let mut recorded_at = Instant::EARLIEST;
    let mut scenes: Vec<Option<Scene<'n>>> = Vec::new();
    for (i, written) in events.iter().enumerate() {
        let scene = scene(context, list.item(i), written, i + 1).map(|mut scene| {
            recorded_at = recorded_at.max(scene.event.occurred_at);
            scene.event.recorded_at = recorded_at;
            scene
        });
        let twice = scene
            .as_ref()
            .is_some_and(|scene| scenes.iter().flatten().any(|earlier| earlier.event.id == scene.event.id));
        if twice {
            context.report.error(
                list.item(i).at("id"),
                Code::DuplicateName,
                both!("这个单号用了两次。", "This id is used twice."),
                both!("每单用不同的单号。", "Give each order an id of its own."),
            );
        }
        scenes.push(scene);
    }
    scenes.into_iter().collect()
}

fn scene<'n>(
    context: &mut Context<'_, '_>,
    node: &'n Node,
    written: &ExampleEvent,
    number: usize,
) -> Option<Scene<'n>> {
    let (at, refused) = when(written);
    let calendar = context.header.calendar.clone();
    let at = instant(context.report, node.at("at"), at, &calendar);
    let refused = refused.map(|code| refusal(context, node.at("refused"), code));
    let body = body(context, node, written);
    let id = match written {
        ExampleEvent::Order { id: Some(id), .. } => event_id(context, node.at("id"), id),
        _ => EventId::new(&format!("example-event-{number}")),
    };
    let value = match written {
        ExampleEvent::Order { points: Some(ExamplePoints { value: Some(value), .. }), .. } => {
            Some((node.at("points").at("value"), value))
        }
        ExampleEvent::Redeem { value: Some(value), .. } => Some((node.at("value"), value)),
        _ => None,
    };
    let value = value.map(|(at, value)| context.money(at, value).map(|value| (at, value)));
    let whole = matches!(written, ExampleEvent::Return { lines, amount: None, .. } if lines.is_empty());
    let at = at?;
    let event = Event { id: id?, occurred_at: at, recorded_at: at, fingerprint: [0; 16], body: body? };
    Some(Scene { at: node, event, refused: flat(refused)?, value: flat(value)?, whole })
}

/// The instant and the expected refusal, which every kind of event has.
fn when(written: &ExampleEvent) -> (&str, Option<&str>) {
    match written {
        ExampleEvent::Join { at, refused, .. }
        | ExampleEvent::Order { at, refused, .. }
        | ExampleEvent::Return { at, refused, .. }
        | ExampleEvent::Activity { at, refused, .. }
        | ExampleEvent::Redeem { at, refused, .. }
        | ExampleEvent::Adjust { at, refused, .. } => (at, refused.as_deref()),
        ExampleEvent::Tags { at, .. } => (at, None),
    }
}

fn refusal(context: &mut Context<'_, '_>, at: &Node, code: &str) -> Option<RefusalCode> {
    let known = RefusalCode::parse(code);
    if known.is_none() {
        let codes: Vec<&str> = RefusalCode::ALL.iter().map(|code| code.as_str()).collect();
        let (reason, remedy) = unknown_value(code, &codes);
        context.report.error(at, Code::UnknownValue, reason, remedy);
    }
    known
}

fn event_id(context: &mut Context<'_, '_>, at: &Node, id: &str) -> Option<EventId> {
    let known = EventId::new(id);
    if known.is_none() {
        context.report.error(
            at,
            Code::BadName,
            both!("“{id}”不能作单号。", "“{id}” cannot be an id."),
            both!("写 1 到 64 个可见字符。", "Write 1 to 64 printable characters."),
        );
    }
    known
}

fn body(context: &mut Context<'_, '_>, node: &Node, written: &ExampleEvent) -> Option<Body> {
    let text = |text: &Option<String>| text.as_deref().map(Box::from);
    Some(match written {
        ExampleEvent::Join { channel, store, .. } => {
            Body::Joined(Joined { external_id: None, channel: text(channel), store: text(store) })
        }
        ExampleEvent::Order { amount, lines, store, channel, points, .. } => {
            let (lines, amount) = priced(context, node, lines, amount.as_ref())?;
            let points_paid = points.as_ref().map(|points| points_paid(context, node.at("points"), points));
            Body::OrderPaid(Box::new(Order {
                store: text(store),
                channel: text(channel),
                lines,
                amount,
                points_paid: flat(points_paid)?,
            }))
        }
        ExampleEvent::Return { order, lines, amount, .. } => {
            let id = event_id(context, node.at("order"), order);
            let amount = amount.as_ref().map(|amount| context.money(node.at("amount"), amount));
            let lines = returned_lines(context, node.at("lines"), lines)?;
            let amount = flat(amount)?.unwrap_or(0);
            Body::OrderReturned(Box::new(Return { order: id?, lines, amount, reason: None }))
        }
        ExampleEvent::Activity { activity, channel, store, .. } => Body::ActivityDone(Activity {
            kind: activity.as_str().into(),
            channel: text(channel),
            store: text(store),
        }),
        ExampleEvent::Redeem { wallet, units, .. } => {
            let units = wallet_units(context, node, wallet, units)?;
            Body::Redeemed(Redemption { wallet: wallet.as_str().into(), units, value: 0, purpose: None })
        }
        ExampleEvent::Adjust { wallet, units, reason, .. } => {
            let place = context.wallet(wallet, node.at("wallet"));
            let decimals = context.decimals(place);
            let units = context.signed_units(node.at("units"), units, decimals)?;
            let reason = reason.as_str().into();
            Body::Adjusted(Adjustment { wallet: wallet.as_str().into(), units, reason, by: None })
        }
        ExampleEvent::Tags { tags, .. } => Body::Tagged(tags.iter().map(|tag| tag.as_str().into()).collect()),
    })
}

fn wallet_units(context: &mut Context<'_, '_>, node: &Node, wallet: &str, units: &Number) -> Option<i64> {
    let place = context.wallet(wallet, node.at("wallet"));
    let decimals = context.decimals(place);
    context.some_units(node.at("units"), units, decimals)
}

fn points_paid(context: &mut Context<'_, '_>, node: &Node, points: &ExamplePoints) -> Option<PointsPaid> {
    let units = wallet_units(context, node, &points.wallet, &points.units)?;
    Some(PointsPaid { wallet: points.wallet.as_str().into(), units, value: 0 })
}

/// The lines and the amount of an order: the sum of the lines, which an amount beside them must equal.
fn priced(
    context: &mut Context<'_, '_>,
    node: &Node,
    lines: &[ExampleLine],
    amount: Option<&Number>,
) -> Option<(Box<[Line]>, i64)> {
    let mut read = Vec::with_capacity(lines.len());
    for (i, written) in lines.iter().enumerate() {
        read.push(line(context, node.at("lines").item(i), written, i + 1)?);
    }
    let amount = amount.map(|amount| context.money(node.at("amount"), amount));
    let amount = flat(amount)?;
    let sum = read.iter().fold(0_i64, |sum, line| sum.saturating_add(line.amount));
    match amount {
        Some(amount) if read.is_empty() || amount == sum => Some((read.into(), amount)),
        None if !read.is_empty() && sum >= 0 => Some((read.into(), sum)),
        _ => {
            context.report.error(
                node,
                Code::BadExample,
                both!(
                    "订单的金额与各行之和不符，或小于零。",
                    "The order's amount is not the sum of its lines, or is below zero."
                ),
                both!(
                    "写 amount，或写 lines，或让两者相等。",
                    "Write the amount, or the lines, or let both agree."
                ),
            );
            None
        }
    }
}

fn line(context: &mut Context<'_, '_>, node: &Node, line: &ExampleLine, number: usize) -> Option<Line> {
    let quantity = line.quantity.as_ref().map(|number| quantity(context, node.at("quantity"), number));
    let amount = context.signed_money(node.at("amount"), &line.amount)?;
    let text = |text: &Option<String>| text.as_deref().map(Box::from);
    Some(Line {
        id: line.id.clone().unwrap_or_else(|| number.to_string()).into(),
        sku: text(&line.sku),
        category: text(&line.category),
        quantity: flat(quantity)?.unwrap_or(Quantity::pieces(1)),
        amount,
    })
}

fn quantity(context: &mut Context<'_, '_>, at: &Node, number: &Number) -> Option<Quantity> {
    values::not_negative(context.report, at, number)?;
    context.units(at, number, 3).map(Quantity)
}

fn returned_lines(
    context: &mut Context<'_, '_>,
    node: &Node,
    lines: &[ExampleReturnedLine],
) -> Option<Box<[ReturnedLine]>> {
    let mut read = Vec::with_capacity(lines.len());
    for (i, written) in lines.iter().enumerate() {
        let node = node.item(i);
        let part = match (&written.quantity, &written.amount) {
            (Some(number), None) => ReturnedPart::Quantity(quantity(context, node.at("quantity"), number)?),
            (None, Some(money)) => ReturnedPart::Amount(context.money(node.at("amount"), money)?),
            (None, None) => ReturnedPart::Whole,
            (Some(_), Some(_)) => {
                context.report.error(
                    node,
                    Code::ConflictingKeys,
                    both!("quantity 与 amount 不能同时写。", "quantity and amount exclude each other."),
                    both!("只写其中之一。", "Keep exactly one of them."),
                );
                return None;
            }
        };
        read.push(ReturnedLine { line: written.line.as_str().into(), part });
    }
    Some(read.into())
}
