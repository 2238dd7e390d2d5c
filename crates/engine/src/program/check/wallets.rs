//! The `[wallets.*]` sections.

use super::context::Context;
use super::diagnostic::Code;
use super::tree::Node;
use super::values;
use crate::calendar::days_in_month;
use crate::program::document;
use crate::program::figures::scale_up;
use crate::program::text::both;
use crate::program::{
    Activation, DebtPolicy, Expiry, Multipliers, RedemptionBand, RedemptionTerms, Rollover, Span, Text,
    Wallet,
};

/// More wallets than any program needs.
const MAX_WALLETS: usize = 64;

/// The wallets, in document order.
pub(super) fn wallets(context: &mut Context<'_, '_>, node: Option<&Node>) -> Vec<Wallet> {
    let entries = node.map(Node::entries).unwrap_or_default();
    if let (Some(node), true) = (node, entries.len() > MAX_WALLETS) {
        context.too_many(node, MAX_WALLETS);
    }
    entries.iter().filter_map(|(name, _, node)| wallet(context, name, node)).collect()
}

fn wallet(context: &mut Context<'_, '_>, name: &str, node: &Node) -> Option<Wallet> {
    let document: document::Wallet = context.read(node)?;
    let decimals = document.decimals.clamp(0, 6).unsigned_abs() as u8;
    let worth = document.worth.map(|worth| {
        let worth = values::not_negative(context.report, node.at("worth"), &worth)?;
        // The engine counts in the smallest unit, so that is what has a worth.
        Some(worth / scale_up(rust_decimal::Decimal::ONE, decimals))
    });
    let activation = document.activation.map(checked_activation);
    let expiry = document.expiry.map(|expiry| checked_expiry(context, node.at("expiry"), &expiry));
    let rollover =
        document.rollover.map(|rollover| checked_rollover(context, node.at("rollover"), &rollover, decimals));
    let redemption =
        document.redemption.map(|terms| redemption(context, node.at("redemption"), &terms, decimals));
    if let (Some(at), None | Some(Some(Expiry::Never))) = (node.get("rollover"), expiry) {
        context.report.error(
            at,
            Code::ConflictingKeys,
            both!("不过期的账户没有可结转的。", "A wallet that never expires has nothing to roll over."),
            both!("写上 expiry，或删去 rollover。", "Set an expiry, or remove rollover."),
        );
    }
    Some(Wallet {
        name: name.into(),
        label: document.label.map_or_else(|| Text::same(name), super::context::words_text),
        decimals,
        worth: flat(worth)?,
        activation: activation.unwrap_or_default(),
        expiry: flat(expiry)?.unwrap_or_default(),
        rollover: flat(rollover)?,
        redemption: flat(redemption)?,
        debt: match document.debt {
            document::DebtPolicy::Owe => DebtPolicy::Owe,
            document::DebtPolicy::Forgive => DebtPolicy::Forgive,
        },
        multipliers: match document.multipliers {
            document::Multipliers::Highest => Multipliers::Highest,
            document::Multipliers::Product => Multipliers::Product,
            document::Multipliers::Sum => Multipliers::Sum,
        },
    })
}

/// Of a key that may be absent and may be wrong: `None` if wrong.
#[expect(clippy::option_option, reason = "absent and wrong are two things")]
pub(super) fn flat<T>(value: Option<Option<T>>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(inner) => inner.map(Some),
    }
}

/// An activation in its checked form.
pub(super) fn checked_activation(activation: document::Activation) -> Activation {
    let days = |days: i64| u32::try_from(days).unwrap_or(u32::MAX);
    match activation {
        document::Activation::Immediate {} => Activation::Immediate,
        document::Activation::AfterDays { days: n } => Activation::AfterDays(days(n)),
        document::Activation::DayStart { days: n } => Activation::DayStart(days(n)),
    }
}

/// An expiry in its checked form.
pub(super) fn checked_expiry(
    context: &mut Context<'_, '_>,
    at: &Node,
    expiry: &document::Expiry,
) -> Option<Expiry> {
    match *expiry {
        document::Expiry::Never {} => Some(Expiry::Never),
        document::Expiry::FixedDate { month, day, nth } => {
            // The schema holds the month within 1 to 12 and the day within 1 to 31. 2000 is a leap year.
            let (month, day) =
                (month.clamp(1, 12).unsigned_abs() as u8, day.clamp(1, 31).unsigned_abs() as u8);
            let last = days_in_month(2000, month);
            if day > last {
                context.report.error(
                    at.at("day"),
                    Code::BadDate,
                    both!("{month} 月没有 {day} 日。", "Month {month} has no day {day}."),
                    both!("写 1 到 {last}。", "Write 1 to {last}."),
                );
                return None;
            }
            Some(Expiry::FixedDate { month, day, nth: u32::try_from(nth).unwrap_or(1) })
        }
        document::Expiry::Rolling { days, months, through_end_of_day } => {
            let span = span(context, at, days, months)?;
            Some(Expiry::Rolling { span, through_end_of_day })
        }
        document::Expiry::Inactivity { days, months } => {
            Some(Expiry::Inactivity { span: span(context, at, days, months)? })
        }
    }
}

