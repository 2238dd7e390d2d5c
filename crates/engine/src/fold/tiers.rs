//! Tiers: measured after each event, unlocked at once. The order that reaches a tier still earned under the one before.

use super::expiry::months_before;
use super::plan::TierPlan;
use super::programs::Version;
use super::{Sink, TierChange};
use crate::program::{Measure, Window};
use crate::state::State;
use crate::values::Instant;

/// What the member has towards a tier, as of the state's last event, in units or minor units of money.
pub(super) fn measured(plan: &TierPlan, state: &State, year: i16) -> i64 {
    match plan.measure {
        Measure::Units { .. } => plan
            .wallet
            .and_then(|wallet| state.wallets.get(usize::from(wallet)))
            .map_or(0, |wallet| wallet.earned.saturating_add(wallet.adjusted)),
        Measure::Spend { window: Window::Lifetime } => state.spend,
        Measure::Spend { window: Window::RollingMonths(_) } => {
            state.window.iter().fold(0, |sum: i64, (_, amount)| sum.saturating_add(*amount))
        }
        Measure::Spend { window: Window::CalendarYear } => {
            if state.year == year {
                state.year_spend
            } else {
                0
            }
        }
    }
}

impl Version {
    /// What the member has towards a tier as of an instant, which is not before the state's: units or minor units of money.
    /// `None` if the program has no tiers.
    pub fn measured(&self, state: &State, at: Instant) -> Option<i64> {
        let plan = self.plan.tiers.as_ref()?;
        Some(match plan.measure {
            Measure::Spend { window: Window::RollingMonths(months) } => {
                let from = months_before(&self.program.calendar, at, months);
                let inside = state.window.iter().filter(|(then, _)| *then > from);
                inside.fold(0, |sum: i64, (_, amount)| sum.saturating_add(*amount))
            }
            _ => measured(plan, state, self.program.calendar.day(at).date().year),
        })
    }
}

/// Takes an order's amount into the windows that tiers measure.
pub(super) fn count_spend(version: &Version, state: &mut State, at: Instant, amount: i64) {
    let Some(plan) = &version.plan.tiers else { return };
    match plan.measure {
        Measure::Spend { window: Window::RollingMonths(months) } => {
            state.window.push_back((at, amount));
            let from = months_before(&version.program.calendar, at, months);
            while state.window.front().is_some_and(|(then, _)| *then <= from) {
                state.window.pop_front();
            }
        }
        Measure::Spend { window: Window::CalendarYear } => {
            let year = version.program.calendar.day(at).date().year;
            if state.year != year {
                state.year = year;
                state.year_spend = 0;
            }
            state.year_spend = state.year_spend.saturating_add(amount);
        }
        _ => {}
    }
}

/// Raises the tier if the measure now reaches a higher one. A new member starts in the first tier.
pub(super) fn unlock<S: Sink>(version: &Version, state: &mut State, at: Instant, cause: u32, sink: &mut S) {
    let Some(plan) = &version.plan.tiers else { return };
    let year = match plan.measure {
        Measure::Spend { window: Window::CalendarYear } => version.program.calendar.day(at).date().year,
        _ => 0,
    };
    let measure = measured(plan, state, year);
    let reached = plan.tiers.iter().rposition(|(from, _)| *from <= measure).unwrap_or(0);
    let held = state.tier.and_then(|tier| plan.tiers.iter().position(|(_, place)| *place == tier));
    if held.is_some_and(|held| held >= reached) {
        return;
    }
    if let Some((_, place)) = plan.tiers.get(reached) {
        let change = TierChange { at, from: state.tier, to: Some(*place), cause };
        state.tier = Some(*place);
        sink.tier(&change);
    }
}
