//! "Why 120 points?": the fold's own account of one event, and that account in sentences.
//!
//! Nothing is stored for this. The history is folded again with a sink that listens while the event's turn comes, so the
//! explanation is what the rules really did, not what somebody remembered to write down.

use crate::condition::{Condition, Unmet};
use crate::entry::Entry;
use crate::fold::{
    Numbered, Posted, Programs, RuleNote, RuleOutcome, Sink, Skipped, TierChange, Version, fold,
    round_to_units, step,
};
use crate::program::{Effect, Program, Rounding, Rule, decimal, figure};
use crate::state::State;
use crate::stores::StoreNames;
use crate::values::{Instant, Lang};
use rust_decimal::Decimal;
use std::fmt::Write;

/// What one event did, and what each rule made of it.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// The number of the program version in force; 0 if there was none.
    pub version: u32,
    /// What each rule that reacts to such events did, in the order in which rules apply; one that earns into several lots is
    /// there once for each.
    pub notes: Vec<RuleNote>,
    /// What the event booked by itself, what fell due before it left out.
    pub entries: Vec<Entry>,
    /// The tier it unlocked.
    pub tier: Option<TierChange>,
}

/// Explains the event of this number, knowing everything that occurred up to `until`: an order of which a part came back is explained
/// as it was kept. Empty if the number is not in the history or occurred later.
pub fn explain(programs: &Programs, history: &[Numbered<'_>], number: u32, until: Instant) -> Explanation {
    let mut listener = Listener { wanted: number, ..Listener::default() };
    if let Some(event) = history.iter().find(|numbered| numbered.number == number) {
        listener.told.version = programs.at(event.event.occurred_at).map_or(0, |version| version.number);
        fold(programs, history, until, &mut listener);
    }
    listener.told
}

/// Explains the next event of a stream in business order, and takes it onto the state: what [`explain`] says of it with nothing known that came
/// later, without folding what was before once more; and what it posts, what fell due before it included. For an event that
/// [needs no history](crate::fold::needs_history).
pub fn record_next(programs: &Programs, state: &mut State, event: Numbered<'_>) -> (Posted, Explanation) {
    let listener = Listener { wanted: event.number, ..Listener::default() };
    let mut recorder = Recorder { posted: Posted::default(), listener };
    step(programs, state, event, &mut recorder);
    let mut told = recorder.listener.told;
    told.version = programs.at(event.event.occurred_at).map_or(0, |version| version.number);
    (recorder.posted, told)
}

/// Keeps what is posted, and listens.
struct Recorder {
    posted: Posted,
    listener: Listener,
}

impl Sink for Recorder {
    const EXPLAIN: bool = true;
    fn begin(&mut self, number: u32) {
        self.listener.begin(number);
    }
    fn entry(&mut self, entry: &Entry) {
        self.posted.entry(entry);
        self.listener.entry(entry);
    }
    fn tier(&mut self, change: &TierChange) {
        self.posted.tier(change);
        self.listener.tier(change);
    }
    fn rule(&mut self, note: RuleNote) {
        self.listener.rule(note);
    }
}

#[derive(Default)]
struct Listener {
    wanted: u32,
    listening: bool,
    told: Explanation,
}

impl Sink for Listener {
    const EXPLAIN: bool = true;
    fn begin(&mut self, number: u32) {
        self.listening = number == self.wanted;
    }
    fn entry(&mut self, entry: &Entry) {
        if self.listening && entry.cause == self.wanted {
            self.told.entries.push(*entry);
        }
    }
    fn tier(&mut self, change: &TierChange) {
        if self.listening {
            self.told.tier = Some(*change);
        }
    }
    fn rule(&mut self, note: RuleNote) {
        if self.listening {
            self.told.notes.push(note);
        }
    }
}

/// The note as a sentence in one language, with stores by these names: the reckoning where the rule applied, the reason where it did not.
pub fn sentence(version: &Version, note: &RuleNote, stores: &StoreNames, lang: Lang) -> String {
    let mut out = String::with_capacity(128);
    match &note.outcome {
        RuleOutcome::Applied { exact, scale, base, trimmed, trimmed_units, units } => {
            let reckoned = Reckoned {
                exact: *exact,
                scale: *scale,
                base: *base,
                trimmed: *trimmed,
                trimmed_units: *trimmed_units,
                units: *units,
            };
            reckoning(&mut out, version, note, &reckoned, lang);
        }
        RuleOutcome::Skipped(skipped) => reason(&mut out, (version, note), skipped, stores, lang),
    }
    out
}

struct Reckoned {
    exact: i128,
    scale: i128,
    base: i64,
    trimmed: i64,
    trimmed_units: i64,
    units: i64,
}

/// Adds the one of two format strings that fits the language; they capture the same names.
macro_rules! put {
    ($out:expr, $lang:expr, $zh:literal, $en:literal) => {{
        // Writing to a string cannot fail.
        let _ = match $lang {
            Lang::Zh => write!($out, $zh),
            Lang::En => write!($out, $en),
        };
    }};
}

/// Of the wallet that the rule earns into.
fn decimals(version: &Version, rule: Option<&Rule>) -> u8 {
    rule.and_then(|rule| version.program.wallets.get(rule.wallet)).map_or(0, |wallet| wallet.decimals)
}

/// Reckons in the wallet's units as people see them: 19.37, where the fold has 1937 of the smallest.
fn reckoning(out: &mut String, version: &Version, note: &RuleNote, reckoned: &Reckoned, lang: Lang) {
    let program = &version.program;
    let rule = version.rule_at(note.rule);
    let decimals = decimals(version, rule);
    let Reckoned { base, trimmed, trimmed_units, .. } = *reckoned;
    let alone = round_to_units(program.rounding, reckoned.exact, reckoned.scale);
    let before_caps = reckoned.units.saturating_add(trimmed_units);
    let whole = reckoned.exact % reckoned.scale.max(1) == 0;
    match rule.map(|rule| &rule.effect) {
        Some(Effect::Multiply { factor, .. }) => {
            let factor = factor.normalize();
            put!(out, lang, "{factor} 倍：", "times {factor}: ")
        }
        _ if base > 0 => {
            let base = money(program, base);
            put!(out, lang, "计 {base}，", "{base} counted, ")
        }
        _ => {}
    }
    if !whole || alone != before_caps {
        let exact = decimal(ratio(reckoned.exact, reckoned.scale, decimals));
        let rounding = rounding(program.rounding, lang);
        if alone == before_caps {
            put!(out, lang, "精确值 {exact}，{rounding}，", "exactly {exact}, {rounding}, ")
        } else {
            put!(
                out,
                lang,
                "精确值 {exact}，与本单其他规则合计后{rounding}，",
                "exactly {exact}, {rounding} together with the other rules, "
            );
        }
    }
    if trimmed > 0 {
        let trimmed = money(program, trimmed);
        put!(out, lang, "封顶扣除 {trimmed} 不计，", "a cap left {trimmed} out, ");
    }
    if trimmed_units > 0 {
        let trimmed = figure(trimmed_units, decimals);
        put!(out, lang, "封顶扣除 {trimmed}，", "a cap took off {trimmed}, ");
    }
    let units = figure(reckoned.units, decimals);
    put!(out, lang, "得 {units}", "gives {units}");
}

fn rounding(rounding: Rounding, lang: Lang) -> &'static str {
    let (zh, en) = match rounding {
        Rounding::Down => ("向下取整", "rounded down"),
        Rounding::Up => ("向上取整", "rounded up"),
        Rounding::HalfUp => ("四舍五入", "rounded half up"),
        Rounding::HalfEven => ("四舍六入五成双", "rounded half to even"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn reason(
    out: &mut String,
    (version, note): (&Version, &RuleNote),
    skipped: &Skipped,
    stores: &StoreNames,
    lang: Lang,
) {
    let program = &version.program;
    let rule = version.rule_at(note.rule);
    let money = |amount: i64| money(program, amount);
    match skipped {
        Skipped::NotStarted(at) => {
            let at = local(program, *at);
            put!(out, lang, "规则自 {at} 起生效", "the rule starts at {at}")
        }
        Skipped::Ended(at) => {
            let at = local(program, *at);
            put!(out, lang, "规则已于 {at} 结束", "the rule ended at {at}")
        }
        Skipped::Condition(unmet) => match rule.and_then(|rule| rule.when.as_ref()) {
            Some(condition) if !unmet.is_empty() => unmet_parts(out, condition, unmet, stores, lang),
            _ => put!(out, lang, "条件不满足", "its condition does not hold"),
        },
        Skipped::CameBack => put!(out, lang, "订单已全部退回", "all of the order came back"),
        Skipped::UnitsUsedUp { trimmed } => {
            let trimmed = figure(*trimmed, decimals(version, rule));
            put!(
                out,
                lang,
                "本周期封顶额度已用完，{trimmed} 不计",
                "the cap of the period is used up: it took off {trimmed}"
            )
        }
        Skipped::NoLine => {
            put!(out, lang, "订单中没有符合条件的商品行", "no line of the order is one that it counts")
        }
        Skipped::BelowThreshold { amount, threshold } => {
            let (amount, threshold) = (money(*amount), money(*threshold));
            put!(
                out,
                lang,
                "计分金额 {amount} 未达到 {threshold}",
                "{amount} is below the threshold of {threshold}"
            )
        }
        Skipped::NothingToEarnOn => put!(out, lang, "没有可计分的金额", "there is no amount to earn on"),
        Skipped::CapUsedUp { trimmed } => {
            let trimmed = money(*trimmed);
            put!(
                out,
                lang,
                "本周期封顶额度已用完，{trimmed} 不计",
                "the cap of the period is used up: {trimmed} does not count"
            )
        }
        Skipped::NothingToMultiply => put!(
            out,
            lang,
            "没有可加倍的部分，或另一个更高的倍数已生效",
            "there was nothing to multiply, or a higher multiplier took its place"
        ),
    }
}

fn unmet_parts(out: &mut String, condition: &Condition, unmet: &[Unmet], stores: &StoreNames, lang: Lang) {
    for (place, part) in unmet.iter().enumerate() {
        if place > 0 {
            put!(out, lang, "；", "; ");
        }
        condition.put_reason(out, part, stores, lang);
    }
}

/// An amount with its currency, alike in both languages.
fn money(program: &Program, amount: i64) -> String {
    let amount = figure(amount, program.currency.exponent);
    if &*program.currency.code == "CNY" {
        format!("¥{amount}")
    } else {
        format!("{amount} {}", program.currency.code)
    }
}

fn local(program: &Program, at: Instant) -> String {
    let local = program.calendar.zone().to_datetime(at.to_timestamp());
    local.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The quotient, in units of which so many of the last digits are decimals, to six decimals at least; for display.
fn ratio(numerator: i128, denominator: i128, decimals: u8) -> Decimal {
    let millionths = numerator.saturating_mul(1_000_000) / denominator.max(1);
    Decimal::try_from_i128_with_scale(millionths, 6 + u32::from(decimals)).unwrap_or(Decimal::MAX).normalize()
}
