//! The typed tree of a condition. What is ill-typed cannot be built.
//!
//! Trees are kept in one canonical shape by the constructors at the end: `&&` and `||` are flat, `!` never stands before a
//! comparison, a constant or another `!`. So equal conditions have equal trees however they were written, and printing and
//! parsing are inverse.

use super::names::{Flag, ListName, NumberName, TextName};

/// Something that holds or does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// `true` or `false`.
    Constant(bool),
    /// A yes-or-no name.
    Flag(Flag),
    /// `!`; never around a comparison, a constant or another `!`.
    Not(Box<Test>),
    /// `&&`: two or more, none of them `All`.
    All(Box<[Test]>),
    /// `||`: two or more, none of them `Any`.
    Any(Box<[Test]>),
    /// Two numbers of one kind.
    Compare { left: Number, relation: Relation, right: Number },
    /// `number in [1, 2]`: the values are of the number's kind.
    NumberIn { item: Number, of: Box<[i64]> },
    /// `text == text`.
    Same { left: Text, right: Text },
    /// `text in ["a", "b"]`.
    TextIn { item: Text, of: Box<[Box<str>]> },
    /// `text in list`.
    Within { item: Text, list: ListName },
    /// `text.startsWith(text)` and its like.
    Match { text: Text, how: Match, part: Text },
}

/// A number: whole, money in minor units, a quantity in thousandths, or a date as days since 1970-01-01.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Constant(Kind, i64),
    Name(NumberName),
    /// How many different texts the list has.
    Size(ListName),
    Sum(Box<(Number, Number)>),
    Difference(Box<(Number, Number)>),
    /// At most one side is not a whole number.
    Product(Box<(Number, Number)>),
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    /// Minor units of the program's currency.
    Money,
    /// Thousandths.
    Quantity,
    /// Days since 1970-01-01. Only compared, never reckoned with.
    Date,
}

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Constant(Box<str>),
    Name(TextName),
}

/// How two numbers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Where a text has the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Start,
    End,
    Anywhere,
}

impl Relation {
    #[inline]
    pub(super) fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }

    /// The relation that holds when this one does not.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::Unequal,
            Self::Unequal => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtLeast => Self::Less,
            Self::More => Self::AtMost,
            Self::AtMost => Self::More,
        }
    }

    /// The same relation seen from the other side.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::Unequal => self,
            Self::Less => Self::More,
            Self::More => Self::Less,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
        }
    }
}

impl Number {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Constant(kind, _) => *kind,
            Self::Name(name) => name.kind(),
            Self::Size(_) => Kind::Int,
            Self::Sum(sides) | Self::Difference(sides) => sides.0.kind(),
            Self::Product(sides) => match sides.0.kind() {
                Kind::Int => sides.1.kind(),
                scaled => scaled,
            },
        }
    }
}

impl Test {
    /// The opposite, in canonical shape.
    pub(super) fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            Self::Compare { left, relation, right } => {
                Self::Compare { left, relation: relation.opposite(), right }
            }
            other => Self::Not(Box::new(other)),
        }
    }

    /// Both hold, in canonical shape.
    pub(super) fn and(self, other: Self) -> Self {
        let mut parts = self.into_conjuncts();
        parts.extend(other.into_conjuncts());
        Self::All(parts.into())
    }

    /// One of them holds, in canonical shape.
    pub(super) fn or(self, other: Self) -> Self {
        let mut parts = self.into_alternatives();
        parts.extend(other.into_alternatives());
        Self::Any(parts.into())
    }

    fn into_conjuncts(self) -> Vec<Self> {
        match self {
            Self::All(parts) => parts.into_vec(),
            other => vec![other],
        }
    }

    fn into_alternatives(self) -> Vec<Self> {
        match self {
            Self::Any(parts) => parts.into_vec(),
            other => vec![other],
        }
    }
}
