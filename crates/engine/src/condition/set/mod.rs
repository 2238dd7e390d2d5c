//! Conditions of many rules, compiled together: an order meets dozens of rules, and most of them ask about the same few names.
//!
//! Each different comparison of a name with constants is a *sign* and has a bit. [`ConditionSet::signs`] looks at every name once
//! and sets the bits of what it shows; a condition is then a matter of which bits must be set and which must not be. What is no
//! such comparison (reckoning, `startsWith`, a name beside a name) stays a tree and is walked only where the bits leave it open.

mod numbers;
mod words;

use super::ast::{Number, Relation, Test, Text};
use super::names::{Flag, ListName, NumberName, TextName};
use super::{Condition, Facts};
use numbers::{Moment, Numbers};
use smallvec::SmallVec;
use words::Words;

/// A bit for each sign.
type Bits = u128;

/// Comparisons beyond this many stay trees.
const MOST_SIGNS: usize = Bits::BITS as usize;

/// See the module.
#[derive(Debug, Default)]
pub struct ConditionSet {
    known: Vec<Sign>,
    /// Some sign is of the calendar.
    asks_calendar: bool,
    /// Some sign is of lines, or of lists over them.
    asks_lines: bool,
    numbers: Vec<Numbers>,
    line_numbers: Vec<Numbers>,
    store: Words,
    channel: Words,
    kind: Words,
    tier: Words,
    tags: Words,
    skus: Words,
    categories: Words,
}

/// A comparison of one name with constants.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sign {
    /// From the one to the other, both included.
    Between(NumberName, i64, i64),
    NumberIn(NumberName, Box<[i64]>),
    TextIn(TextName, Box<[Box<str>]>),
    Has(ListName, Box<str>),
}

/// A condition as its set reads it.
#[derive(Debug, Default)]
pub struct Compiled {
    all: Bits,
    none: Bits,
    /// Of each of these at least one bit of the first must be set or one of the second must not.
    any: Box<[(Bits, Bits)]>,
    rest: Box<[Test]>,
}

/// What one event shows.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    event: Bits,
    /// The signs of each line; none where no condition asks about lines.
    lines: SmallVec<[Bits; 4]>,
}

impl ConditionSet {
    /// Takes a condition on events in.
    pub fn add(&mut self, condition: &Condition) -> Compiled {
        self.compile(&condition.test, false)
    }

    /// Takes a condition that selects lines in.
    pub fn add_selector(&mut self, condition: &Condition) -> Compiled {
        self.compile(&condition.test, true)
    }

    fn compile(&mut self, test: &Test, lines: bool) -> Compiled {
        let mut compiled = Compiled::default();
        let (mut any, mut rest) = (Vec::new(), Vec::new());
        for part in conjuncts(test) {
            if let Some((bit, holds)) = self.literal(part, lines) {
                *(if holds { &mut compiled.all } else { &mut compiled.none }) |= bit;
                continue;
            }
            match part {
                Test::Any(parts) => match self.literals(parts, lines) {
                    Some(bits) => any.push(bits),
                    None => rest.push(part.clone()),
                },
                other => rest.push(other.clone()),
            }
        }
        compiled.any = any.into();
        compiled.rest = rest.into();
        compiled
    }

    /// The bits of alternatives that are signs, all of them: those that may be set, and those that may not be.
    fn literals(&mut self, parts: &[Test], lines: bool) -> Option<(Bits, Bits)> {
        let mut bits = (0, 0);
        for part in parts {
            let (bit, holds) = self.literal(part, lines)?;
            *(if holds { &mut bits.0 } else { &mut bits.1 }) |= bit;
        }
        Some(bits)
    }

    /// The bit of a comparison, and whether it is to be set; `None` if it is no sign.
    fn literal(&mut self, test: &Test, lines: bool) -> Option<(Bits, bool)> {
        let (sign, holds) = sign(test)?;
        if !lines && sign.is_of_line() {
            return None;
        }
        Some((self.bit(sign)?, holds))
    }

