//! Why a condition did not hold: the smallest parts that were in the way.

use super::Facts;
use super::ast::{Number, Relation, Test, Text};
use super::names::{Flag, ListName, Name};
use super::phrase::Voice;
use super::print::Printer;
use super::sentence::facing;
use crate::program;
use crate::values::Lang;

/// A part of a condition that did not hold, and so kept the whole from holding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// The part, as canonical CEL.
    pub condition: String,
    /// What there was instead: the value of the part's left side; those of all alternatives for `||`.
    pub actual: String,
    /// The same as a sentence: `order amount 150.00 is below 200.00`.
    pub sentence: program::Text,
}

/// Finds what was in the way.
pub(super) struct Inquiry<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) printer: Printer,
    /// Chinese and English.
    pub(super) voices: [Voice<'a>; 2],
}

/// The most values of a list that are shown.
const SHOWN: usize = 10;

impl Inquiry<'_> {
    /// Collects the parts that keep the test from coming out as wanted.
    pub(super) fn collect(&self, test: &Test, want: bool, unmet: &mut Vec<Unmet>) {
        if test.holds(self.facts) == want {
            return;
        }
        match (test, want) {
            (Test::Not(inner), _) => self.collect(inner, !want, unmet),
            (Test::All(parts), true) | (Test::Any(parts), false) => {
                parts.iter().for_each(|part| self.collect(part, want, unmet));
            }
            (Test::All(parts), false) | (Test::Any(parts), true) => {
                unmet.push(self.no_alternative(test, parts, want));
            }
            _ => unmet.push(self.leaf(test, want)),
        }
    }

    /// None of the alternatives held: one finding that names them all.
    fn no_alternative(&self, test: &Test, parts: &[Test], want: bool) -> Unmet {
        let mut inner = Vec::new();
        parts.iter().for_each(|part| self.collect(part, want, &mut inner));
        let join = |of: fn(&Unmet) -> &str, with: &str| inner.iter().map(of).collect::<Vec<_>>().join(with);
        Unmet {
            condition: self.written(test, want),
            actual: join(|unmet| &unmet.actual, "; "),
            sentence: program::Text {
                zh: format!("各项均未满足（{}）", join(|unmet| &unmet.sentence.zh, "；")).into(),
                en: format!("no alternative is met ({})", join(|unmet| &unmet.sentence.en, "; ")).into(),
            },
        }
    }

    fn leaf(&self, test: &Test, want: bool) -> Unmet {
        let [zh, en] = self.voices.map(|voice| Told { voice, facts: self.facts }.missed(test, want));
        // Values for machines are the English ones.
        let told = Told { voice: Voice { tiers: &[], lang: Lang::En, ..self.voices[1] }, facts: self.facts };
        Unmet {
            condition: self.written(test, want),
            actual: told.actual(test),
            sentence: program::Text { zh: zh.into(), en: en.into() },
        }
    }

    fn written(&self, test: &Test, want: bool) -> String {
        let wanted = if want { test.clone() } else { test.clone().not() };
        self.printer.text_of(&wanted)
    }
}

/// Words about parts of a condition and the facts.
struct Told<'a> {
    voice: Voice<'a>,
    facts: &'a Facts<'a>,
}

