//! The report: what a program would have done, in figures.

use super::case::{Case, tiers};
use super::compare::Comparison;
use super::figures::{count, instant_text, money, ratio};
use super::run::Folded;
use super::totals::{Sums, WalletSum};
use crate::decimals::newest_wallet as wallet;
use crate::orders_file::{AmountUnit, RowsAre};
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
    /// What was read.
    pub file: FileReport,
    /// What was assumed of members.
    pub assumptions: Vec<String>,
    /// As of each instant asked for, ascending; the last is the end.
    pub instants: Vec<InstantReport>,
    /// The rules as of the end, dearest first.
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
    /// Orders taken.
    pub orders: u64,
    /// Members with orders.
    pub members: u64,
    /// What the orders come to.
    pub spend: Decimal,
    /// Orders without a member, left out.
    pub without_member: u64,
    /// Rows that could not be read.
    pub rejected_rows: u64,
    /// Orders left out because of what is in their rows.
    pub rejected_orders: u64,
    /// Rows that stand twice, counted once.
    pub repeated_rows: u64,
    /// The first order taken.
    #[serde(serialize_with = "optional_instant")]
    pub first: Option<Instant>,
    /// The last order taken.
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
    /// The wallet it gives into.
    pub wallet: Box<str>,
    /// How often it gave something.
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

pub(super) fn build(case: &Case<'_>, folded: &Folded<'_>) -> Report {
    let instants: Vec<InstantReport> =
        case.instants.iter().zip(&folded.sums).map(|(at, sums)| at_instant(case, *at, sums)).collect();
    let comparison = match (&case.against, &folded.tally, folded.sums.last()) {
        (Some(against), Some(tally), Some(sums)) => Some(tally.finish(&case.programs, against, sums)),
        _ => None,
    };
    Report {
        program: case.program().code.clone(),
        currency: case.program().currency.code.clone(),
        file: file(case),
        assumptions: case.redeem.iter().map(ToString::to_string).collect(),
        rules: rules(case, folded),
        instants,
        comparison,
        notes: notes(case),
    }
}

fn file(case: &Case<'_>) -> FileReport {
    let (summary, rejected) = (&case.orders.summary, &case.orders.rejected);
    FileReport {
        rows: summary.rows,
        rows_are: match summary.rows_are {
            Some(RowsAre::Lines) => "lines",
            _ => "orders",
        },
        orders: summary.orders,
        members: summary.members,
        spend: money(summary.spend, case.exponent()),
        without_member: summary.without_member,
        rejected_rows: rejected.rows,
        rejected_orders: rejected.orders,
        repeated_rows: rejected.repeated,
        first: summary.between.map(|(first, _)| first),
        last: summary.between.map(|(_, last)| last),
        columns: summary.columns.iter().map(|(field, column)| (field.key(), column.clone())).collect(),
        amount_unit: match summary.unit {
            AmountUnit::Major => "major",
            AmountUnit::Minor => "minor",
        },
        zone: summary.zone.clone(),
    }
}

fn at_instant(case: &Case<'_>, at: Instant, sums: &Sums) -> InstantReport {
    let spend = money(sums.spend, case.exponent());
    let wallets: Vec<WalletReport> = (case.programs.catalog().wallets().iter().zip(&sums.wallets))
        .map(|(name, sum)| wallet_report(case, name, sum, spend))
        .collect();
    let cost = wallets.iter().filter_map(|wallet| wallet.cost).reduce(|sum, cost| sum + cost);
    let tiers = tiers(&case.programs, at).map_or(&[][..], |set| &set.tiers);
    let members = |name: &str| {
        let place = case.programs.catalog().tier(name);
        place.and_then(|place| sums.tiers.get(usize::from(place))).copied().unwrap_or_default()
    };
    InstantReport {
        at,
        members: sums.members,
        orders: sums.orders,
        spend,
        cost,
        reward_rate: cost.and_then(|cost| per_hundred(cost, spend)),
        wallets,
        tiers: (tiers.iter())
            .map(|tier| TierReport {
                name: tier.name.clone(),
                members: members(&tier.name),
                share: ratio(Decimal::from(members(&tier.name)), Decimal::from(sums.members), 4),
                target: tier.target_share,
            })
            .collect(),
    }
}

