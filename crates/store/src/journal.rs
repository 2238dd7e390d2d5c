//! Facts, and their place in the journal.

use std::sync::Arc;
use tessera_engine::event::{Body, Event};
use tessera_engine::values::MemberId;

/// The number of an event in the journal, over all members: 1, 2, 3, ... without gaps, in the order of commits.
pub type Seq = u64;

/// One event, where it stands in its member's stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Whose stream.
    pub member: MemberId,
    /// The event's number in that stream: 1, 2, 3, ... without gaps.
    pub number: u32,
    /// What happened. Shared with whoever projects it.
    pub event: Arc<Event>,
}

impl Fact {
    /// The retailer's own number that this fact claims for its member, if it is one that joins under such a number.
    /// Unique over the journal, like event ids.
    pub fn external_id(&self) -> Option<&str> {
        match &self.event.body {
            Body::Joined(joined) => joined.external_id.as_deref(),
            _ => None,
        }
    }
}

/// A fact with its journal number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journaled {
    /// Its number in the journal.
    pub seq: Seq,
    /// The fact.
    pub fact: Fact,
}
