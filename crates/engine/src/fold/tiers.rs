//! Tiers: measured after each event, unlocked at once. The order that reaches a tier still earned under the one before.

use super::expiry::months_before;
use super::plan::TierPlan;
use super::programs::Version;
use super::{Sink, TierChange};
use crate::program::{Measure, Window};
use crate::state::State;
use crate::values::Instant;

const ZONES_DIFFER: i64 = 2 * 86_400_000_000;

/// What the member has towards a tier as of an instant not before the state's, in units or minor units of money.
fn measured(version: &Version, plan: &TierPlan, state: &State, at: Instant) -> i64 {
    match plan.measure {
        Measure::Units { .. } => plan
            .wallet
            .and_then(|wallet| state.wallets.get(usize::from(wallet)))
            .map_or(0, |wallet| wallet.earned.saturating_add(wallet.adjusted)),
        Measure::Spend { window: Window::Lifetime } => state.spend,
        Measure::Spend { window: Window::RollingMonths(months) } => {
            let from = months_before(&version.program.calendar, at, months);
            let first = state.window.partition_point(|(then, _)| *then <= from);
            state.window.get(first).map_or(0, |(_, before)| state.spend.saturating_sub(*before))
        }
        Measure::Spend { window: Window::CalendarYear } => {
            if state.year == version.program.calendar.day(at).date().year { state.year_spend } else { 0 }
        }
    }
}

impl Version {
    /// What the member has towards a tier as of an instant, which is not before the state's: units or minor units of money.
    /// `None` if the program has no tiers.
    pub fn measured(&self, state: &State, at: Instant) -> Option<i64> {
        let plan = self.plan.tiers.as_ref()?;
        Some(measured(self, plan, state, at))
    }

    /// The name of the tier that an event at this instant finds the member in; empty if the program has no tiers. Everybody has
    /// the first tier, and who comes from a version without this one's tiers has what the measure reaches.
    pub(super) fn standing<'a>(&'a self, state: &State, at: Instant) -> &'a str {
        let (Some(plan), Some(set)) = (&self.plan.tiers, &self.program.tiers) else { return "" };
        let held = state.tier.and_then(|tier| plan.tiers.iter().position(|(_, place)| *place == tier));
        let held = held.unwrap_or_else(|| reached(plan, measured(self, plan, state, at)));
        set.tiers.get(held).map_or("", |tier| &tier.name)
    }
}

/// The highest tier that a measure reaches.
fn reached(plan: &TierPlan, measure: i64) -> usize {
    plan.tiers.iter().rposition(|(from, _)| *from <= measure).unwrap_or(0)
}

/// Takes an order's amount into the windows that the tiers of any version measure, whether the version in force has tiers or not.
/// `spend` is what the member had spent before.
pub(super) fn count_spend(version: &Version, state: &mut State, at: Instant, spend: i64, amount: i64) {
    let reach = state.reach;
    if reach.months > 0 {
        state.window.push_back((at, spend));
        // Versions may differ in their time zones, by a day and a little.
        let from = months_before(&version.program.calendar, at, reach.months).0.saturating_sub(ZONES_DIFFER);
        while state.window.front().is_some_and(|(then, _)| then.0 <= from) {
            state.window.pop_front();
        }
    }
    if reach.years {
        let year = version.program.calendar.day(at).date().year;
        if state.year != year {
            state.year = year;
            state.year_spend = 0;
        }
        state.year_spend = state.year_spend.saturating_add(amount);
    }
}

/// Raises the tier if the measure now reaches a higher one. A new member starts in the first tier.
pub(super) fn unlock<S: Sink>(version: &Version, state: &mut State, at: Instant, cause: u32, sink: &mut S) {
    let Some(plan) = &version.plan.tiers else { return };
    let held = state.tier.and_then(|tier| plan.tiers.iter().position(|(_, place)| *place == tier));
    if let Some(held) = held {
        let Some((next, _)) = plan.tiers.get(held + 1) else { return };
        // All that is kept, without asking the calendar what of it still counts.
        if matches!(plan.measure, Measure::Spend { window: Window::RollingMonths(_) })
            && state.window.front().map_or(0, |(_, before)| state.spend.saturating_sub(*before)) < *next
        {
            return;
        }
    }
    let reached = reached(plan, measured(version, plan, state, at));
    if held.is_some_and(|held| held >= reached) {
        return;
    }
    if let Some((_, place)) = plan.tiers.get(reached) {
        let change = TierChange { at, from: state.tier, to: Some(*place), cause };
        state.tier = Some(*place);
        sink.tier(&change);
    }
}
