//! What a part of the text looks like before it is checked: literals of numbers take the type of what they stand beside.

use super::ast::Kind;
use super::check::{Checker, relation};
use super::error::{Problem, Type};
use super::names::{NAMES, Name, Owner};
use super::suggest;
use cel::IdedExpr;
use cel::common::ast::{Expr, LiteralValue, operators as op};

/// A first guess at a part's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Type(Type),
    /// Made of number literals only: whole, money or a quantity, as needed.
    Digits,
    /// A text literal: a text or a date, as needed.
    Quoted,
    /// Not in the subset, or an unknown name.
    Unknown,
}

impl Shape {
    /// The kind of number this is when nothing else says so.
    pub(super) fn number_kind(self) -> Option<Kind> {
        match self {
            Self::Digits | Self::Type(Type::Int) => Some(Kind::Int),
            Self::Type(Type::Money) => Some(Kind::Money),
            Self::Type(Type::Quantity) => Some(Kind::Quantity),
            Self::Type(Type::Date) => Some(Kind::Date),
            _ => None,
        }
    }

    /// The type for messages.
    pub(super) fn type_name(self) -> Type {
        match self {
            Self::Type(found) => found,
            Self::Digits => Type::Int,
            Self::Quoted | Self::Unknown => Type::Text,
        }
    }
}

impl Checker<'_> {
    pub(super) fn shape(&self, part: &IdedExpr) -> Shape {
        match &part.expr {
            Expr::Literal(LiteralValue::Int(_) | LiteralValue::Double(_)) => Shape::Digits,
            Expr::Literal(LiteralValue::String(_)) => Shape::Quoted,
            Expr::Literal(LiteralValue::Boolean(_)) => Shape::Type(Type::Test),
            Expr::List(_) => Shape::Type(Type::List),
            Expr::Ident(_) | Expr::Select(_) => {
                self.quiet_name(part).map_or(Shape::Unknown, |name| Shape::Type(name.into()))
            }
            Expr::Call(call) => match (call.func_name.as_str(), &*call.args) {
                (op::ADD | op::SUBSTRACT | op::MULTIPLY, [left, right]) => self.reckoned(left, right),
                ("size", _) => Shape::Type(Type::Int),
                (
                    op::LOGICAL_AND
                    | op::LOGICAL_OR
                    | op::LOGICAL_NOT
                    | op::IN
                    | "startsWith"
                    | "endsWith"
                    | "contains",
                    _,
                ) => Shape::Type(Type::Test),
                (name, _) if relation(name).is_some() => Shape::Type(Type::Test),
                _ => Shape::Unknown,
            },
            _ => Shape::Unknown,
        }
    }

    /// Literals follow names, whole numbers follow money and quantities.
    fn reckoned(&self, left: &IdedExpr, right: &IdedExpr) -> Shape {
        match (self.shape(left), self.shape(right)) {
            (Shape::Digits, other) | (other, Shape::Digits) => other,
            (Shape::Type(Type::Int), other) => other,
            (other, _) => other,
        }
    }

    /// The name that this part spells, if it is one and available; notes nothing.
    pub(super) fn quiet_name(&self, part: &IdedExpr) -> Option<Name> {
        let path = path(part)?;
        let (prefix, field) = path.split_once('.')?;
        NAMES
            .iter()
            .find(|known| {
                self.is_here(known.owner) && self.is_called(known.owner, prefix) && known.field == field
            })
            .map(|known| known.name)
    }

    /// The name that this part spells; notes what is wrong with it otherwise.
    pub(super) fn name(&mut self, part: &IdedExpr) -> Option<Name> {
        if let Some(name) = self.quiet_name(part) {
            return if name == Name::Text(super::names::TextName::MemberTier) && self.schema.tiers.is_empty() {
                self.refuse(part, Problem::NoTiers)
            } else {
                Some(name)
            };
        }
        if matches!(&part.expr, Expr::Select(select) if select.test) {
            return self.not(part, Type::Text);
        }
        let Some(name) = path(part) else {
            return self.refuse_inside(part);
        };
        if name == "order.lines" && self.is_here(Owner::Order) {
            return self.refuse(part, Problem::OrderLines);
        }
        if let Some((prefix, field)) = name.split_once('.')
            && let Some(owner) = self.elsewhere(prefix, field)
        {
            return self.refuse(part, Problem::NotHere { name, owner });
        }
        let known: Vec<String> = NAMES
            .iter()
            .filter(|known| self.is_here(known.owner))
            .map(|known| format!("{}.{}", known.owner.prefix(self.subject), known.field))
            .collect();
        let nearest = suggest::nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
        self.refuse(part, Problem::UnknownName { name, nearest, known: known.join(", ") })
    }

    fn is_here(&self, owner: Owner) -> bool {
        owner.is_here(self.subject, self.schema.lines)
    }

    fn is_called(&self, owner: Owner, prefix: &str) -> bool {
        owner.prefix(self.subject) == prefix
    }

    /// What the name belongs to, if it exists under other rules.
    fn elsewhere(&self, prefix: &str, field: &str) -> Option<Owner> {
        let exists = NAMES.iter().any(|known| {
            known.field == field
                && match known.owner {
                    Owner::Event => ["order", "join", "activity"].contains(&prefix),
                    owner => owner.prefix(self.subject) == prefix,
                }
        });
        match prefix {
            _ if !exists => None,
            "order" if !self.is_here(Owner::Order) => Some(Owner::Order),
            "activity" if !self.is_here(Owner::Activity) => Some(Owner::Activity),
            "line" if !self.is_here(Owner::Line) => Some(Owner::Line),
            "join" => Some(Owner::Event),
            _ => None,
        }
    }

    /// A selection from something that is not a name: says what is wrong with that.
    fn refuse_inside<T>(&mut self, part: &IdedExpr) -> Option<T> {
        match &part.expr {
            Expr::Select(select) => self.refuse_inside(&select.operand),
            _ => self.not(part, Type::Test),
        }
    }
}

/// The dotted name that this part spells.
fn path(part: &IdedExpr) -> Option<String> {
    match &part.expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            let mut path = path(&select.operand)?;
            path.push('.');
            path.push_str(&select.field);
            Some(path)
        }
        _ => None,
    }
}
