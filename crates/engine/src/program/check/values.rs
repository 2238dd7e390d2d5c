//! Exact numbers: rates, shares, amounts of money and of units.

use super::context::Context;
use super::diagnostic::Code;
use super::report::Report;
use super::tree::Node;
use crate::program::document::Number;
use crate::program::figures::scale_up;
use crate::program::text::both;
use crate::values::MAX_AMOUNT;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The most digits before and after the point. Their products stay exact in a [`Decimal`].
const WHOLE_DIGITS: usize = 15;
const FRACTION_DIGITS: usize = 8;

/// The exact value of a number, of any sign.
pub(super) fn decimal(report: &mut Report<'_>, at: &Node, number: &Number) -> Option<Decimal> {
    let text = number.0.as_str();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        report.error(
            at,
            Code::BadNumber,
            both!("“{text}”不是数。", "“{text}” is not a number."),
            both!(
                "写十进制数，如 \"12.5\"，不用千位分隔符、百分号和指数。",
                "Write a decimal such as \"12.5\", without thousands separators, per cent signs or exponents."
            ),
        );
        return None;
    }
    let long = whole.trim_start_matches('0').len() > WHOLE_DIGITS
        || fraction.trim_end_matches('0').len() > FRACTION_DIGITS;
    let short = if long { None } else { text.trim_end_matches('0').trim_end_matches('.').parse().ok() };
    let value = match (long, text.contains('.')) {
        (false, true) => short,
        (false, false) => text.parse().ok(),
        (true, _) => None,
    };
    if value.is_none() {
        report.error(
            at,
            Code::OutOfRange,
            both!("{text} 的位数太多。", "{text} has too many digits."),
            both!(
                "整数部分最多 {WHOLE_DIGITS} 位，小数部分最多 {FRACTION_DIGITS} 位。",
                "Use at most {WHOLE_DIGITS} digits before the point and {FRACTION_DIGITS} after it."
            ),
        );
    }
    value
}

/// A number that is not below zero.
pub(super) fn not_negative(report: &mut Report<'_>, at: &Node, number: &Number) -> Option<Decimal> {
    let value = decimal(report, at, number)?;
    if value.is_sign_negative() && !value.is_zero() {
        report.error(
            at,
            Code::OutOfRange,
            both!("{value} 小于零。", "{value} is below zero."),
            both!("写零或正数。", "Write zero or more."),
        );
        return None;
    }
    Some(value)
}

/// A number above zero.
pub(super) fn positive(report: &mut Report<'_>, at: &Node, number: &Number) -> Option<Decimal> {
    let value = not_negative(report, at, number)?;
    if value.is_zero() {
        report.error(
            at,
            Code::OutOfRange,
            both!("这里不能是零。", "Zero cannot stand here."),
            both!("写大于零的数。", "Write a number above zero."),
        );
        return None;
    }
    Some(value)
}

/// A share from 0 to 1.
pub(super) fn share(report: &mut Report<'_>, at: &Node, number: &Number) -> Option<Decimal> {
    let value = not_negative(report, at, number)?;
    if value > Decimal::ONE {
        report.error(
            at,
            Code::OutOfRange,
            both!("{value} 大于 1。", "{value} is more than 1."),
            both!(
                "比例写 0 到 1，如 \"0.3\" 即 30%。",
                "Write a share from 0 to 1, such as \"0.3\" for 30 %."
            ),
        );
        return None;
    }
    Some(value)
}

impl Context<'_, '_> {
    /// An amount of money in minor units, of any sign.
    pub(super) fn signed_money(&mut self, at: &Node, number: &Number) -> Option<i64> {
        let value = decimal(self.report, at, number)?;
        self.scaled_money(at, value)
    }

    /// An amount of money in minor units, not below zero.
    pub(super) fn money(&mut self, at: &Node, number: &Number) -> Option<i64> {
        let value = not_negative(self.report, at, number)?;
        self.scaled_money(at, value)
    }

    fn scaled_money(&mut self, at: &Node, value: Decimal) -> Option<i64> {
        let places = self.header.currency.exponent;
        let code = &self.header.currency.code;
        let finer = both!(
            "{value} 比 {code} 的最小单位更细（{places} 位小数）。",
            "{value} is finer than the smallest unit of {code} ({places} decimals)."
        );
        scaled(self.report, at, value, places, finer)
    }

    /// Units of a wallet with so many decimals, as the integer that the engine counts in; of any sign.
    pub(super) fn signed_units(&mut self, at: &Node, number: &Number, decimals: u8) -> Option<i64> {
        let value = decimal(self.report, at, number)?;
        self.scaled_units(at, value, decimals)
    }

    /// The same, not below zero.
    pub(super) fn units(&mut self, at: &Node, number: &Number, decimals: u8) -> Option<i64> {
        let value = not_negative(self.report, at, number)?;
        self.scaled_units(at, value, decimals)
    }

    /// The same, above zero.
    pub(super) fn some_units(&mut self, at: &Node, number: &Number, decimals: u8) -> Option<i64> {
        let value = positive(self.report, at, number)?;
        self.scaled_units(at, value, decimals)
    }

    fn scaled_units(&mut self, at: &Node, value: Decimal, decimals: u8) -> Option<i64> {
        let finer = both!(
            "{value} 比该账户的最小单位更细（{decimals} 位小数）。",
            "{value} is finer than the smallest unit of the wallet ({decimals} decimals)."
        );
        scaled(self.report, at, value, decimals, finer)
    }
}

fn scaled(
    report: &mut Report<'_>,
    at: &Node,
    value: Decimal,
    places: u8,
    finer: crate::program::Text,
) -> Option<i64> {
    let scaled = scale_up(value, places);
    if !scaled.fract().is_zero() {
        let remedy = both!("最多写 {places} 位小数。", "Write at most {places} decimals.");
        report.error(at, Code::TooFine, finer, remedy);
        return None;
    }
    let whole = scaled.to_i64().filter(|whole| whole.abs() <= MAX_AMOUNT);
    if whole.is_none() {
        report.error(
            at,
            Code::OutOfRange,
            both!("{value} 太大。", "{value} is too large."),
            both!("最小单位计不超过 {MAX_AMOUNT}。", "Stay within {MAX_AMOUNT} of the smallest unit."),
        );
    }
    whole
}
