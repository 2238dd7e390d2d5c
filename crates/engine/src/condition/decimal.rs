//! Exact decimals in the text of conditions.

use crate::program::put_fixed;
use crate::values::MAX_AMOUNT;

/// Why a number cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It has more decimals than there are.
    TooFine,
    /// It is beyond 2^53 - 1 of the smallest units, in size.
    TooLarge,
}

/// The number in units of `10^-decimals`, exactly: `-150.5`, `.5` and `1.5e2` are all read digit by digit.
pub(super) fn scaled(text: &str, decimals: u8) -> Result<i64, Misfit> {
    let (text, power) = match text.split_once(['e', 'E']) {
        // An exponent that fits no i32 is too large or too fine by far.
        Some((text, power)) => {
            (text, power.parse::<i32>().unwrap_or(if power.starts_with('-') { i32::MIN } else { i32::MAX }))
        }
        None => (text, 0),
    };
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part}");
    let significant = digits.trim_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    // The value is `significant * 10^zeros` in the wanted units.
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let zeros = i64::from(power) + i64::from(decimals) + length(trailing) - length(part.len());
    if zeros < 0 {
        return Err(Misfit::TooFine);
    }
    if length(significant.len()) + zeros > 18 {
        return Err(Misfit::TooLarge);
    }
    let one = 10_i64.pow(u32::try_from(zeros).unwrap_or(0));
    let units = significant.parse::<i64>().map_err(|_| Misfit::TooLarge)? * one;
    if units > MAX_AMOUNT { Err(Misfit::TooLarge) } else { Ok(sign * units) }
}

fn length(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX / 4)
}

/// `value * 10^-decimals` with all its decimals: 15050 and 2 give `150.50`.
pub(super) fn fixed(value: i64, decimals: u8) -> String {
    let mut out = String::new();
    put_fixed(&mut out, value, decimals);
    out
}

/// The same without zeros at the end: `150.5`.
pub(super) fn shortest(value: i64, decimals: u8) -> String {
    let text = fixed(value, decimals);
    if decimals == 0 {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, decimals, want) in [
            ("200", 2, Ok(20_000)),
            ("-150.5", 2, Ok(-15_050)),
            ("0.10", 1, Ok(1)),
            ("1e3", 2, Ok(100_000)),
            (".5", 3, Ok(500)),
            ("0.001", 2, Err(Misfit::TooFine)),
            ("19.999999999999999999999999999999999999", 2, Err(Misfit::TooFine)),
            ("1e-7", 2, Err(Misfit::TooFine)),
            ("9007199254740991", 0, Ok(MAX_AMOUNT)),
            ("9007199254740992", 0, Err(Misfit::TooLarge)),
            ("90071992547409.92", 2, Err(Misfit::TooLarge)),
            ("1e300", 2, Err(Misfit::TooLarge)),
            ("1e99999999999", 2, Err(Misfit::TooLarge)),
            ("1e-99999999999", 2, Err(Misfit::TooFine)),
            ("0e99999999999", 2, Ok(0)),
            ("000.000", 2, Ok(0)),
            ("007.50", 2, Ok(750)),
            ("99999999999999999999999999999999999999", 2, Err(Misfit::TooLarge)),
        ] {
            assert_eq!(scaled(text, decimals), want, "{text} {decimals}");
        }
        assert_eq!(fixed(-5, 2), "-0.05");
        assert_eq!(shortest(20_000, 2), "200");
        assert_eq!(shortest(-15_050, 2), "-150.5");
        assert_eq!(shortest(100, 0), "100");
        assert_eq!(fixed(i64::MIN, 4), "-922337203685477.5808");
    }
}
