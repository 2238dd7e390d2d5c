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

/// The Chinese with a space between ideographs and the letters and digits beside them, as it is typeset.
pub(in crate::program) fn spaced(text: Text) -> Text {
    let ideograph = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}');
    let mut zh = String::with_capacity(text.zh.len() + 8);
    let mut before = ' ';
    for letter in text.zh.chars() {
        let boundary = (ideograph(before) && letter.is_ascii_alphanumeric())
            || ((before.is_ascii_alphanumeric() || before == '%') && ideograph(letter));
        if boundary {
            zh.push(' ');
        }
        zh.push(letter);
        before = letter;
    }
    Text::new(zh, text.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_apart_from_ideographs() {
        let spaced = |zh: &str| spaced(Text::new(zh, "")).zh;
        assert_eq!(
            &*spaced("满200元送50points，每次review送5%的x"),
            "满 200 元送 50points，每次 review 送 5% 的 x"
        );
        assert_eq!(&*spaced("满 200 元"), "满 200 元");
    }

    #[test]
    fn ordinals() {
        let said: Vec<String> = [1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal).to_vec();
        assert_eq!(said, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]);
    }
}
