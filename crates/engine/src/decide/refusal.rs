//! Refusals: values with a stable code and the figures behind it.

/// Why a command was refused: a stable code and the figures behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The stable code.
    pub code: RefusalCode,
    /// Named figures, such as `available` and `requested`, in units or minor units as the name says.
    pub figures: Vec<(Box<str>, i64)>,
    /// What it is about: the name of a wallet, a line, an order.
    pub subject: Option<Box<str>>,
}

impl Refusal {
    /// A refusal without figures yet.
    pub fn new(code: RefusalCode) -> Self {
        Self { code, figures: Vec::new(), subject: None }
    }

    /// Adds a figure.
    #[must_use]
    pub fn with(mut self, name: &str, value: i64) -> Self {
        self.figures.push((name.into(), value));
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: &str) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// A figure by name.
    pub fn figure(&self, name: &str) -> Option<i64> {
        self.figures.iter().find(|(known, _)| &**known == name).map(|(_, value)| *value)
    }
}

macro_rules! refusal_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The stable codes of refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum RefusalCode { $($(#[$doc])* $name,)* }
        impl RefusalCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The code as the API writes it.
            pub fn as_str(self) -> &'static str { match self { $(Self::$name => $code,)* } }
            /// Reads a code.
            pub fn parse(code: &str) -> Option<Self> { match code { $($code => Some(Self::$name),)* _ => None } }
        }
    };
}

refusal_codes! {
    /// No program version is in force at the event's instant.
    NoProgram = "no-program",
    /// The program in force has no such wallet.
    UnknownWallet = "unknown-wallet",
    /// The wallet's units do not pay money.
    NotRedeemable = "not-redeemable",
    /// Fewer units than the minimum.
    BelowMinimum = "below-minimum",
    /// Not a multiple of the step.
    NotAMultiple = "not-a-multiple",
    /// More units than can be spent.
    InsufficientUnits = "insufficient-points",
    /// The units would pay more than the order, or than the share of it that they may pay.
    ExceedsOrder = "exceeds-order",
    /// The order's currency is not the program's.
    WrongCurrency = "wrong-currency",
    /// The order is not this member's, or was refused.
    UnknownOrder = "unknown-order",
    /// The order has no such line.
    UnknownLine = "unknown-line",
    /// More comes back than is left of the line or order.
    ExceedsOrdered = "exceeds-ordered",
    /// What is left of the order would cost more than before: a discount comes back, and not the goods that it was for.
    CostsMoney = "costs-money",
    /// The adjustment takes more than there is.
    WouldGoNegative = "would-go-negative",
    /// The event's instant is further in the future than clocks differ.
    InTheFuture = "in-the-future",
    /// No rule of the program reacts to this activity.
    UnknownActivity = "unknown-activity",
    /// The member has joined already under another event.
    AlreadyJoined = "already-joined",
    /// A balance, or what the member earned, spent or was given in all, would pass 2^53 - 1.
    BeyondLimit = "beyond-limit",
}
