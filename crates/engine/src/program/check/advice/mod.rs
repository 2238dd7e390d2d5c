//! What is allowed and hardly meant: warnings and notes about a program that has no errors.
//!
//! One file per kind of advice, all of one shape, in one list: to add a kind is to add a file.

mod activities;
mod bands;
mod caps;
mod duplicates;
mod effects;
mod pending;
mod reward;
mod shadows;
mod shares;
mod tiers;
mod wallets;
mod windows;

use super::report::Report;
use super::tree::Node;
use crate::program::{Cap, CapCounts, Program, Rule};
use crate::values::Instant;
use rust_decimal::Decimal;

/// What advice is given about.
pub(super) struct Advice<'a> {
    pub program: &'a Program,
    /// The document, to point into.
    pub document: &'a Node,
    /// The reward rate above which to warn.
    pub reward_rate_limit: Decimal,
    /// When the program comes into force, as far as is known.
    pub starts_at: Instant,
}

/// Every kind of advice.
const KINDS: &[fn(&Advice<'_>, &mut Report<'_>)] = &[
    activities::advise,
    bands::advise,
    caps::advise,
    duplicates::advise,
    effects::advise,
    pending::advise,
    reward::advise,
    shadows::advise,
    shares::advise,
    tiers::advise,
    wallets::advise,
    windows::advise,
];

/// Gives all of it.
pub(super) fn advise(advice: &Advice<'_>, report: &mut Report<'_>) {
    for kind in KINDS {
        kind(advice, report);
    }
}

impl Advice<'_> {
    /// Where a rule stands.
    fn rule(&self, place: usize) -> &Node {
        self.document.at("rules").item(place)
    }

    /// Where a wallet stands.
    fn wallet(&self, place: usize) -> &Node {
        self.document.at("wallets").at(&self.program.wallets[place].name)
    }

    /// Where a cap stands.
    fn cap(&self, place: usize) -> &Node {
        self.document.at("caps").item(place)
    }

    /// Where a tier stands.
    fn tier(&self, place: usize) -> &Node {
        self.document.at("tiers").at("tier").item(place)
    }

    /// Whether the rule can apply to anything at all.
    fn can_fire(&self, rule: &Rule) -> bool {
        let never = |condition: &Option<crate::condition::Condition>| {
            condition.as_ref().is_some_and(|condition| condition.constant() == Some(false))
        };
        !never(&rule.when) && !never(&rule.lines) && rule.ends_at > self.starts_at
    }
}

/// Whether a cap on units holds the rule at this place.
fn holds(cap: &Cap, place: usize, rule: &Rule) -> bool {
    cap.counts == CapCounts::Units
        && cap.wallet == rule.wallet
        && (cap.rules.is_empty() || cap.rules.contains(&place))
}

/// Whether both rules are in force at some instant.
fn overlap(a: &Rule, b: &Rule) -> bool {
    a.starts_at < b.ends_at && b.starts_at < a.ends_at
}
