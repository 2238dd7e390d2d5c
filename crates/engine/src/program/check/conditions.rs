//! Conditions inside a document: read by [`crate::condition`], their faults shown on the line where they stand.

use super::context::Context;
use super::diagnostic::Code;
use super::tree::Node;
use super::written::offset_in;
use crate::condition::{Condition, KnownTier, Schema};
use crate::program::{Text, Trigger};
use crate::values::Lang;

/// The checked condition on events of this trigger, or on the lines of an order.
pub(super) fn condition(
    context: &mut Context<'_, '_>,
    at: &Node,
    text: &str,
    trigger: &Trigger,
    lines: bool,
) -> Option<Condition> {
    let names = context.names;
    let tiers: Vec<KnownTier<'_>> = names
        .tiers
        .iter()
        .zip(&names.tier_labels)
        .filter(|((name, _), _)| !name.is_empty())
        .map(|((name, _), label)| KnownTier { name, label })
        .collect();
    let schema = Schema {
        trigger,
        lines,
        exponent: context.header.currency.exponent,
        tiers: &tiers,
        activities: &context.activities,
    };
    let errors = match Condition::parse(text, &schema) {
        Ok(condition) => return Some(condition),
        Err(errors) => errors,
    };
    for error in errors {
        let written = context.report.written(at);
        let span = at.span.clone().map(|span| {
            let start = written.map_or(0, |written| offset_in(written, error.span().start));
            span.start + start..span.end
        });
        let reason = Text::new(
            ended(format!("条件有误：{}", error.message(Lang::Zh)), '。'),
            ended(format!("In the condition: {}", error.message(Lang::En)), '.'),
        );
        let remedy =
            Text::new(ended(error.remedy(Lang::Zh), '。'), ended(capitalised(&error.remedy(Lang::En)), '.'));
        context.report.error_at(span, &at.path, Code::Condition(error.code()), reason, remedy);
    }
    None
}

/// The phrase as a sentence that ends.
fn ended(mut phrase: String, stop: char) -> String {
    if !phrase.ends_with(['。', '？', '！', '.', '?', '!']) {
        phrase.push(stop);
    }
    phrase
}

fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
