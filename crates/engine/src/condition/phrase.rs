//! Words for names and values in Chinese and English.

use super::ast::{Kind, Number, Relation, Text};
use super::eval::QUANTITY_DECIMALS;
use super::names::{ListName, Name, NumberName, TextName, date_text};
use crate::program::{self, channel_label, figure, put_fixed, put_grouped};
use crate::stores::StoreNames;
use crate::values::Lang;

/// Speaks of conditions in one language.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) lang: Lang,
    /// Decimals of money.
    pub(super) exponent: u8,
    /// What people call the tiers.
    pub(super) tiers: &'a [(Box<str>, program::Text)],
    /// What people call activities.
    pub(super) activities: &'a [(Box<str>, program::Text)],
    /// What people call stores; `None`: stores and channels are said as they are written.
    pub(super) stores: Option<&'a StoreNames>,
}

impl<'a> Voice<'a> {
    /// The one that fits the language.
    pub(super) fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub(super) fn name(self, name: Name) -> &'static str {
        let known = name.known();
        self.say(known.zh, known.en)
    }

    /// The expression in words: `order amount + 10.00`.
    pub(super) fn number(self, number: &Number) -> String {
        let (sides, sign) = match number {
            Number::Constant(..) => return self.value(number, constant_of(number)),
            Number::Name(name) => return self.name(Name::Number(*name)).to_owned(),
            Number::Size(list) => return self.size(*list).to_owned(),
            Number::Sum(sides) => (sides, '+'),
            Number::Difference(sides) => (sides, '-'),
            Number::Product(sides) => (sides, '×'),
        };
        let side = |side: &Number| match side {
            Number::Constant(..) | Number::Name(_) | Number::Size(_) => self.number(side),
            inner => format!("({})", self.number(inner)),
        };
        format!("{} {sign} {}", side(&sides.0), side(&sides.1))
    }

    fn size(self, list: ListName) -> &'static str {
        match list {
            ListName::Skus => self.say("订单商品种数", "number of different articles"),
            ListName::Categories => self.say("订单品类数", "number of different categories"),
            ListName::MemberTags => self.say("会员标签数", "number of member tags"),
        }
    }

    /// A value of this number in words: money with all its decimals, weekdays and months by name.
    pub(super) fn value(self, of: &Number, value: i64) -> String {
        let mut out = String::new();
        self.put_value(&mut out, of, value);
        out
    }

    /// Adds the same.
    pub(super) fn put_value(self, out: &mut String, of: &Number, value: i64) {
        let words = match of {
            Number::Name(NumberName::Weekday) => &WEEKDAYS[..],
            Number::Name(NumberName::Month) => &MONTHS,
            _ => &[],
        };
        let at = usize::try_from(value).ok().and_then(|value| value.checked_sub(1));
        match (at.and_then(|at| words.get(at)), of.kind()) {
            (Some((zh, en)), _) => out.push_str(self.say(zh, en)),
            (None, Kind::Money) => put_grouped(out, value, self.exponent),
            (None, Kind::Quantity) => out.push_str(&figure(value, QUANTITY_DECIMALS)),
            (None, Kind::Date) => out.push_str(&date_text(value)),
            // A year is a name more than a number.
            (None, Kind::Int) if *of == Number::Name(NumberName::Year) => put_fixed(out, value, 0),
            (None, Kind::Int) => put_grouped(out, value, 0),
        }
    }

    /// The same of parts of texts: what begins like a code is none.
    pub(super) fn of_parts(self) -> Self {
        Self { stores: None, ..self }
    }

    /// The name in words, or the literal.
    pub(super) fn text(self, text: &Text, beside: &Text) -> String {
        match text {
            Text::Name(name) => self.name(Name::Text(*name)).to_owned(),
            Text::Constant(value) => self.text_value(beside, value),
        }
    }

    /// A value of this text in words: tiers and activities by what people call them.
    pub(super) fn text_value(self, of: &Text, value: &str) -> String {
        self.word(of, value).to_owned()
    }

    /// The same as it stands.
    pub(super) fn word<'v>(self, of: &Text, value: &'v str) -> &'v str
    where
        'a: 'v,
    {
        if let (Text::Name(name), Some(stores)) = (of, self.stores) {
            match name {
                TextName::Store if !value.is_empty() => return stores.of(value),
                TextName::Channel => {
                    if let Some((zh, en)) = channel_label(value) {
                        return self.say(zh, en);
                    }
                }
                _ => {}
            }
        }
        let known = match of {
            Text::Name(TextName::MemberTier) => self.tiers,
            Text::Name(TextName::ActivityKind) => self.activities,
            _ => &[],
        };
        if let Some((_, label)) = known.iter().find(|(name, _)| **name == *value) {
            let word = label.get(self.lang);
            if !word.is_empty() {
                return word;
            }
        }
        if value.is_empty() { self.nothing() } else { value }
    }

    fn nothing(self) -> &'static str {
        self.say("（无）", "(none)")
    }

    /// `a、b` or `a, b`.
    pub(super) fn enumerated(self, items: impl IntoIterator<Item = String>) -> String {
        let items: Vec<String> = items.into_iter().collect();
        if items.is_empty() { self.nothing().to_owned() } else { items.join(self.say("、", ", ")) }
    }

    /// The relation in a statement: `is at least`.
    pub(super) fn relation(self, relation: Relation, kind: Kind) -> &'static str {
        match (relation, kind == Kind::Date) {
            (Relation::Equal, _) => self.say("为", "is"),
            (Relation::Unequal, _) => self.say("不为", "is not"),
            (Relation::Less, false) => self.say("低于", "is below"),
            (Relation::AtMost, false) => self.say("不超过", "is at most"),
            (Relation::More, false) => self.say("超过", "is above"),
            (Relation::AtLeast, false) => self.say("不低于", "is at least"),
            (Relation::Less, true) => self.say("早于", "is before"),
            (Relation::AtMost, true) => self.say("不晚于", "is not after"),
            (Relation::More, true) => self.say("晚于", "is after"),
            (Relation::AtLeast, true) => self.say("不早于", "is not before"),
        }
    }

    /// How a value misses the relation: `is below` for `>=`.
    pub(super) fn missed(self, relation: Relation, kind: Kind) -> &'static str {
        match (relation, kind == Kind::Date) {
            (Relation::Equal, _) => self.say("不是", "is not"),
            (Relation::Unequal, _) => self.say("正是", "is"),
            (Relation::Less, false) => self.say("不低于", "is not below"),
            (Relation::AtMost, false) => self.say("超过", "is above"),
            (Relation::More, false) => self.say("未超过", "is not above"),
            (Relation::AtLeast, false) => self.say("未达到", "is below"),
            (Relation::Less, true) => self.say("不早于", "is not before"),
            (Relation::AtMost, true) => self.say("晚于", "is after"),
            (Relation::More, true) => self.say("不晚于", "is not after"),
            (Relation::AtLeast, true) => self.say("早于", "is before"),
        }
    }
}

fn constant_of(number: &Number) -> i64 {
    match number {
        Number::Constant(_, value) => *value,
        _ => 0,
    }
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "Monday"),
    ("周二", "Tuesday"),
    ("周三", "Wednesday"),
    ("周四", "Thursday"),
    ("周五", "Friday"),
    ("周六", "Saturday"),
    ("周日", "Sunday"),
];

const MONTHS: [(&str, &str); 12] = [
    ("1 月", "January"),
    ("2 月", "February"),
    ("3 月", "March"),
    ("4 月", "April"),
    ("5 月", "May"),
    ("6 月", "June"),
    ("7 月", "July"),
    ("8 月", "August"),
    ("9 月", "September"),
    ("10 月", "October"),
    ("11 月", "November"),
    ("12 月", "December"),
];
