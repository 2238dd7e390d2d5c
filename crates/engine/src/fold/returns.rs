//! What is left of an order after returns.
//!
//! The result depends only on what came back in sum, never on the order or the split of the returns, so that any returns leave the
//! member exactly where buying only the kept lines would have.

use crate::event::{Line, Order, PointsPaid, Return, ReturnedPart};
use crate::values::Quantity;

/// An order after returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its lines, in the order's order; one line without an id stands for an order without lines.
    pub lines: Vec<KeptLine>,
    /// Whether anything came back at all.
    pub returned: bool,
}

/// A line after returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLine {
    /// The line's id; empty for an order without lines.
    pub line: Box<str>,
    /// What is kept of the quantity.
    pub quantity: Quantity,
    /// What is kept of the amount, in minor units.
    pub amount: i64,
    /// Of the units that paid a part of the order, what stays spent on this line.
    pub units: i64,
    /// What those units paid, in minor units.
    pub value: i64,
}

/// Takes the returns off the order. What comes back beyond what is left is ignored.
pub fn kept<'a>(order: &Order, returns: impl IntoIterator<Item = &'a Return>) -> Kept {
    let mut lines = tally(order);
    let mut on_the_whole = 0_i64;
    let mut returned = false;
    for part in returns {
        returned = true;
        let mut next = 0;
        on_the_whole = on_the_whole.saturating_add(part.amount.max(0));
        for line in &part.lines {
            if let Some(place) = place_of(&lines, &mut next, &line.line) {
                lines[place].take(line.part);
            }
        }
    }
    let mut amounts: Vec<i64> = lines.iter().map(Tally::kept_amount).collect();
    let left = amounts.iter().fold(0_i64, |sum, amount| sum.saturating_add(*amount)).max(0);
    let spread = split(on_the_whole.min(left), &amounts);
    for (amount, part) in amounts.iter_mut().zip(spread) {
        *amount -= part;
    }
    let weights: Vec<i64> = lines.iter().map(|line| line.amount).collect();
    let (units, value) = order.points_paid.as_ref().map_or((0, 0), |paid| (paid.units, paid.value));
    let (unit_shares, value_shares) = (split(units, &weights), split(value, &weights));
    let kept_lines = lines
        .iter()
        .zip(amounts)
        .zip(unit_shares.into_iter().zip(value_shares))
        .map(|((line, amount), (units, value))| KeptLine {
            line: line.id.into(),
            quantity: line.kept_quantity(),
            amount,
            units: portion(units, amount, line.amount),
            value: portion(value, amount, line.amount),
        })
        .collect();
    Kept { lines: kept_lines, returned }
}

/// The place of the line of this id. Returns mostly name lines in the order's order, so the search goes on from the last one found.
fn place_of(lines: &[Tally<'_>], next: &mut usize, id: &str) -> Option<usize> {
    let from = (*next).min(lines.len());
    let (before, behind) = lines.split_at(from);
    let place = match behind.iter().position(|line| line.id == id) {
        Some(place) => from + place,
        None => before.iter().position(|line| line.id == id)?,
    };
    *next = place + 1;
    Some(place)
}

impl Kept {
    /// What of the kept lines was paid in money, in minor units: their price without what units paid. By how much a return lowers it is handed back.
    pub fn paid_in_money(&self, original: &Order) -> i64 {
        self.order(original).map_or(0, |left| {
            let by_units = left.points_paid.as_ref().map_or(0, |paid| paid.value);
            left.amount.saturating_sub(by_units)
        })
    }

    /// The order as if only this had been bought; `None` if all of it came back.
    ///
    /// All of it is every line that cost something: free gifts and discounts keep no order alive. Where no line cost anything it is
    /// every line that was any quantity.
    pub fn order(&self, original: &Order) -> Option<Order> {
        if !self.returned {
            return Some(original.clone());
        }
        let costs = original.lines.iter().any(|line| line.amount > 0);
        let kept = |(line, kept): (&Line, &KeptLine)| {
            let counts = line.amount > 0 || !costs;
            counts && (kept.amount > 0 || kept.quantity.0 > 0)
        };
        let gone = match original.lines.is_empty() {
            true => self.lines.iter().all(|line| line.amount <= 0),
            false => !original.lines.iter().zip(&self.lines).any(kept),
        };
        if gone {
            return None;
        }
        let lines: Box<[Line]> = original
            .lines
            .iter()
            .zip(&self.lines)
            .filter(|(_, kept)| kept.amount != 0 || kept.quantity.0 > 0)
            .map(|(line, kept)| Line { quantity: kept.quantity, amount: kept.amount, ..line.clone() })
            .collect();
        let amount = self.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.amount)).max(0);
        let units: i64 = self.lines.iter().map(|line| line.units).sum();
        let value: i64 = self.lines.iter().map(|line| line.value).sum();
        let points_paid = original.points_paid.as_ref().filter(|_| units > 0).map(|paid| PointsPaid {
            wallet: paid.wallet.clone(),
            units,
            value: value.min(amount),
        });
        Some(Order { lines, amount, points_paid, ..original.clone() })
    }
}

/// A line with what came back of it so far.
struct Tally<'a> {
    id: &'a str,
    quantity: Quantity,
    amount: i64,
    returned_quantity: i64,
    returned_amount: i64,
}

fn tally(order: &Order) -> Vec<Tally<'_>> {
    if order.lines.is_empty() {
        return vec![Tally {
            id: "",
            quantity: Quantity(0),
            amount: order.amount,
            returned_quantity: 0,
            returned_amount: 0,
        }];
    }
    order
        .lines
        .iter()
        .map(|line| Tally {
            id: &line.id,
            quantity: line.quantity,
            amount: line.amount,
            returned_quantity: 0,
            returned_amount: 0,
        })
        .collect()
}

