//! The report: what a program would have done, in figures.

use super::compare::Comparison;
use super::figures::instant_text;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use tessera_engine::program::Text;
use tessera_engine::values::Instant;

/// What a program would have done.
///
/// As JSON: money as decimal text in major units of `currency`; units as integers of the wallet's smallest unit, with
/// `decimals` beside them; shares and rates as decimal text (`reward_rate`: value given back per 100 spent).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The program's code.
    pub program: Box<str>,
    /// The currency of all money here.
    pub currency: Box<str>,
    /// Decimals of its smallest unit: money is written with so many at least.
    pub currency_decimals: u8,
    /// The zone of the shop's clocks, in which the text of the report shows instants.
    pub zone: Box<str>,
    /// What was read.
    pub file: FileReport,
    /// What was assumed of members.
    pub assumptions: Vec<String>,
    /// As of each instant asked for, ascending; the last is the end.
    pub instants: Vec<InstantReport>,
    /// The rules as of the last of these instants, dearest first.
    pub rules: Vec<RuleReport>,
    /// The other program, if there was one.
    pub comparison: Option<Comparison>,
    /// What to keep in mind when reading this.
    #[serde(serialize_with = "texts")]
    pub notes: Vec<Text>,
}

/// What was read from the file of orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Rows read.
    pub rows: u64,
    /// Whether rows were taken for orders or for lines of orders.
    pub rows_are: &'static str,
    /// Orders folded.
    pub orders: u64,
    /// Members with such orders.
    pub members: u64,
    /// What these orders come to.
    pub spend: Decimal,
    /// Orders after this instant were left out; `None`: none were.
    #[serde(serialize_with = "optional_instant")]
    pub until: Option<Instant>,
    /// How many orders were left out for that.
    pub after_until: u64,
    /// Orders without a member, left out.
    pub without_member: u64,
    /// Rows that could not be read.
    pub rejected_rows: u64,
    /// Orders left out because a row of theirs could not be read.
    pub unread_orders: u64,
    /// Orders left out because their rows, all of which could be read, do not hold together.
    pub rejected_orders: u64,
    /// Rows that stand twice, counted once.
    pub repeated_rows: u64,
    /// The first order folded.
    #[serde(serialize_with = "optional_instant")]
    pub first: Option<Instant>,
    /// The last order folded.
    #[serde(serialize_with = "optional_instant")]
    pub last: Option<Instant>,
    /// Which columns were taken for what.
    pub columns: Vec<(&'static str, String)>,
    /// `major` or `minor`.
    pub amount_unit: &'static str,
    /// The zone of times without an offset.
    pub zone: Box<str>,
}

/// The state of affairs as of an instant, everything at it included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InstantReport {
    /// The instant.
    #[serde(serialize_with = "instant")]
    pub at: Instant,
    /// Members with an order by then.
    pub members: u64,
    /// Their orders by then.
    pub orders: u64,
    /// What they spent by then.
    pub spend: Decimal,
    /// What all units issued by then are worth, where wallets have a worth.
    pub cost: Option<Decimal>,
    /// `cost` per 100 spent.
    pub reward_rate: Option<Decimal>,
    /// The wallets.
    pub wallets: Vec<WalletReport>,
    /// The tiers, lowest first.
    pub tiers: Vec<TierReport>,
}

/// One wallet over all members. Units are integers of the wallet's smallest unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WalletReport {
    /// The name.
    pub name: Box<str>,
    /// What people call it.
    #[serde(serialize_with = "text")]
    pub label: Text,
    /// How many of the units' last digits are decimals.
    pub decimals: u8,
    /// Units given by rules.
    pub issued: i64,
    /// Units spent.
    pub spent: i64,
    /// Units expired, less what rolled over.
    pub expired: i64,
    /// Units held, pending ones included, less debt.
    pub outstanding: i64,
    /// Of these, units that cannot be spent yet.
    pub pending: i64,
    /// Units owed.
    pub debt: i64,
    /// What the units issued are worth.
    pub cost: Option<Decimal>,
    /// What the units outstanding are worth: what the retailer owes.
    pub liability: Option<Decimal>,
    /// `cost` per 100 spent.
    pub reward_rate: Option<Decimal>,
    /// Spent per issued.
    pub spent_share: Option<Decimal>,
}

/// One tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierReport {
    /// The name.
    pub name: Box<str>,
    /// What people call it.
    #[serde(serialize_with = "text")]
    pub label: Text,
    /// Members in it.
    pub members: u64,
    /// Their share of all members.
    pub share: Option<Decimal>,
    /// The share that the retailer wants.
    pub target: Option<Decimal>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleReport {
    /// The name.
    pub name: Box<str>,
    /// What people call it.
    #[serde(serialize_with = "text")]
    pub label: Text,
    /// The wallet it gives into.
    pub wallet: Box<str>,
    /// What people call that wallet.
    #[serde(serialize_with = "text")]
    pub wallet_label: Text,
    /// For how many events it gave something.
    pub times: u64,
    /// The money it counted.
    pub base: Decimal,
    /// Units given.
    pub units: i64,
    /// How many of their last digits are decimals.
    pub decimals: u8,
    /// Its share of all units issued into the wallet.
    pub share: Option<Decimal>,
    /// What its units are worth.
    pub cost: Option<Decimal>,
}

impl Report {
    /// The state of affairs at the end.
    pub fn at_end(&self) -> &InstantReport {
        // Cannot fail: a case has at least one instant, and each becomes a report.
        self.instants.last().expect("an instant")
    }
}

pub(super) fn instant<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant_text(*at))
}

fn optional_instant<S: Serializer>(at: &Option<Instant>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(instant_text).serialize(serializer)
}

/// A text in both languages.
pub(super) fn text<S: Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map([("zh", &text.zh), ("en", &text.en)])
}

fn texts<S: Serializer>(texts: &[Text], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(
        texts.iter().map(|text| std::collections::BTreeMap::from([("zh", &text.zh), ("en", &text.en)])),
    )
}
