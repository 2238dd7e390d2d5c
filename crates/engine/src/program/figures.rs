//! Whole numbers of smallest units as people read them.

use rust_decimal::Decimal;

/// `value / 10^places` without trailing zeros: 1050 with 2 places is `10.5`.
pub(crate) fn figure(value: i64, places: u8) -> String {
    decimal(Decimal::from_i128_with_scale(i128::from(value), u32::from(places.min(9))))
}

/// A decimal without trailing zeros.
pub(crate) fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
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
        assert_eq!(figure(500_000, 2), "5000");
        assert_eq!(figure(i64::MIN, 0), "-9223372036854775808");
        assert_eq!(percent(Decimal::new(1250, 4)), "12.5%");
        assert_eq!(percent(Decimal::new(1, 0) / Decimal::from(3)), "33.33%");
    }
}
