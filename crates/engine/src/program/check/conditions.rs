//! Conditions inside a document: read by [`crate::condition`], their faults shown on the line where they stand.

use super::context::Context;
use super::diagnostic::Code;
use super::tree::Node;
use crate::condition::Condition;
use crate::program::text::both;

/// What a condition is about, which decides the names it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A rule on orders.
    Order,
    /// The lines of an order.
    Line,
    /// A rule on joining.
    Join,
    /// A rule on an activity.
    Activity,
}

/// The checked condition. Until conditions can be read, none is accepted: a rule must not run without its condition.
pub(super) fn condition(
    context: &mut Context<'_, '_>,
    at: &Node,
    _text: &str,
    subject: Subject,
) -> Option<Condition> {
    context.report.error(
        at,
        Code::BadCondition,
        both!("此处的条件暂不可用（{subject:?}）。", "Conditions are not read yet ({subject:?})."),
        both!("先删去条件。", "Leave the condition out for now."),
    );
    None
}
