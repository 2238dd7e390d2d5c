//! What the fold posts, as far as a backtest wants it.

use tessera_engine::entry::{Entry, EntryKind};
use tessera_engine::fold::{Sink, TierChange};
use tessera_engine::values::Instant;

/// Takes what the fold posts for one member after the other.
pub(super) struct Ledger {
    /// Entries are kept, not only counted.
    keep: bool,
    /// Rules are counted up to this instant, so that they fit the figures of the report's last one.
    last: Instant,
    pub(super) entries: Vec<Entry>,
    pub(super) tiers: Vec<TierChange>,
    /// By rule.
    pub(super) rules: Vec<RuleSum>,
    /// By rule: the event of the member at hand that it gave for last, and what is counted of that event's money.
    given: Vec<Option<(u32, i64)>>,
}

/// What a rule gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleSum {
    pub(super) units: i128,
    /// For how many events it gave something.
    pub(super) times: u64,
    /// The money it counted, in minor units.
    pub(super) base: i128,
}

impl Ledger {
    pub(super) fn new(keep: bool, last: Instant, rules: usize) -> Self {
        let (entries, tiers) = (Vec::new(), Vec::new());
        Self { keep, last, entries, tiers, rules: vec![RuleSum::default(); rules], given: vec![None; rules] }
    }

    /// The next member: gives out the tiers and entries of the one before.
    pub(super) fn close(&mut self) -> (Vec<TierChange>, Vec<Entry>) {
        self.given.fill(None);
        (std::mem::take(&mut self.tiers), std::mem::take(&mut self.entries))
    }

    /// What a rule gives for one event may be several lots, and a multiplier gives for each gift: the event and its money count once.
    fn count(&mut self, rule: usize, entry: &Entry) {
        let (Some(sum), Some(given)) = (self.rules.get_mut(rule), self.given.get_mut(rule)) else { return };
        sum.units += i128::from(entry.units);
        let known = match *given {
            Some((event, base)) if event == entry.cause => base,
            _ => {
                sum.times += 1;
                0
            }
        };
        let base = known.max(entry.base);
        sum.base += i128::from(base - known);
        *given = Some((entry.cause, base));
    }
}

impl Sink for Ledger {
    fn entry(&mut self, entry: &Entry) {
        if entry.kind == EntryKind::Earn
            && entry.at <= self.last
            && let Some(rule) = entry.rule
        {
            self.count(usize::from(rule), entry);
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
