//! A cap as one sentence.

use super::phrases::money;
use crate::program::figures::figure;
use crate::program::text::both;
use crate::program::{Cap, CapCounts, Period, Program, Text};

pub(super) fn sentence(program: &Program, cap: &Cap) -> Text {
    let core = core(program, cap);
    if cap.rules.is_empty() {
        return core;
    }
    let names: Vec<&str> = cap.rules.iter().map(|place| &*program.rules[*place].name).collect();
    Text::new(
        format!("{}（只限规则 {}）", core.zh, names.join("、")),
        format!("{} (by {})", core.en, names.join(", ")),
    )
}

/// How much a member gets at most, without the rules that it is about.
pub(super) fn core(program: &Program, cap: &Cap) -> Text {
    let wallet = &program.wallets[cap.wallet];
    let Text { zh, en } = &wallet.label;
    let (per_zh, per_en) = match cap.per {
        Period::Order => ("每单", "per order"),
        Period::Day => ("每日", "a day"),
        Period::Week => ("每周", "a week"),
        Period::Month => ("每月", "a month"),
        Period::Year => ("每年", "a year"),
        Period::Lifetime => ("终身", "in a lifetime"),
    };
    match cap.counts {
        CapCounts::Spend => {
            let limit = money(program, cap.limit);
            let (in_zh, in_en) = (limit.zh, limit.en);
            both!(
                "每位会员{per_zh}最多 {in_zh}消费计{zh}",
                "at most {in_en} of a member's spend {per_en} will earn {en}"
            )
        }
        CapCounts::Units => {
            let limit = figure(cap.limit, wallet.decimals);
            both!("每位会员{per_zh}最多得 {limit} {zh}", "a member earns at most {limit} {en} {per_en}")
        }
    }
}
