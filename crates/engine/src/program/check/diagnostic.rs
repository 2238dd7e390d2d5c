//! What a check has to say: errors, warnings and notes, each with its place, reason and remedy.

use crate::program::Text;
use std::fmt;

/// One thing a check has to say about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable code.
    pub code: Code,
    /// Where in the text; `None` for JSON, whose places are told by `path` alone.
    pub position: Option<Position>,
    /// Which key, such as `rules[2].give.rate`; empty for the document as a whole.
    pub path: Box<str>,
    /// What is wrong.
    pub reason: Text,
    /// What to do about it.
    pub remedy: Text,
}

impl Diagnostic {
    /// The path as a JSON pointer, such as `/rules/2/give/rate`.
    pub fn pointer(&self) -> String {
        let path = self.path.replace(['.', '['], "/").replace(']', "");
        if path.is_empty() { path } else { format!("/{path}") }
    }
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document is refused.
    Error,
    /// The program runs, but most likely not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name as the API and reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place in the document's text, both counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Diagnostic {
    /// `error[unknown-key] line 3, column 1, rules[0].give: reason remedy`, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.severity.as_str(), self.code.as_str())?;
        if let Some(Position { line, column }) = self.position {
            write!(f, " line {line}, column {column}")?;
        }
        if !self.path.is_empty() {
            write!(f, " {}", self.path)?;
        }
        write!(f, ": {} {}", self.reason.en, self.remedy.en)
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The stable codes of diagnostics.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
            /// What is wrong with a condition, by the condition's own code: `condition-` and a few words.
            Condition(&'static str),
        }
        impl Code {
            /// Every code but those of conditions.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The code as the API and reports write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* Self::Condition(code) => code }
            }
        }
    };
}

codes! {
    /// The text is not TOML, or not JSON.
    Syntax = "syntax",
    /// The document, or a part of it, is larger than any program needs.
    TooLarge = "too-large",
    /// No such key here.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// Keys that exclude each other, or of which exactly one is needed.
    ConflictingKeys = "conflicting-keys",
    /// A value of another type.
    WrongType = "wrong-type",
    /// A value that is none of the possible ones.
    UnknownValue = "unknown-value",
    /// A number or list outside its bounds.
    OutOfRange = "out-of-range",
    /// A name with characters that names cannot have.
    BadName = "bad-name",
    /// Two of a kind with one name.
    DuplicateName = "duplicate-name",
    /// No such wallet.
    UnknownWallet = "unknown-wallet",
    /// No such rule, or not one that can stand here.
    UnknownRule = "unknown-rule",
    /// No such tier.
    UnknownTier = "unknown-tier",
    /// No such currency.
    UnknownCurrency = "unknown-currency",
    /// No such time zone.
    UnknownTimeZone = "unknown-time-zone",
    /// Text that is no decimal number.
    BadNumber = "bad-number",
    /// Finer than the smallest unit.
    TooFine = "too-fine",
    /// A date that does not exist, or text that is no date.
    BadDate = "bad-date",
    /// A time window in which nothing lies.
    EmptyWindow = "empty-window",
    /// Bands or tiers that do not ascend.
    NotAscending = "not-ascending",
    /// The first band or tier leaves the beginning uncovered.
    FirstBand = "first-band",
    /// A trigger that does not exist.
    BadTrigger = "bad-trigger",
    /// An effect or a selection of lines that needs an order, on a rule that reacts to something else.
    NeedsOrder = "needs-order",
    /// A worked example that does not come out.
    ExampleFails = "example-fails",
    /// An example that contradicts itself.
    BadExample = "bad-example",
    /// Rates and multipliers whose exact products would not fit.
    TooPrecise = "too-precise",
    /// A band that is worse than the one below it.
    BandWorse = "band-worse",
    /// A tier that nobody can reach by what the program gives.
    TierUnreachable = "tier-unreachable",
    /// A rule that can never apply.
    RuleNeverFires = "rule-never-fires",
    /// A rule that applies and changes nothing.
    RuleWithoutEffect = "rule-without-effect",
    /// Two rules that apply to the same events in the same way.
    SameCondition = "same-condition",
    /// The program gives back more of what is spent than the limit says.
    RewardRateHigh = "reward-rate-high",
    /// How much of what is spent the program gives back.
    RewardRate = "reward-rate",
    /// A wallet into which no rule earns.
    WalletWithoutRule = "wallet-without-rule",
    /// An activity that is given a name, and that no rule rewards.
    ActivityWithoutRule = "activity-without-rule",
    /// A cap that trims every single gift of a rule.
    CapBelowGift = "cap-below-gift",
    /// Units that expire before they can be spent.
    PendingBeyondExpiry = "pending-beyond-expiry",
    /// Target shares of the tiers that do not add up to 1.
    TargetShares = "target-shares",
    /// The check itself is at fault.
    Internal = "internal",
}
