//! The comparisons and the numbers in them.

use super::ast::{Kind, Number, Relation, Test, Text};
use super::check::Checker;
use super::decimal::{self, Misfit};
use super::error::{Construct, Problem, Type};
use super::eval::QUANTITY_DECIMALS;
use super::names::{Name, TextName};
use super::print::Printer;
use super::shape::Shape;
use crate::calendar::Day;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators as op};

impl Checker<'_> {
    /// `left relation right`.
    pub(super) fn comparison(
        &mut self,
        part: &IdedExpr,
        left: &IdedExpr,
        relation: Relation,
        right: &IdedExpr,
    ) -> Option<Test> {
        let shapes = (self.shape(left), self.shape(right));
        if let Some(kind) = common_kind(shapes.0, shapes.1) {
            let (left, right) = (self.number(left, kind), self.number(right, kind));
            return Some(Test::Compare { left: left?, relation, right: right? });
        }
        let is_text = |shape| matches!(shape, Shape::Quoted | Shape::Type(Type::Text));
        match shapes {
            (Shape::Unknown, _) | (_, Shape::Unknown) => {
                for (side, shape) in [(left, shapes.0), (right, shapes.1)] {
                    if shape == Shape::Unknown {
                        self.not::<()>(side, Type::Text);
                    }
                }
                None
            }
            (left_shape, right_shape) if is_text(left_shape) && is_text(right_shape) => {
                self.text_comparison(part, left, relation, right)
            }
            (Shape::Type(Type::Test), Shape::Type(Type::Test)) => {
                self.test_comparison(part, left, relation, right)
            }
            (Shape::Type(Type::List), _) | (_, Shape::Type(Type::List)) => {
                self.refuse(part, Problem::NoOrder { of: Type::List })
            }
            (left, right) => {
                self.refuse(part, Problem::NotComparable { left: left.type_name(), right: right.type_name() })
            }
        }
    }

    fn text_comparison(
        &mut self,
        part: &IdedExpr,
        left: &IdedExpr,
        relation: Relation,
        right: &IdedExpr,
    ) -> Option<Test> {
        let (checked_left, checked_right) = (self.text(left), self.text(right));
        let (checked_left, checked_right) = (checked_left?, checked_right?);
        match (&checked_left, &checked_right) {
            (tier, Text::Constant(name)) if tier.is_tier() => {
                self.tier_name(right, name)?;
                self.tier_relation(part, relation, name)?;
            }
            (Text::Constant(name), tier) if tier.is_tier() => {
                self.tier_name(left, name)?;
                self.tier_relation(part, relation.mirrored(), name)?;
            }
            (one, other) if one.is_tier() || other.is_tier() => {
                return self.refuse(part, Problem::TierOperand);
            }
            _ => {}
        }
        let same = Test::Same { left: checked_left, right: checked_right };
        match relation {
            Relation::Equal => Some(same),
            Relation::Unequal => Some(same.not()),
            _ => self.refuse(part, Problem::NoOrder { of: Type::Text }),
        }
    }

    /// Tiers have no order in conditions, so that a rule says which ones it means; the remedy lists them.
    fn tier_relation(&mut self, part: &IdedExpr, relation: Relation, name: &str) -> Option<()> {
        let tiers = self.schema.tiers;
        let place = tiers.iter().position(|tier| tier.name == name)?;
        let meant = match relation {
            Relation::Equal | Relation::Unequal => return Some(()),
            Relation::Less => &tiers[..place],
            Relation::AtMost => &tiers[..=place],
            Relation::More => &tiers[place + 1..],
            Relation::AtLeast => &tiers[place..],
        };
        let of = meant.iter().map(|tier| tier.name.into()).collect();
        let instead = Test::TextIn { item: Text::Name(TextName::MemberTier), of };
        let instead = Printer::new(self.subject, self.schema.exponent).text_of(&instead);
        self.refuse(part, Problem::TierOrder { instead })
    }

    /// `order.first == false` is `!order.first`.
    fn test_comparison(
        &mut self,
        part: &IdedExpr,
        left: &IdedExpr,
        relation: Relation,
        right: &IdedExpr,
    ) -> Option<Test> {
        let (left, right) = (self.test(left), self.test(right));
        let (test, value) = match (left?, right?) {
            (test, Test::Constant(value)) | (Test::Constant(value), test) => (test, value),
            _ => return self.refuse(part, Problem::NoOrder { of: Type::Test }),
        };
        match relation {
            Relation::Equal => Some(if value { test } else { test.not() }),
            Relation::Unequal => Some(if value { test.not() } else { test }),
            _ => self.refuse(part, Problem::NoOrder { of: Type::Test }),
        }
    }

    /// A number of this kind.
    pub(super) fn number(&mut self, part: &IdedExpr, want: Kind) -> Option<Number> {
        match &part.expr {
            Expr::Literal(LiteralValue::Int(value)) if want != Kind::Date => {
                self.constant(part, &value.inner().to_string(), want)
            }
            Expr::Literal(LiteralValue::Double(value)) if want != Kind::Date => {
                let sign = if value.inner().is_sign_negative() { "-" } else { "" };
                // As written; the shortest text of the parser's double is the same number unless it had more than 15 digits.
                let digits =
                    self.source.literal(part).map_or_else(|| value.inner().abs().to_string(), str::to_owned);
                self.constant(part, &format!("{sign}{digits}"), want)
            }
            Expr::Literal(LiteralValue::String(text)) if want == Kind::Date => match date(text.inner()) {
                Some(day) => Some(Number::Constant(Kind::Date, day)),
                None => self.refuse(part, Problem::NoSuchDate { text: text.inner().to_owned() }),
            },
            Expr::Ident(_) | Expr::Select(_) => match self.name(part)? {
                Name::Number(name) if name.kind() == want => Some(Number::Name(name)),
                other => self.wrong(part, want.into(), other.into()),
            },
            Expr::Call(call) => self.reckoning(part, call, want),
            _ => self.not(part, want.into()),
        }
    }

    fn reckoning(&mut self, part: &IdedExpr, call: &CallExpr, want: Kind) -> Option<Number> {
        match (call.func_name.as_str(), &*call.args) {
            (op::ADD | op::SUBSTRACT | op::MULTIPLY, _) if want == Kind::Date => {
                self.wrong(part, Type::Int, Type::Date)
            }
            (sign @ (op::ADD | op::SUBSTRACT), [left, right]) => {
                let (left, right) = (self.number(left, want), self.number(right, want));
                let sides = Box::new((left?, right?));
                Some(if sign == op::ADD { Number::Sum(sides) } else { Number::Difference(sides) })
            }
            (op::MULTIPLY, [left, right]) => self.product(part, left, right, want),
            ("size", args) => self.size(part, call.target.as_deref(), args, want),
            (op::NEGATE, _) => self.refuse(part, Problem::Unavailable(Construct::Negate)),
            _ => self.not(part, want.into()),
        }
    }

    /// One side carries the kind, the other is whole: a name of that kind, or else the first side made of literals.
    fn product(&mut self, part: &IdedExpr, left: &IdedExpr, right: &IdedExpr, want: Kind) -> Option<Number> {
        let carries = Shape::Type(want.into());
        let (left_kind, right_kind) = match (self.shape(left), self.shape(right)) {
            _ if want == Kind::Int => (Kind::Int, Kind::Int),
            (one, other) if one == carries && other == carries => return self.refuse(part, Problem::Product),
            (one, _) if one == carries => (want, Kind::Int),
            (_, other) if other == carries => (Kind::Int, want),
            (Shape::Digits, _) => (want, Kind::Int),
            (_, Shape::Digits) => (Kind::Int, want),
            _ => (want, Kind::Int),
        };
        let (left, right) = (self.number(left, left_kind), self.number(right, right_kind));
        Some(Number::Product(Box::new((left?, right?))))
    }

    /// `size(list)` or `list.size()`.
    fn size(
        &mut self,
        part: &IdedExpr,
        target: Option<&IdedExpr>,
        args: &[IdedExpr],
        want: Kind,
    ) -> Option<Number> {
        let list = match (target, args) {
            (Some(list), []) | (None, [list]) => list,
            _ => return self.refuse(part, Problem::Usage { function: "size" }),
        };
        let list = self.list(list)?;
        if want == Kind::Int { Some(Number::Size(list)) } else { self.wrong(part, want.into(), Type::Int) }
    }

    fn constant(&mut self, part: &IdedExpr, digits: &str, kind: Kind) -> Option<Number> {
        let decimals = match kind {
            Kind::Money => self.schema.exponent,
            Kind::Quantity => QUANTITY_DECIMALS,
            Kind::Int | Kind::Date => 0,
        };
        match decimal::scaled(digits, decimals) {
            Ok(value) => Some(Number::Constant(kind, value)),
            Err(Misfit::TooLarge) => self.refuse(part, Problem::TooLarge),
            Err(Misfit::TooFine) => {
                self.refuse(part, Problem::TooFine { text: digits.to_owned(), kind: kind.into(), decimals })
            }
        }
    }
}

impl Text {
    pub(super) fn is_tier(&self) -> bool {
        *self == Self::Name(TextName::MemberTier)
    }
}

/// The kind in which two parts are compared, if they are numbers.
fn common_kind(left: Shape, right: Shape) -> Option<Kind> {
    match (left, right) {
        (Shape::Type(Type::Date), Shape::Quoted) | (Shape::Quoted, Shape::Type(Type::Date)) => {
            Some(Kind::Date)
        }
        (Shape::Type(Type::Date), other) | (other, Shape::Type(Type::Date)) => {
            (other == Shape::Type(Type::Date)).then_some(Kind::Date)
        }
        _ => match (left.number_kind()?, right.number_kind()?) {
            (Kind::Int, other) | (other, Kind::Int) => Some(other),
            (one, other) => (one == other).then_some(one),
        },
    }
}

/// An ISO date that exists, as days since 1970-01-01.
fn date(text: &str) -> Option<i64> {
    let is_iso = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date: jiff::civil::Date = if is_iso { text.parse().ok()? } else { return None };
    Some(i64::from(Day::from(date).0))
}
