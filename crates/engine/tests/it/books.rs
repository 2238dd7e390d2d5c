//! One member's books, kept the way a shop keeps them: each command decided, then recorded.

use std::sync::Arc;
use tessera_engine::decide::{Decision, Refusal, decide};
use tessera_engine::entry::{Entry, EntryKind};
use tessera_engine::event::*;
use tessera_engine::fold::*;
use tessera_engine::program::check;
use tessera_engine::state::{State, WalletState};
use tessera_engine::values::{EventId, Instant, Quantity};

pub(crate) struct Books {
    pub(crate) programs: Programs,
    pub(crate) state: State,
    pub(crate) events: Vec<Event>,
    pub(crate) entries: Vec<Entry>,
}

/// A program with these wallets, rules, caps and tiers.
pub(crate) fn program(rest: &str) -> Arc<tessera_engine::program::Program> {
    let head = "[program]\ncode = \"t\"\nname = \"T\"\ncurrency = \"CNY\"\ntime_zone = \"UTC\"\n";
    let checked = check(&format!("{head}{rest}"));
    Arc::new(checked.program.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics)))
}

pub(crate) fn at(text: &str) -> Instant {
    let text = if text.contains('T') { format!("{text}:00Z") } else { format!("{text}T10:00:00Z") };
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn order(amount: i64) -> Body {
    Body::OrderPaid(Box::new(Order { amount, ..Order::default() }))
}

/// An order of lines, each with its id, category and amount, one piece of each.
pub(crate) fn lines(lines: &[(&str, &str, i64)]) -> Body {
    let line = |(id, category, amount): &(&str, &str, i64)| Line {
        id: (*id).into(),
        category: Some((*category).into()),
        quantity: Quantity::pieces(1),
        amount: *amount,
        ..Line::default()
    };
    Body::OrderPaid(Box::new(Order {
        amount: lines.iter().map(|line| line.2).sum(),
        lines: lines.iter().map(line).collect(),
        ..Order::default()
    }))
}

pub(crate) fn redeem(units: i64) -> Body {
    Body::Redeemed(Redemption { wallet: "points".into(), units, value: 0, purpose: None })
}

pub(crate) fn give(units: i64) -> Body {
    Body::Adjusted(Adjustment { wallet: "points".into(), units, reason: "test".into(), by: None })
}

/// The return of whole lines; of all of an order without lines if none is named and its amount is given.
pub(crate) fn bring_back(order: &str, lines: &[&str], amount: i64) -> Body {
    let whole = |line: &&str| ReturnedLine { line: (*line).into(), part: ReturnedPart::Whole };
    Body::OrderReturned(Box::new(Return {
        order: EventId::new(order).unwrap(),
        lines: lines.iter().map(whole).collect(),
        amount,
        reason: None,
    }))
}

impl Books {
    pub(crate) fn new(rest: &str) -> Self {
        Self::under(Programs::single(program(rest)))
    }

    pub(crate) fn under(programs: Programs) -> Self {
        Self { programs, state: State::new(), events: Vec::new(), entries: Vec::new() }
    }

    /// Decides at this moment of our clock, and records what is accepted. Gives what it posted.
    pub(crate) fn command_at(
        &mut self,
        now: Instant,
        id: &str,
        occurred_at: Instant,
        body: Body,
    ) -> Result<Posted, Refusal> {
        let proposal = crate::generate::event(id, occurred_at, body);
        let history = numbered(&self.events);
        let event = match decide(&self.programs, &self.state, &history, proposal, now) {
            Decision::Accept(event) => event,
            Decision::Refuse(refusal) => return Err(refusal),
        };
        let number = self.events.len() as u32 + 1;
        let posted = record(&self.programs, &mut self.state, &history, Numbered { number, event: &event });
        self.entries.extend(&posted.entries);
        self.events.push(event);
        Ok(posted)
    }

    /// The same with a clock that is right, or stands at the latest event if this one comes late.
    pub(crate) fn command(&mut self, id: &str, when: &str, body: Body) -> Result<Posted, Refusal> {
        let when = at(when);
        self.command_at(when.max(self.state.at), id, when, body)
    }

    pub(crate) fn take(&mut self, id: &str, when: &str, body: Body) -> Posted {
        self.command(id, when, body).unwrap_or_else(|refusal| panic!("{id}: {refusal:?}"))
    }

    pub(crate) fn points(&self) -> &WalletState {
        &self.state.wallets[0]
    }

    /// The balance of the first wallet as of an instant, once from the fold and once from the entries.
    pub(crate) fn balance(&self, when: &str) -> i64 {
        let mut posted = Posted::default();
        fold(&self.programs, &numbered(&self.events), at(when), &mut posted).wallets[0].balance
    }
}

pub(crate) fn numbered(events: &[Event]) -> Vec<Numbered<'_>> {
    events.iter().enumerate().map(|(index, event)| Numbered { number: index as u32 + 1, event }).collect()
}

/// The units of entries of a kind, as posted.
pub(crate) fn units(posted: &Posted, kind: EntryKind) -> Vec<i64> {
    posted.entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.units).collect()
}
