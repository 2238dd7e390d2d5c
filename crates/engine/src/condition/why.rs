//! Why a condition did not hold: the smallest parts that were in the way.
//!
//! Finding them keeps only where they stand and what they looked at. Words are made when somebody reads them, in the reader's language: a fold
//! that explains finds some parts for every rule that does not apply.

use super::ast::{Number, Relation, Test, Text};
use super::names::{Flag, Name};
use super::phrase::Voice;
use super::sentence::{facing, trim};
use super::{Condition, Facts};
use crate::program::put_grouped;
use crate::stores::StoreNames;
use crate::values::Lang;
use smallvec::SmallVec;

/// A part of a condition that did not hold, and so kept the whole from holding. [`Condition::reason`] says it in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    path: Path,
    /// How it was to come out.
    want: bool,
    missed: Missed,
}

/// Where a part stands: from the whole downwards, its place among the parts of each `&&` and `||`.
type Path = SmallVec<[u16; 4]>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Missed {
    /// By itself: what its sides were, as far as they are not literals.
    Alone([Seen; 2]),
    /// Each of its alternatives.
    Alternatives(Vec<Unmet>),
}

/// What a side of a part was.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    Number(i64),
    Text(Box<str>),
}

impl Seen {
    fn of_number(number: &Number, facts: &Facts<'_>) -> Self {
        Self::Number(number.value(facts))
    }

    fn of_text(text: &Text, facts: &Facts<'_>) -> Self {
        match text {
            Text::Constant(_) => Self::Nothing,
            Text::Name(name) => Self::Text(name.value(facts).into()),
        }
    }
}

impl Test {
    /// Collects the parts that keep the test from coming out as wanted. `path`: where it stands.
    pub(super) fn collect(&self, want: bool, facts: &Facts<'_>, path: &mut Path, unmet: &mut Vec<Unmet>) {
        if self.holds(facts) == want {
            return;
        }
        let missed = match (self, want) {
            (Self::Not(inner), _) => return inner.collect(!want, facts, path, unmet),
            (Self::All(parts), true) | (Self::Any(parts), false) => {
                return each(parts, want, facts, path, unmet);
            }
            (Self::All(parts), false) | (Self::Any(parts), true) => {
                let mut inner = Vec::new();
                each(parts, want, facts, path, &mut inner);
                Missed::Alternatives(inner)
            }
            _ => Missed::Alone(self.seen(facts)),
        };
        unmet.push(Unmet { path: path.clone(), want, missed });
    }

    fn seen(&self, facts: &Facts<'_>) -> [Seen; 2] {
        let (number, text) = (|of: &Number| Seen::of_number(of, facts), |of: &Text| Seen::of_text(of, facts));
        match self {
            Self::Flag(Flag::FirstOrder) => {
                let orders = i64::try_from(facts.member.orders).unwrap_or(i64::MAX);
                [Seen::Number(orders), Seen::Nothing]
            }
            Self::Compare { left, right, .. } => [number(left), number(right)],
            Self::NumberIn { item, .. } => [number(item), Seen::Nothing],
            Self::Same { left, right } => [text(left), text(right)],
            Self::TextIn { item, .. } | Self::Within { item, .. } => [text(item), Seen::Nothing],
            Self::Match { text: whole, part, .. } => [text(whole), text(part)],
            Self::Constant(_) | Self::Not(_) | Self::All(_) | Self::Any(_) => [Seen::Nothing, Seen::Nothing],
        }
    }

    /// The part that stands there.
    fn part(&self, path: &[u16]) -> Option<&Self> {
        match (self, path) {
            // `!` has one part, and is never the part that is found.
            (Self::Not(inner), _) => inner.part(path),
            (found, []) => Some(found),
            (Self::All(parts) | Self::Any(parts), [place, rest @ ..]) => {
                parts.get(usize::from(*place))?.part(rest)
            }
            _ => None,
        }
    }
}

fn each(parts: &[Test], want: bool, facts: &Facts<'_>, path: &mut Path, unmet: &mut Vec<Unmet>) {
    // A condition has far fewer parts.
    for (place, part) in (0..u16::MAX).zip(parts) {
        path.push(place);
        part.collect(want, facts, path, unmet);
        path.pop();
    }
}

