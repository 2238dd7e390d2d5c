//! Canonical CEL: what parses back to the same tree.

use super::ast::{Kind, Match, Number, Relation, Test, Text};
use super::decimal;
use super::eval::QUANTITY_DECIMALS;
use super::names::{ListName, Name, Subject, date_text};
use std::fmt::{Result, Write};

/// Writes trees as CEL.
#[derive(Clone, Copy)]
pub(super) struct Printer {
    pub(super) subject: Subject,
    /// Decimals of money.
    pub(super) exponent: u8,
    /// Decimals of quantities.
    pub(super) quantity: u8,
}

/// How tightly an operator binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Or,
    And,
    Relation,
    Sum,
    Product,
    Member,
}

impl Printer {
    pub(super) fn new(subject: Subject, exponent: u8) -> Self {
        Self { subject, exponent, quantity: QUANTITY_DECIMALS }
    }

    pub(super) fn text_of(self, test: &Test) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = self.test(&mut out, test, Binding::Or);
        out
    }

    pub(super) fn write(self, out: &mut impl Write, test: &Test) -> Result {
        self.test(out, test, Binding::Or)
    }

    fn test(self, out: &mut impl Write, test: &Test, outside: Binding) -> Result {
        match test {
            Test::Constant(value) => write!(out, "{value}"),
            Test::Flag(flag) => self.name(out, Name::Flag(*flag)),
            Test::Not(inner) => self.negated(out, inner, outside),
            Test::All(parts) => self.joined(out, parts, " && ", Binding::And, outside),
            Test::Any(parts) => self.joined(out, parts, " || ", Binding::Or, outside),
            Test::Match { text, how, part } => {
                self.text(out, text)?;
                out.write_str(method(*how))?;
                self.text(out, part)?;
                out.write_char(')')
            }
            Test::Compare { .. }
            | Test::NumberIn { .. }
            | Test::Same { .. }
            | Test::TextIn { .. }
            | Test::Within { .. } => {
                parenthesised(out, Binding::Relation < outside, |out| self.relation(out, test))
            }
        }
    }

    fn joined(
        self,
        out: &mut impl Write,
        parts: &[Test],
        operator: &str,
        own: Binding,
        outside: Binding,
    ) -> Result {
        parenthesised(out, own < outside, |out| {
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    out.write_str(operator)?;
                }
                // Neither `&&` nor `||` stands directly in its like, so the own binding is enough.
                self.test(out, part, own)?;
            }
            Ok(())
        })
    }

    fn negated(self, out: &mut impl Write, inner: &Test, outside: Binding) -> Result {
        if let Test::Same { left, right } = inner {
            return parenthesised(out, Binding::Relation < outside, |out| {
                self.text(out, left)?;
                out.write_str(" != ")?;
                self.text(out, right)
            });
        }
        out.write_char('!')?;
        self.test(out, inner, Binding::Member)
    }

    fn relation(self, out: &mut impl Write, test: &Test) -> Result {
        match test {
            Test::Compare { left, relation, right } => {
                self.number(out, left, Binding::Sum)?;
                write!(out, " {} ", symbol(*relation))?;
                self.number(out, right, Binding::Sum)
            }
            Test::NumberIn { item, of } => {
                self.number(out, item, Binding::Sum)?;
                list(out, of, |out, value| self.constant(out, item.kind(), *value))
            }
            Test::Same { left, right } => {
                self.text(out, left)?;
                out.write_str(" == ")?;
                self.text(out, right)
            }
            Test::TextIn { item, of } => {
                self.text(out, item)?;
                list(out, of, |out, text| quoted(out, text))
            }
            Test::Within { item, list } => {
                self.text(out, item)?;
                out.write_str(" in ")?;
                self.name(out, Name::List(*list))
            }
            other => self.test(out, other, Binding::Or),
        }
    }

    fn number(self, out: &mut impl Write, number: &Number, outside: Binding) -> Result {
        let (sides, sign, own, tighter) = match number {
            Number::Constant(kind, value) => return self.constant(out, *kind, *value),
            Number::Name(name) => return self.name(out, Name::Number(*name)),
            Number::Size(list) => return self.size(out, *list),
            Number::Sum(sides) => (sides, " + ", Binding::Sum, Binding::Product),
            Number::Difference(sides) => (sides, " - ", Binding::Sum, Binding::Product),
            Number::Product(sides) => (sides, " * ", Binding::Product, Binding::Member),
        };
        parenthesised(out, own < outside, |out| {
            self.number(out, &sides.0, own)?;
            out.write_str(sign)?;
            self.number(out, &sides.1, tighter)
        })
    }

    fn size(self, out: &mut impl Write, list: ListName) -> Result {
        out.write_str("size(")?;
        self.name(out, Name::List(list))?;
        out.write_char(')')
    }

    fn constant(self, out: &mut impl Write, kind: Kind, value: i64) -> Result {
        match kind {
            Kind::Int => write!(out, "{value}"),
            Kind::Money => out.write_str(&decimal::shortest(value, self.exponent)),
            Kind::Quantity => out.write_str(&decimal::shortest(value, self.quantity)),
            Kind::Date => write!(out, "\"{}\"", date_text(value)),
        }
    }

    fn text(self, out: &mut impl Write, text: &Text) -> Result {
        match text {
            Text::Constant(text) => quoted(out, text),
            Text::Name(name) => self.name(out, Name::Text(*name)),
        }
    }

    fn name(self, out: &mut impl Write, name: Name) -> Result {
        let known = name.known();
        write!(out, "{}.{}", known.owner.prefix(self.subject), known.field)
    }
}

/// The relation as CEL writes it.
pub(super) fn symbol(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "==",
        Relation::Unequal => "!=",
        Relation::Less => "<",
        Relation::AtMost => "<=",
        Relation::More => ">",
        Relation::AtLeast => ">=",
    }
}

fn method(how: Match) -> &'static str {
    match how {
        Match::Start => ".startsWith(",
        Match::End => ".endsWith(",
        Match::Anywhere => ".contains(",
    }
}

fn parenthesised<W: Write>(out: &mut W, needed: bool, inner: impl FnOnce(&mut W) -> Result) -> Result {
    if !needed {
        return inner(out);
    }
    out.write_char('(')?;
    inner(out)?;
    out.write_char(')')
}

fn list<W: Write, T>(out: &mut W, of: &[T], mut item: impl FnMut(&mut W, &T) -> Result) -> Result {
    out.write_str(" in [")?;
    for (i, value) in of.iter().enumerate() {
        if i > 0 {
            out.write_str(", ")?;
        }
        item(out, value)?;
    }
    out.write_char(']')
}

/// A text as a CEL literal.
pub(super) fn quoted(out: &mut impl Write, text: &str) -> Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            c if c.is_control() => write!(out, "\\u{:04x}", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}
