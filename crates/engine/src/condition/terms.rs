//! What the names of conditions hold, where conditions stand, and the ways of comparing: the terms of the [vocabulary](super::vocabulary()).

use super::ast::Kind;
use super::names::{Name, Subject, TextName};
use crate::program::Trigger;

/// What a name holds: it says how it is compared, and how its values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Money, written in the currency's main unit: `19.9`.
    Money,
    /// A whole number.
    Whole,
    /// A number with up to three decimals.
    Quantity,
    /// A local date, written as a text: `"2026-11-11"`.
    Date,
    /// A text.
    Text,
    /// The name of a tier of the program.
    Tier,
    /// Several texts.
    List,
    /// Yes or no.
    Flag,
}

/// Where conditions stand, which says what names are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In rules on orders.
    Order,
    /// In rules on joining.
    Join,
    /// In rules on activities.
    Activity,
    /// Where a rule selects lines of an order.
    Line,
}

/// A way of comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `a == 1`
    Equal,
    /// `a != 1`
    Unequal,
    /// `a >= 1`
    AtLeast,
    /// `a <= 1`
    AtMost,
    /// `a > 1`
    More,
    /// `a < 1`
    Less,
    /// `a in [1, 2]`
    In,
    /// `!(a in [1, 2])`
    NotIn,
    /// `a.startsWith("b")`
    StartsWith,
    /// `a.endsWith("b")`
    EndsWith,
    /// `a.contains("b")`
    Contains,
    /// `"b" in a`
    Has,
    /// `!("b" in a)`
    HasNot,
    /// `a`
    Is,
    /// `!a`
    IsNot,
}

impl Holding {
    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Whole => "whole",
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Text => "text",
            Self::Tier => "tier",
            Self::List => "list",
            Self::Flag => "flag",
        }
    }

    pub(super) fn of(name: Name) -> Self {
        match name {
            Name::Number(number) => match number.kind() {
                Kind::Int => Self::Whole,
                Kind::Money => Self::Money,
                Kind::Quantity => Self::Quantity,
                Kind::Date => Self::Date,
            },
            Name::Text(TextName::MemberTier) => Self::Tier,
            Name::Text(_) => Self::Text,
            Name::List(_) => Self::List,
            Name::Flag(_) => Self::Flag,
        }
    }

    /// How it is compared, the most used first.
    pub fn operators(self) -> &'static [Operator] {
        use Operator::{
            AtLeast, AtMost, Contains, EndsWith, Equal, Has, HasNot, In, Is, IsNot, Less, More, NotIn,
            StartsWith, Unequal,
        };
        match self {
            Self::Money | Self::Quantity => &[AtLeast, AtMost, More, Less, Equal, Unequal],
            Self::Whole => &[Equal, Unequal, AtLeast, AtMost, More, Less, In, NotIn],
            Self::Date => &[Equal, AtLeast, AtMost, More, Less, Unequal],
            Self::Text => &[Equal, Unequal, In, NotIn, StartsWith, EndsWith, Contains],
            Self::Tier => &[Equal, Unequal, In, NotIn],
            Self::List => &[Has, HasNot],
            Self::Flag => &[Is, IsNot],
        }
    }
}

impl Place {
    /// Every place, in the order in which programs use them most.
    pub const ALL: [Self; 4] = [Self::Order, Self::Line, Self::Join, Self::Activity];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Join => "join",
            Self::Activity => "activity",
            Self::Line => "line",
        }
    }

    pub(super) fn subject(self) -> Subject {
        Subject::of(&self.trigger())
    }

    pub(super) fn is_line(self) -> bool {
        self == Self::Line
    }

    pub(super) fn trigger(self) -> Trigger {
        match self {
            Self::Order | Self::Line => Trigger::Order,
            Self::Join => Trigger::Join,
            Self::Activity => Trigger::Activity("check_in".into()),
        }
    }
}

impl Operator {
    /// The name in the API: how it is written, or a word where it is written around the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::Less => "<",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::StartsWith => "startsWith",
            Self::EndsWith => "endsWith",
            Self::Contains => "contains",
            Self::Has => "has",
            Self::HasNot => "has not",
            Self::Is => "is",
            Self::IsNot => "is not",
        }
    }

    pub(super) fn example(self, name: &str, [one, other]: &[String; 2]) -> String {
        match self {
            Self::Equal | Self::Unequal | Self::AtLeast | Self::AtMost | Self::More | Self::Less => {
                format!("{name} {} {one}", self.as_str())
            }
            Self::In => format!("{name} in [{one}, {other}]"),
            Self::NotIn => format!("!({name} in [{one}, {other}])"),
            Self::StartsWith | Self::EndsWith | Self::Contains => {
                format!("{name}.{}({one})", self.as_str())
            }
            Self::Has => format!("{one} in {name}"),
            Self::HasNot => format!("!({one} in {name})"),
            Self::Is => name.to_owned(),
            Self::IsNot => format!("!{name}"),
        }
    }
}