impl Condition {
    /// A part that [`Condition::why_not`] of this condition found, in words: `order amount 150.00 is below 200.00`.
    pub fn reason(&self, unmet: &Unmet, stores: &StoreNames, lang: Lang) -> String {
        let mut out = String::new();
        self.put_reason(&mut out, unmet, stores, lang);
        out
    }

    /// Adds the same.
    pub(crate) fn put_reason(&self, out: &mut String, unmet: &Unmet, stores: &StoreNames, lang: Lang) {
        let voice = self.voice(stores, lang);
        match (&unmet.missed, self.test.part(&unmet.path)) {
            (_, None) => {}
            (Missed::Alone(seen), Some(part)) => Told { voice, seen }.missed(out, part, unmet.want),
            (Missed::Alternatives(parts), _) => {
                out.push_str(voice.say("各项均未满足（", "no alternative is met ("));
                for (place, part) in parts.iter().enumerate() {
                    if place > 0 {
                        out.push_str(voice.say("；", "; "));
                    }
                    self.put_reason(out, part, stores, lang);
                }
                out.push_str(voice.say("）", ")"));
            }
        }
    }

    /// The same part as canonical CEL.
    pub fn part(&self, unmet: &Unmet) -> String {
        let part = self.test.part(&unmet.path).cloned();
        let wanted = part.map(|part| if unmet.want { part } else { part.not() });
        wanted.map_or_else(String::new, |wanted| self.printer().text_of(&wanted))
    }
}

/// Words about a part of a condition and what it looked at.
struct Told<'a> {
    voice: Voice<'a>,
    seen: &'a [Seen; 2],
}

