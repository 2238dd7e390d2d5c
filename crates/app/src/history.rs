//! A member's whole stream: the projected part and the tail.

use crate::error::AppError;
use crate::pipeline::tail::TailFact;
use crate::shared::Shared;
use tessera_engine::entry::{Entry, codec};
use tessera_engine::event::{Body, Event};
use tessera_engine::fold::{self, Numbered, Programs};
use tessera_engine::state::State;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{Seq, StoreError, Streamed};

/// A member's events in the order of recording, with what they posted.
#[derive(Debug, Default)]
pub(crate) struct History {
    projected: Vec<Streamed>,
    tail: Vec<TailFact>,
}

/// One event of a history.
#[derive(Clone, Copy)]
pub(crate) struct Past<'a> {
    pub(crate) seq: Seq,
    pub(crate) number: u32,
    pub(crate) event: &'a Event,
    entries: Entries<'a>,
}

#[derive(Clone, Copy)]
enum Entries<'a> {
    Encoded(&'a [u8]),
    Ready(&'a [Entry]),
}

impl Past<'_> {
    /// What the event posted.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>, AppError> {
        match self.entries {
            Entries::Ready(entries) => Ok(entries.to_vec()),
            Entries::Encoded(bytes) => decode(bytes),
        }
    }
}

/// Entries as projected. Those of another format are made again when the projections are.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Entry>, AppError> {
    codec::decode_entries(bytes).ok_or_else(|| {
        AppError::from(StoreError::Stale {
            path: "the projections".into(),
            detail: "entries are of another format".into(),
        })
    })
}

impl History {
    /// The history after a number, up to the facts of the tail, which are looked up *before* the projected stream is read.
    fn join(after: u32, projected: Vec<Streamed>, mut tail: Vec<TailFact>) -> Self {
        let known = projected.last().map_or(after, |last| last.number);
        tail.retain(|fact| fact.fact().number > known);
        Self { projected, tail }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Past<'_>> {
        let projected = self.projected.iter().map(|past| Past {
            seq: past.seq,
            number: past.number,
            event: &past.event,
            entries: Entries::Encoded(&past.entries),
        });
        let tail = self.tail.iter().map(|past| Past {
            seq: past.seq(),
            number: past.fact().number,
            event: &past.fact().event,
            entries: Entries::Ready(&past.posted().entries),
        });
        projected.chain(tail)
    }

    pub(crate) fn numbered(&self) -> Vec<Numbered<'_>> {
        self.iter().map(|past| Numbered { number: past.number, event: past.event }).collect()
    }

    /// Forgets what comes after a number: another process may have recorded, and projected, more than who asks knows of.
    pub(crate) fn cut_after(&mut self, number: u32) {
        self.projected.truncate(self.projected.partition_point(|past| past.number <= number));
        self.tail.retain(|past| past.fact().number <= number);
    }

    /// Whether folding it holds nobody up. A longer one is folded on a thread that may take its time.
    pub(crate) fn is_short(&self) -> bool {
        self.projected.len() + self.tail.len() <= 500
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.projected.is_empty() && self.tail.is_empty()
    }

    pub(crate) fn number(&self, number: u32) -> Option<Past<'_>> {
        self.iter().find(|past| past.number == number)
    }

    pub(crate) fn event(&self, id: &EventId) -> Option<Past<'_>> {
        self.iter().find(|past| past.event.id == *id)
    }
}

/// The state right after recording a history: folded in business order and booked up to its latest event.
pub(crate) fn recorded_state(programs: &Programs, history: &[Numbered<'_>]) -> State {
    let counts = |past: &&Numbered<'_>| !matches!(past.event.body, Body::Refused(_));
    let until = history.iter().filter(counts).map(|past| past.event.occurred_at).max();
    let mut state = fold::fold(programs, history, until.unwrap_or(Instant::MIN), &mut ());
    state.events = history.iter().map(|past| past.number).max().unwrap_or_default();
    state
}

impl Shared {
    /// A member's history; empty for who has none.
    pub(crate) async fn history(&self, member: MemberId) -> Result<History, AppError> {
        self.history_part(member, 0, usize::MAX >> 1).await
    }

    /// A part of a member's history: what comes after a number, at most so many events.
    pub(crate) async fn history_part(
        &self,
        member: MemberId,
        after: u32,
        limit: usize,
    ) -> Result<History, AppError> {
        let tail = self.tail.facts(member);
        let projected = self.store.stream(member, after, limit).await?;
        let mut part = History::join(after, projected, tail);
        part.tail.truncate(limit - part.projected.len().min(limit));
        Ok(part)
    }

    /// The histories of the members of one batch, in the order asked for.
    pub(crate) async fn histories(&self, members: &[MemberId]) -> Result<Vec<History>, AppError> {
        let tails: Vec<_> = members.iter().map(|member| self.tail.facts(*member)).collect();
        let projected = self.store.histories(members).await?;
        Ok(projected
            .into_iter()
            .zip(tails)
            .map(|(projected, tail)| History::join(0, projected, tail))
            .collect())
    }
}
