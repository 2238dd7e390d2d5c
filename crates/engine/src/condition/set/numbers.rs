//! Signs of numbers.

use super::Bits;
use crate::calendar::{Date, Day};
use crate::condition::Facts;
use crate::condition::names::NumberName;
use crate::event::Line;

/// What conditions compare one name with.
#[derive(Debug)]
pub(super) struct Numbers {
    pub(super) name: NumberName,
    between: Vec<(i64, i64, Bits)>,
    one_of: Vec<(Box<[i64]>, Bits)>,
}

impl Numbers {
    pub(super) fn new(name: NumberName) -> Self {
        Self { name, between: Vec::new(), one_of: Vec::new() }
    }

    pub(super) fn between(&mut self, low: i64, high: i64, bit: Bits) {
        self.between.push((low, high, bit));
    }

    pub(super) fn one_of(&mut self, values: &[i64], bit: Bits) {
        self.one_of.push((values.into(), bit));
    }

    /// The bits that this value sets.
    #[inline]
    pub(super) fn bits(&self, value: i64) -> Bits {
        let mut bits = 0;
        for (low, high, bit) in &self.between {
            bits |= if *low <= value && value <= *high { *bit } else { 0 };
        }
        for (values, bit) in &self.one_of {
            bits |= if values.contains(&value) { *bit } else { 0 };
        }
        bits
    }

    #[inline]
    pub(super) fn value(&self, facts: &Facts<'_>, moment: Option<&Moment>) -> i64 {
        let Some(moment) = moment else { return self.name.value(facts) };
        match self.name {
            NumberName::Date => i64::from(moment.day.0),
            NumberName::Year => i64::from(moment.date.year),
            NumberName::Month => i64::from(moment.date.month),
            NumberName::DayOfMonth => i64::from(moment.date.day),
            NumberName::Weekday => i64::from(moment.day.weekday()),
            name => name.value(facts),
        }
    }

    #[inline]
    pub(super) fn of_line(&self, line: &Line) -> i64 {
        match self.name {
            NumberName::LineQuantity => line.quantity.0,
            _ => line.amount,
        }
    }
}

/// The local day of an event, reckoned once.
pub(super) struct Moment {
    day: Day,
    date: Date,
}

impl Moment {
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let day = facts.calendar.day(facts.at);
        Self { day, date: day.date() }
    }
}
