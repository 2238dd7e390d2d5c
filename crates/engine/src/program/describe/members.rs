//! The program as its members read it: what they get and how they lose it, under four headings, and what each tier brings.
//!
//! Left out is what only who runs the program needs: codes, settings of reports, rules that are over.

use super::activity::with_names;
use super::phrases::{join, spaced};
use super::{cap, rule, tier, wallet};
use crate::program::figures::figure;
use crate::program::text::both;
use crate::program::{Effect, Program, Rule, Text, Trigger};
use crate::stores::StoreNames;
use crate::values::Instant;

/// What a sentence for members is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// How units are earned.
    Earning,
    /// How tiers are reached.
    Tiers,
    /// How units pay.
    Redemption,
    /// When units expire.
    Expiry,
}

/// What members are told of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Sentences without a full stop, in document order under each heading.
    pub sentences: Vec<(Heading, Text)>,
    /// The tiers, lowest first.
    pub tiers: Vec<TierTold>,
}

/// What members are told of a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierTold {
    /// The name in the program.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
    /// How it is reached.
    pub reached: Text,
    /// What the rules that ask for it give: each by its label, or by its sentence where it has none.
    pub benefits: Vec<Text>,
}

/// What members are told at an instant, with stores by these names: rules that are over by then are left out, those yet to come are not.
pub fn for_members(program: &Program, at: Instant, stores: &StoreNames) -> Told {
    let program = &*with_names(program);
    let rules = || program.rules.iter().filter(|rule| rule.ends_at > at);
    let mut sentences = Vec::new();
    let mut say = |heading: Heading, text: Text| sentences.push((heading, spaced(text)));
    for rule in rules() {
        say(Heading::Earning, labelled(&rule.label, rule_told(program, rule, stores)));
    }
    for known in &program.caps {
        say(Heading::Earning, cap_told(program, known));
    }
    for known in &program.wallets {
        if let Some(terms) = &known.redemption {
            say(Heading::Redemption, wallet::redemption(program, known, terms));
            say(Heading::Redemption, wallet::activation(&known.label, known.activation));
        }
        say(Heading::Expiry, wallet::expiry(&known.label, known.expiry));
        if let Some(rollover) = &known.rollover {
            say(Heading::Expiry, wallet::rollover(known, rollover));
        }
    }
    let Some(set) = &program.tiers else { return Told { sentences, tiers: Vec::new() } };
    say(Heading::Tiers, tier::measure(program, set));
    let tiers = set.tiers.iter().enumerate().map(|(place, known)| {
        let of_tier = rules().filter(|rule| {
            rule.when.as_ref().is_some_and(|when| when.looks_at_tier() && when.can_hold_for(&known.name))
        });
        TierTold {
            name: known.name.clone(),
            label: known.label.clone(),
            reached: spaced(tier::from(program, set, place, known)),
            benefits: of_tier.map(|rule| benefit(program, rule, stores)).collect(),
        }
    });
    let tiers: Vec<TierTold> = tiers.collect();
    sentences.extend(tiers.iter().map(|told| (Heading::Tiers, told.reached.clone())));
    Told { sentences, tiers }
}

/// A rule's sentence. An activity goes by the rule's label, as its own name is one for machines.
fn rule_told(program: &Program, rule: &Rule, stores: &StoreNames) -> Text {
    match (&rule.trigger, &rule.effect) {
        (Trigger::Activity(_), Effect::Fixed { units, .. }) if !is_empty(&rule.label) && is_plain(rule) => {
            let wallet = &program.wallets[rule.wallet];
            let Text { zh, en } = &wallet.label;
            let units = figure(*units, wallet.decimals);
            both!("每次得 {units} {zh}", "{units} {en} each time")
        }
        _ => rule::sentence(program, rule, stores),
    }
}

/// A rule of which its label and its units say all.
fn is_plain(rule: &Rule) -> bool {
    rule.when.is_none()
        && rule.expiry.is_none()
        && rule.activation.is_none()
        && rule.starts_at == Instant::MIN
        && rule.ends_at == Instant::NEVER
}

fn cap_told(program: &Program, cap: &crate::program::Cap) -> Text {
    let core = cap::core(program, cap);
    let of = cap.rules.iter().map(|place| {
        let rule = &program.rules[*place];
        if is_empty(&rule.label) { Text::same(&rule.name) } else { rule.label.clone() }
    });
    if cap.rules.is_empty() {
        return core;
    }
    let of = join(of.collect(), "、", ", ");
    Text::new(format!("{}（{}）", core.zh, of.zh), format!("{} ({})", core.en, of.en))
}

fn benefit(program: &Program, rule: &Rule, stores: &StoreNames) -> Text {
    if is_empty(&rule.label) { spaced(rule::sentence(program, rule, stores)) } else { rule.label.clone() }
}

fn labelled(label: &Text, text: Text) -> Text {
    if is_empty(label) {
        return text;
    }
    Text::new(format!("{}：{}", label.zh, text.zh), format!("{}: {}", label.en, text.en))
}

pub(super) fn is_empty(text: &Text) -> bool {
    text.zh.is_empty() && text.en.is_empty()
}
