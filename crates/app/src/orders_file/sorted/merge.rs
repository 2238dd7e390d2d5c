//! Parts of orders, each by member and in business order, become one such sequence while it is taken.

use super::super::error::OrdersFileError;
use super::records::{OrderRecord, next, read};
use super::spool::{Reading, Spool, Strand};
use super::{SortedOrders, Spill};
use crate::imports::{ImportedOrder, RefusedRow};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io::{self, BufReader};
use std::sync::{Arc, OnceLock};
use tessera_engine::values::{Instant, natural_order};

/// All parts together read so many bytes ahead.
const AHEAD: usize = 16 << 20;

/// The orders of a file, one after the other.
pub struct Imports {
    parts: BinaryHeap<Part>,
    until: Instant,
    spill: Spill,
    broken: Broken,
}

/// Says whether orders ended early.
#[derive(Clone, Default)]
pub struct Broken(Arc<OnceLock<OrdersFileError>>);

impl Broken {
    /// Why they did.
    pub fn error(&self) -> Option<&OrdersFileError> {
        self.0.get()
    }
}

impl Imports {
    pub(super) fn new(orders: SortedOrders) -> (Self, Broken) {
        let SortedOrders { until, spool, parts, spill, .. } = orders;
        let broken = Broken::default();
        let ahead = (AHEAD / parts.len().max(1)).clamp(1 << 12, 1 << 18);
        let mut imports = Self { parts: BinaryHeap::new(), until, spill, broken: broken.clone() };
        for strand in parts {
            let part = Part::first(Arc::clone(&spool), strand, ahead);
            imports.parts.extend(imports.checked(part).flatten());
        }
        (imports, broken)
    }

    /// What was read, unless that failed: then there is nothing more.
    fn checked<T>(&self, read: io::Result<T>) -> Option<T> {
        // The first failure is told.
        read.map_err(|source| self.broken.0.set(self.spill.failed(source))).ok()
    }

    fn any(&mut self) -> Option<ImportedOrder> {
        let mut first = self.parts.peek_mut()?;
        match first.step() {
            Ok(Some(order)) => Some(order),
            // It was the part's last.
            Ok(None) => PeekMut::pop(first).order,
            Err(error) => {
                drop(first);
                self.parts.clear();
                self.checked(Err(error))
            }
        }
    }
}

impl Iterator for Imports {
    type Item = Result<ImportedOrder, RefusedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken.error().is_some() {
            return None;
        }
        loop {
            let order = self.any()?;
            if order.occurred_at <= self.until {
                return Some(Ok(order));
            }
        }
    }
}

/// A part, with its next order.
struct Part {
    order: Option<ImportedOrder>,
    rest: BufReader<Reading<Arc<Spool>, Strand>>,
    record: Vec<u8>,
}

impl Part {
    fn first(spool: Arc<Spool>, strand: Strand, ahead: usize) -> io::Result<Option<Self>> {
        let rest = BufReader::with_capacity(ahead, Reading::new(spool, strand));
        let mut part = Self { order: None, rest, record: Vec::new() };
        part.order = part.read()?;
        Ok(part.order.is_some().then_some(part))
    }

    fn read(&mut self) -> io::Result<Option<ImportedOrder>> {
        if !next(&mut self.rest, &mut self.record)? {
            return Ok(None);
        }
        let order = read::<OrderRecord<'_>>(&self.record)?.imported();
        order.map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Gives out the order and goes on to the next; keeps it if it is the last.
    fn step(&mut self) -> io::Result<Option<ImportedOrder>> {
        Ok(self.read()?.and_then(|next| self.order.replace(next)))
    }
}

/// The part whose order comes first is the greatest, as a heap wants it.
impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        let compared = self.order.as_ref().zip(other.order.as_ref()).map(|(a, b)| {
            natural_order(&b.member, &a.member)
                .then_with(|| b.occurred_at.cmp(&a.occurred_at))
                .then_with(|| b.id.cmp(&a.id))
        });
        compared.unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Part {}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
