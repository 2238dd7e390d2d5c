//! What happens inside one wallet: units come in as lots, go out oldest expiry first, fall due, and pay off debt.
//!
//! Lots stand in the order in which they expire, and among equals in the order in which they were earned. Lots that never
//! expire and are available are one lot: nothing could ever tell them apart again.

use super::Sink;
use super::expiry::{ON_LAPSE, lapses_at};
use crate::calendar::Calendar;
use crate::entry::{Entry, EntryKind, Index, LotId};
use crate::program::{DebtPolicy, Span};
use crate::state::{Lot, WalletState};
use crate::values::Instant;

/// What all entries of one movement have in common.
#[derive(Clone, Copy)]
pub(super) struct Movement {
    pub(super) at: Instant,
    pub(super) wallet: Index,
    pub(super) cause: u32,
    pub(super) version: u32,
}

impl Movement {
    /// An entry of this movement that explains itself no further.
    pub(super) fn entry(&self, kind: EntryKind, units: i64, available: i64, lot: Option<LotId>) -> Entry {
        Entry {
            at: self.at,
            wallet: self.wallet,
            kind,
            units,
            available,
            lot,
            cause: self.cause,
            rule: None,
            version: self.version,
            base: 0,
            trimmed: 0,
            trimmed_units: 0,
            corrected_by: None,
        }
    }
}

impl WalletState {
    /// What can be spent: what is held less what is pending; not below zero.
    pub fn available(&self) -> i64 {
        self.balance.saturating_sub(self.pending).max(0)
    }

    /// Starts the inactivity clock at an instant; stops it if there is no span.
    pub(super) fn start_clock(&mut self, span: Option<Span>, calendar: &Calendar, at: Instant) {
        if span.is_none() && self.lapse_span.is_none() {
            self.lapses_at = Instant::NEVER;
            return;
        }
        self.lapse_span = span;
        self.lapses_at = span.map_or(Instant::NEVER, |span| lapses_at(span, calendar, at));
    }

    /// Puts units in. Does not post: the caller's entries name the lot. Debt is paid off at once by available units.
    pub(super) fn deposit<S: Sink>(&mut self, lot: Lot, movement: Movement, sink: &mut S) {
        if lot.units <= 0 {
            return;
        }
        self.balance = self.balance.saturating_add(lot.units);
        if lot.pending {
            self.pending = self.pending.saturating_add(lot.units);
        }
        if lot.id.is_open_ended() {
            // It is the first of its kind, so that its place does not depend on when it was opened.
            let place = self.lots.partition_point(|open| {
                look();
                open.expires_at < lot.expires_at
            });
            match self.lots.get_mut(place) {
                Some(open) if open.id == lot.id => open.units = open.units.saturating_add(lot.units),
                _ => self.lots.insert(place, lot),
            }
        } else {
            let earlier = |open: &Lot| {
                look();
                open.expires_at <= lot.expires_at
            };
            let place = self.lots.iter().rposition(earlier).map_or(0, |last| last + 1);
            self.lots.insert(place, lot);
        }
        if self.debt > 0 && !lot.pending {
            self.pay_debt(movement, sink);
        }
        self.reckon_due();
    }

    /// Pays debt from available lots, first to expire first.
    fn pay_debt<S: Sink>(&mut self, movement: Movement, sink: &mut S) {
        for lot in &mut self.lots {
            look();
            if self.debt == 0 {
                break;
            }
            if lot.pending {
                continue;
            }
            let paid = lot.units.min(self.debt);
            lot.units -= paid;
            self.debt -= paid;
            // The wallet's available units count debt already, so neither entry changes them; together they cancel.
            sink.entry(&movement.entry(EntryKind::Transfer, -paid, -paid, Some(lot.id)));
            sink.entry(&movement.entry(EntryKind::Transfer, paid, paid, None));
        }
        // Debt and available units are never both there: these lots are few.
        self.lots.retain(|lot| lot.units > 0);
    }