impl Tally<'_> {
    fn take(&mut self, part: ReturnedPart) {
        match part {
            ReturnedPart::Quantity(quantity) => {
                self.returned_quantity =
                    self.returned_quantity.saturating_add(quantity.0.max(0)).min(self.quantity.0.max(0));
            }
            ReturnedPart::Amount(amount) => {
                self.returned_amount = self.returned_amount.saturating_add(amount.max(0))
            }
            ReturnedPart::Whole => {
                self.returned_quantity = self.quantity.0.max(0);
                self.returned_amount = i64::MAX;
            }
        }
    }

    fn kept_quantity(&self) -> Quantity {
        Quantity(self.quantity.0.saturating_sub(self.returned_quantity).max(0))
    }

    fn kept_amount(&self) -> i64 {
        if self.returned_amount == i64::MAX {
            return 0;
        }
        let by_quantity = portion(self.amount, self.kept_quantity().0, self.quantity.0);
        if self.amount <= 0 { by_quantity } else { by_quantity.saturating_sub(self.returned_amount).max(0) }
    }
}

/// `whole * part / of`, rounded away from zero in favour of what is kept, so that it depends on sums alone; all of it where `of` is zero.
pub(crate) fn portion(whole: i64, part: i64, of: i64) -> i64 {
    if part == of || of == 0 {
        return whole;
    }
    let exact = i128::from(whole) * i128::from(part);
    let of = i128::from(of);
    let up = i128::from(exact % of != 0 && (exact < 0) == (of < 0));
    i64::try_from(exact / of + up).unwrap_or(whole)
}

/// Splits a whole over weights by largest remainder; negative weights count as zero, and with no weight at all the first takes it.
pub(super) fn split(whole: i64, weights: &[i64]) -> Vec<i64> {
    let total: i128 = weights.iter().map(|weight| i128::from((*weight).max(0))).sum();
    if total == 0 {
        return weights.iter().enumerate().map(|(index, _)| if index == 0 { whole } else { 0 }).collect();
    }
    let mut rests: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    let mut parts: Vec<i64> = Vec::with_capacity(weights.len());
    let mut left = whole;
    for (index, weight) in weights.iter().enumerate() {
        let exact = i128::from(whole) * i128::from((*weight).max(0));
        let part = i64::try_from(exact / total).unwrap_or(0);
        parts.push(part);
        left -= part;
        rests.push((exact % total, index));
    }
    rests.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in rests {
        if left == 0 {
            break;
        }
        parts[index] += left.signum();
        left -= left.signum();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::ReturnedLine;
    use crate::values::EventId;

    fn order() -> Order {
        let line = |id: &str, quantity, amount| Line {
            id: id.into(),
            quantity: Quantity::pieces(quantity),
            amount,
            ..Line::default()
        };
        Order {
            lines: [line("1", 2, 7000), line("2", 1, 12900)].into(),
            amount: 19900,
            points_paid: Some(PointsPaid { wallet: "points".into(), units: 500, value: 2500 }),
            ..Order::default()
        }
    }

    fn of(line: &str, part: ReturnedPart) -> Return {
        Return {
            order: EventId::new("o").unwrap(),
            lines: [ReturnedLine { line: line.into(), part }].into(),
            amount: 0,
            reason: None,
        }
    }

    #[test]
    fn one_of_two_pieces() {
        let order = order();
        let kept =
            kept(&order, [&of("1", ReturnedPart::Quantity(Quantity::pieces(1)))]).order(&order).unwrap();
        assert_eq!(kept.amount, 3500 + 12900);
        let paid = kept.points_paid.unwrap();
        assert_eq!((paid.units, paid.value), (88 + 324, 440 + 1621));
    }

    #[test]
    fn what_units_paid_is_not_paid_in_money() {
        let order = order();
        let none: [&Return; 0] = [];
        assert_eq!(kept(&order, none).paid_in_money(&order), 19_900 - 2_500);
        let one = of("1", ReturnedPart::Quantity(Quantity::pieces(1)));
        assert_eq!(kept(&order, [&one]).paid_in_money(&order), 16_400 - 440 - 1_621);
        let all = [of("1", ReturnedPart::Whole), of("2", ReturnedPart::Whole)];
        assert_eq!(kept(&order, &all).paid_in_money(&order), 0);
    }

    #[test]
    fn everything_back_leaves_no_order() {
        let order = order();
        let all = [of("1", ReturnedPart::Whole), of("2", ReturnedPart::Quantity(Quantity::pieces(1)))];
        assert_eq!(kept(&order, &all).order(&order), None);
        let bare = Order { amount: 500, ..Order::default() };
        let back =
            Return { order: EventId::new("o").unwrap(), lines: Box::default(), amount: 500, reason: None };
        assert_eq!(kept(&bare, [&back]).order(&bare), None);
    }

    #[test]
    fn an_amount_on_the_whole_is_spread_over_what_is_kept() {
        let order = order();
        let whole =
            Return { order: EventId::new("o").unwrap(), lines: Box::default(), amount: 1000, reason: None };
        let first = [whole.clone(), of("2", ReturnedPart::Whole)];
        let second = [of("2", ReturnedPart::Whole), whole];
        assert_eq!(kept(&order, &first), kept(&order, &second));
        assert_eq!(kept(&order, &first).order(&order).unwrap().amount, 6000);
    }
}
