//! Which amount of an order a rule looks at: paid or price, all of it or the lines that it selects.

use super::caps::Lines;
use super::note::Skipped;
use super::plan::RulePlan;
use crate::condition::{Facts, Signs};
use crate::event::Order;
use crate::program::Basis;

/// The amount of the order, or of the selected lines, that counts before caps; never negative.
pub(super) fn amount_that_counts(
    plan: &RulePlan,
    basis: Basis,
    signs: &Signs,
    facts: &Facts<'_>,
) -> Result<i64, Skipped> {
    let Some(order) = facts.order else { return Ok(0) };
    let Some(selector) = &plan.lines else { return Ok(whole(order, basis, facts).max(0)) };
    let mut selected: i64 = 0;
    let mut any = false;
    for (index, line) in order.lines.iter().enumerate() {
        if selector.selects(signs, index, facts) {
            any = true;
            selected = selected.saturating_add(line.amount);
        }
    }
    if !any {
        return Err(Skipped::NoLine);
    }
    Ok(of_lines(selected, order, basis, facts))
}

fn whole(order: &Order, basis: Basis, facts: &Facts<'_>) -> i64 {
    match basis {
        Basis::Paid => facts.paid,
        Basis::Price => order.amount,
    }
}

/// What lines of this sum count: no more than the order, and where points paid a part of it, without their share of that.
fn of_lines(selected: i64, order: &Order, basis: Basis, facts: &Facts<'_>) -> i64 {
    let selected = selected.clamp(0, order.amount.max(0));
    let whole = whole(order, basis, facts);
    if order.amount == whole || order.amount <= 0 {
        return selected;
    }
    let paid = i128::from(selected) * i128::from(whole) / i128::from(order.amount);
    i64::try_from(paid).unwrap_or(selected)
}

/// Which lines of the order a rule counts. An order without lines stands for one line.
pub(super) fn lines_of(plan: &RulePlan, signs: &Signs, facts: &Facts<'_>) -> Lines {
    let mut lines = Lines::default();
    match facts.order {
        Some(order) if !order.lines.is_empty() => {
            for index in 0..order.lines.len() {
                if plan.lines.as_ref().is_none_or(|selector| selector.selects(signs, index, facts)) {
                    lines.add(index);
                }
            }
        }
        _ => lines.add(0),
    }
    lines
}

/// What of an order's amount lies on these lines.
pub(super) fn amount_on(lines: &Lines, basis: Basis, facts: &Facts<'_>) -> i64 {
    let Some(order) = facts.order else { return 0 };
    if order.lines.is_empty() {
        return if lines.has(0) { whole(order, basis, facts).max(0) } else { 0 };
    }
    let on = order.lines.iter().enumerate().filter(|(index, _)| lines.has(*index));
    of_lines(on.fold(0_i64, |sum, (_, line)| sum.saturating_add(line.amount)), order, basis, facts)
}
