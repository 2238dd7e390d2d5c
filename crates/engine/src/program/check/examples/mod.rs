//! Worked examples: read with the rest of the document, then executed with the real decisions and the real fold.

mod events;
mod expected;
mod story;

pub(super) use story::run;

use super::context::{Context, words_text};
use super::tree::Node;
use crate::event::Event;
use crate::program::{Text, document};
use crate::values::Instant;

/// More examples, and events in one, than any document needs.
const MAX_EXAMPLES: usize = 200;
const MAX_EVENTS: usize = 1000;

/// An example, read.
pub(super) struct Story<'n> {
    name: Text,
    scenes: Vec<Scene<'n>>,
    expectations: Vec<Expected<'n>>,
}

/// One event of an example and what must become of it.
struct Scene<'n> {
    at: &'n Node,
    event: Event,
    /// The code it must be refused with.
    refused: Option<crate::decide::RefusalCode>,
    /// What the redemption must be worth, in minor units, and where that is written.
    value: Option<(&'n Node, i64)>,
    /// A return of everything: the lines or the amount are taken from the order when it is known.
    whole: bool,
}

/// What must come out at an instant.
struct Expected<'n> {
    at: Option<Instant>,
    figures: Vec<Figure<'n>>,
    /// A tier by name.
    tier: Option<(&'n Node, Box<str>)>,
    /// In minor units.
    redeemed: Option<(&'n Node, i64)>,
}

/// A figure of a wallet that must come out.
struct Figure<'n> {
    node: &'n Node,
    wallet: usize,
    kind: FigureKind,
    units: i64,
}

#[derive(Clone, Copy)]
enum FigureKind {
    Balance,
    Available,
    Debt,
    Expired,
}

/// The examples of a document; those that are wrong in themselves are reported and left out.
pub(super) fn stories<'n>(context: &mut Context<'_, '_>, node: Option<&'n Node>) -> Vec<Story<'n>> {
    let items = node.map(Node::items).unwrap_or_default();
    if let (Some(node), true) = (node, items.len() > MAX_EXAMPLES) {
        context.too_many(node, MAX_EXAMPLES);
        return Vec::new();
    }
    items.iter().filter_map(|item| story(context, item)).collect()
}

fn story<'n>(context: &mut Context<'_, '_>, node: &'n Node) -> Option<Story<'n>> {
    let document: document::Example = context.read(node)?;
    let list = node.at("events");
    if list.items().len() > MAX_EVENTS {
        context.too_many(list, MAX_EVENTS);
        return None;
    }
    let scenes = events::scenes(context, list, &document.events);
    let expectations: Vec<_> = document
        .expect
        .iter()
        .enumerate()
        .map(|(i, written)| expected::expected(context, node.at("expect").item(i), written))
        .collect();
    Some(Story {
        name: words_text(document.name),
        scenes: scenes?,
        expectations: expectations.into_iter().collect::<Option<_>>()?,
    })
}
