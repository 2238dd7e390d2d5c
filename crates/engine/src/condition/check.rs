//! From the parser's tree to the typed tree: every name known, every type right, nothing outside the subset.
//!
//! `None` means that the error is noted; the walk goes on, so that one check finds them all.

use super::Schema;
use super::ast::{Match, Number, Relation, Test, Text};
use super::error::{ConditionError, Construct, Problem, Type};
use super::names::{ListName, Name, Subject};
use super::parse::Source;
use super::suggest;
use cel::IdedExpr;
use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, LiteralValue, operators as op};

/// Walks the parser's tree.
pub(super) struct Checker<'a> {
    pub(super) source: &'a Source<'a>,
    pub(super) schema: &'a Schema<'a>,
    pub(super) subject: Subject,
    pub(super) errors: Vec<ConditionError>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(source: &'a Source<'a>, schema: &'a Schema<'a>) -> Self {
        Self { source, schema, subject: Subject::of(schema.trigger), errors: Vec::new() }
    }

    /// Notes an error at a part of the text.
    pub(super) fn refuse<T>(&mut self, at: &IdedExpr, problem: Problem) -> Option<T> {
        self.errors.push(ConditionError::new(self.source.span(at), problem));
        None
    }

    /// A part that must hold or not hold.
    pub(super) fn test(&mut self, part: &IdedExpr) -> Option<Test> {
        match &part.expr {
            Expr::Literal(LiteralValue::Boolean(value)) => Some(Test::Constant(*value.inner())),
            Expr::Ident(_) | Expr::Select(_) => match self.name(part)? {
                Name::Flag(flag) => Some(Test::Flag(flag)),
                other => self.wrong(part, Type::Test, other.into()),
            },
            Expr::Call(call) => self.test_call(part, call),
            _ => self.not(part, Type::Test),
        }
    }

    fn test_call(&mut self, part: &IdedExpr, call: &CallExpr) -> Option<Test> {
        if let Some(relation) = relation(&call.func_name)
            && let [left, right] = &*call.args
        {
            return self.comparison(part, left, relation, right);
        }
        match (call.func_name.as_str(), &*call.args, call.target.as_deref()) {
            (op::LOGICAL_AND, [left, right], _) => {
                let (left, right) = (self.test(left), self.test(right));
                Some(left?.and(right?))
            }
            (op::LOGICAL_OR, [left, right], _) => {
                let (left, right) = (self.test(left), self.test(right));
                Some(left?.or(right?))
            }
            (op::LOGICAL_NOT, [inner], _) => self.test(inner).map(Test::not),
            (op::IN, [item, list], _) => self.membership(item, list),
            (name @ ("startsWith" | "endsWith" | "contains"), args, target) => {
                self.text_method(part, name, target, args)
            }
            _ => self.not(part, Type::Test),
        }
    }

    fn text_method(
        &mut self,
        part: &IdedExpr,
        name: &str,
        target: Option<&IdedExpr>,
        args: &[IdedExpr],
    ) -> Option<Test> {
        let (how, function) = match name {
            "startsWith" => (Match::Start, "startsWith"),
            "endsWith" => (Match::End, "endsWith"),
            _ => (Match::Anywhere, "contains"),
        };
        let (Some(text), [argument]) = (target, args) else {
            return self.refuse(part, Problem::Usage { function });
        };
        if let Some(Name::List(_)) = self.quiet_name(text) {
            let list = self.written(text);
            return self.refuse(part, Problem::ListContains { list, item: literal_text(argument) });
        }
        let (text, argument) = (self.plain_text(text), self.plain_text(argument));
        Some(Test::Match { text: text?, how, part: argument? })
    }

    /// `item in list`.
    fn membership(&mut self, item: &IdedExpr, list: &IdedExpr) -> Option<Test> {
        if let Expr::List(literal) = &list.expr {
            return self.listed(item, &literal.elements);
        }
        match self.shape(list) {
            super::shape::Shape::Unknown => self.not(list, Type::List),
            super::shape::Shape::Type(Type::List) => {
                let (item, list) = (self.plain_text(item), self.list(list));
                Some(Test::Within { item: item?, list: list? })
            }
            _ => self.refuse(list, Problem::NotAList),
        }
    }

    /// `item in [literals]`.
    fn listed(&mut self, item: &IdedExpr, elements: &[IdedExpr]) -> Option<Test> {
        if let Some(kind) = self.shape(item).number_kind() {
            let checked = self.number(item, kind);
            let mut values = Vec::with_capacity(elements.len());
            for element in elements {
                match self.number(element, kind) {
                    Some(Number::Constant(_, value)) => values.push(value),
                    Some(_) => self.refuse(element, Problem::ListItem)?,
                    None => {}
                }
            }
            let complete = values.len() == elements.len();
            return Some(Test::NumberIn { item: checked?, of: complete.then_some(values)?.into() });
        }
        let checked = self.text(item)?;
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            match self.text(element) {
                Some(Text::Constant(value)) if checked.is_tier() => {
                    values.extend(self.tier_name(element, &value).map(|()| value));
                }
                Some(Text::Constant(value)) => values.push(value),
                Some(Text::Name(_)) => self.refuse(element, Problem::ListItem).unwrap_or(()),
                None => {}
            }
        }
        let complete = values.len() == elements.len();
        Some(Test::TextIn { item: checked, of: complete.then_some(values)?.into() })
    }

    pub(super) fn list(&mut self, part: &IdedExpr) -> Option<ListName> {
        match &part.expr {
            Expr::Ident(_) | Expr::Select(_) => match self.name(part)? {
                Name::List(list) => Some(list),
                other => self.wrong(part, Type::List, other.into()),
            },
            _ => self.not(part, Type::List),
        }
    }

    /// A text, or the member's tier.
    pub(super) fn text(&mut self, part: &IdedExpr) -> Option<Text> {
        match &part.expr {
            Expr::Literal(LiteralValue::String(text)) => Some(Text::Constant(text.inner().into())),
            Expr::Ident(_) | Expr::Select(_) => match self.name(part)? {
                Name::Text(name) => Some(Text::Name(name)),
                other => self.wrong(part, Type::Text, other.into()),
            },
            _ => self.not(part, Type::Text),
        }
    }

    /// A text, but not the tier.
    fn plain_text(&mut self, part: &IdedExpr) -> Option<Text> {
        let text = self.text(part)?;
        if text.is_tier() { self.refuse(part, Problem::TierOperand) } else { Some(text) }
    }

    /// Checks that a tier of this name exists.
    pub(super) fn tier_name(&mut self, at: &IdedExpr, name: &str) -> Option<()> {
        let tiers = self.schema.tiers;
        if tiers.iter().any(|tier| tier.name == name) {
            return Some(());
        }
        if tiers.is_empty() {
            return self.refuse(at, Problem::NoTiers);
        }
        let nearest = suggest::nearest(name, tiers.iter().map(|tier| tier.name)).map(str::to_owned);
        let known = tiers.iter().map(|tier| tier.name).collect::<Vec<_>>().join(", ");
        self.refuse(at, Problem::UnknownTier { name: name.to_owned(), nearest, known })
    }

    pub(super) fn wrong<T>(&mut self, part: &IdedExpr, expected: Type, found: Type) -> Option<T> {
        self.refuse(part, Problem::WrongType { expected, found })
    }

    /// Says why this part is not what is expected: outside the subset, or of another type.
    pub(super) fn not<T>(&mut self, part: &IdedExpr, expected: Type) -> Option<T> {
        let construct = match &part.expr {
            Expr::Comprehension(comprehension) => return self.refuse_loop(part, comprehension),
            Expr::Map(_) => Construct::Map,
            Expr::Struct(_) => Construct::Struct,
            Expr::Select(select) if select.test => Construct::Has,
            Expr::Ident(_) | Expr::Select(_) => {
                let found = self.name(part)?;
                return self.wrong(part, expected, found.into());
            }
            Expr::Literal(LiteralValue::Null) => Construct::Null,
            Expr::Literal(LiteralValue::Bytes(_)) => Construct::Bytes,
            Expr::Literal(LiteralValue::UInt(_)) => Construct::Unsigned,
            Expr::Call(call) => match call.func_name.as_str() {
                op::CONDITIONAL => Construct::Ternary,
                op::INDEX | op::OPT_INDEX => Construct::Index,
                op::DIVIDE => Construct::Divide,
                op::MODULO => Construct::Modulo,
                op::NEGATE => Construct::Negate,
                name => return self.not_call(part, name, expected),
            },
            Expr::Literal(_) | Expr::List(_) | Expr::Unspecified => {
                let found = self.shape(part).type_name();
                return self.wrong(part, expected, found);
            }
        };
        self.refuse(part, Problem::Unavailable(construct))
    }

    fn not_call<T>(&mut self, part: &IdedExpr, name: &str, expected: Type) -> Option<T> {
        const FUNCTIONS: [&str; 4] = ["size", "startsWith", "endsWith", "contains"];
        if FUNCTIONS.contains(&name) || name.starts_with(['_', '!', '@']) {
            let found = self.shape(part).type_name();
            return self.wrong(part, expected, found);
        }
        if ["all", "exists", "exists_one", "filter", "map"].contains(&name) {
            return self.refuse(part, Problem::Loop { list: None, item: None });
        }
        let nearest = suggest::nearest(name, FUNCTIONS);
        self.refuse(part, Problem::UnknownFunction { name: name.to_owned(), nearest })
    }

    /// The remedy of a loop names the list and, where it was looked for, the item.
    fn refuse_loop<T>(&mut self, part: &IdedExpr, comprehension: &ComprehensionExpr) -> Option<T> {
        let over = &comprehension.iter_range;
        let list = match self.quiet_name(over) {
            Some(Name::List(_)) => Some(self.written(over)),
            _ => None,
        };
        let item = sought(&comprehension.loop_step, &comprehension.iter_var);
        self.refuse(part, Problem::Loop { list, item })
    }

    /// The part as it stands in the text.
    pub(super) fn written(&self, part: &IdedExpr) -> String {
        self.source.text.get(self.source.span(part)).unwrap_or("").to_owned()
    }
}

pub(super) fn relation(function: &str) -> Option<Relation> {
    Some(match function {
        op::EQUALS => Relation::Equal,
        op::NOT_EQUALS => Relation::Unequal,
        op::LESS => Relation::Less,
        op::LESS_EQUALS => Relation::AtMost,
        op::GREATER => Relation::More,
        op::GREATER_EQUALS => Relation::AtLeast,
        _ => return None,
    })
}

fn literal_text(part: &IdedExpr) -> Option<String> {
    match &part.expr {
        Expr::Literal(LiteralValue::String(text)) => Some(text.inner().to_owned()),
        _ => None,
    }
}

/// The text that a loop compares its variable with.
fn sought(part: &IdedExpr, variable: &str) -> Option<String> {
    let Expr::Call(call) = &part.expr else { return None };
    let is_variable = |part: &IdedExpr| matches!(&part.expr, Expr::Ident(name) if name == variable);
    match (call.func_name.as_str(), &*call.args) {
        (op::EQUALS, [left, right]) if is_variable(left) => literal_text(right),
        (op::EQUALS, [left, right]) if is_variable(right) => literal_text(left),
        (_, args) => args.iter().find_map(|arg| sought(arg, variable)),
    }
}
