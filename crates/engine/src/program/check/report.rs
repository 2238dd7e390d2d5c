//! Where diagnostics gather, and how a node becomes a line and a column.

use super::diagnostic::{Code, Diagnostic, Position, Severity};
use super::tree::Node;
use crate::program::Text;
use std::ops::Range;

/// The diagnostics of one check, and the text they point into.
pub(super) struct Report<'t> {
    text: &'t str,
    lines: Vec<usize>,
    /// What there is to say, in the order found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> Report<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines, diagnostics: Vec::new() }
    }

    /// An error at the node.
    pub(super) fn error(&mut self, at: &Node, code: Code, reason: Text, remedy: Text) {
        self.say(Severity::Error, at.span.clone(), &at.path, code, reason, remedy);
    }

    /// A warning at the node.
    pub(super) fn warn(&mut self, at: &Node, code: Code, reason: Text, remedy: Text) {
        self.say(Severity::Warning, at.span.clone(), &at.path, code, reason, remedy);
    }

    /// A note at the node.
    pub(super) fn note(&mut self, at: &Node, code: Code, reason: Text, remedy: Text) {
        self.say(Severity::Note, at.span.clone(), &at.path, code, reason, remedy);
    }

    /// An error at these bytes of the text.
    pub(super) fn error_at(
        &mut self,
        span: Option<Range<usize>>,
        path: &str,
        code: Code,
        reason: Text,
        remedy: Text,
    ) {
        self.say(Severity::Error, span, path, code, reason, remedy);
    }

    fn say(
        &mut self,
        severity: Severity,
        span: Option<Range<usize>>,
        path: &str,
        code: Code,
        reason: Text,
        remedy: Text,
    ) {
        let position = span.map(|span| self.position(span.start));
        self.diagnostics.push(Diagnostic { severity, code, position, path: path.into(), reason, remedy });
    }

    /// Whether an error has been found.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What was found, in the order of the text; what has no place comes in the order found.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.position));
        diagnostics
    }

    /// The line and column of a byte of the text.
    fn position(&self, at: usize) -> Position {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or(0);
        let column = self.text.as_bytes()[start..at].iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let count = |n: usize| u32::try_from(n + 1).unwrap_or(u32::MAX);
        Position { line: count(line), column: count(column) }
    }

    /// The text that a node stands on, as written.
    pub(super) fn written(&self, node: &Node) -> Option<&'t str> {
        self.text.get(node.span.clone()?)
    }
}
