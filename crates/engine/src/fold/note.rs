//! Why a rule gave what it gave, or nothing: what the fold tells an explaining sink.

use crate::condition::Facts;
use crate::entry::Index;
use crate::program::Rule;
use crate::values::Instant;

/// What one rule did for one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// The rule's place in the catalog.
    pub rule: Index,
    /// The wallet's place in the catalog.
    pub wallet: Index,
    /// What it did.
    pub outcome: RuleOutcome,
}

/// See [`RuleNote`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleOutcome {
    /// It applied.
    Applied {
        /// The exact units before rounding are `exact / scale`.
        exact: i128,
        /// See `exact`.
        scale: i128,
        /// The amount that counted, in minor units; 0 for fixed gifts without a threshold.
        base: i64,
        /// What caps on spend cut off, in minor units.
        trimmed: i64,
        /// What caps on units cut off, in units.
        trimmed_units: i64,
        /// The units posted.
        units: i64,
    },
    /// It did not apply.
    Skipped(Skipped),
}

/// Why a rule did not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// Its window opens later.
    NotStarted(Instant),
    /// Its window closed before.
    Ended(Instant),
    /// Its condition did not hold, and which parts of it.
    Condition(Vec<crate::condition::Unmet>),
    /// All of the order came back.
    CameBack,
    /// It selects lines, and the order has none of them.
    NoLine,
    /// The amount that counts is below the rule's threshold (minor units).
    BelowThreshold {
        /// The amount.
        amount: i64,
        /// The threshold.
        threshold: i64,
    },
    /// The amount that counts is nothing.
    NothingToEarnOn,
    /// A cap on spend is used up for the period.
    CapUsedUp {
        /// What it cut off, in minor units.
        trimmed: i64,
    },
    /// A cap on units is used up for the period.
    UnitsUsedUp {
        /// What it cut off, in units.
        trimmed: i64,
    },
    /// It multiplies, and there was nothing for it to multiply, or a higher multiplier took its place.
    NothingToMultiply,
}

impl RuleNote {
    pub(super) fn skipped(rule: Index, wallet: Index, why: Skipped) -> Self {
        Self { rule, wallet, outcome: RuleOutcome::Skipped(why) }
    }
}

impl Skipped {
    /// Fills in which parts of the condition did not hold.
    pub(super) fn with_condition(self, rule: &Rule, facts: &Facts<'_>) -> Self {
        match (self, &rule.when) {
            (Self::Condition(_), Some(condition)) => Self::Condition(condition.why_not(facts)),
            (other, _) => other,
        }
    }
}
