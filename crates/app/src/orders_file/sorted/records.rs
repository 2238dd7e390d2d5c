//! Rows and orders as bytes, on their way through a file beside memory. Nothing else reads them.

use super::super::orders::{NamedLine, OrderView};
use super::super::row::{BadRow, Batch, Id, Key, Problem, Row};
use crate::imports::ImportedOrder;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use tessera_engine::event::{Line, Order};
use tessera_engine::values::{EventId, Instant, Quantity};

/// A row that could be read, or could not but names its order.
#[derive(Serialize, Deserialize)]
pub(super) enum RowRecord<'a> {
    #[serde(borrow)]
    Good(GoodRow<'a>),
    Bad {
        line: u64,
        #[serde(borrow)]
        order: Id<'a>,
        problem: Problem,
    },
}

#[derive(Serialize, Deserialize)]
pub(super) struct GoodRow<'a> {
    line: u64,
    #[serde(borrow)]
    order: Option<Id<'a>>,
    #[serde(borrow)]
    member: Option<Id<'a>>,
    at: i64,
    amount: i64,
    stated: i64,
    #[serde(borrow)]
    store: Option<Id<'a>>,
    #[serde(borrow)]
    channel: Option<Id<'a>>,
    #[serde(borrow)]
    line_id: Option<Id<'a>>,
    #[serde(borrow)]
    sku: Option<Id<'a>>,
    #[serde(borrow)]
    category: Option<Id<'a>>,
    quantity: i64,
}

impl<'a> RowRecord<'a> {
    pub(super) fn good(row: &Row, arena: &'a str) -> Self {
        Self::Good(GoodRow {
            line: row.line,
            order: row.order.resolve(arena),
            member: row.member.resolve(arena),
            at: row.at.0,
            amount: row.amount,
            stated: row.stated,
            store: row.store.resolve(arena),
            channel: row.channel.resolve(arena),
            line_id: row.line_id.resolve(arena),
            sku: row.sku.resolve(arena),
            category: row.category.resolve(arena),
            quantity: row.quantity.0,
        })
    }

    pub(super) fn bad(row: &BadRow, order: Id<'a>) -> Self {
        Self::Bad { line: row.line, order, problem: row.problem.clone() }
    }

    /// The order that it names.
    pub(super) fn order(&self) -> Option<Id<'a>> {
        match self {
            Self::Good(row) => row.order,
            Self::Bad { order, .. } => Some(*order),
        }
    }

    /// Puts it into a batch, whose rows count before what cannot be read of it.
    pub(super) fn put(self, batch: &mut Batch) {
        let arena = &mut batch.arena;
        let mut key = |id: Option<Id<'_>>| Key::of(id, arena);
        match self {
            Self::Good(row) => batch.rows.push(Row {
                line: row.line,
                order: key(row.order),
                member: key(row.member),
                at: Instant(row.at),
                amount: row.amount,
                stated: row.stated,
                store: key(row.store),
                channel: key(row.channel),
                line_id: key(row.line_id),
                sku: key(row.sku),
                category: key(row.category),
                quantity: Quantity(row.quantity),
            }),
            Self::Bad { line, order, problem } => {
                batch.bad.push(BadRow { line, order: key(Some(order)), problem });
            }
        }
    }
}

/// An order with its member.
#[derive(Serialize, Deserialize)]
pub(super) struct OrderRecord<'a> {
    #[serde(borrow)]
    member: Id<'a>,
    at: i64,
    #[serde(borrow)]
    id: Id<'a>,
    line: u64,
    amount: i64,
    #[serde(borrow)]
    store: Option<Id<'a>>,
    #[serde(borrow)]
    channel: Option<Id<'a>>,
    #[serde(borrow)]
    lines: Vec<LineRecord<'a>>,
}

#[derive(Serialize, Deserialize)]
struct LineRecord<'a> {
    #[serde(borrow)]
    id: Id<'a>,
    #[serde(borrow)]
    sku: Option<Id<'a>>,
    #[serde(borrow)]
    category: Option<Id<'a>>,
    quantity: i64,
    amount: i64,
}

impl<'a> OrderRecord<'a> {
    pub(super) fn of(member: Id<'a>, order: OrderView<'a>) -> Self {
        let line = |line: NamedLine<'a>| LineRecord {
            id: line.id,
            sku: line.sku,
            category: line.category,
            quantity: line.quantity.0,
            amount: line.amount,
        };
        Self {
            member,
            at: order.at().0,
            id: order.named(),
            line: order.line(),
            amount: order.amount(),
            store: order.store(),
            channel: order.channel(),
            lines: order.named_lines().map(line).collect(),
        }
    }

    pub(super) fn imported(self) -> Option<ImportedOrder> {
        let boxed = |id: Id<'_>| Box::<str>::from(id.text());
        let line = |line: LineRecord<'_>| Line {
            id: boxed(line.id),
            sku: line.sku.map(boxed),
            category: line.category.map(boxed),
            quantity: Quantity(line.quantity),
            amount: line.amount,
        };
        Some(ImportedOrder {
            line: self.line,
            member: boxed(self.member),
            id: EventId::new(&self.id.text())?,
            occurred_at: Instant(self.at),
            order: Order {
                store: self.store.map(boxed),
                channel: self.channel.map(boxed),
                lines: self.lines.into_iter().map(line).collect(),
                amount: self.amount,
                points_paid: None,
            },
        })
    }
}

/// Adds a record to some bytes, its length before it.
pub(super) fn write(record: &impl Serialize, bytes: &mut Vec<u8>) {
    let start = bytes.len();
    bytes.extend([0; 4]);
    // Cannot fail: memory takes whatever is written, and every part of a record knows its length beforehand.
    *bytes = postcard::to_extend(record, std::mem::take(bytes)).expect("records are written");
    let length = (bytes.len() - start - 4) as u32;
    bytes[start..start + 4].copy_from_slice(&length.to_le_bytes());
}

/// Reads the next record into the buffer. False: there is none.
pub(super) fn next(from: &mut impl Read, record: &mut Vec<u8>) -> io::Result<bool> {
    let mut length = [0; 4];
    if from.read(&mut length[..1])? == 0 {
        return Ok(false);
    }
    from.read_exact(&mut length[1..])?;
    record.resize(u32::from_le_bytes(length) as usize, 0);
    from.read_exact(record)?;
    Ok(true)
}

/// The record that these bytes are.
pub(super) fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> io::Result<T> {
    postcard::from_bytes(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
