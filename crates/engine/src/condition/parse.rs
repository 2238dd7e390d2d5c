//! From text to the parser's tree, within limits, with the place of every part.

use super::error::{ConditionError, Problem};
use super::scan::{self, Token, TokenKind};
use cel::common::ast::{Expr, SourceInfo};
use cel::parser::{ParseErrors, Parser};
use cel::{IdedExpr, ParseError};
use std::ops::Range;

/// The longest text, in bytes.
pub(super) const MAX_BYTES: usize = 16_384;
/// The most signs and words, literals and commas left out. It bounds the parser's recursion along chains such as `a + a + a`.
pub(super) const MAX_PARTS: usize = 500;
/// The most values in lists, all together.
pub(super) const MAX_LITERALS: usize = 1_000;
/// How deep brackets may stand in brackets.
pub(super) const MAX_DEPTH: u16 = 24;

/// A parsed text: the parser's tree and where its parts stand.
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token>,
    info: SourceInfo,
}

impl<'a> Source<'a> {
    /// Parses the text.
    pub(super) fn parse(text: &'a str) -> Result<(Self, IdedExpr), Vec<ConditionError>> {
        let whole = 0..text.len();
        let one = |span: Range<usize>, problem| Err(vec![ConditionError::new(span, problem)]);
        if text.len() > MAX_BYTES {
            return one(whole, Problem::TooLong);
        }
        let tokens = scan::tokens(text);
        if tokens.is_empty() {
            return one(whole, Problem::Empty);
        }
        let is_literal = |token: &&Token| {
            matches!(token.kind, TokenKind::Number | TokenKind::Quoted)
                || &text[token.start..token.end] == ","
        };
        let literals = tokens.iter().filter(is_literal).count();
        if tokens.len() - literals > MAX_PARTS || literals > 2 * MAX_LITERALS {
            return one(whole, Problem::TooManyParts);
        }
        if let Some(span) = too_deep(text, &tokens) {
            return one(span, Problem::TooDeep);
        }
        match Parser::new().max_recursion_depth(MAX_DEPTH * 2).parse_with_source_info(text) {
            Ok((tree, info)) => Ok((Self { text, tokens, info }, tree)),
            Err(errors) => Err(syntax_errors(text, &tokens, &errors)),
        }
    }

    /// Where a part of the tree stands in the text.
    pub(super) fn span(&self, part: &IdedExpr) -> Range<usize> {
        self.find(part).unwrap_or(0..self.text.len())
    }

    /// The text of a number literal without its sign, as it was written.
    pub(super) fn literal(&self, part: &IdedExpr) -> Option<&'a str> {
        let (start, stop) = self.info.offset_for(part.id)?;
        self.text.get(start as usize..stop as usize + 1)
    }

    fn find(&self, part: &IdedExpr) -> Option<Range<usize>> {
        let (start, stop) = self.info.offset_for(part.id)?;
        let own = start as usize..stop as usize + 1;
        self.text.get(own.clone())?;
        Some(match &part.expr {
            // The parser marks a selection by its dot, a presence test by its bracket.
            Expr::Select(select) if select.test => self.call(None, own.start),
            Expr::Select(select) => {
                let from = self.find(&select.operand)?.start;
                let field = self.tokens.iter().find(|token| token.start >= own.end)?;
                from..field.end
            }
            Expr::Call(call) if call.func_name.starts_with(['_', '!', '-', '@']) => {
                let first = call.args.first().and_then(|arg| self.find(arg));
                let last = call.args.last().and_then(|arg| self.find(arg));
                let start = first.map_or(own.start, |span| span.start.min(own.start));
                let end = last.map_or(own.end, |span| span.end.max(own.end));
                match self.text[own.clone()].starts_with('[') {
                    true => start..scan::closing(self.text, &self.tokens, own.start),
                    false => start..end,
                }
            }
            Expr::Call(call) => self.call(call.target.as_deref(), own.start),
            Expr::Comprehension(comprehension) => self.call(Some(&comprehension.iter_range), own.start),
            Expr::List(_) | Expr::Map(_) | Expr::Struct(_) => {
                own.start..scan::closing(self.text, &self.tokens, own.start)
            }
            _ => self.with_sign(part, own),
        })
    }

    /// From the function's name, or what it is called on, to the closing bracket.
    fn call(&self, target: Option<&IdedExpr>, open: usize) -> Range<usize> {
        let start = match target.and_then(|target| self.find(target)) {
            Some(span) => span.start,
            None => scan::around(&self.tokens, open).1.map_or(open, |name| name.start),
        };
        start..scan::closing(self.text, &self.tokens, open)
    }

    /// The parser's place of a negative number leaves the sign out.
    fn with_sign(&self, part: &IdedExpr, own: Range<usize>) -> Range<usize> {
        use cel::common::ast::LiteralValue::{Double, Int};
        let negative = match &part.expr {
            Expr::Literal(Int(value)) => *value.inner() < 0,
            Expr::Literal(Double(value)) => value.inner().is_sign_negative(),
            _ => false,
        };
        match scan::around(&self.tokens, own.start).1 {
            Some(sign) if negative => sign.start..own.end,
            _ => own,
        }
    }
}

/// The first bracket that stands too deep.
fn too_deep(text: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let mut depth = 0_u16;
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Sign) {
        match &text[token.start..token.end] {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(token.start..token.end);
        }
    }
    None
}

/// The parser's errors in our words: the first only, because what follows is mostly its echo.
fn syntax_errors(text: &str, tokens: &[Token], errors: &ParseErrors) -> Vec<ConditionError> {
    if let Some(slip) = scan::slip(text, tokens) {
        return vec![ConditionError::new(slip.span, Problem::Slip(slip.meant))];
    }
    let Some(first) = errors.errors.first() else {
        return vec![ConditionError::new(0..text.len(), Problem::Syntax { near: String::new() })];
    };
    let at = byte_of(text, first);
    let token = tokens.iter().find(|token| token.end > at);
    let span = token.map_or(text.len()..text.len(), |token| token.start.max(at.min(token.end))..token.end);
    let near = text.get(span.clone()).unwrap_or("").to_owned();
    let problem = if first.msg.contains("reserved identifier") {
        Problem::Reserved { word: near }
    } else if first.msg.contains("invalid int literal") || first.msg.contains("invalid double literal") {
        Problem::TooLarge
    } else {
        Problem::Syntax { near }
    };
    vec![ConditionError::new(span, problem)]
}

/// The parser counts lines from 1 and columns in characters from 1.
fn byte_of(text: &str, error: &ParseError) -> usize {
    let line = usize::try_from(error.pos.0).unwrap_or(1).max(1) - 1;
    let column = usize::try_from(error.pos.1).unwrap_or(1).max(1) - 1;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}
