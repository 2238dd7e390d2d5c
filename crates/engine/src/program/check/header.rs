//! The `[program]` section.

use super::context::{check_name, read, words_text};
use super::currency;
use super::diagnostic::Code;
use super::report::Report;
use super::tree::Node;
use super::values;
use crate::calendar::Calendar;
use crate::program::document;
use crate::program::text::{both, nearest};
use crate::program::{Currency, Rounding, Text};
use rust_decimal::Decimal;

/// The section in its checked form. Where the document is wrong a stand-in keeps the rest of the check going.
pub(super) struct Header {
    pub code: Box<str>,
    pub name: Text,
    pub currency: Currency,
    pub calendar: Calendar,
    pub rounding: Rounding,
    /// The reward rate above which the check warns.
    pub reward_rate_limit: Decimal,
}

/// Reads the section key by key, so that a missing one does not hide what is wrong with the others.
pub(super) fn header(root: &Node, report: &mut Report<'_>) -> Header {
    let node = root.at("program");
    let text = |key: &str| node.get(key).and_then(Node::text);
    if let Some(code) = text("code") {
        check_name(code, node.at("code"), report);
    }
    let name = node.get("name").and_then(|node| read::<document::Words>(report, node));
    let rounding = node.get("rounding").and_then(|node| read::<document::Rounding>(report, node));
    let limit = node.get("reward_rate_limit").and_then(|node| read::<document::Number>(report, node));
    Header {
        code: text("code").unwrap_or_default().into(),
        name: name.map(words_text).unwrap_or_default(),
        currency: text("currency")
            .and_then(|code| currency(code, node.at("currency"), report))
            .unwrap_or_else(|| Currency { code: "".into(), exponent: 4 }),
        calendar: text("time_zone")
            .and_then(|zone| time_zone(zone, node.at("time_zone"), report))
            .unwrap_or_else(Calendar::utc),
        rounding: rounding.map_or(Rounding::Down, checked_rounding),
        reward_rate_limit: limit
            .and_then(|limit| values::not_negative(report, node.at("reward_rate_limit"), &limit))
            .unwrap_or_else(|| Decimal::new(2, 1)),
    }
}

fn currency(code: &str, at: &Node, report: &mut Report<'_>) -> Option<Currency> {
    let exponent = currency::exponent(code);
    if exponent.is_none() {
        // What everybody calls the yuan is no code of ISO 4217, and another one's is near.
        let near =
            if code.eq_ignore_ascii_case("RMB") { Some("CNY") } else { nearest(code, currency::codes()) };
        let remedy = match near {
            Some(near) => both!("是不是 {near}？", "Did you mean {near}?"),
            None => both!(
                "写 ISO 4217 的三个大写字母，如 CNY、USD。",
                "Write the three capital letters of ISO 4217, such as CNY or USD."
            ),
        };
        let reason = both!("没有“{code}”这种货币。", "There is no currency “{code}”.");
        report.error(at, Code::UnknownCurrency, reason, remedy);
    }
    exponent.map(|exponent| Currency { code: code.into(), exponent })
}

fn time_zone(name: &str, at: &Node, report: &mut Report<'_>) -> Option<Calendar> {
    let known = jiff::tz::db().available().any(|known| known.as_str() == name);
    let calendar = if known || name == "UTC" { Calendar::new(name) } else { None };
    if calendar.is_none() {
        let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
        let remedy = match nearest(name, zones.iter().map(String::as_str)) {
            Some(near) => both!("是不是 {near}？", "Did you mean {near}?"),
            None => {
                both!("写 IANA 名称，如 Asia/Shanghai。", "Write an IANA name, such as Asia/Shanghai.")
            }
        };
        let reason = both!("没有“{name}”这个时区。", "There is no time zone “{name}”.");
        report.error(at, Code::UnknownTimeZone, reason, remedy);
    }
    calendar
}

fn checked_rounding(rounding: document::Rounding) -> Rounding {
    match rounding {
        document::Rounding::Down => Rounding::Down,
        document::Rounding::Up => Rounding::Up,
        document::Rounding::HalfUp => Rounding::HalfUp,
        document::Rounding::HalfEven => Rounding::HalfEven,
    }
}
