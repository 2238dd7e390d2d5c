//! A program in its checked form: what [`check`](super::check()) makes of a document, and what the fold runs on.
//!
//! Everything here is known to hold together: indices point at something, bands ascend, dates exist.
//! Units are counted in the smallest unit of their wallet throughout: a document's 0.05 per yuan into a wallet of two decimals is
//! a rate of 5 here, and its worth of 1 is 0.01.

use crate::calendar::Calendar;
use crate::condition::Condition;
use crate::values::Instant;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    /// Chinese.
    pub zh: Box<str>,
    /// English.
    pub en: Box<str>,
}

/// A currency: an ISO 4217 code and how many decimals its minor unit has (CNY 2, JPY 0, KWD 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Three letters.
    pub code: Box<str>,
    /// Decimals of the minor unit, 0 to 4.
    pub exponent: u8,
}

/// A checked program.
#[derive(Clone, Debug)]
pub struct Program {
    /// A short name for files and keys.
    pub code: Box<str>,
    /// What people call it.
    pub name: Text,
    /// The currency of every amount.
    pub currency: Currency,
    /// The zone in which days, months, years and midnights are reckoned.
    pub calendar: Calendar,
    /// How a fraction of a unit is rounded: once per order, event and wallet, on the exact sum.
    pub rounding: Rounding,
    /// The wallets, in document order.
    pub wallets: Vec<Wallet>,
    /// What activities are called, where the document says it, in its order.
    pub activities: Vec<ActivityLabel>,
    /// The rules, in document order, which is the order in which they apply within their phase.
    pub rules: Vec<Rule>,
    /// The caps, in document order.
    pub caps: Vec<Cap>,
    /// The tiers, if the program has any.
    pub tiers: Option<TierSet>,
}

/// What an activity is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityLabel {
    /// The name that rules and events use, such as `check_in`.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
}

/// Activities that most shops have, under the names that most give them.
const USUAL: [(&str, &str, &str); 6] = [
    ("check_in", "签到", "check-in"),
    ("review", "评价", "review"),
    ("share", "分享", "share"),
    ("survey", "问卷", "survey"),
    ("referral", "推荐", "referral"),
    ("profile", "完善资料", "completing the profile"),
];

/// Channels that most shops have, under the names that tills and programs send for them.
const CHANNELS: [(&str, &str, &str); 8] = [
    ("pos", "门店收银", "Till"),
    ("wechat", "微信", "WeChat"),
    ("app", "App", "App"),
    ("web", "网站", "Web"),
    ("online", "线上", "Online"),
    ("member", "会员中心", "Member page"),
    ("console", "后台", "Console"),
    ("import", "导入", "Import"),
];

/// What people call a channel, in Chinese and English, if it is a usual one.
pub(crate) fn channel_label(channel: &str) -> Option<(&'static str, &'static str)> {
    CHANNELS.iter().find(|(name, ..)| *name == channel).map(|(_, zh, en)| (*zh, *en))
}

/// What people call activities: those that a document names first, then the usual ones. A name may come twice, and its first label counts.
pub(crate) fn activity_labels(said: &[ActivityLabel]) -> impl Iterator<Item = (&str, Text)> {
    let said = said.iter().map(|known| (&*known.name, known.label.clone()));
    said.chain(USUAL.iter().map(|(name, zh, en)| (*name, Text { zh: (*zh).into(), en: (*en).into() })))
}

impl Program {
    /// What people call an activity: as the document says; else a usual one by its usual name, and any other by its own.
    pub fn activity_label(&self, activity: &str) -> Text {
        let mut known = activity_labels(&self.activities);
        known.find(|(name, _)| *name == activity).map_or_else(|| Text::same(activity), |(_, label)| label)
    }

    /// Whether some rule looks at the lines of orders. Where none does, orders can be folded without them.
    pub fn looks_at_lines(&self) -> bool {
        let looks = |condition: &Condition| condition.looks_at_lines();
        self.rules.iter().any(|rule| rule.lines.is_some() || rule.when.as_ref().is_some_and(looks))
    }
}

/// How a fraction is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Towards zero.
    #[default]
    Down,
    /// Away from zero.
    Up,
    /// To the nearest, a half away from zero.
    HalfUp,
    /// To the nearest, a half to the even neighbour.
    HalfEven,
}

