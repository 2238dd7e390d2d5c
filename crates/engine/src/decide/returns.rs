//! Whether what comes back was there to come back.

use super::{Refusal, RefusalCode};
use crate::event::{Body, Return, ReturnedPart};
use crate::fold::{Kept, KeptLine, Numbered, kept, portion};
use crate::values::Quantity;
use std::collections::HashMap;

/// Checks a return against what is left of its order.
pub(super) fn take_back(history: &[Numbered<'_>], returned: &Return) -> Result<(), Refusal> {
    let unknown = || Refusal::new(RefusalCode::UnknownOrder).about(returned.order.as_str());
    let order = history.iter().find(|numbered| numbered.event.id == returned.order).ok_or_else(unknown)?;
    let Body::OrderPaid(order) = &order.event.body else { return Err(unknown()) };
    let earlier = || {
        history.iter().filter_map(|numbered| match &numbered.event.body {
            Body::OrderReturned(earlier) if earlier.order == returned.order => Some(&**earlier),
            _ => None,
        })
    };
    let before = kept(order, earlier());
    let mut lines: HashMap<&str, KeptLine> = before
        .lines
        .iter()
        .filter(|line| !line.line.is_empty())
        .map(|line| (&*line.line, line.clone()))
        .collect();
    for part in &returned.lines {
        let Some(line) = lines.get_mut(&*part.line) else {
            return Err(Refusal::new(RefusalCode::UnknownLine).about(&part.line));
        };
        take_from(line, part.part)
            .map_err(|(requested, remaining)| exceeds(&part.line, requested, remaining))?;
    }
    let only_lines = Return { amount: 0, ..returned.clone() };
    // A discount may be more than the goods that are left.
    let after = sum(&kept(order, earlier().chain([&only_lines]))).max(0);
    if returned.amount > after {
        return Err(exceeds(returned.order.as_str(), returned.amount, after));
    }
    let before = sum(&before).max(0);
    if after > before {
        let more = after - before;
        return Err(Refusal::new(RefusalCode::CostsMoney).about(returned.order.as_str()).with("more", more));
    }
    Ok(())
}

fn exceeds(about: &str, requested: i64, remaining: i64) -> Refusal {
    Refusal::new(RefusalCode::ExceedsOrdered)
        .about(about)
        .with("remaining", remaining)
        .with("requested", requested)
}

fn sum(kept: &Kept) -> i64 {
    kept.lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
}

/// Takes a part off what is left of a line, for the same line named again; what is asked for and what there is, if that is less.
fn take_from(line: &mut KeptLine, part: ReturnedPart) -> Result<(), (i64, i64)> {
    match part {
        ReturnedPart::Quantity(quantity) if quantity > line.quantity => Err((quantity.0, line.quantity.0)),
        ReturnedPart::Amount(amount) if amount > line.amount => Err((amount, line.amount.max(0))),
        ReturnedPart::Whole if line.amount == 0 && line.quantity.0 == 0 => Err((1, 0)),
        ReturnedPart::Quantity(quantity) => {
            let left = line.quantity.0 - quantity.0;
            line.amount = portion(line.amount, left, line.quantity.0);
            line.quantity = Quantity(left);
            Ok(())
        }
        ReturnedPart::Amount(amount) => {
            line.amount -= amount;
            Ok(())
        }
        ReturnedPart::Whole => {
            (line.amount, line.quantity) = (0, Quantity(0));
            Ok(())
        }
    }
}
