//! Whole numbers of smallest units as people read them.

use rust_decimal::Decimal;

/// `value / 10^places` without trailing zeros, its digits in groups: 1050 with 2 places is `10.5`, 12000 with none `12,000`.
pub(crate) fn figure(value: i64, places: u8) -> String {
    let mut out = fixed(value, places.min(9));
    if places > 0 {
        out.truncate(out.trim_end_matches('0').trim_end_matches('.').len());
    }
    out
}

/// `value / 10^places` with all its decimals, its digits in groups, as both languages write it: 1205000 with 2 places is `12,050.00`. At most 18 places.
pub fn fixed(value: i64, places: u8) -> String {
    let mut out = String::new();
    put_grouped(&mut out, value, places);
    out
}

/// Adds the same.
pub(crate) fn put_grouped(out: &mut String, value: i64, places: u8) {
    let from = out.len();
    put_fixed(out, value, places);
    group(out, from);
}

/// Puts the digits before the point in groups of three, of a number that begins at a place of the text.
fn group(out: &mut String, from: usize) {
    let number = &out[from..];
    let digits = number.trim_start_matches('-');
    let whole = digits.find('.').unwrap_or(digits.len());
    let start = from + number.len() - digits.len();
    let mut left = whole;
    while left > 3 {
        left -= 3;
        out.insert(start + left, ',');
    }
}

/// Adds `value / 10^places` with all its decimals: 15050 with 2 places is `150.50`. At most 18 places.
pub(crate) fn put_fixed(out: &mut String, value: i64, places: u8) {
    let places = usize::from(places.min(18));
    // Nineteen digits, a point and a sign, from the back.
    let mut digits = [b'0'; 24];
    let (mut at, mut count, mut left) = (digits.len(), 0, value.unsigned_abs());
    while left > 0 || count <= places {
        if count == places && places > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        count += 1;
    }
    if value < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// A decimal without trailing zeros, its digits in groups.
pub(crate) fn decimal(value: Decimal) -> String {
    let mut out = value.normalize().to_string();
    group(&mut out, 0);
    out
}

/// A share as per cent: `0.125` is `12.5%`.
pub(crate) fn percent(share: Decimal) -> String {
    format!("{}%", decimal((share * Decimal::ONE_HUNDRED).round_dp(2)))
}

/// `value * 10^places`; exact for every number that the check lets through and up to 6 places.
pub(crate) fn scale_up(value: Decimal, places: u8) -> Decimal {
    value.saturating_mul(Decimal::from(10_i64.pow(u32::from(places.min(9)))))
}

/// `value / 10^places`, the inverse of [`scale_up`].
pub(crate) fn scale_down(value: Decimal, places: u8) -> Decimal {
    value / Decimal::from(10_i64.pow(u32::from(places.min(9))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_plainly() {
        assert_eq!(figure(1050, 2), "10.5");
        assert_eq!(figure(-5, 2), "-0.05");
        assert_eq!(figure(500_000, 2), "5,000");
        assert_eq!(figure(i64::MIN, 0), "-9,223,372,036,854,775,808");
        let grouped = [999, 1_000, -12_000, 100_000, 1_234_567].map(|value| figure(value, 0));
        assert_eq!(grouped, ["999", "1,000", "-12,000", "100,000", "1,234,567"]);
        assert_eq!((fixed(1_205_000, 2), fixed(-99_905, 2)), ("12,050.00".into(), "-999.05".into()));
        assert_eq!(fixed(i64::MAX, 18), "9.223372036854775807");
        assert_eq!(decimal(Decimal::new(-12_345_678_900, 4)), "-1,234,567.89");
        assert_eq!((figure(0, 0), figure(0, 2), figure(700, 0)), ("0".into(), "0".into(), "700".into()));
        for (value, places, want) in [
            (15_050, 2, "150.50"),
            (0, 2, "0.00"),
            (-5, 3, "-0.005"),
            (100, 0, "100"),
            (i64::MIN, 4, "-922337203685477.5808"),
            (i64::MAX, 18, "9.223372036854775807"),
        ] {
            let mut out = String::from("=");
            put_fixed(&mut out, value, places);
            assert_eq!(out, format!("={want}"));
        }
        assert_eq!(percent(Decimal::new(1250, 4)), "12.5%");
        assert_eq!(percent(Decimal::new(1, 0) / Decimal::from(3)), "33.33%");
    }
}