/// A wallet: one kind of unit.
#[derive(Clone, Debug)]
pub struct Wallet {
    /// The name used in documents, events and the API.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
    /// How many of the units' last digits are decimals, for display: 0 for points.
    pub decimals: u8,
    /// What one smallest unit is worth in major units of money, for reports and the implied reward rate. Not a redemption rate.
    pub worth: Option<Decimal>,
    /// When earned units can be spent.
    pub activation: Activation,
    /// When units expire.
    pub expiry: Expiry,
    /// What of the expiring units goes on in a new lot.
    pub rollover: Option<Rollover>,
    /// How units pay money; `None`: they do not.
    pub redemption: Option<RedemptionTerms>,
    /// What happens when more must be taken back than there is.
    pub debt: DebtPolicy,
    /// How multipliers that apply together combine.
    pub multipliers: Multipliers,
}

/// When earned units can be spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Activation {
    /// At once.
    #[default]
    Immediate,
    /// So many times 24 hours after the event.
    AfterDays(u32),
    /// At the first local midnight at least this many calendar days after the event's day.
    DayStart(u32),
}

/// When units expire. An expired unit is gone *at* the instant: at that instant expiry comes before earning and spending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Expiry {
    /// Never.
    #[default]
    Never,
    /// At local midnight at the start of the nth such date strictly after earning. 29 February is 1 March in common years.
    FixedDate {
        /// 1 to 12.
        month: u8,
        /// 1 to 31, possible in that month.
        day: u8,
        /// 1: the next one.
        nth: u32,
    },
    /// A span after earning, in local calendar time, clamped to the month's last day.
    Rolling {
        /// How long.
        span: Span,
        /// Valid through the whole of the last day, expiring at the local midnight that ends it; otherwise to the instant.
        through_end_of_day: bool,
    },
    /// So long without an order (or, before the first, since the wallet was last empty): the whole wallet expires.
    Inactivity {
        /// How long.
        span: Span,
    },
}

impl Expiry {
    /// The time without an order after which units lapse, where that is how they expire.
    pub fn inactivity(self) -> Option<Span> {
        match self {
            Self::Inactivity { span } => Some(span),
            _ => None,
        }
    }
}

/// A calendar span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// Local calendar days.
    Days(u32),
    /// Calendar months, clamped to the month's last day.
    Months(u32),
}

/// What of the units that would expire at one instant goes on in one new lot, with the wallet's expiry counted from then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rollover {
    /// The share, 0 to 1, rounded down to whole units.
    pub share: Decimal,
    /// At most this many units.
    pub max: Option<i64>,
}

/// How units of a wallet pay money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedemptionTerms {
    /// The fewest units in one redemption; at least 1.
    pub minimum: i64,
    /// Redemptions go in multiples of this; at least 1.
    pub step: i64,
    /// Ascending by `from`; the first `from` is at most `minimum`. The whole redemption is at the rate of the band it falls in.
    pub bands: Vec<RedemptionBand>,
    /// The largest share of an order that units may pay, 0 to 1.
    pub max_share: Option<Decimal>,
}

/// One band of a redemption rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedemptionBand {
    /// From this many units on, inclusive.
    pub from: i64,
    /// Units that buy one major unit of money; more than zero. The money is rounded down to the minor unit.
    pub units_per_money: Decimal,
}

/// What happens when more units must be taken back than there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DebtPolicy {
    /// The wallet goes into visible debt, which later earnings pay off first.
    #[default]
    Owe,
    /// What is not there is forgiven.
    Forgive,
}

/// How multipliers that apply to the same event and wallet combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Multipliers {
    /// Only the largest counts; at a tie the first in the document.
    #[default]
    Highest,
    /// They multiply: 2 and 3 give 6.
    Product,
    /// Their surpluses add: 2 and 3 give 1 + 1 + 2 = 4.
    Sum,
}

/// An earning rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The name used in documents, entries and explanations.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
    /// What it reacts to.
    pub trigger: Trigger,
    /// The wallet it earns into: an index into [`Program::wallets`].
    pub wallet: usize,
    /// Must hold for the event.
    pub when: Option<Condition>,
    /// Selects the lines that count; `None`: the whole order.
    pub lines: Option<Condition>,
    /// In force from this instant, inclusive.
    pub starts_at: Instant,
    /// In force until this instant, exclusive.
    pub ends_at: Instant,
    /// What it gives.
    pub effect: Effect,
    /// Overrides the wallet's expiry.
    pub expiry: Option<Expiry>,
    /// Overrides the wallet's activation.
    pub activation: Option<Activation>,
}

