//! Parts of rows become parts of orders, several at once.

use super::super::assemble::Assembly;
use super::super::error::OrdersFileError;
use super::super::names::Names;
use super::super::orders::Orders;
use super::super::reject::Rejected;
use super::super::row::Id;
use super::super::summary::Summary;
use super::parts::{PARTS, assemble, place, strands};
use super::records::{OrderRecord, next, read, write};
use super::spool::{Reading, Spool, Strand};
use super::{Ended, SortedOrders, Spill, Watch};
use std::io::{self, BufReader};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use tessera_engine::values::Instant;

/// What assembling the parts needs to know.
pub(super) struct Settling<'a> {
    /// Where the rows are.
    pub(super) spool: Spool,
    pub(super) spill: &'a Spill,
    /// Makes an assembly without rows.
    pub(super) empty: &'a (dyn Fn() -> Assembly + Sync),
    pub(super) zone: &'a str,
    pub(super) until: Instant,
    pub(super) threads: usize,
}

/// One part, its orders on their way to be merged.
struct Settled {
    orders: Strand,
    summary: Summary,
    rejected: Rejected,
    later: u64,
}

impl Settling<'_> {
    /// Assembles all parts. The strays are rows that belong to none.
    pub(super) fn settle(
        self,
        strays: Assembly,
        parts: Vec<Strand>,
        watch: Watch<'_>,
    ) -> Result<SortedOrders, OrdersFileError> {
        let mut unclear = strays.unclear();
        // Cannot be known part by part, so that they are assembled twice where nothing says what rows are.
        if (self.empty)().rows_are.is_none() {
            self.each(
                parts.iter(),
                |part| Ok(self.assembled(part)?.unclear()),
                |part| unclear += part,
                &mut *watch,
            )?;
        }
        let spool = Arc::new(Spool::new(self.spill.folder.clone(), self.spill.piece));
        let members = Members::new(self.spill, parts.len());
        let strays = strays.finish(self.zone, unclear);
        let (mut summary, mut rejected, mut later) = (strays.summary, strays.rejected, 0);
        let mut done = Vec::new();
        let settle = |part: Strand| {
            let orders = self.assembled(&part)?.finish(self.zone, unclear);
            drop(part);
            members.add(&orders)?;
            self.settled(orders, &spool)
        };
        let take = |part: Settled| {
            summary.absorb(&part.summary);
            rejected.absorb(part.rejected);
            later += part.later;
            done.push(part.orders);
        };
        self.each(parts.into_iter(), settle, take, &mut *watch)?;
        rejected.settle();
        summary.members = members.count(watch).map_err(|ended| ended.told(self.spill))?;
        let Self { spill, until, .. } = self;
        Ok(SortedOrders { summary, rejected, later, until, spool, parts: done, spill: spill.clone() })
    }

    fn assembled(&self, part: &Strand) -> io::Result<Assembly> {
        let mut assembly = (self.empty)();
        assemble(&self.spool, part, &mut assembly)?;
        Ok(assembly)
    }

    fn settled(&self, mut orders: Orders, spool: &Spool) -> io::Result<Settled> {
        let mut strand = Strand::default();
        for member in 0..orders.members() {
            let id = orders.named_member(member);
            for order in orders.of_member(member) {
                spool.add(&mut strand, |bytes| write(&OrderRecord::of(id, order), bytes))?;
            }
        }
        spool.close(&mut strand)?;
        let later = orders.extent(Some(self.until)).later;
        let rejected = std::mem::take(&mut orders.rejected);
        Ok(Settled { orders: strand, summary: orders.summary, rejected, later })
    }

    /// Does the work of each part on threads, and takes what comes of it, in any order.
    fn each<P, T: Send>(
        &self,
        parts: impl Iterator<Item = P> + Send,
        work: impl Fn(P) -> io::Result<T> + Sync,
        mut take: impl FnMut(T),
        watch: Watch<'_>,
    ) -> Result<(), OrdersFileError> {
        let parts = Mutex::new(parts);
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
        std::thread::scope(|scope| {
            let (sender, done) = sync_channel(self.threads);
            for _ in 0..self.threads {
                let (sender, next, work) = (sender.clone(), &next, &work);
                scope.spawn(move || {
                    while let Some(part) = next() {
                        if sender.send(work(part)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            for part in done {
                take(part.map_err(|source| self.spill.failed(source))?);
                if watch().is_break() {
                    return Err(OrdersFileError::Stopped);
                }
            }
            Ok(())
        })
    }
}

/// The members of all parts, to be counted: most stand in many.
struct Members {
    spool: Spool,
    parts: Mutex<Vec<Strand>>,
}

impl Members {
    fn new(spill: &Spill, parts: usize) -> Self {
        let spool = Spool::new(spill.folder.clone(), spill.piece);
        Self { spool, parts: Mutex::new(strands((parts as u64).clamp(1, PARTS))) }
    }

    fn add(&self, orders: &Orders) -> io::Result<()> {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        for member in 0..orders.members() {
            let id = orders.named_member(member);
            let part = place(id, 0, parts.len());
            self.spool.add(&mut parts[part], |bytes| write(&id, bytes))?;
        }
        Ok(())
    }

    fn count(self, watch: Watch<'_>) -> Result<u64, Ended> {
        let (mut count, mut records, mut record) = (0, 0, Vec::new());
        for part in self.parts.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let mut names = Names::default();
            let mut from = BufReader::with_capacity(1 << 16, Reading::new(&self.spool, part));
            while next(&mut from, &mut record)? {
                names.put(Some(read::<Id<'_>>(&record)?));
                Ended::unless_stopped(&mut records, watch)?;
            }
            count += names.len() as u64;
        }
        Ok(count)
    }
}
