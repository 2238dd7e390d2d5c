//! Caps: they trim, they never refuse. What a cap counts lives in the member's state, per period.

use super::plan::{CapPlan, Earning};
use super::programs::Version;
use crate::calendar::Calendar;
use crate::program::Period;
use crate::state::{CapUse, State};
use crate::values::Instant;
use smallvec::SmallVec;

/// The caps on spend that one event runs into. What several rules under one cap count of the same lines uses up the room once.
#[derive(Default)]
pub(super) struct SpendCaps(SmallVec<[Touched; 4]>);

struct Touched {
    cap: usize,
    /// What the period had left before this event.
    room: i64,
    /// How much of it this event has used up.
    counted: i64,
    /// The lines that rules counted. Kept only where some rule under the cap selects lines: otherwise it is always all of them.
    lines: Lines,
}

/// A set of lines of an order.
#[derive(Clone, Default)]
pub(super) struct Lines(SmallVec<[u64; 2]>);

impl Lines {
    pub(super) fn add(&mut self, line: usize) {
        if self.0.len() <= line / 64 {
            self.0.resize(line / 64 + 1, 0);
        }
        self.0[line / 64] |= 1 << (line % 64);
    }

    pub(super) fn has(&self, line: usize) -> bool {
        self.0.get(line / 64).is_some_and(|word| word & (1 << (line % 64)) != 0)
    }

    fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn both(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(word, other)| word & other).collect())
    }
}

impl SpendCaps {
    /// The part of the amount on these lines that still counts under all these caps. `on` says how much of the order's amount lies on
    /// some lines. What other rules have counted of the same lines takes no more room.
    #[allow(clippy::too_many_arguments)] // One rule's whole context.
    pub(super) fn trim_lines(
        &mut self,
        version: &Version,
        caps: &[usize],
        at: Instant,
        state: &State,
        amount: i64,
        lines: &Lines,
        on: impl Fn(&Lines) -> i64,
    ) -> i64 {
        let mut counted = amount;
        let shared = |touched: &Touched| on(&touched.lines.both(lines)).min(touched.counted).min(amount);
        for &cap in caps {
            let index = self.touch(version, cap, at, state);
            let touched = &self.0[index];
            counted = counted.min(shared(touched).saturating_add(touched.room - touched.counted));
        }
        if counted > 0 {
            for &cap in caps {
                let index = self.touch(version, cap, at, state);
                let more = counted.saturating_sub(shared(&self.0[index])).max(0);
                let touched = &mut self.0[index];
                touched.counted = touched.counted.saturating_add(more).min(touched.room);
                touched.lines.add_all(lines);
            }
        }
        counted
    }

    /// The part of the amount that still counts under all these caps, for rules that share each of them with rules on whole orders only.
    pub(super) fn trim(
        &mut self,
        version: &Version,
        caps: &[usize],
        at: Instant,
        state: &State,
        amount: i64,
    ) -> i64 {
        let mut counted = amount;
        for &cap in caps {
            let index = self.touch(version, cap, at, state);
            counted = counted.min(self.0[index].room);
        }
        for &cap in caps {
            let index = self.touch(version, cap, at, state);
            self.0[index].counted = self.0[index].counted.max(counted);
        }
        counted
    }

    fn touch(&mut self, version: &Version, cap: usize, at: Instant, state: &State) -> usize {
        if let Some(index) = self.0.iter().position(|touched| touched.cap == cap) {
            return index;
        }
        let room = room(&version.plan.caps[cap], &version.program.calendar, at, state);
        self.0.push(Touched { cap, room, counted: 0, lines: Lines::default() });
        self.0.len() - 1
    }

    /// Uses up what was counted.
    pub(super) fn settle(self, version: &Version, at: Instant, state: &mut State) {
        for touched in self.0 {
            take(&version.plan.caps[touched.cap], &version.program.calendar, at, state, touched.counted);
        }
    }
}

/// Lets the caller trim units rule by rule: `trim(rule, units)` gives what is left and what was cut off.
pub(super) fn trim_units(
    version: &Version,
    earning: &Earning,
    at: Instant,
    state: &mut State,
    each: impl FnOnce(&mut dyn FnMut(usize, i64) -> (i64, i64)),
) {
    // A cap per order has no state: its room is counted down here.
    let mut per_order: SmallVec<[(usize, i64); 2]> = SmallVec::new();
    each(&mut |rule, units| {
        let caps = earning
            .rules
            .iter()
            .find(|plan| plan.rule == rule)
            .map(|plan| plan.unit_caps.as_slice())
            .or_else(|| {
                earning
                    .multipliers
                    .iter()
                    .find(|plan| plan.rule == rule)
                    .map(|plan| plan.unit_caps.as_slice())
            })
            .unwrap_or_default();
        let mut left = units;
        for &cap in caps {
            let plan = &version.plan.caps[cap];
            let used_here = per_order.iter().find(|(known, _)| *known == cap).map_or(0, |(_, used)| *used);
            let room = room(plan, &version.program.calendar, at, state);
            left = left.min(room.saturating_sub(used_here));
        }
        for &cap in caps {
            let plan = &version.plan.caps[cap];
            if plan.per == Period::Order {
                match per_order.iter_mut().find(|(known, _)| *known == cap) {
                    Some((_, used)) => *used = used.saturating_add(left),
                    None => per_order.push((cap, left)),
                }
            } else {
                take(plan, &version.program.calendar, at, state, left);
            }
        }
        (left, units - left)
    });
}

fn room(cap: &CapPlan, calendar: &Calendar, at: Instant, state: &State) -> i64 {
    let period = period(cap.per, calendar, at);
    let used = state
        .caps
        .get(usize::from(cap.place))
        .filter(|usage| usage.period == period)
        .map_or(0, |usage| usage.used);
    if cap.per == Period::Order { cap.limit } else { cap.limit.saturating_sub(used).max(0) }
}

fn take(cap: &CapPlan, calendar: &Calendar, at: Instant, state: &mut State, counted: i64) {
    if cap.per == Period::Order {
        return;
    }
    let period = period(cap.per, calendar, at);
    if let Some(usage) = state.caps.get_mut(usize::from(cap.place)) {
        let used = if usage.period == period { usage.used } else { 0 };
        *usage = CapUse { period, used: used.saturating_add(counted) };
    }
}

/// Names the period that the instant falls in; different kinds of period need not be told apart, a cap has one kind.
fn period(per: Period, calendar: &Calendar, at: Instant) -> i32 {
    match per {
        Period::Order | Period::Lifetime => 0,
        Period::Day => calendar.day(at).0,
        Period::Week => calendar.day(at).monday().0,
        Period::Month => {
            let date = calendar.day(at).date();
            i32::from(date.year) * 12 + i32::from(date.month)
        }
        Period::Year => i32::from(calendar.day(at).date().year),
    }
}
