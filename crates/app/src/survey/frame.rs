//! What all members are observed in: the days, the zone, up to where.

use super::{DAYS, Day, Held, Moved, Observed, Survey};
use crate::exports::first_tier;
use crate::in_force::InForce;
use tessera_engine::calendar::{self, Calendar};
use tessera_engine::entry::{EntryKind, Index};
use tessera_engine::fold::Programs;
use tessera_engine::values::Instant;
use tessera_store::Seq;

/// See the module.
pub(crate) struct Frame {
    /// What is recorded later does not count.
    pub(super) cut: Seq,
    pub(super) calendar: Calendar,
    /// The first of the days.
    first: calendar::Day,
    start: Instant,
    /// The tier of who was given none yet.
    pub(super) first_tier: Option<Index>,
    empty: Survey,
}

/// The calendar of the program in force at an instant; of the first one where none is yet, and UTC where there is none at all.
pub(super) fn calendar(programs: &Programs, at: Instant) -> Calendar {
    let version = programs.at(at).or(programs.versions().first());
    version.map_or_else(Calendar::utc, |version| version.program.calendar.clone())
}

impl Frame {
    pub(crate) fn new(in_force: &InForce, at: Instant, cut: Seq) -> Self {
        let programs = &in_force.programs;
        let calendar = calendar(programs, at);
        let first = calendar::Day(calendar.day(at).0 - (DAYS as i32 - 1));
        let names = &in_force.names.wallets;
        let day = |ahead: usize| Day {
            day: calendar::Day(first.0 + ahead as i32).date().to_string().into(),
            moved: vec![Moved::default(); names.len()],
            ..Day::default()
        };
        let held = |name: &crate::Name| Held { wallet: (**name).into(), ..Held::default() };
        let empty = Survey {
            at,
            seq: cut,
            wallets: names.iter().map(held).collect(),
            days: (0..DAYS).map(day).collect(),
            ..Survey::default()
        };
        Self {
            cut,
            start: calendar.day_start(first),
            calendar,
            first,
            first_tier: first_tier(programs, at),
            empty,
        }
    }

    /// The survey of nobody.
    pub(crate) fn empty(&self) -> Survey {
        self.empty.clone()
    }

    /// The place of an instant's day among the days of the survey; `None`: it is none of them.
    pub(super) fn day(&self, at: Instant) -> Option<usize> {
        let place = self.calendar.day(at).0.checked_sub(self.first.0)?;
        usize::try_from(place).ok().filter(|place| *place < DAYS)
    }

    /// The month of the last day on which units can be spent that are gone at an instant, counted from the year 0.
    pub(super) fn month(&self, gone_at: Instant) -> i32 {
        let last = self.calendar.day(Instant(gone_at.0.saturating_sub(1))).date();
        i32::from(last.year) * 12 + i32::from(last.month) - 1
    }

    /// When the first of the days begins.
    pub(super) fn start(&self) -> Instant {
        self.start
    }
}

impl Survey {
    /// Adds a member.
    pub(crate) fn take(&mut self, in_force: &InForce, observed: &Observed) {
        if !observed.counts {
            return;
        }
        self.members += 1;
        if let Some(tier) = in_force.names.tier(observed.tier) {
            *self.tiers.entry((*tier).into()).or_default() += 1;
        }
        if let Some(day) = observed.joined.and_then(|day| self.days.get_mut(day)) {
            day.joined += 1;
        }
        for (day, amount) in &observed.orders {
            if let Some(day) = self.days.get_mut(*day) {
                day.orders += 1;
                day.spend = day.spend.saturating_add(*amount);
            }
        }
        for (day, wallet, kind, units) in &observed.moved {
            let day = self.days.get_mut(*day);
            if let Some(moved) = day.and_then(|day| day.moved.get_mut(usize::from(*wallet))) {
                moved.add(*kind, *units);
            }
        }
        for (held, (balance, debt)) in self.wallets.iter_mut().zip(&observed.wallets) {
            held.balance = held.balance.saturating_add(*balance);
            held.debt = held.debt.saturating_add(*debt);
        }
        for (place, month, units) in &observed.lots {
            let Some(held) = self.wallets.get_mut(*place) else { continue };
            let sum = match month {
                None => &mut held.never,
                Some(month) => {
                    let name = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
                    held.expiring.entry(name.into()).or_default()
                }
            };
            *sum = sum.saturating_add(*units);
        }
    }
}

impl Moved {
    fn add(&mut self, kind: EntryKind, units: i64) {
        // What is spent and what expires leaves the wallet.
        let (sum, units) = match kind {
            EntryKind::Earn => (&mut self.issued, units),
            EntryKind::Spend => (&mut self.spent, units.saturating_neg()),
            EntryKind::Expire => (&mut self.expired, units.saturating_neg()),
            EntryKind::Adjust => (&mut self.adjusted, units),
            EntryKind::Activate | EntryKind::Rollover | EntryKind::Transfer => return,
        };
        *sum = sum.saturating_add(units);
    }
}
