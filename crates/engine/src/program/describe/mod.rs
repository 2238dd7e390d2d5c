//! A program in plain sentences, Chinese and English: each rule, cap, tier and setting of a wallet as one sentence.
//!
//! What the console shows beside a rule, and what [`diff`](super::diff()) compares: settings that differ read differently.

mod activity;
mod cap;
mod members;
mod phrases;
mod program;
mod rule;
mod tier;
mod wallet;

pub use members::{Heading, TierTold, Told, for_members};
pub(super) use phrases::spaced;
pub use tier::measure_label;

use super::{Program, Text};
use crate::stores::StoreNames;

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The program itself.
    Program,
    /// A wallet.
    Wallet,
    /// A rule.
    Rule,
    /// A cap.
    Cap,
    /// A tier, or what qualifies for tiers.
    Tier,
}

/// Something of a program, described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// What it is.
    pub subject: Subject,
    /// Its name; empty for the program and for the measure of the tiers.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where the document says so, such as `wallets.points.expiry`.
    pub path: Box<str>,
    /// The sentence, without a full stop.
    pub text: Text,
}

/// Everything a program says, in document order, with stores by these names.
pub fn describe(program: &Program, stores: &StoreNames) -> Vec<Described> {
    let mut described = vec![program::describe(program)];
    described.extend((0..program.wallets.len()).map(|place| wallet::describe(program, place)));
    described.extend(program.rules.iter().map(|rule| Described {
        subject: Subject::Rule,
        name: rule.name.clone(),
        label: rule.label.clone(),
        sentences: vec![sentence("rules", &rule.name, "", rule::sentence(program, rule, stores))],
    }));
    described.extend(program.caps.iter().map(|cap| Described {
        subject: Subject::Cap,
        name: cap.name.clone(),
        label: cap.label.clone(),
        sentences: vec![sentence("caps", &cap.name, "", cap::sentence(program, cap))],
    }));
    described.extend(tier::describe(program));
    described
}

/// A rule as one sentence, with stores by their codes; `None` if the program has no such rule.
pub fn rule_sentence(program: &Program, name: &str) -> Option<Text> {
    program
        .rules
        .iter()
        .find(|rule| &*rule.name == name)
        .map(|rule| phrases::spaced(rule::sentence(program, rule, &StoreNames::default())))
}

fn sentence(section: &str, name: &str, key: &str, text: Text) -> Sentence {
    let parts = [section, name, key];
    let path = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(".");
    Sentence { path: path.into(), text: phrases::spaced(text) }
}
