//! What can be wrong with the text of a condition.

use super::ast::Kind;
use super::names::{Name, Owner};
use super::scan::Meant;
use crate::values::Lang;
use std::fmt;
use std::ops::Range;

/// Something wrong with the text of a condition: where, what, and what to do about it.
///
/// ```
/// # use tessera_engine::condition::{Condition, Schema};
/// # use tessera_engine::{program::Trigger, values::Lang};
/// let schema = Schema { trigger: &Trigger::Order, lines: false, exponent: 2, tiers: &[], activities: &[] };
/// let errors = Condition::parse("order.amout >= 200", &schema).unwrap_err();
/// assert_eq!(errors[0].code(), "condition-unknown-name");
/// assert_eq!(errors[0].span(), 0..11);
/// assert_eq!(errors[0].message(Lang::En), "unknown name order.amout");
/// assert_eq!(errors[0].remedy(Lang::Zh), "是否想写 order.amount？");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionError {
    span: Range<usize>,
    pub(super) problem: Problem,
}

impl ConditionError {
    pub(super) fn new(span: Range<usize>, problem: Problem) -> Self {
        Self { span, problem }
    }

    /// The part of the text that is meant, in bytes; the whole text where no part can be named.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// A stable code: `condition-` and a few words.
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        self.problem.message(lang)
    }

    /// What to do about it.
    pub fn remedy(&self, lang: Lang) -> String {
        self.problem.remedy(lang)
    }
}

impl fmt::Display for ConditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message(Lang::En), self.remedy(Lang::En))
    }
}

impl std::error::Error for ConditionError {}

/// The kinds of mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Empty,
    TooLong,
    TooManyParts,
    TooDeep,
    Slip(Meant),
    Syntax {
        near: String,
    },
    Reserved {
        word: String,
    },
    UnknownName {
        name: String,
        nearest: Option<String>,
        known: String,
    },
    /// The name exists, but not here.
    NotHere {
        name: String,
        owner: Owner,
    },
    /// `order.lines`, which many will try.
    OrderLines,
    UnknownTier {
        name: String,
        nearest: Option<String>,
        known: String,
    },
    NoTiers,
    /// The tier stands beside something that is not the literal name of a tier.
    TierOperand,
    /// `member.tier >= "gold"`; what says the same.
    TierOrder {
        instead: String,
    },
    WrongType {
        expected: Type,
        found: Type,
    },
    NotComparable {
        left: Type,
        right: Type,
    },
    /// `<` and its like between what has no order.
    NoOrder {
        of: Type,
    },
    NotAList,
    /// Something else than a literal in a literal list.
    ListItem,
    Loop {
        list: Option<String>,
        item: Option<String>,
    },
    /// `member.tags.contains("vip")`.
    ListContains {
        list: String,
        item: Option<String>,
    },
    Unavailable(Construct),
    UnknownFunction {
        name: String,
        nearest: Option<&'static str>,
    },
    Usage {
        function: &'static str,
    },
    NoSuchDate {
        text: String,
    },
    TooFine {
        text: String,
        kind: Type,
        decimals: u8,
    },
    TooLarge,
    /// Neither side of a product is a plain whole number.
    Product,
}

/// A type, as messages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Test,
    Int,
    Money,
    Quantity,
    Date,
    Text,
    List,
}

/// Parts of CEL that conditions leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Construct {
    Ternary,
    Index,
    Map,
    Struct,
    Null,
    Bytes,
    Unsigned,
    Divide,
    Modulo,
    Negate,
    Has,
}

impl From<Kind> for Type {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Int => Self::Int,
            Kind::Money => Self::Money,
            Kind::Quantity => Self::Quantity,
            Kind::Date => Self::Date,
        }
    }
}

impl From<Name> for Type {
    fn from(name: Name) -> Self {
        match name {
            Name::Number(name) => name.kind().into(),
            Name::Text(_) => Self::Text,
            Name::List(_) => Self::List,
            Name::Flag(_) => Self::Test,
        }
    }
}

impl Problem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Empty => "condition-empty",
            Self::TooLong | Self::TooManyParts | Self::TooDeep => "condition-too-big",
            Self::Slip(_) | Self::Syntax { .. } | Self::Reserved { .. } => "condition-syntax",
            Self::UnknownName { .. } => "condition-unknown-name",
            Self::NotHere { .. } => "condition-name-not-here",
            Self::OrderLines | Self::Loop { .. } => "condition-loop",
            Self::UnknownTier { .. } | Self::NoTiers => "condition-unknown-tier",
            Self::TierOperand
            | Self::TierOrder { .. }
            | Self::WrongType { .. }
            | Self::NotComparable { .. }
            | Self::NoOrder { .. }
            | Self::NotAList
            | Self::ListItem
            | Self::Product => "condition-wrong-type",
            Self::Unavailable(_) => "condition-unavailable",
            Self::ListContains { .. } | Self::UnknownFunction { .. } | Self::Usage { .. } => {
                "condition-function"
            }
            Self::NoSuchDate { .. } => "condition-no-such-date",
            Self::TooFine { .. } => "condition-too-fine",
            Self::TooLarge => "condition-too-large",
        }
    }
}