    /// Takes units out, first to expire first, pending lots left alone. What is not there becomes debt, or is forgiven.
    /// Returns how much was taken, debt included.
    pub(super) fn withdraw<S: Sink>(
        &mut self,
        units: i64,
        kind: EntryKind,
        debt: DebtPolicy,
        movement: Movement,
        sink: &mut S,
    ) -> i64 {
        let mut missing = units.max(0);
        let mut emptied = 0;
        for lot in &mut self.lots {
            look();
            if missing == 0 {
                break;
            }
            if lot.pending {
                continue;
            }
            let taken = lot.units.min(missing);
            lot.units -= taken;
            missing -= taken;
            emptied += usize::from(lot.units == 0);
            sink.entry(&movement.entry(kind, -taken, -taken, Some(lot.id)));
        }
        if emptied > 0 {
            self.drop_empty_lots(emptied);
        }
        if missing > 0 && debt == DebtPolicy::Owe {
            self.debt = self.debt.saturating_add(missing);
            sink.entry(&movement.entry(kind, -missing, -missing, None));
            missing = 0;
        }
        let taken = units.max(0) - missing;
        self.balance = self.balance.saturating_sub(taken);
        self.reckon_due();
        taken
    }

    /// Books everything of this wallet that falls due at exactly `at`: first expiry, then activation.
    pub(super) fn fall_due<S: Sink>(
        &mut self,
        rollover: &mut dyn FnMut(i64) -> (i64, Instant),
        movement: Movement,
        sink: &mut S,
    ) {
        let at = movement.at;
        if self.lapses_at <= at {
            for lot in self.lots.iter_mut().filter(|lot| lot.expires_at == ON_LAPSE) {
                lot.expires_at = at;
            }
            self.lapses_at = Instant::NEVER;
            self.lapse_span = None;
            self.lots.make_contiguous().sort_by_key(|lot| lot.expires_at);
        }
        if self.lots.front().is_some_and(|lot| lot.expires_at <= at) {
            self.expire(rollover, movement, sink);
        }
        let mut activated = false;
        let first = self.first_pending();
        for lot in self.lots.range_mut(first..).filter(|lot| lot.pending && lot.activates_at <= at) {
            lot.pending = false;
            self.pending -= lot.units;
            activated = true;
            let movement = Movement { cause: lot.id.event, ..movement };
            sink.entry(&movement.entry(EntryKind::Activate, 0, lot.units, Some(lot.id)));
        }
        if activated && self.debt > 0 {
            self.pay_debt(movement, sink);
        }
        self.reckon_due();
    }

    fn expire<S: Sink>(
        &mut self,
        rollover: &mut dyn FnMut(i64) -> (i64, Instant),
        movement: Movement,
        sink: &mut S,
    ) {
        let at = movement.at;
        let expiring: i64 = self
            .lots
            .iter()
            .take_while(|lot| lot.expires_at <= at)
            .fold(0, |sum, lot| sum.saturating_add(lot.units));
        let (kept, kept_until) = rollover(expiring);
        let kept = kept.clamp(0, expiring);
        let mut to_keep = kept;
        let mut successor: Option<LotId> = None;
        while let Some(lot) = self.lots.front().copied().filter(|lot| lot.expires_at <= at) {
            self.lots.pop_front();
            if lot.pending {
                self.pending -= lot.units;
            }
            let rolled = lot.units.min(to_keep);
            to_keep -= rolled;
            let movement = Movement { cause: lot.id.event, ..movement };
            let mut post = |kind, units: i64| {
                if units > 0 {
                    sink.entry(&movement.entry(
                        kind,
                        -units,
                        if lot.pending { 0 } else { -units },
                        Some(lot.id),
                    ));
                }
            };
            post(EntryKind::Rollover, rolled);
            post(EntryKind::Expire, lot.units - rolled);
            if rolled > 0 && successor.is_none() {
                successor = Some(lot.id);
            }
        }
        self.balance = self.balance.saturating_sub(expiring);
        self.expired = self.expired.saturating_add(expiring - kept);
        let successor = successor
            .map(|from| LotId::open_ended(kept_until, false).unwrap_or_else(|| self.next_generation(from)));
        if let Some(id) = successor {
            let movement = Movement { cause: id.event, ..movement };
            sink.entry(&movement.entry(EntryKind::Rollover, kept, kept, Some(id)));
            self.deposit(
                Lot { id, units: kept, activates_at: at, expires_at: kept_until, pending: false },
                movement,
                sink,
            );
        }
    }