impl Told<'_> {
    /// The value that the part looked at.
    fn actual(&self, test: &Test) -> String {
        match test {
            Test::Flag(Flag::FirstOrder) => (self.facts.member.orders == 0).to_string(),
            Test::Compare { left: Number::Constant(..), right, .. } => self.plain_number(right),
            Test::Compare { left, .. } | Test::NumberIn { item: left, .. } => self.plain_number(left),
            Test::Same { left: Text::Constant(_), right } => right.value(self.facts).to_owned(),
            Test::Same { left, .. } | Test::TextIn { item: left, .. } | Test::Match { text: left, .. } => {
                left.value(self.facts).to_owned()
            }
            Test::Within { list, .. } => self.list(*list),
            other => other.holds(self.facts).to_string(),
        }
    }

    /// The value as programs write it: weekdays and months as numbers.
    fn plain_number(&self, number: &Number) -> String {
        let value = number.value(self.facts);
        self.voice.value(&Number::Constant(number.kind(), value), value)
    }

    fn list(&self, list: ListName) -> String {
        let mut texts: Vec<&str> = list.texts(self.facts).take(SHOWN + 1).collect();
        if texts.len() > SHOWN {
            texts[SHOWN] = "…";
        }
        texts.join(", ")
    }

    /// How the part missed what was wanted.
    fn missed(&self, test: &Test, want: bool) -> String {
        let voice = self.voice;
        match test {
            Test::Flag(Flag::FirstOrder) if want => {
                let number = self.facts.member.orders.saturating_add(1);
                match voice.lang {
                    Lang::Zh => format!("不是首单，而是第 {number} 单"),
                    Lang::En => format!("it is not the first order but number {number}"),
                }
            }
            Test::Compare { left, relation, right } => {
                self.missed_comparison(left, if want { *relation } else { relation.opposite() }, right)
            }
            Test::NumberIn { item, of } => {
                let values = voice.enumerated(of.iter().map(|value| voice.value(item, *value)));
                voice.clause(&self.measured(item), voice.one_of_these(!want), &values)
            }
            Test::Same { left, right } => {
                let (subject, object) = match left {
                    Text::Constant(_) => (right, left),
                    Text::Name(_) => (left, right),
                };
                let verb = if want { voice.say("不是", "is not") } else { voice.say("正是", "is") };
                voice.clause(&self.read(subject), verb, &self.object(object, subject))
            }
            Test::TextIn { item, of } => {
                let values = voice.enumerated(of.iter().map(|value| voice.text_value(item, value)));
                voice.clause(&self.read(item), voice.one_of_these(!want), &values)
            }
            Test::Within { item, list } => {
                let verb = if want {
                    voice.say("不包含", "do not include")
                } else {
                    voice.say("包含", "include")
                };
                voice.clause(voice.name(Name::List(*list)), verb, &self.object(item, item))
            }
            Test::Match { text, how, part } => {
                voice.matching(&self.read(text), *how, &self.object(part, text), !want)
            }
            Test::Constant(_) => voice.say("该条件永远不成立", "this condition never holds").to_owned(),
            Test::Flag(_) | Test::Not(_) | Test::All(_) | Test::Any(_) => voice.sentence(test, !want),
        }
    }

    fn missed_comparison(&self, left: &Number, relation: Relation, right: &Number) -> String {
        let (subject, relation, object) = facing(left, relation, right);
        let object_text = match object {
            Number::Constant(_, value) => self.voice.value(subject, *value),
            other => self.measured(other).trim_end().to_owned(),
        };
        self.voice.clause(&self.measured(subject), self.voice.missed(relation, subject.kind()), &object_text)
    }

    /// `order amount 150.00 `: the space at the end tells [`Voice::clause`] that it ends in a value.
    fn measured(&self, number: &Number) -> String {
        let value = self.voice.value(number, number.value(self.facts));
        match number {
            Number::Constant(..) => value,
            _ => format!("{} {value} ", self.voice.number(number)),
        }
    }

    /// `store sh-01 `, in the same way.
    fn read(&self, text: &Text) -> String {
        let value = self.voice.text_value(text, text.value(self.facts));
        match text {
            Text::Constant(_) => value,
            Text::Name(name) => {
                format!("{} {value} ", self.voice.name(Name::Text(*name)))
            }
        }
    }

    fn object(&self, text: &Text, beside: &Text) -> String {
        match text {
            Text::Constant(value) => self.voice.text_value(beside, value),
            Text::Name(_) => self.read(text).trim_end().to_owned(),
        }
    }
}