    fn bit(&mut self, sign: Sign) -> Option<Bits> {
        if let Some(place) = self.known.iter().position(|known| *known == sign) {
            return Some(1 << place);
        }
        if self.known.len() == MOST_SIGNS {
            return None;
        }
        let bit = 1 << self.known.len();
        self.asks_calendar |= sign.is_of_calendar();
        self.asks_lines |= sign.is_of_line() || sign.is_over_lines();
        match &sign {
            Sign::Between(name, low, high) => self.numbers_of(*name).between(*low, *high, bit),
            Sign::NumberIn(name, values) => self.numbers_of(*name).one_of(values, bit),
            Sign::TextIn(name, texts) => {
                let is_of_line = sign.is_of_line();
                let words = self.words_of(*name);
                for text in texts {
                    let entry = words.entry(text);
                    *(if is_of_line { &mut entry.line } else { &mut entry.event }) |= bit;
                }
            }
            Sign::Has(list, text) => self.list(*list).entry(text).event |= bit,
        }
        self.known.push(sign);
        Some(bit)
    }

    fn numbers_of(&mut self, name: NumberName) -> &mut Numbers {
        let all = if is_of_line(name) { &mut self.line_numbers } else { &mut self.numbers };
        let place = all.iter().position(|numbers| numbers.name == name).unwrap_or_else(|| {
            all.push(Numbers::new(name));
            all.len() - 1
        });
        &mut all[place]
    }

    fn words_of(&mut self, name: TextName) -> &mut Words {
        match name {
            TextName::Store => &mut self.store,
            TextName::Channel => &mut self.channel,
            TextName::ActivityKind => &mut self.kind,
            TextName::MemberTier => &mut self.tier,
            TextName::LineSku => &mut self.skus,
            TextName::LineCategory => &mut self.categories,
        }
    }

    fn list(&mut self, name: ListName) -> &mut Words {
        match name {
            ListName::Skus => &mut self.skus,
            ListName::Categories => &mut self.categories,
            ListName::MemberTags => &mut self.tags,
        }
    }

    /// What an event shows. `facts.line` is not looked at: lines are told apart in [`Compiled::selects`].
    pub fn signs(&self, facts: &Facts<'_>) -> Signs {
        let moment = self.asks_calendar.then(|| Moment::of(facts));
        let mut signs = Signs::default();
        for numbers in &self.numbers {
            signs.event |= numbers.bits(numbers.value(facts, moment.as_ref()));
        }
        let texts = [
            (&self.store, TextName::Store),
            (&self.channel, TextName::Channel),
            (&self.kind, TextName::ActivityKind),
            (&self.tier, TextName::MemberTier),
        ];
        for (words, name) in texts {
            if !words.is_empty() {
                signs.event |= words.find(name.value(facts)).event;
            }
        }
        if !self.tags.is_empty() {
            for tag in facts.member.tags {
                signs.event |= self.tags.find(tag).event;
            }
        }
        if self.asks_lines
            && let Some(order) = facts.order
        {
            self.see_lines(&order.lines, &mut signs);
        }
        signs
    }

    fn see_lines(&self, lines: &[crate::event::Line], signs: &mut Signs) {
        for line in lines {
            let mut bits = 0;
            for (words, text) in [(&self.skus, &line.sku), (&self.categories, &line.category)] {
                if !words.is_empty() {
                    let found = words.find(text.as_deref().unwrap_or(""));
                    signs.event |= found.event;
                    bits |= found.line;
                }
            }
            for numbers in &self.line_numbers {
                bits |= numbers.bits(numbers.of_line(line));
            }
            signs.lines.push(bits);
        }
    }
}

impl Compiled {
    /// Whether the condition holds of an event with these signs and facts.
    #[inline]
    pub fn holds(&self, signs: &Signs, facts: &Facts<'_>) -> bool {
        self.fits(signs.event) && (self.rest.is_empty() || self.rest.iter().all(|test| test.holds(facts)))
    }

    /// Whether the condition selects this line of the order.
    #[inline]
    pub fn selects(&self, signs: &Signs, line: usize, facts: &Facts<'_>) -> bool {
        let bits = signs.event | signs.lines.get(line).copied().unwrap_or(0);
        if !self.fits(bits) {
            return false;
        }
        if self.rest.is_empty() {
            return true;
        }
        let facts = Facts { line: facts.order.and_then(|order| order.lines.get(line)), ..*facts };
        self.rest.iter().all(|test| test.holds(&facts))
    }

    #[inline]
    fn fits(&self, bits: Bits) -> bool {
        let missing = (!bits & self.all) | (bits & self.none);
        missing == 0
            && (self.any.is_empty()
                || self.any.iter().all(|(set, unset)| (bits & set) | (!bits & unset) != 0))
    }
}

