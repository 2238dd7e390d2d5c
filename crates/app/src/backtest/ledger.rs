//! What the fold posts, as far as a backtest wants it.

use tessera_engine::entry::{Entry, EntryKind};
use tessera_engine::fold::{Sink, TierChange};

/// Takes what the fold posts for one member after the other.
#[derive(Default)]
pub(super) struct Ledger {
    /// Entries are kept, not only counted.
    pub(super) keep: bool,
    pub(super) entries: Vec<Entry>,
    pub(super) tiers: Vec<TierChange>,
    /// By rule.
    pub(super) rules: Vec<RuleSum>,
}

/// What a rule gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleSum {
    pub(super) units: i128,
    /// How often it gave something.
    pub(super) times: u64,
    /// The money it counted, in minor units.
    pub(super) base: i128,
}

impl Ledger {
    pub(super) fn new(keep: bool, rules: usize) -> Self {
        Self { keep, rules: vec![RuleSum::default(); rules], ..Self::default() }
    }
}

impl Sink for Ledger {
    fn entry(&mut self, entry: &Entry) {
        if entry.kind == EntryKind::Earn
            && let Some(rule) = entry.rule.and_then(|rule| self.rules.get_mut(usize::from(rule)))
        {
            rule.units += i128::from(entry.units);
            rule.base += i128::from(entry.base);
            rule.times += 1;
        }
        if self.keep {
            self.entries.push(*entry);
        }
    }

    fn tier(&mut self, change: &TierChange) {
        // The first tier is no change: everybody begins in it.
        if change.from.is_some() {
            self.tiers.push(*change);
        }
    }
}
