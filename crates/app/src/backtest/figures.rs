//! Figures as text and back: integers with decimals, shares, instants. Exact.

use rust_decimal::Decimal;
use std::fmt::Write as _;
use tessera_engine::calendar::Day;
use tessera_engine::values::{Instant, MAX_AMOUNT};

/// An integer of `10^-decimals` as decimal text: 1250 and 2 give `12.50`, 7 and 0 give `7`.
pub fn decimal_text(value: impl Into<i128>, decimals: u8) -> String {
    let value: i128 = value.into();
    let scale = 10_u128.pow(u32::from(decimals));
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let sign = if value < 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{rest:0width$}", width = usize::from(decimals))
}

/// Reads units as people write them, `1000` or `10.50`; `None` if they are finer than the wallet's or too many.
pub(super) fn units(text: &str, decimals: u8) -> Option<i64> {
    let exact = Decimal::from_str_exact(text.trim()).ok()?;
    let scaled = exact.checked_mul(Decimal::from(10_i64.pow(u32::from(decimals))))?;
    if !scaled.fract().is_zero() {
        return None;
    }
    i64::try_from(scaled).ok().filter(|units| units.abs() <= MAX_AMOUNT)
}

/// An instant as RFC 3339 in UTC. The same as its `Display`, several times quicker.
pub fn instant_text(at: Instant) -> String {
    let mut text = String::with_capacity(27);
    push_instant(&mut text, at);
    text
}

/// Appends [`instant_text`].
pub(super) fn push_instant(text: &mut String, at: Instant) {
    let (days, micros) = (at.0.div_euclid(86_400_000_000), at.0.rem_euclid(86_400_000_000));
    let day =
        i32::try_from(days).ok().map(|days| Day(days).date()).filter(|date| (0..=9999).contains(&date.year));
    let Some(date) = day.filter(|_| at.is_plausible()) else {
        let _ = write!(text, "{at}");
        return;
    };
    let (seconds, fraction) = (micros / 1_000_000, micros % 1_000_000);
    let digits = |text: &mut String, value: i64, count: u32| {
        for place in (0..count).rev() {
            text.push(char::from(b'0' + (value / 10_i64.pow(place) % 10) as u8));
        }
    };
    digits(text, i64::from(date.year), 4);
    for (mark, value) in [
        ('-', i64::from(date.month)),
        ('-', i64::from(date.day)),
        ('T', seconds / 3600),
        (':', seconds / 60 % 60),
        (':', seconds % 60),
    ] {
        text.push(mark);
        digits(text, value, 2);
    }
    if fraction > 0 {
        text.push('.');
        digits(text, fraction, 6);
        text.truncate(text.trim_end_matches('0').len());
    }
    text.push('Z');
}

/// An amount in minor units as money.
pub(super) fn money(amount: i128, exponent: u8) -> Decimal {
    Decimal::try_from_i128_with_scale(amount, u32::from(exponent)).unwrap_or(Decimal::MAX)
}

/// A number of units as a decimal.
pub(super) fn count(units: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(units, 0).unwrap_or(Decimal::MAX)
}

/// `part / whole` with `places` decimals, a half away from zero; `None` if the whole is zero.
pub(super) fn ratio(part: Decimal, whole: Decimal, places: u32) -> Option<Decimal> {
    let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    part.checked_div(whole).map(|ratio| ratio.round_dp_with_strategy(places, strategy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_stand_where_they_should() {
        for (value, decimals, expected) in
            [(1250_i64, 2, "12.50"), (-5, 2, "-0.05"), (7, 0, "7"), (-7, 0, "-7"), (0, 3, "0.000")]
        {
            assert_eq!(decimal_text(value, decimals), expected);
        }
        assert_eq!(units("10.50", 2), Some(1050));
        assert_eq!(units("1000", 0), Some(1000));
        assert_eq!(units("0.5", 0), None);
        assert_eq!(units("x", 0), None);
        assert_eq!(units("99999999999999999999", 0), None);
    }

    #[test]
    fn instants_read_as_their_display_does() {
        for text in [
            "2017-01-01T20:59:01Z",
            "1969-12-31T23:59:59.5Z",
            "2000-02-29T00:00:00Z",
            "2026-11-21T08:30:00.123456Z",
            "1900-01-01T00:00:00Z",
        ] {
            let at: Instant = text.parse().unwrap();
            assert_eq!(instant_text(at), text);
            assert_eq!(at.to_string(), text);
        }
        assert_eq!(instant_text(Instant::NEVER), "never");
    }

    #[test]
    fn ratios_round_once() {
        assert_eq!(ratio(Decimal::from(2), Decimal::from(3), 4).unwrap().to_string(), "0.6667");
        assert_eq!(ratio(Decimal::ONE, Decimal::ZERO, 4), None);
    }
}
