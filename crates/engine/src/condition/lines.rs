//! Whether a condition needs the lines of an order.

use super::Condition;
use super::ast::{Number, Test};
use super::names::{ListName, NumberName};

impl Condition {
    /// Whether it looks at the lines of the order. Where no rule does, an order can be folded without them.
    pub fn looks_at_lines(&self) -> bool {
        test(&self.test)
    }
}

fn test(test: &Test) -> bool {
    match test {
        Test::Not(inner) => self::test(inner),
        Test::All(parts) | Test::Any(parts) => parts.iter().any(self::test),
        Test::Compare { left, right, .. } => number(left) || number(right),
        Test::NumberIn { item, .. } => number(item),
        Test::Within { list: within, .. } => list(*within),
        // Texts of lines are there only where lines are selected, and then the selection itself says so.
        Test::Constant(_) | Test::Flag(_) | Test::Same { .. } | Test::TextIn { .. } | Test::Match { .. } => {
            false
        }
    }
}

fn number(number: &Number) -> bool {
    match number {
        Number::Constant(..) => false,
        Number::Name(name) => {
            matches!(name, NumberName::LineCount | NumberName::LineAmount | NumberName::LineQuantity)
        }
        Number::Size(size) => list(*size),
        Number::Sum(sides) | Number::Difference(sides) | Number::Product(sides) => {
            self::number(&sides.0) || self::number(&sides.1)
        }
    }
}

fn list(list: ListName) -> bool {
    matches!(list, ListName::Skus | ListName::Categories)
}

#[cfg(test)]
mod tests {
    use super::super::{Condition, Schema};
    use crate::program::Trigger;

    #[test]
    fn what_looks_at_lines_is_seen() {
        let schema =
            Schema { trigger: &Trigger::Order, lines: false, exponent: 2, tiers: &[], activities: &[] };
        for (text, expected) in [
            ("order.amount >= 200 && \"vip\" in member.tags && order.first", false),
            ("order.store in [\"a\"] || order.weekday in [6, 7]", false),
            ("!(\"tea\" in order.categories)", true),
            ("order.first || \"x\" in order.skus", true),
            ("order.line_count * 2 > 3", true),
            ("size(order.skus) + 1 > 3", true),
        ] {
            let condition = Condition::parse(text, &schema).unwrap();
            assert_eq!(condition.looks_at_lines(), expected, "{text}");
        }
    }
}
