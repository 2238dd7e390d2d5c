//! Orders that are recorded already, in the shape of orders that were read from a file.

use super::names::{Names, Place};
use super::orders::{LineRow, Lines, OrderRow, Orders};
use super::reject::Rejected;
use super::row::Id;
use super::summary::Summary;
use tessera_engine::event::Order;
use tessera_engine::values::{EventId, Instant};

/// The recorded orders of one member.
pub(crate) struct RecordedMember {
    pub(crate) id: Box<str>,
    pub(crate) orders: Vec<(EventId, Instant, Order)>,
}

impl Orders {
    /// Recorded orders of some members, each with one order at least. The summary is left empty.
    pub(crate) fn recorded(recorded: &[RecordedMember]) -> Self {
        let mut orders = Self {
            ids: Names::default(),
            rows: Vec::new(),
            member_ids: Names::default(),
            members: Vec::new(),
            by_member: Vec::new(),
            ends: Vec::new(),
            stores: Names::default(),
            channels: Names::default(),
            lines: None,
            summary: Summary::default(),
            rejected: Rejected::default(),
        };
        let mut lines = Lines::default();
        let mut sorted: Vec<&RecordedMember> = recorded.iter().collect();
        sorted.sort_by(|a, b| Id::of(&a.id).natural(Id::of(&b.id)));
        for member in sorted {
            let (place, _) = orders.member_ids.put(Some(Id::of(&member.id)));
            orders.members.push(place);
            for (id, at, order) in &member.orders {
                let order = orders.add(place, id, *at, order, &mut lines);
                orders.by_member.push(order);
            }
            // A page of members has no 2^32 orders.
            orders.ends.push(orders.by_member.len() as Place);
        }
        lines.group(orders.rows.len());
        orders.lines = Some(lines);
        orders
    }

    fn add(&mut self, member: Place, id: &EventId, at: Instant, order: &Order, lines: &mut Lines) -> Place {
        let name = |names: &mut Names, text: Option<&str>| names.put(text.map(Id::of)).0;
        let (place, _) = self.ids.put(Some(Id::of(id.as_str())));
        self.rows.push(OrderRow {
            at,
            amount: order.amount,
            member,
            store: name(&mut self.stores, order.store.as_deref()),
            channel: name(&mut self.channels, order.channel.as_deref()),
            rows: 1,
            ..OrderRow::default()
        });
        lines.rows.extend(order.lines.iter().map(|line| LineRow {
            order: place,
            id: name(&mut lines.ids, Some(&line.id)),
            sku: name(&mut lines.skus, line.sku.as_deref()),
            category: name(&mut lines.categories, line.category.as_deref()),
            quantity: line.quantity,
            amount: line.amount,
        }));
        place
    }
}
