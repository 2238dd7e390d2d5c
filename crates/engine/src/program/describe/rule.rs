//! A rule as one sentence.

use super::phrases::{join, moment, money, unit_of_money};
use super::wallet::{activation, expiry};
use crate::condition::Condition;
use crate::program::figures::{decimal, figure};
use crate::program::text::both;
use crate::program::{Band, BandMode, Basis, Effect, Program, Rule, Text, Trigger, Wallet};
use crate::stores::StoreNames;
use crate::values::{Instant, Lang};
use rust_decimal::Decimal;

pub(super) fn sentence(program: &Program, rule: &Rule, stores: &StoreNames) -> Text {
    let wallet = &program.wallets[rule.wallet];
    let mut parts = Vec::new();
    if let Some(window) = window(program, rule) {
        parts.push(window);
    }
    let core = effect(program, rule, wallet);
    let mut core = match &rule.when {
        None => core,
        Some(condition) => {
            let condition = words(condition, stores);
            Text::new(format!("{}时，{}", condition.zh, core.zh), format!("if {}, {}", condition.en, core.en))
        }
    };
    if let Some(lines) = rule.lines.as_ref().map(|lines| words(lines, stores)) {
        core = Text::new(
            format!("{}，只计{}的行", core.zh, lines.zh),
            format!("{}, counting only lines where {}", core.en, lines.en),
        );
    }
    parts.push(core);
    if let Some(own) = rule.expiry {
        parts.push(expiry(&wallet.label, own));
    }
    if let Some(own) = rule.activation {
        parts.push(activation(&wallet.label, own));
    }
    join(parts, "，", ", ")
}

fn words(condition: &Condition, stores: &StoreNames) -> Text {
    Text::new(condition.sentence(stores, Lang::Zh), condition.sentence(stores, Lang::En))
}

fn window(program: &Program, rule: &Rule) -> Option<Text> {
    let from = (rule.starts_at != Instant::MIN).then(|| moment(&program.calendar, rule.starts_at));
    let until = (rule.ends_at != Instant::NEVER).then(|| moment(&program.calendar, rule.ends_at));
    match (from, until) {
        (None, None) => None,
        (Some(from), None) => Some(both!("自 {from} 起", "from {from} on")),
        (None, Some(until)) => Some(both!("至 {until} 前", "until {until}")),
        (Some(from), Some(until)) => Some(both!("自 {from} 起至 {until} 前", "from {from} until {until}")),
    }
}

fn effect(program: &Program, rule: &Rule, wallet: &Wallet) -> Text {
    let Text { zh, en } = &wallet.label;
    let unit = unit_of_money(&program.currency);
    let (money_zh, money_en) = (&unit.zh, &unit.en);
    match &rule.effect {
        Effect::Rate { rate, whole_units, basis } => {
            let rate = per_money(*rate, wallet);
            let core =
                both!("每消费 1 {money_zh}得 {rate} {zh}", "orders earn {en} at {rate} per {money_en}");
            counted(core, *whole_units, *basis, &unit)
        }
        Effect::Bands { mode, bands, whole_units, basis } => {
            let listed = listed(program, wallet, bands);
            let (how_zh, how_en) = match mode {
                BandMode::Whole => ("整单按所在档", "the whole order at the rate of its band"),
                BandMode::Marginal => ("各段按各档", "each slice at its own rate"),
            };
            let (in_zh, in_en) = (listed.zh, listed.en);
            let core = both!(
                "按订单金额分档得{zh}，{how_zh}：{in_zh}",
                "orders earn {en} by bands, {how_en}: {in_en}"
            );
            counted(core, *whole_units, *basis, &unit)
        }
        Effect::Fixed { units, threshold, basis } => {
            let units = figure(*units, wallet.decimals);
            fixed(program, rule, &format!("{units} {zh}"), &format!("{units} {en}"), *threshold, *basis)
        }
        Effect::Multiply { factor, of, bonuses } => {
            let factor = decimal(*factor);
            let names: Vec<&str> = of.iter().map(|place| &*program.rules[*place].name).collect();
            let names = names.join(", ");
            let core = match (of.is_empty(), bonuses) {
                (true, false) => both!(
                    "按金额得的{zh}乘以 {factor}",
                    "{en} given by amount will be multiplied by {factor}"
                ),
                (true, true) => {
                    both!("得到的{zh}乘以 {factor}", "{en} will be multiplied by {factor}, fixed ones too")
                }
                (false, _) => both!(
                    "规则 {names} 所给的{zh}乘以 {factor}",
                    "{en} given by {names} will be multiplied by {factor}"
                ),
            };
            match &rule.trigger {
                Trigger::Order => core,
                other => {
                    let on = trigger(program, other);
                    Text::new(format!("{}，{}", on.zh, core.zh), format!("{}: {}", on.en, core.en))
                }
            }
        }
    }
}

fn fixed(program: &Program, rule: &Rule, zh: &str, en: &str, threshold: i64, basis: Basis) -> Text {
    match &rule.trigger {
        Trigger::Order if threshold > 0 => {
            let threshold = money(program, threshold);
            let (least_zh, least_en) = (threshold.zh, threshold.en);
            match basis {
                Basis::Paid => {
                    both!("单笔实付满 {least_zh}送 {zh}", "an order that pays {least_en} or more earns {en}")
                }
                Basis::Price => {
                    both!("单笔满 {least_zh}送 {zh}", "an order priced {least_en} or more earns {en}")
                }
            }
        }
        Trigger::Order => both!("每单送 {zh}", "every order earns {en}"),
        other => {
            let on = trigger(program, other);
            let (on_zh, on_en) = (on.zh, on.en);
            both!("{on_zh}送 {zh}", "{on_en} earns {en}")
        }
    }
}

fn trigger(program: &Program, trigger: &Trigger) -> Text {
    match trigger {
        Trigger::Order => Text::new("每单", "an order"),
        Trigger::Join => Text::new("入会", "joining"),
        Trigger::Activity(kind) => {
            let Text { zh, en } = program.activity_label(kind);
            both!("每次{zh}", "each {en}")
        }
    }
}

fn per_money(rate: Decimal, wallet: &Wallet) -> String {
    decimal(crate::program::figures::scale_down(rate, wallet.decimals))
}

fn listed(program: &Program, wallet: &Wallet, bands: &[Band]) -> Text {
    let unit = unit_of_money(&program.currency);
    let (unit_zh, unit_en) = (&unit.zh, &unit.en);
    let items = bands.iter().map(|band| {
        let rate = per_money(band.rate, wallet);
        let from = figure(band.from, program.currency.exponent);
        both!("{from} {unit_zh}起每{unit_zh} {rate}", "{rate} per {unit_en} from {from} on")
    });
    join(items.collect(), "，", ", ")
}

fn counted(core: Text, whole_units: bool, basis: Basis, unit: &Text) -> Text {
    let mut parts = vec![core];
    let (zh, en) = (&unit.zh, &unit.en);
    if whole_units {
        parts.push(both!("只计整{zh}", "counting whole {en} only"));
    }
    if basis == Basis::Price {
        parts.push(Text::new("抵扣的部分也计", "counting what units pay too"));
    }
    join(parts, "，", ", ")
}
