//! A condition as a sentence, for the cards that show rules to people.

use super::ast::{Match, Number, Relation, Test, Text};
use super::names::{Flag, Name};
use super::phrase::Voice;
use crate::values::Lang;

impl Voice<'_> {
    /// The condition in words. With `want` false: its opposite.
    pub(super) fn sentence(self, test: &Test, want: bool) -> String {
        match test {
            Test::Constant(value) => {
                let always = *value == want;
                if always { self.say("总是", "always") } else { self.say("从不", "never") }.to_owned()
            }
            Test::Flag(Flag::FirstOrder) => if want {
                self.say("是首单", "it is the first order")
            } else {
                self.say("不是首单", "it is not the first order")
            }
            .to_owned(),
            Test::Not(inner) => self.sentence(inner, !want),
            Test::All(parts) => self.joined(parts, want, want),
            Test::Any(parts) => self.joined(parts, want, !want),
            Test::Compare { left, relation, right } => {
                self.comparison(left, if want { *relation } else { relation.opposite() }, right)
            }
            Test::NumberIn { item, of } => {
                let values = self.enumerated(of.iter().map(|value| self.value(item, *value)));
                self.clause(&self.number(item), self.one_of_these(want), &values)
            }
            Test::Same { left, right } => {
                let verb = if want { self.say("为", "is") } else { self.say("不为", "is not") };
                let (subject, object) =
                    if matches!(left, Text::Constant(_)) { (right, left) } else { (left, right) };
                self.clause(&self.text(subject, object), verb, &self.text(object, subject))
            }
            Test::TextIn { item, of } => {
                let values = self.enumerated(of.iter().map(|value| self.text_value(item, value)));
                self.clause(&self.text(item, item), self.one_of_these(want), &values)
            }
            Test::Within { item, list } => {
                let verb = if want {
                    self.say("包含", "include")
                } else {
                    self.say("不包含", "do not include")
                };
                self.clause(self.name(Name::List(*list)), verb, &self.text(item, item))
            }
            Test::Match { text, how, part } => {
                let plain = self.of_parts();
                plain.matching(&plain.text(text, part), *how, &plain.text(part, text), want)
            }
        }
    }

    fn joined(self, parts: &[Test], want: bool, all: bool) -> String {
        let word = if all { self.say("，且", " and ") } else { self.say("，或", " or ") };
        let part = |part: &Test| {
            let sentence = self.sentence(part, want);
            let (open, close) = (self.say("（", "("), self.say("）", ")"));
            if is_joined(part) { format!("{open}{sentence}{close}") } else { sentence }
        };
        parts.iter().map(part).collect::<Vec<_>>().join(word)
    }

    fn comparison(self, left: &Number, relation: Relation, right: &Number) -> String {
        let (subject, relation, object) = facing(left, relation, right);
        let object_words = match object {
            // A literal is said the way its other side is: `weekday is Saturday`.
            Number::Constant(_, value) => self.value(subject, *value),
            other => self.number(other),
        };
        self.clause(&self.number(subject), self.relation(relation, subject.kind()), &object_words)
    }

    pub(super) fn matching(self, subject: &str, how: Match, part: &str, want: bool) -> String {
        let clause = match (how, want) {
            (Match::Start, true) => self.say("以 # 开头", "starts with #"),
            (Match::Start, false) => self.say("不以 # 开头", "does not start with #"),
            (Match::End, true) => self.say("以 # 结尾", "ends with #"),
            (Match::End, false) => self.say("不以 # 结尾", "does not end with #"),
            (Match::Anywhere, true) => self.say("含有 #", "contains #"),
            (Match::Anywhere, false) => self.say("不含 #", "does not contain #"),
        };
        let (before, after) = clause.split_once('#').unwrap_or((clause, ""));
        self.clause(subject, before.trim_end(), &format!("{part}{after}"))
    }

    pub(super) fn one_of_these(self, want: bool) -> &'static str {
        if want { self.say("属于", "is one of") } else { self.say("不属于", "is not one of") }
    }

    pub(super) fn clause(self, subject: &str, verb: &str, object: &str) -> String {
        let mut out = String::new();
        self.put_clause(&mut out, |out| out.push_str(subject), verb, |out| out.push_str(object));
        out
    }

    /// Adds subject, verb, object. Chinese has spaces only beside letters and digits of the Latin script, and around values. A subject that ends in a
    /// space ends in a value.
    pub(super) fn put_clause(
        self,
        out: &mut String,
        subject: impl FnOnce(&mut String),
        verb: &str,
        object: impl FnOnce(&mut String),
    ) {
        subject(out);
        let spaced = self.lang == Lang::En || out.ends_with(' ');
        trim(out);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if spaced || latin(out.chars().last()) {
            out.push(' ');
        }
        out.push_str(verb);
        let end = out.len();
        if spaced {
            out.push(' ');
        }
        object(out);
        if !spaced && latin(out[end..].chars().next()) {
            out.insert(end, ' ');
        }
    }
}

/// Takes off the spaces at the end.
pub(super) fn trim(out: &mut String) {
    out.truncate(out.trim_end().len());
}

/// The comparison with the name on the left and the literal on the right.
pub(super) fn facing<'a>(
    left: &'a Number,
    relation: Relation,
    right: &'a Number,
) -> (&'a Number, Relation, &'a Number) {
    match left {
        Number::Constant(..) => (right, relation.mirrored(), left),
        _ => (left, relation, right),
    }
}

/// Whether the sentence of this part has an `and` or `or` of its own.
fn is_joined(test: &Test) -> bool {
    match test {
        Test::All(_) | Test::Any(_) => true,
        Test::Not(inner) => is_joined(inner),
        _ => false,
    }
}