/// What a rule reacts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A paid order.
    Order,
    /// Joining.
    Join,
    /// An activity of this kind.
    Activity(Box<str>),
}

/// What a rule gives. Phases: `Rate`, `Bands` and `Fixed` first, then `Multiply` on their exact sum, then points caps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// So many units per major unit of money.
    Rate {
        /// Units per major unit of money; not negative.
        rate: Decimal,
        /// Only whole major units count.
        whole_units: bool,
        /// Which amount counts.
        basis: Basis,
    },
    /// A rate by bands of the order's amount.
    Bands {
        /// How the bands are read.
        mode: BandMode,
        /// Ascending by `from`; the first is 0.
        bands: Vec<Band>,
        /// Only whole major units count.
        whole_units: bool,
        /// Which amount counts.
        basis: Basis,
    },
    /// A fixed number of units per event.
    Fixed {
        /// Units given.
        units: i64,
        /// For orders: only if the amount that counts (before spend caps) is at least this, in minor units.
        threshold: i64,
        /// Which amount is compared with the threshold.
        basis: Basis,
    },
    /// Multiplies what `Rate` and `Bands` rules of the same wallet give (what `Fixed` rules give too, if `bonuses`).
    Multiply {
        /// The factor; not negative.
        factor: Decimal,
        /// Only these rules (indices into [`Program::rules`]); empty: all of the wallet.
        of: Vec<usize>,
        /// `Fixed` rules are multiplied too.
        bonuses: bool,
    },
}

/// Which amount of an order counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Basis {
    /// What is really paid: without the part paid by points.
    #[default]
    Paid,
    /// The price before points pay a part.
    Price,
}

/// How bands are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandMode {
    /// Each slice of the amount at its own rate.
    Marginal,
    /// The whole amount at the rate of the band it falls in.
    Whole,
}

/// One band of an earning rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// From this amount on, inclusive, in minor units.
    pub from: i64,
    /// Units per major unit of money.
    pub rate: Decimal,
}

/// A cap. It trims: what lies below it still earns.
#[derive(Clone, Debug)]
pub struct Cap {
    /// The name used in documents and explanations.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
    /// What it counts.
    pub counts: CapCounts,
    /// The wallet whose rules it holds: an index into [`Program::wallets`].
    pub wallet: usize,
    /// Only these rules (indices into [`Program::rules`]); empty: all rules of the wallet.
    pub rules: Vec<usize>,
    /// Per which period, in the program's zone.
    pub per: Period,
    /// The most that counts per member and period: minor units of money, or units.
    pub limit: i64,
}

/// What a cap counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapCounts {
    /// Money: of each order only the part that still fits counts. Rules that count the same lines share the room: one order
    /// uses up what its capped rules counted, the same money once.
    Spend,
    /// Units earned.
    Units,
}

/// A period of a cap. Weeks begin on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One order (or activity).
    Order,
    /// A local calendar day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// For ever.
    Lifetime,
}

/// The tiers and what qualifies for them.
#[derive(Clone, Debug)]
pub struct TierSet {
    /// What is measured.
    pub measure: Measure,
    /// Ascending by `from`; the first is 0: everybody has it.
    pub tiers: Vec<Tier>,
}

/// One tier. It unlocks at once when the measure reaches `from`; the order that reaches it still earned under the tier before.
#[derive(Clone, Debug)]
pub struct Tier {
    /// The name used in documents, conditions and the API.
    pub name: Box<str>,
    /// What people call it.
    pub label: Text,
    /// From this measure on, inclusive: units, or minor units of money.
    pub from: i64,
    /// The share of members the retailer wants in this tier, 0 to 1.
    pub target_share: Option<Decimal>,
}

/// What qualifies for a tier. A tier once reached is kept (keep rules come with their own setting); returns can undo it,
/// because the history is then folded as if only the kept lines had been bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Units earned into a wallet (growth value) over the member's life, adjustments included.
    Units {
        /// An index into [`Program::wallets`].
        wallet: usize,
    },
    /// Money spent on orders, before points pay a part.
    Spend {
        /// Over which time.
        window: Window,
    },
}

/// Over which time spend is summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The member's whole life.
    Lifetime,
    /// The last n calendar months, to the instant: orders strictly after `now - n months`.
    RollingMonths(u32),
    /// The current calendar year in the program's zone.
    CalendarYear,
}
