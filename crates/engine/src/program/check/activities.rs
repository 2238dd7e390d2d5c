//! The `[activities.*]` sections.

use super::context::{Context, check_name, words_text};
use super::tree::Node;
use crate::program::{ActivityLabel, document};

/// More activities than any program needs.
const MAX_ACTIVITIES: usize = 200;

/// What activities are called, in document order.
pub(super) fn activities(context: &mut Context<'_, '_>, node: Option<&Node>) -> Vec<ActivityLabel> {
    let entries = node.map(Node::entries).unwrap_or_default();
    if let (Some(node), true) = (node, entries.len() > MAX_ACTIVITIES) {
        context.too_many(node, MAX_ACTIVITIES);
    }
    let labelled = entries.iter().filter_map(|(name, _, node)| {
        check_name(name, node, context.report);
        let document: document::Activity = context.read(node)?;
        Some(ActivityLabel { name: name.as_str().into(), label: words_text(document.label) })
    });
    labelled.collect()
}
