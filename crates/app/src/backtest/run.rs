//! Runs a backtest on all cores. The outcome does not depend on how many there are.

use super::build::build;
use super::case::Case;
use super::error::BacktestError;
use super::ledger::Ledger;
use super::member::Course;
use super::report::Report;
use super::rows::{MemberOutcome, Rows};
use super::totals::Folded;
use crate::exports::MemberExport;
use crate::orders_file::Orders;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Members are folded in portions of about so many orders.
const PORTION: usize = 20_000;

/// How far a backtest is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FoldProgress {
    /// Orders folded.
    pub orders: u64,
    /// Orders in all.
    pub total: u64,
}

/// Folds all members and reports. `rows` takes the members in the natural order of their ids; `watch` hears of the progress
/// after every portion, and stops the backtest by `Break`.
pub fn backtest(
    case: &Case<'_>,
    rows: &mut dyn Rows,
    watch: &mut dyn FnMut(FoldProgress) -> ControlFlow<()>,
) -> Result<Report, BacktestError> {
    let mut whole = Folded::new(case);
    let mut progress = FoldProgress { orders: 0, total: case.orders.len() as u64 };
    let outcome = fold_orders(case, case.orders, &mut |portion| {
        for member in portion.members.drain(..) {
            rows.take(case, member)?;
        }
        progress.orders += portion.orders;
        whole.merge(portion);
        if watch(progress).is_break() { Err(BacktestError::Stopped) } else { Ok(()) }
    });
    outcome.map(|()| build(case, &whole))
}

impl<'a> Folded<'a> {
    /// Folds one member and adds what came of it.
    fn member(&mut self, case: &Case<'_>, from: &'a Orders, member: usize, ledger: &mut Ledger) {
        let orders = from.of_member(member);
        self.orders += orders.len() as u64;
        // Whoever comes after the end is none of this history's members.
        if orders.first().is_none_or(|first| first.at() > case.until) {
            return;
        }
        let member_id = from.member_id(member);
        let mut causes = Vec::with_capacity(orders.len() + 1);
        let mut rows = Vec::with_capacity(case.instants.len());
        let mut end = None;
        let course = Course {
            programs: &case.programs,
            redeem: &case.redeem,
            until: case.until,
            instants: &case.instants,
        };
        course.fold(&orders, &mut causes, ledger, |instant, state| {
            self.sums[instant].add(state);
            let (at, id) = (case.instants[instant], &*member_id);
            rows.push(MemberExport::of(id, state, &case.programs, &case.tier_names, at));
            if self.tally.is_some() && instant + 1 == case.instants.len() {
                end = Some(state.clone());
            }
        });
        if let (Some(tally), Some(against), Some(end)) = (&mut self.tally, &case.against, end) {
            let course = Course {
                programs: against,
                redeem: &case.redeem_against,
                instants: &case.instants[case.instants.len() - 1..],
                ..course
            };
            course.fold(&orders, &mut Vec::new(), &mut (), |_, state| {
                tally.add(&member_id, state, &end);
            });
        }
        let (tiers, entries) = ledger.close();
        self.members.push(MemberOutcome { member_id, rows, tiers, entries, causes });
    }
}

/// Members in portions that are about as much work.
fn portions(from: &Orders) -> Vec<Range<usize>> {
    let mut portions = Vec::new();
    let (mut start, mut orders) = (0, 0);
    for member in 0..from.members() {
        orders += from.order_count(member);
        if orders >= PORTION {
            portions.push(start..member + 1);
            (start, orders) = (member + 1, 0);
        }
    }
    if start < from.members() {
        portions.push(start..from.members());
    }
    portions
}

/// Folds orders on several threads and gives out what came of them in portions, in the order of their members.
pub(super) fn fold_orders<'a>(
    case: &Case<'_>,
    from: &'a Orders,
    take: &mut dyn FnMut(&mut Folded<'a>) -> Result<(), BacktestError>,
) -> Result<(), BacktestError> {
    let portions = portions(from);
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let (sender, folded) = sync_channel(case.threads);
        for _ in 0..case.threads.min(portions.len()) {
            let (sender, portions, next, stop) = (sender.clone(), &portions, &next, &stop);
            scope.spawn(move || fold_portions(case, from, portions, next, stop, &sender));
        }
        drop(sender);
        let outcome = in_order(folded, take);
        stop.store(true, Ordering::Relaxed);
        outcome
    })
}

fn fold_portions<'a>(
    case: &Case<'_>,
    from: &'a Orders,
    portions: &[Range<usize>],
    next: &AtomicUsize,
    stop: &AtomicBool,
    sender: &SyncSender<(usize, Folded<'a>)>,
) {
    while !stop.load(Ordering::Relaxed) {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(portion) = portions.get(index) else { return };
        let mut folded = Folded::new(case);
        let mut ledger = Ledger::new(case.entries, case.last(), folded.rules.len());
        for member in portion.clone() {
            folded.member(case, from, member, &mut ledger);
        }
        folded.rules = ledger.rules;
        if sender.send((index, folded)).is_err() {
            return;
        }
    }
}

fn in_order<'a>(
    folded: Receiver<(usize, Folded<'a>)>,
    take: &mut dyn FnMut(&mut Folded<'a>) -> Result<(), BacktestError>,
) -> Result<(), BacktestError> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (index, portion) in folded {
        early.insert(index, portion);
        while let Some(mut portion) = early.remove(&next) {
            next += 1;
            take(&mut portion)?;
        }
    }
    Ok(())
}