impl Sign {
    fn is_of_line(&self) -> bool {
        match self {
            Self::Between(name, ..) | Self::NumberIn(name, _) => is_of_line(*name),
            Self::TextIn(name, _) => matches!(name, TextName::LineSku | TextName::LineCategory),
            Self::Has(..) => false,
        }
    }

    fn is_over_lines(&self) -> bool {
        matches!(self, Self::Has(ListName::Skus | ListName::Categories, _))
    }

    fn is_of_calendar(&self) -> bool {
        use NumberName::{Date, DayOfMonth, Hour, Month, Weekday, Year};
        let (Self::Between(name, ..) | Self::NumberIn(name, _)) = self else { return false };
        matches!(name, Date | Year | Month | DayOfMonth | Hour | Weekday)
    }
}

fn is_of_line(name: NumberName) -> bool {
    matches!(name, NumberName::LineAmount | NumberName::LineQuantity)
}

fn conjuncts(test: &Test) -> &[Test] {
    match test {
        Test::All(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// The sign that a test is, and whether it is to show or not.
fn sign(test: &Test) -> Option<(Sign, bool)> {
    match test {
        Test::Not(inner) => sign(inner).map(|(sign, holds)| (sign, !holds)),
        Test::Flag(Flag::FirstOrder) => Some((Sign::Between(NumberName::MemberOrders, 0, 0), true)),
        Test::Compare { left: Number::Name(name), relation, right: Number::Constant(_, value) } => {
            comparison(*name, *relation, *value)
        }
        Test::Compare { left: Number::Constant(_, value), relation, right: Number::Name(name) } => {
            comparison(*name, relation.mirrored(), *value)
        }
        Test::NumberIn { item: Number::Name(name), of } => Some((Sign::NumberIn(*name, of.clone()), true)),
        Test::Same { left: Text::Name(name), right: Text::Constant(text) }
        | Test::Same { left: Text::Constant(text), right: Text::Name(name) } => {
            Some((Sign::TextIn(*name, [text.clone()].into()), true))
        }
        Test::TextIn { item: Text::Name(name), of } => Some((Sign::TextIn(*name, of.clone()), true)),
        // Lines without a text have none that is empty.
        Test::Within { item: Text::Constant(text), list }
            if !text.is_empty() || *list == ListName::MemberTags =>
        {
            Some((Sign::Has(*list, text.clone()), true))
        }
        _ => None,
    }
}

fn comparison(name: NumberName, relation: Relation, value: i64) -> Option<(Sign, bool)> {
    let between = |low, high| Sign::Between(name, low, high);
    Some(match relation {
        Relation::Equal => (between(value, value), true),
        Relation::Unequal => (between(value, value), false),
        Relation::Less => (between(value, i64::MAX), false),
        Relation::AtMost => (between(i64::MIN, value), true),
        Relation::More => (between(i64::MIN, value), false),
        Relation::AtLeast => (between(value, i64::MAX), true),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::parse_for;
    use super::*;
    use crate::program::Trigger;

    #[test]
    fn equal_comparisons_are_one_sign_and_most_conditions_are_signs_alone() {
        let mut set = ConditionSet::default();
        let texts = [
            "order.amount >= 200 && order.channel in [\"app\", \"web\"]",
            "order.channel in [\"app\", \"web\"] && order.amount < 200",
            "(\"tea\" in order.categories || order.weekday in [6, 7]) && !(order.store == \"sh-01\")",
        ];
        for text in texts {
            let compiled = set.add(&parse_for(text, &Trigger::Order, false));
            assert!(compiled.rest.is_empty(), "{text}");
        }
        assert_eq!(set.known.len(), 5);
        let left = set.add(&parse_for("order.store.startsWith(\"sh\")", &Trigger::Order, false));
        assert_eq!((left.rest.len(), set.known.len()), (1, 5));
    }

    #[test]
    fn beyond_the_last_sign_trees_are_walked() {
        let mut set = ConditionSet::default();
        for store in 0..2 * MOST_SIGNS {
            let text = format!("order.store == \"{store}\"");
            let compiled = set.add(&parse_for(&text, &Trigger::Order, false));
            assert_eq!(compiled.rest.len(), usize::from(store >= MOST_SIGNS));
        }
    }
}
