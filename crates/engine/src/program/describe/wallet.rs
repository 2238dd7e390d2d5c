//! A wallet: when its units activate and expire, what they are worth and how they pay.

use super::phrases::{join, money, month, ordinal, span, unit_of_money};
use super::{Described, Subject, sentence};
use crate::program::figures::{decimal, figure, percent};
use crate::program::text::both;
use crate::program::{
    Activation, DebtPolicy, Expiry, Multipliers, Program, RedemptionTerms, Rollover, Text, Wallet,
};
use rust_decimal::Decimal;

pub(super) fn describe(program: &Program, place: usize) -> Described {
    let wallet = &program.wallets[place];
    let Text { zh, en } = &wallet.label;
    let decimals = wallet.decimals;
    let mut lines = vec![
        ("label", both!("名称：{zh}", "it is called {en}")),
        ("decimals", both!("{zh}有 {decimals} 位小数", "{en} will be counted with {decimals} decimals")),
        ("activation", activation(&wallet.label, wallet.activation)),
        ("expiry", expiry(&wallet.label, wallet.expiry)),
        ("debt", debt(&wallet.label, wallet.debt)),
        ("multipliers", multipliers(wallet.multipliers)),
    ];
    if let Some(worth) = wallet.worth {
        lines.push(("worth", worth_of(program, wallet, worth)));
    }
    if let Some(share) = &wallet.rollover {
        lines.push(("rollover", rollover(wallet, share)));
    }
    if let Some(terms) = &wallet.redemption {
        lines.push(("redemption", redemption(program, wallet, terms)));
    }
    Described {
        subject: Subject::Wallet,
        name: wallet.name.clone(),
        label: wallet.label.clone(),
        sentences: lines
            .into_iter()
            .map(|(key, text)| sentence("wallets", &wallet.name, key, text))
            .collect(),
    }
}

/// When units can be spent.
pub(super) fn activation(label: &Text, activation: Activation) -> Text {
    let Text { zh, en } = label;
    match activation {
        Activation::Immediate => both!("{zh}获得后立即可用", "{en} can be spent at once"),
        Activation::AfterDays(days) => {
            both!(
                "{zh}获得满 {days} 天（每天 24 小时）后可用",
                "{en} can be spent {days} times 24 hours after being earned"
            )
        }
        Activation::DayStart(days) => {
            both!(
                "{zh}获得 {days} 天后的零点起可用",
                "{en} can be spent from local midnight on, {days} days after being earned"
            )
        }
    }
}

/// When units expire.
pub(super) fn expiry(label: &Text, expiry: Expiry) -> Text {
    let Text { zh, en } = label;
    match expiry {
        Expiry::Never => both!("{zh}不过期", "{en} will never expire"),
        Expiry::FixedDate { month: number, day, nth } => {
            let name = month(number);
            let (which_zh, which_en) = match nth {
                1 => ("下一个".to_owned(), "next".to_owned()),
                nth => (format!("第 {nth} 个"), format!("{} following", ordinal(nth))),
            };
            both!(
                "{zh}在获得后的{which_zh} {number} 月 {day} 日零点过期",
                "{en} will expire at the start of the {which_en} {day} {name}"
            )
        }
        Expiry::Rolling { span: length, through_end_of_day } => {
            let length = span(length);
            let (in_zh, in_en) = (length.zh, length.en);
            if through_end_of_day {
                both!(
                    "{zh}在获得 {in_zh}后的当日结束时过期",
                    "{en} will expire at the end of the day {in_en} after being earned"
                )
            } else {
                both!(
                    "{zh}在获得整 {in_zh}时过期",
                    "{en} will expire to the instant {in_en} after being earned"
                )
            }
        }
        Expiry::Inactivity { span: length } => {
            let length = span(length);
            let (in_zh, in_en) = (length.zh, length.en);
            both!("连续 {in_zh}没有订单，{zh}全部过期", "all {en} will expire after {in_en} without an order")
        }
    }
}

fn worth_of(program: &Program, wallet: &Wallet, worth: Decimal) -> Text {
    let Text { zh, en } = &wallet.label;
    let unit = unit_of_money(&program.currency);
    let worth = decimal(crate::program::figures::scale_up(worth, wallet.decimals));
    let (in_zh, in_en) = (unit.zh, unit.en);
    both!("1 {zh}值 {worth} {in_zh}", "one of the {en} is worth {worth} {in_en}")
}

/// What of expiring units goes on.
pub(super) fn rollover(wallet: &Wallet, rollover: &Rollover) -> Text {
    let Text { zh, en } = &wallet.label;
    let share = percent(rollover.share);
    match rollover.max {
        None => both!("过期时 {share} 的{zh}结转", "{share} of the {en} that would expire will go on"),
        Some(max) => {
            let max = figure(max, wallet.decimals);
            both!(
                "过期时 {share} 的{zh}结转，最多 {max}",
                "{share} of the {en} that would expire will go on, {max} at most"
            )
        }
    }
}

/// How units pay.
pub(super) fn redemption(program: &Program, wallet: &Wallet, terms: &RedemptionTerms) -> Text {
    let Text { zh, en } = &wallet.label;
    let units = |units: i64| figure(units, wallet.decimals);
    let one = money(program, 10_i64.pow(u32::from(program.currency.exponent)));
    let (one_zh, one_en) = (one.zh, one.en);
    let bands = terms.bands.iter().enumerate().map(|(i, band)| {
        let rate = decimal(crate::program::figures::scale_down(band.units_per_money, wallet.decimals));
        let from = units(band.from);
        match i {
            0 => both!("每 {rate} {zh}抵 {one_zh}", "{rate} {en} for {one_en}"),
            _ => both!("{from} 起每 {rate} 抵 {one_zh}", "{rate} from {from} on"),
        }
    });
    let mut parts = vec![join(bands.collect(), "，", ", ")];
    let (minimum, step) = (units(terms.minimum), units(terms.step));
    parts.push(both!("最少 {minimum}", "at least {minimum} at once"));
    if terms.step > 1 {
        parts.push(both!("须为 {step} 的整数倍", "in multiples of {step}"));
    }
    if let Some(share) = terms.max_share.map(percent) {
        parts.push(both!("最多抵订单的 {share}", "up to {share} of an order"));
    }
    join(parts, "；", "; ")
}

fn debt(label: &Text, debt: DebtPolicy) -> Text {
    let Text { zh, en } = label;
    match debt {
        DebtPolicy::Owe => {
            both!(
                "要扣回的{zh}不够时先欠着，以后先还",
                "{en} that cannot be taken back will be owed and paid off first"
            )
        }
        DebtPolicy::Forgive => {
            both!("要扣回的{zh}不够时免除", "{en} that cannot be taken back will be forgiven")
        }
    }
}

fn multipliers(multipliers: Multipliers) -> Text {
    match multipliers {
        Multipliers::Highest => {
            Text::new("几个倍数同时适用时取最高的", "of several multipliers the highest counts")
        }
        Multipliers::Product => {
            Text::new("几个倍数同时适用时相乘", "several multipliers are multiplied with each other")
        }
        Multipliers::Sum => {
            Text::new("几个倍数同时适用时增量相加", "the surpluses of several multipliers are added")
        }
    }
}