    /// The name of what rolls over from a lot. One event's lot rolls over once; the open-ended one may do so again while what rolled
    /// over before is still there.
    fn next_generation(&self, from: LotId) -> LotId {
        let mut last = from.generation;
        if from.event == 0 {
            let others =
                self.lots.iter().map(|lot| lot.id).filter(|id| (id.event, id.part) == (0, from.part));
            last = others.map(|id| id.generation).max().unwrap_or(0).max(last);
        }
        LotId { generation: last.saturating_add(1), ..from }
    }

    fn drop_empty_lots(&mut self, mut emptied: usize) {
        while emptied > 0 && self.lots.front().is_some_and(|lot| lot.units == 0) {
            self.lots.pop_front();
            emptied -= 1;
        }
        if emptied > 0 {
            self.lots.retain(|lot| lot.units > 0);
        }
    }

    /// Keeps `due_at` true after lots changed.
    pub(super) fn reckon_due(&mut self) {
        let first = self.lots.front().map_or(Instant::NEVER, |lot| lot.expires_at);
        let mut due = if first == ON_LAPSE { Instant::NEVER } else { first };
        if !self.lots.is_empty() {
            due = due.min(self.lapses_at);
        }
        if self.pending > 0 {
            for lot in self.lots.range(self.first_pending()..).filter(|lot| lot.pending) {
                due = due.min(lot.activates_at);
            }
        }
        self.due_at = due;
    }

    /// The place of the first pending lot; the number of lots if there is none. Looked for from the back, where what was earned last
    /// stands, and no further than pending units reach.
    fn first_pending(&self) -> usize {
        let (mut first, mut left) = (self.lots.len(), self.pending);
        for (place, lot) in self.lots.iter().enumerate().rev() {
            if left <= 0 {
                break;
            }
            look();
            if lot.pending {
                left = left.saturating_sub(lot.units);
                first = place;
            }
        }
        first
    }
}

/// Counts in this crate's own tests how many lots are looked at: a member may have hundreds of thousands.
#[inline(always)]
fn look() {
    #[cfg(test)]
    tests::LOOKS.with(|looks| looks.set(looks.get() + 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Expiry;
    use std::cell::Cell;

    thread_local! {
        pub(super) static LOOKS: Cell<u64> = const { Cell::new(0) };
    }

    fn movement(at: i64) -> Movement {
        Movement { at: Instant(at), wallet: 0, cause: 1, version: 1 }
    }

    #[test]
    fn a_hundred_thousand_open_lots_are_not_looked_through_for_each_one_more() {
        let mut wallet = WalletState::default();
        let count = 100_000;
        LOOKS.with(|looks| looks.set(0));
        for at in 0..count {
            // Ten lots are pending at any time; a few units are spent each time.
            while wallet.due_at <= Instant(at) {
                wallet.fall_due(&mut |_| (0, Instant::NEVER), movement(wallet.due_at.0), &mut ());
            }
            let id = LotId { event: 1 + at as u32, part: 0, generation: 0 };
            let (activates_at, expires_at) = (Instant(at + 10), Instant(at + 10 * count));
            wallet.deposit(
                Lot { id, units: 5, activates_at, expires_at, pending: true },
                movement(at),
                &mut (),
            );
            wallet.withdraw(4, EntryKind::Spend, DebtPolicy::Forgive, movement(at), &mut ());
        }
        let looks = LOOKS.with(Cell::get);
        assert!(wallet.lots.len() > 20_000, "{}", wallet.lots.len());
        assert!(looks < 60 * count as u64, "{looks} looks at lots for {count} of them");
    }

    #[test]
    fn the_clock_starts_and_stops() {
        let calendar = Calendar::new("UTC").unwrap();
        let mut wallet = WalletState::default();
        wallet.start_clock(Expiry::Inactivity { span: Span::Days(2) }.inactivity(), &calendar, Instant(0));
        assert_eq!(wallet.lapses_at, Instant(2 * 86_400_000_000));
        wallet.start_clock(Expiry::Never.inactivity(), &calendar, Instant(0));
        assert_eq!((wallet.lapses_at, wallet.lapse_span), (Instant::NEVER, None));
    }
}
