//! Evaluation: one walk over the tree, at most each part once, without allocation and without failure.
//!
//! Arithmetic saturates. What the facts do not have is 0, `""` or an empty list; the check keeps conditions from asking for it.

use super::Facts;
use super::ast::{Match, Number, Test, Text};
use super::names::{Flag, ListName, NumberName, TextName};
use crate::event::Line;
use crate::values::Quantity;

impl Test {
    pub(super) fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Flag(Flag::FirstOrder) => facts.member.orders == 0,
            Self::Not(inner) => !inner.holds(facts),
            Self::All(parts) => parts.iter().all(|part| part.holds(facts)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(facts)),
            Self::Compare { left, relation, right } => relation.holds(left.value(facts), right.value(facts)),
            Self::NumberIn { item, of } => of.contains(&item.value(facts)),
            Self::Same { left, right } => left.value(facts) == right.value(facts),
            Self::TextIn { item, of } => {
                let item = item.value(facts);
                of.iter().any(|text| **text == *item)
            }
            Self::Within { item, list } => list.has(item.value(facts), facts),
            Self::Match { text, how, part } => how.holds(text.value(facts), part.value(facts)),
        }
    }
}

impl Match {
    pub(super) fn holds(self, text: &str, part: &str) -> bool {
        match self {
            Self::Start => text.starts_with(part),
            Self::End => text.ends_with(part),
            Self::Anywhere => text.contains(part),
        }
    }
}

impl Number {
    /// Literals and names are read in place; only reckoning is a call.
    #[inline]
    pub(super) fn value(&self, facts: &Facts<'_>) -> i64 {
        match self {
            Self::Constant(_, value) => *value,
            Self::Name(name) => name.value(facts),
            reckoning => reckoning.reckoned(facts),
        }
    }

    #[inline(never)]
    fn reckoned(&self, facts: &Facts<'_>) -> i64 {
        match self {
            Self::Constant(_, value) => *value,
            Self::Name(name) => name.value(facts),
            Self::Size(list) => i64::try_from(list.texts(facts).count()).unwrap_or(i64::MAX),
            Self::Sum(sides) => sides.0.value(facts).saturating_add(sides.1.value(facts)),
            Self::Difference(sides) => sides.0.value(facts).saturating_sub(sides.1.value(facts)),
            Self::Product(sides) => sides.0.value(facts).saturating_mul(sides.1.value(facts)),
        }
    }
}

impl Text {
    #[inline]
    pub(super) fn value<'a>(&'a self, facts: &Facts<'a>) -> &'a str {
        match self {
            Self::Constant(text) => text,
            Self::Name(name) => name.value(facts),
        }
    }
}

impl NumberName {
    #[inline]
    pub(super) fn value(self, facts: &Facts<'_>) -> i64 {
        let orders = i64::try_from(facts.member.orders).unwrap_or(i64::MAX);
        match self {
            Self::Amount => facts.order.map_or(0, |order| order.amount),
            Self::Paid => facts.paid,
            Self::LineCount => {
                facts.order.map_or(0, |order| i64::try_from(order.lines.len()).unwrap_or(i64::MAX))
            }
            Self::OrderNumber => orders.saturating_add(1),
            Self::MemberOrders => orders,
            Self::MemberSpend => facts.member.spend,
            Self::LineAmount => facts.line.map_or(0, |line| line.amount),
            Self::LineQuantity => facts.line.map_or(0, |line| line.quantity.0),
            Self::Date | Self::Year | Self::Month | Self::DayOfMonth | Self::Hour | Self::Weekday => {
                self.calendar_value(facts)
            }
        }
    }

    /// Kept apart so that conditions without dates pay nothing for them.
    #[inline(never)]
    fn calendar_value(self, facts: &Facts<'_>) -> i64 {
        let day = || facts.calendar.day(facts.at);
        match self {
            Self::Year => i64::from(day().date().year),
            Self::Month => i64::from(day().date().month),
            Self::DayOfMonth => i64::from(day().date().day),
            Self::Weekday => i64::from(day().weekday()),
            Self::Hour => i64::from(facts.calendar.hour(facts.at)),
            _ => i64::from(day().0),
        }
    }
}

impl TextName {
    #[inline]
    pub(super) fn value<'a>(self, facts: &Facts<'a>) -> &'a str {
        let text = match self {
            Self::MemberTier => Some(facts.member.tier),
            Self::ActivityKind => facts.activity.map(|activity| &*activity.kind),
            Self::LineSku => facts.line.and_then(|line| line.sku.as_deref()),
            Self::LineCategory => facts.line.and_then(|line| line.category.as_deref()),
            Self::Store => match (facts.order, facts.activity, facts.joined) {
                (Some(order), ..) => order.store.as_deref(),
                (_, Some(activity), _) => activity.store.as_deref(),
                (.., joined) => joined.and_then(|joined| joined.store.as_deref()),
            },
            Self::Channel => match (facts.order, facts.activity, facts.joined) {
                (Some(order), ..) => order.channel.as_deref(),
                (_, Some(activity), _) => activity.channel.as_deref(),
                (.., joined) => joined.and_then(|joined| joined.channel.as_deref()),
            },
        };
        text.unwrap_or("")
    }
}

impl ListName {
    fn has(self, item: &str, facts: &Facts<'_>) -> bool {
        match self {
            Self::MemberTags => facts.member.tags.iter().any(|tag| **tag == *item),
            Self::Skus | Self::Categories => {
                !item.is_empty() && lines(facts).iter().any(|line| self.of(line) == item)
            }
        }
    }

    /// The list's texts, each once, empty ones left out.
    pub(super) fn texts<'a>(self, facts: &Facts<'a>) -> impl Iterator<Item = &'a str> {
        let (tags, lines) = match self {
            Self::MemberTags => (facts.member.tags, &[][..]),
            Self::Skus | Self::Categories => (&[][..], lines(facts)),
        };
        let tags = tags.iter().enumerate().filter(move |(i, tag)| !tags[..*i].contains(tag));
        let texts = lines.iter().enumerate().filter(move |(i, line)| {
            let text = self.of(line);
            !text.is_empty() && !lines[..*i].iter().any(|earlier| self.of(earlier) == text)
        });
        tags.map(|(_, tag)| &**tag).chain(texts.map(move |(_, line)| self.of(line)))
    }

    fn of(self, line: &Line) -> &str {
        match self {
            Self::Categories => line.category.as_deref().unwrap_or(""),
            Self::Skus | Self::MemberTags => line.sku.as_deref().unwrap_or(""),
        }
    }
}

fn lines<'a>(facts: &Facts<'a>) -> &'a [Line] {
    facts.order.map_or(&[], |order| &order.lines)
}

/// Thousandths in a whole, for literals and printing.
pub(super) const QUANTITY_DECIMALS: u8 = 3;
const _: () = assert!(Quantity(1000).0 == 10_i64.pow(QUANTITY_DECIMALS as u32));
