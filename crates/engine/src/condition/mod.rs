//! Conditions on rules: a checked subset of CEL.
use crate::calendar::Calendar;
use crate::event::{Activity, Joined, Line, Order};
use crate::program::{Text, Trigger};
use crate::values::Instant;

/// A checked condition: well typed over the names it may use, of bounded size, and unable to fail.
#[derive(Clone, Debug)]
pub struct Condition {}

/// What a condition may look at.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// When the event happened.
    pub at: Instant,
    /// The program's calendar.
    pub calendar: &'a Calendar,
    /// The paid order, for rules on orders.
    pub order: Option<&'a Order>,
    /// The part of the order's amount that is not paid by points, in minor units.
    pub paid: i64,
    /// The line, while lines are selected.
    pub line: Option<&'a Line>,
    /// The activity, for rules on activities.
    pub activity: Option<&'a Activity>,
    /// How the member joined, for rules on joining.
    pub joined: Option<&'a Joined>,
    /// The member before the event.
    pub member: MemberFacts<'a>,
}

/// Where a condition stands, which says what names it may use.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'a> {
    /// What the rule reacts to: `order.*`, `join.*` or `activity.*` is there.
    pub trigger: &'a Trigger,
    /// The condition selects lines of the order: `line.*` is there too.
    pub lines: bool,
    /// Decimals of the currency's minor unit, 0 to 4.
    pub exponent: u8,
    /// The program's tiers; empty if it has none.
    pub tiers: &'a [KnownTier<'a>],
}

/// A tier of the program.
#[derive(Clone, Copy, Debug)]
pub struct KnownTier<'a> {
    /// The name that conditions use.
    pub name: &'a str,
    /// What people call it.
    pub label: &'a Text,
}

/// What a condition may know of the member, as it stood before the event.
#[derive(Clone, Copy)]
pub struct MemberFacts<'a> {
    /// The name of the tier; empty if the program has none.
    pub tier: &'a str,
    /// The tags.
    pub tags: &'a [Box<str>],
    /// How many orders came before.
    pub orders: u64,
    /// What they came to, in minor units.
    pub spend: i64,
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, _facts: &Facts<'_>) -> bool {
        true
    }
}

/// A part of a condition that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {}

impl Condition {
    /// Which parts did not hold.
    pub fn why_not(&self, _facts: &Facts<'_>) -> Vec<Unmet> {
        Vec::new()
    }
}
