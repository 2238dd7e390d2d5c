//! The report from what was folded.

use super::case::{Case, tiers};
use super::figures::{count, money, ratio};
use super::report::{FileReport, InstantReport, Report, RuleReport, TierReport, WalletReport};
use super::totals::{Folded, Sums, WalletSum};
use crate::decimals::newest_wallet as wallet;
use crate::orders_file::{AmountUnit, RowsAre};
use rust_decimal::Decimal;
use tessera_engine::program::Text;
use tessera_engine::values::{Instant, MAX_AMOUNT};

pub(super) fn build(case: &Case<'_>, folded: &Folded<'_>) -> Report {
    let instants: Vec<InstantReport> =
        case.instants.iter().zip(&folded.sums).map(|(at, sums)| at_instant(case, *at, sums)).collect();
    let comparison = match (&case.against, &folded.tally, folded.sums.last()) {
        (Some(against), Some(tally), Some(sums)) => {
            Some(tally.finish(&case.programs, against, sums, case.last()))
        }
        _ => None,
    };
    Report {
        program: case.program().code.clone(),
        currency: case.program().currency.code.clone(),
        currency_decimals: case.exponent(),
        zone: case.program().calendar.name().into(),
        file: file(case),
        assumptions: case.redeem.iter().map(ToString::to_string).collect(),
        rules: rules(case, folded),
        instants,
        comparison,
        notes: notes(case, folded),
    }
}

fn file(case: &Case<'_>) -> FileReport {
    let (summary, rejected, extent) = (&case.orders.summary, &case.orders.rejected, &case.extent);
    FileReport {
        rows: summary.rows,
        rows_are: match summary.rows_are {
            Some(RowsAre::Lines) => "lines",
            _ => "orders",
        },
        orders: extent.orders,
        members: extent.members,
        spend: money(extent.spend, case.exponent()),
        until: (case.until != Instant::LATEST).then_some(case.until),
        after_until: extent.later,
        without_member: summary.without_member,
        rejected_rows: rejected.rows,
        unread_orders: rejected.orders_unread,
        rejected_orders: rejected.orders - rejected.orders_unread,
        repeated_rows: rejected.repeated,
        first: extent.between.map(|(first, _)| first),
        last: extent.between.map(|(_, last)| last),
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
                label: called(Some(&tier.label), &tier.name),
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
        label: called(wallet.map(|wallet| &wallet.label), name),
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
    let newest = |name: &str| {
        versions.iter().rev().find_map(|version| {
            let rule = version.program.rules.iter().find(|rule| *rule.name == *name)?;
            Some((rule, version.program.wallets.get(rule.wallet)?))
        })
    };
    let issued = |name: &str| {
        let place = usize::from(catalog.wallet(name)?);
        folded.sums.last()?.wallets.get(place).map(|wallet| wallet.earned)
    };
    let mut rules: Vec<RuleReport> = (catalog.rules().iter().zip(&folded.rules))
        .map(|(name, sum)| {
            let known = newest(name);
            let wallet_name = known.map_or("", |(_, wallet)| &*wallet.name);
            RuleReport {
                name: name.clone(),
                label: called(known.map(|(rule, _)| &rule.label), name),
                wallet: wallet_name.into(),
                wallet_label: called(known.map(|(_, wallet)| &wallet.label), wallet_name),
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

fn notes(case: &Case<'_>, folded: &Folded<'_>) -> Vec<Text> {
    let mut notes = Vec::new();
    if case.program().looks_at_lines() && !case.has_lines {
        notes.push(Text::new(
            "计划中有规则按商品行判断，但文件没有商品行：这些规则没有可判断的内容",
            "rules of the program look at the lines of orders, but the file has none: these rules found nothing to look at",
        ));
    }
    let summary = &case.orders.summary;
    notes.extend(summary.added_up.map(|added| added.text()));
    let without = summary.without_lines;
    if without > 0 && case.program().looks_at_lines() {
        notes.push(Text::new(
            format!("有 {without} 张多行订单只写了整单金额：按商品行判断的规则在其中没有可判断的内容；若文件有行金额，在映射文件中写 amount"),
            format!("{without} orders of several rows state only what the whole order comes to: rules on lines find nothing in them; if the file has amounts of lines, name their column as amount in the mapping file"),
        ));
    }
    let end = folded.sums.last().map_or(&[][..], |sums| &sums.wallets);
    if end.iter().any(|wallet| wallet.earned >= i128::from(MAX_AMOUNT)) {
        notes.push(Text::new(
            "发放的积分达到 9,007,199,254,740,991：如此大的数不再精确，请检查 rate 与 units",
            "9,007,199,254,740,991 units or more were issued: figures of that size are no longer exact; check rate and units of the rules",
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

/// What people call something: the label, or the name where there is none.
pub(super) fn called(label: Option<&Text>, name: &str) -> Text {
    let or = |text: &str| if text.is_empty() { name } else { text }.to_owned();
    label.map_or_else(|| Text::new(name, name), |label| Text::new(or(&label.zh), or(&label.en)))
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
