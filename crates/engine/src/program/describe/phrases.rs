//! The small phrases that sentences are made of.

use crate::calendar::Calendar;
use crate::program::figures::figure;
use crate::program::text::both;
use crate::program::{Currency, Program, Span, Text};
use crate::values::Instant;

/// An amount of minor units: `200 元`, `200 yuan`, `200 USD`.
pub(super) fn money(program: &Program, minor: i64) -> Text {
    let amount = figure(minor, program.currency.exponent);
    let Text { zh, en } = unit_of_money(&program.currency);
    both!("{amount} {zh}", "{amount} {en}")
}

/// The major unit of the currency in words, where it has a short one in both languages.
pub(super) fn unit_of_money(currency: &Currency) -> Text {
    match &*currency.code {
        "CNY" => Text::new("元", "yuan"),
        code => Text::same(code),
    }
}

/// A span: `12 个月`, `12 months`.
pub(super) fn span(span: Span) -> Text {
    match span {
        Span::Days(1) => Text::new("1 天", "1 day"),
        Span::Days(days) => both!("{days} 天", "{days} days"),
        Span::Months(1) => Text::new("1 个月", "1 month"),
        Span::Months(months) => both!("{months} 个月", "{months} months"),
    }
}

/// An instant in the program's zone: a date where it is a local midnight, or else a date and time.
pub(super) fn moment(calendar: &Calendar, at: Instant) -> String {
    let day = calendar.day(at);
    let date = day.date();
    if calendar.day_start(day) == at {
        return date.to_string();
    }
    let time = calendar.zone().to_datetime(at.to_timestamp()).time();
    format!("{date} {time}")
}

/// The name of a month in English.
pub(super) fn month(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// `2nd`, `3rd`, `11th`.
pub(super) fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// Joins what both languages say.
pub(super) fn join(parts: Vec<Text>, zh: &str, en: &str) -> Text {
    let (in_zh, in_en): (Vec<Box<str>>, Vec<Box<str>>) =
        parts.into_iter().map(|part| (part.zh, part.en)).unzip();
    Text::new(in_zh.join(zh), in_en.join(en))
}