fn span(context: &mut Context<'_, '_>, at: &Node, days: Option<i64>, months: Option<i64>) -> Option<Span> {
    let count = |n: i64| u32::try_from(n).unwrap_or(1);
    match (days, months) {
        (Some(days), None) => Some(Span::Days(count(days))),
        (None, Some(months)) => Some(Span::Months(count(months))),
        (Some(_), Some(_)) => {
            context.report.error(
                at,
                Code::ConflictingKeys,
                both!("days 与 months 不能同时写。", "days and months exclude each other."),
                both!("只写其中之一。", "Keep exactly one of them."),
            );
            None
        }
        (None, None) if at.get("days").is_some() || at.get("months").is_some() => None,
        (None, None) => {
            context.report.error(
                at,
                Code::MissingKey,
                both!("没有说多久。", "How long is not said."),
                both!("写上 days 或 months。", "Add days or months."),
            );
            None
        }
    }
}

fn checked_rollover(
    context: &mut Context<'_, '_>,
    at: &Node,
    rollover: &document::Rollover,
    decimals: u8,
) -> Option<Rollover> {
    let share = match &rollover.share {
        Some(share) => values::share(context.report, at.at("share"), share),
        None => Some(rust_decimal::Decimal::ONE),
    };
    let max = rollover.max.as_ref().map(|max| context.units(at.at("max"), max, decimals));
    Some(Rollover { share: share?, max: flat(max)? })
}

fn redemption(
    context: &mut Context<'_, '_>,
    at: &Node,
    terms: &document::Redemption,
    decimals: u8,
) -> Option<RedemptionTerms> {
    let minimum = match &terms.minimum {
        Some(minimum) => context.some_units(at.at("minimum"), minimum, decimals),
        None => Some(1),
    };
    let step = match &terms.step {
        Some(step) => context.some_units(at.at("step"), step, decimals),
        None => Some(1),
    };
    let max_share =
        terms.max_share.as_ref().map(|share| values::share(context.report, at.at("max_share"), share));
    let bands = redemption_bands(context, at.at("bands"), &terms.bands, decimals);
    let (minimum, bands) = (minimum?, bands?);
    if bands.first().is_some_and(|first| first.from > minimum) {
        context.report.error(
            at.at("bands").item(0).at("from"),
            Code::FirstBand,
            both!(
                "从最低兑换数到第一档之间没有比例。",
                "There is no rate between the minimum and the first band."
            ),
            both!(
                "第一档的 from 不能大于 minimum。",
                "Let the first band begin at the minimum or below (without a minimum: at the smallest unit or 0)."
            ),
        );
        return None;
    }
    Some(RedemptionTerms { minimum, step: step?, bands, max_share: flat(max_share)? })
}

fn redemption_bands(
    context: &mut Context<'_, '_>,
    at: &Node,
    bands: &[document::RedemptionBand],
    decimals: u8,
) -> Option<Vec<RedemptionBand>> {
    let (mut checked, mut starts) = (Vec::with_capacity(bands.len()), Vec::with_capacity(bands.len()));
    for (i, band) in bands.iter().enumerate() {
        let node = at.item(i);
        let from = context.units(node.at("from"), &band.from, decimals);
        let rate = values::positive(context.report, node.at("units_per_money"), &band.units_per_money);
        starts.push(from);
        checked.push(
            from.zip(rate)
                .map(|(from, rate)| RedemptionBand { from, units_per_money: scale_up(rate, decimals) }),
        );
    }
    let ascending = context.ascending(at, &starts);
    let checked: Option<Vec<_>> = checked.into_iter().collect();
    checked.filter(|_| ascending)
}

impl Context<'_, '_> {
    /// Whether each band or tier of a list begins above the one before; says which does not.
    pub(super) fn ascending(&mut self, list: &Node, starts: &[Option<i64>]) -> bool {
        let mut ascending = true;
        for (i, pair) in starts.windows(2).enumerate() {
            let [Some(before), Some(after)] = pair else { continue };
            if after <= before {
                ascending = false;
                self.report.error(
                    list.item(i + 1).at("from"),
                    Code::NotAscending,
                    both!(
                        "这一档的起点不高于前一档，前一档就空了或与它重叠。",
                        "This begins no higher than the one before it, which leaves that one empty or overlapping."
                    ),
                    both!("按 from 由低到高写，各不相同。", "Order by from, low to high, all different."),
                );
            }
        }
        ascending
    }

    /// More of something than any program needs.
    pub(super) fn too_many(&mut self, at: &Node, most: usize) {
        self.report.error(
            at,
            Code::TooLarge,
            both!("太多了，最多 {most} 个。", "These are too many; at most {most} are possible."),
            both!("合并或删去一些。", "Merge or remove some."),
        );
    }
}
