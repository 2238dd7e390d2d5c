//! Numbers for people: grouped digits, money, units, shares. Integers only.

/// An integer with its digits in groups of three: `-1,234,567`.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number whose last `decimals` digits are decimals: `12,345.60`.
pub(crate) fn units(number: i64, decimals: u8) -> String {
    let Some(scale) = 10_u64.checked_pow(u32::from(decimals)).filter(|scale| *scale > 1) else {
        return grouped(number);
    };
    let size = number.unsigned_abs();
    // A quotient by at least 10 fits in an i64.
    let whole = grouped((size / scale) as i64);
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{whole}.{:0width$}", size % scale, width = usize::from(decimals))
}

/// An amount of money in minor units: `CNY 12,345.60`; the currency may be unknown.
pub(crate) fn money(minor: i64, exponent: u8, currency: Option<&str>) -> String {
    let amount = units(minor, exponent);
    match currency {
        Some(code) => format!("{code} {amount}"),
        None => amount,
    }
}

/// A part of a whole in per cent with one decimal, rounded half up; `–` for a part of nothing.
pub(crate) fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "–".into();
    }
    let tenths = (i128::from(part) * 2000 + i128::from(whole)).div_euclid(i128::from(whole) * 2);
    let (sign, size) = if tenths < 0 { ("-", -tenths) } else { ("", tenths) };
    format!("{sign}{}.{}%", size / 10, size % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_in_groups() {
        for (number, want) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (-1_234_567, "-1,234,567"),
            (i64::MIN, "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(grouped(number), want);
        }
    }

    #[test]
    fn decimals_keep_their_zeros() {
        assert_eq!(units(1_234_560, 2), "12,345.60");
        assert_eq!(units(-5, 2), "-0.05");
        assert_eq!(units(1500, 0), "1,500");
        assert_eq!(money(12_050, 2, Some("CNY")), "CNY 120.50");
        assert_eq!(money(12_050, 0, None), "12,050");
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(percent(1, 3), "33.3%");
        assert_eq!(percent(2, 3), "66.7%");
        assert_eq!(percent(1, 2000), "0.1%");
        assert_eq!(percent(-1, 4), "-25.0%");
        assert_eq!(percent(5, 0), "–");
    }
}