impl Told<'_> {
    /// How the part missed what was wanted.
    fn missed(&self, out: &mut String, test: &Test, want: bool) {
        let (voice, [first, second]) = (self.voice, self.seen);
        match test {
            Test::Flag(Flag::FirstOrder) if want => {
                out.push_str(voice.say("不是首单，而是第 ", "it is not the first order but number "));
                put_grouped(out, number_of(first).saturating_add(1), 0);
                out.push_str(voice.say(" 单", ""));
            }
            Test::Compare { left, relation, right } => {
                let relation = if want { *relation } else { relation.opposite() };
                self.missed_comparison(out, left, relation, right);
            }
            Test::NumberIn { item, of } => {
                let values = voice.enumerated(of.iter().map(|value| voice.value(item, *value)));
                let seen = |out: &mut String| voice.put_value(out, item, number_of(first));
                self.is_not(out, &self.called(item), seen, one_of(want), |out| out.push_str(&values));
            }
            Test::Same { left, right } => {
                let (left, right) = ((left, first), (right, second));
                let (subject, object) = match left.0 {
                    Text::Constant(_) => (right, left),
                    Text::Name(_) => (left, right),
                };
                let (name, value) = self.named(subject.0, subject.1);
                if want {
                    let object = |out: &mut String| self.object(out, object.0, object.1, subject.0);
                    self.is_not(out, name, |out| out.push_str(value), NOT, object);
                } else {
                    self.is(out, name, |out| out.push_str(value));
                }
            }
            Test::TextIn { item, of } => {
                let values = voice.enumerated(of.iter().map(|value| voice.text_value(item, value)));
                let (name, value) = self.named(item, first);
                self.is_not(out, name, |out| out.push_str(value), one_of(want), |out| out.push_str(&values));
            }
            Test::Within { item, list } => {
                let verb = if want {
                    voice.say("不包含", "do not include")
                } else {
                    voice.say("包含", "include")
                };
                let list = voice.name(Name::List(*list));
                voice.put_clause(
                    out,
                    |out| out.push_str(list),
                    verb,
                    |out| self.object(out, item, first, item),
                );
            }
            Test::Match { text, how, part } => {
                let plain = Told { voice: voice.of_parts(), ..*self };
                let (mut subject, mut object) = (String::new(), String::new());
                plain.read(&mut subject, text, first);
                plain.object(&mut object, part, second, text);
                out.push_str(&voice.matching(&subject, *how, &object, !want));
            }
            Test::Constant(_) => out.push_str(voice.say("该条件永远不成立", "this condition never holds")),
            Test::Flag(_) | Test::Not(_) | Test::All(_) | Test::Any(_) => {
                out.push_str(&voice.sentence(test, !want));
            }
        }
    }

    fn missed_comparison(&self, out: &mut String, left: &Number, relation: Relation, right: &Number) {
        let [seen_left, seen_right] = self.seen;
        let (subject, relation, object) = facing(left, relation, right);
        let (of_subject, of_object) =
            if std::ptr::eq(subject, left) { (seen_left, seen_right) } else { (seen_right, seen_left) };
        let put_seen = |out: &mut String| self.voice.put_value(out, subject, number_of(of_subject));
        let put_object = |out: &mut String| match object {
            Number::Constant(_, value) => self.voice.put_value(out, subject, *value),
            other => {
                self.measured(out, other, of_object);
                trim(out);
            }
        };
        match relation {
            Relation::Equal => self.is_not(out, &self.called(subject), put_seen, NOT, put_object),
            Relation::Unequal => self.is(out, &self.called(subject), put_seen),
            _ => {
                let verb = self.voice.missed(relation, subject.kind());
                self.voice.put_clause(out, |out| self.measured(out, subject, of_subject), verb, put_object);
            }
        }
    }

    /// `channel is pos, not web`
    fn is_not(
        &self,
        out: &mut String,
        name: &str,
        seen: impl FnOnce(&mut String),
        (zh, en): (&'static str, &'static str),
        wanted: impl FnOnce(&mut String),
    ) {
        self.voice.put_clause(out, |out| out.push_str(name), self.voice.say("是", "is"), seen);
        out.push_str(self.voice.say("，", ", "));
        self.voice.put_clause(out, |_| (), self.voice.say(zh, en), wanted);
    }

    /// `weekday is Saturday`, which it was not to be.
    fn is(&self, out: &mut String, name: &str, seen: impl FnOnce(&mut String)) {
        self.voice.put_clause(out, |out| out.push_str(name), self.voice.say("正是", "is"), seen);
    }

    fn called(&self, number: &Number) -> String {
        match number {
            Number::Name(name) => self.voice.name(Name::Number(*name)).into(),
            _ => self.voice.number(number),
        }
    }

    /// What a text is called, and what it was.
    fn named<'t>(&'t self, text: &'t Text, seen: &'t Seen) -> (&'t str, &'t str) {
        let value = self.voice.word(text, text_of(text, seen));
        match text {
            Text::Name(name) => (self.voice.name(Name::Text(*name)), value),
            Text::Constant(_) => (value, value),
        }
    }

    /// `order amount 150.00 `: the space at the end tells [`Voice::put_clause`] that it ends in a value.
    fn measured(&self, out: &mut String, number: &Number, seen: &Seen) {
        match number {
            Number::Constant(..) => return self.voice.put_value(out, number, number_of(seen)),
            Number::Name(name) => out.push_str(self.voice.name(Name::Number(*name))),
            _ => out.push_str(&self.voice.number(number)),
        }
        out.push(' ');
        self.voice.put_value(out, number, number_of(seen));
        out.push(' ');
    }

    /// `store sh-01 `, in the same way.
    fn read(&self, out: &mut String, text: &Text, seen: &Seen) {
        let value = self.voice.word(text, text_of(text, seen));
        let Text::Name(name) = text else { return out.push_str(value) };
        for piece in [self.voice.name(Name::Text(*name)), " ", value, " "] {
            out.push_str(piece);
        }
    }

    fn object(&self, out: &mut String, text: &Text, seen: &Seen, beside: &Text) {
        match text {
            Text::Constant(value) => out.push_str(self.voice.word(beside, value)),
            Text::Name(_) => {
                self.read(out, text, seen);
                trim(out);
            }
        }
    }
}

/// What somebody wanted and did not get, in Chinese and English.
const NOT: (&str, &str) = ("不是", "not");

/// The same of several.
fn one_of(wanted: bool) -> (&'static str, &'static str) {
    if wanted { ("不属于", "not one of") } else { ("属于", "one of") }
}

fn number_of(seen: &Seen) -> i64 {
    match seen {
        Seen::Number(number) => *number,
        Seen::Nothing | Seen::Text(_) => 0,
    }
}

fn text_of<'a>(text: &'a Text, seen: &'a Seen) -> &'a str {
    match (text, seen) {
        (Text::Constant(text), _) | (_, Seen::Text(text)) => text,
        _ => "",
    }
}
