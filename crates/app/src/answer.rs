//! Answers: what became of a command.

use crate::error::AppError;
use crate::refund::Refund;
use crate::views::{Explanation, Name};
use std::sync::Arc;
use tessera_engine::decide::Refusal;
use tessera_engine::entry::Entry;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::Seq;

/// What became of a command.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It is recorded, durably.
    Accepted {
        /// What it did.
        receipt: Box<Receipt>,
        /// It had been recorded before; this is the first answer again.
        replayed: bool,
    },
    /// The program does not allow it. That is recorded too: the same command again gets the same refusal.
    Refused {
        /// Whose it was.
        member: MemberId,
        /// Why.
        refusal: Refusal,
        /// It had been refused before; this is the first answer again.
        replayed: bool,
    },
    /// A return came before its order. It is kept and applied when the order comes.
    Parked {
        /// The order it waits for.
        waiting_for: EventId,
    },
    /// Nothing was recorded; the error says what to do.
    Rejected(AppError),
}

/// What an accepted command did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Whose stream it is in.
    pub member: MemberId,
    /// Its number in that stream.
    pub number: u32,
    /// Its number in the journal.
    pub seq: Seq,
    /// When it happened.
    pub occurred_at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The units it spent and what they paid.
    pub paid: Option<Paid>,
    /// What it posted, what fell due before it included.
    pub entries: Vec<EntryView>,
    /// The wallets right after it.
    pub balances: Vec<Balance>,
    /// The tier right after it.
    pub tier: Option<Name>,
    /// The tier before it, if it changed the tier.
    pub tier_before: Option<Option<Name>>,
}

/// Units that a command spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The wallet.
    pub wallet: Box<str>,
    /// Units.
    pub units: i64,
    /// What they paid, in minor units of money.
    pub value: i64,
}

/// An entry with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// The wallet's name.
    pub wallet: Name,
    /// The name of the rule that decided it.
    pub rule: Option<Name>,
    /// The posting itself.
    pub entry: Entry,
}

/// What is in a wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The wallet's name.
    pub wallet: Name,
    /// Units held, pending ones included, less the debt.
    pub balance: i64,
    /// Units that can be spent now.
    pub available: i64,
    /// Units that cannot be spent yet.
    pub pending: i64,
    /// Units owed.
    pub debt: i64,
}

/// What a command would do, were it sent now. Nothing was written.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Whose it would be; `None` for a member who would join by it.
    pub member: Option<MemberId>,
    /// Why it would be refused; then the rest shows the member as is.
    pub refusal: Option<Refusal>,
    /// The order that a return would have to wait for.
    pub waiting_for: Option<EventId>,
    /// What a return would hand back in money, where nothing refuses it.
    pub refund: Option<Refund>,
    /// Whether somebody would have to approve that first.
    pub needs_approval: bool,
    /// The units it would spend and what they would pay.
    pub paid: Option<Paid>,
    /// What it would post, what falls due before it included.
    pub entries: Vec<EntryView>,
    /// The wallets right after it.
    pub balances: Vec<Balance>,
    /// The tier right after it.
    pub tier: Option<Name>,
    /// The tier before it, if it would change the tier.
    pub tier_before: Option<Option<Name>>,
    /// Which rules applied and why the others did not.
    pub explanation: Explanation,
}

impl Receipt {
    /// The net change of each wallet that its entries touched, in the order of the balances.
    pub fn changes(&self) -> Vec<(Name, i64)> {
        self.balances
            .iter()
            .filter_map(|balance| {
                let touched = self.entries.iter().filter(|e| e.wallet == balance.wallet);
                let mut any = false;
                let sum = touched.fold(0i64, |sum, e| {
                    any = true;
                    sum.saturating_add(e.entry.units)
                });
                any.then(|| (Arc::clone(&balance.wallet), sum))
            })
            .collect()
    }
}