fn wallet_report(case: &Case<'_>, name: &str, sum: &WalletSum, spend: Decimal) -> WalletReport {
    let wallet = wallet(&case.programs, name);
    let worth = |units: i128| wallet.and_then(|wallet| worth(units, wallet.worth?));
    WalletReport {
        name: name.into(),
        decimals: wallet.map_or(0, |wallet| wallet.decimals),
        issued: small(sum.earned),
        spent: small(sum.spent),
        expired: small(sum.expired),
        outstanding: small(sum.balance),
        pending: small(sum.pending),
        debt: small(sum.debt),
        cost: worth(sum.earned),
        liability: worth(sum.balance),
        reward_rate: worth(sum.earned).and_then(|cost| per_hundred(cost, spend)),
        spent_share: ratio(count(sum.spent), count(sum.earned), 4),
    }
}

fn rules(case: &Case<'_>, folded: &Folded<'_>) -> Vec<RuleReport> {
    let catalog = case.programs.catalog();
    let versions = case.programs.versions();
    let gives_into = |name: &str| {
        versions.iter().rev().find_map(|version| {
            let rule = version.program.rules.iter().find(|rule| *rule.name == *name)?;
            Some(&*version.program.wallets.get(rule.wallet)?.name)
        })
    };
    let issued = |name: &str| {
        let place = usize::from(catalog.wallet(name)?);
        folded.sums.last()?.wallets.get(place).map(|wallet| wallet.earned)
    };
    let mut rules: Vec<RuleReport> = (catalog.rules().iter().zip(&folded.rules))
        .map(|(name, sum)| {
            let wallet_name = gives_into(name).unwrap_or_default();
            RuleReport {
                name: name.clone(),
                wallet: wallet_name.into(),
                times: sum.times,
                base: money(sum.base, case.exponent()),
                units: small(sum.units),
                decimals: wallet(&case.programs, wallet_name).map_or(0, |wallet| wallet.decimals),
                share: issued(wallet_name).and_then(|issued| ratio(count(sum.units), count(issued), 4)),
                cost: wallet(&case.programs, wallet_name).and_then(|wallet| worth(sum.units, wallet.worth?)),
            }
        })
        .collect();
    rules.sort_by_key(|rule| std::cmp::Reverse((rule.cost, rule.units)));
    rules
}

fn notes(case: &Case<'_>) -> Vec<Text> {
    let mut notes = Vec::new();
    if case.program().looks_at_lines() && !case.has_lines {
        notes.push(Text::new(
            "计划中有规则按商品行判断，但文件没有商品行：这些规则没有可判断的内容",
            "rules of the program look at the lines of orders, but the file has none: these rules found nothing to look at",
        ));
    }
    let unlisted = case.orders.rejected.unlisted;
    if unlisted > 0 {
        notes.push(Text::new(
            format!("拒收清单过长，另有 {unlisted} 条未列出"),
            format!("the list of what was left out is too long: {unlisted} more are not listed"),
        ));
    }
    notes
}

fn worth(units: i128, worth: Decimal) -> Option<Decimal> {
    count(units).checked_mul(worth).map(|worth| worth.normalize())
}

/// With two decimals: 1.25 means 1.25 back per 100 spent.
fn per_hundred(cost: Decimal, spend: Decimal) -> Option<Decimal> {
    ratio(cost.checked_mul(Decimal::ONE_HUNDRED)?, spend, 2)
}

fn small(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

fn instant<S: Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant_text(*at))
}

fn optional_instant<S: Serializer>(at: &Option<Instant>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(instant_text).serialize(serializer)
}

fn texts<S: Serializer>(texts: &[Text], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(
        texts.iter().map(|text| std::collections::BTreeMap::from([("zh", &text.zh), ("en", &text.en)])),
    )
}
