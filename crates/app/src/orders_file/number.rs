//! Decimal text into integers: amounts in minor units, quantities in thousandths. Exact, without floating point.

use rust_decimal::Decimal;
use tessera_engine::values::{MAX_AMOUNT, Quantity};

/// Why a text is not the amount or quantity it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberProblem {
    /// Not digits with at most one decimal mark.
    NotANumber,
    /// It has digits below the minor unit.
    TooFine,
    /// Its size is beyond [`MAX_AMOUNT`].
    TooLarge,
}

/// Reads `-12.50` as an integer of `10^-exponent`. Zeros beyond the exponent are fine, other digits there are not.
pub(super) fn amount(text: &str, exponent: u8, mark: u8) -> Result<i64, NumberProblem> {
    let (negative, digits) = sign(text.as_bytes());
    let mut value: i64 = 0;
    let mut seen = false;
    let mut decimals: Option<u8> = None;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                let digit = i64::from(byte - b'0');
                if let Some(decimals) = &mut decimals {
                    if *decimals >= exponent {
                        if digit != 0 {
                            return Err(if all_digits_after(digits, mark) {
                                NumberProblem::TooFine
                            } else {
                                NumberProblem::NotANumber
                            });
                        }
                        continue;
                    }
                    *decimals += 1;
                }
                if value > MAX_AMOUNT {
                    return Err(NumberProblem::TooLarge);
                }
                value = value * 10 + digit;
            }
            _ if byte == mark && decimals.is_none() => decimals = Some(0),
            _ => return Err(NumberProblem::NotANumber),
        }
    }
    if !seen {
        return Err(NumberProblem::NotANumber);
    }
    for _ in decimals.unwrap_or(0)..exponent {
        if value > MAX_AMOUNT {
            return Err(NumberProblem::TooLarge);
        }
        value *= 10;
    }
    if value > MAX_AMOUNT {
        return Err(NumberProblem::TooLarge);
    }
    Ok(if negative { -value } else { value })
}

/// Reads a quantity; digits below a thousandth are rounded, a half away from zero: a quantity carries no money.
pub(super) fn quantity(text: &str, mark: u8) -> Result<Quantity, NumberProblem> {
    if let Ok(thousandths) = amount(text, 3, mark) {
        return Ok(Quantity(thousandths));
    }
    let exact = decimal(text, mark)?;
    let rounded = exact.round_dp_with_strategy(3, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    minor(rounded, 3).map(Quantity)
}

/// The product of a price and a quantity, in minor units; refuses what is finer.
pub(super) fn product(price: &str, pieces: &str, exponent: u8, mark: u8) -> Result<i64, NumberProblem> {
    let exact = decimal(price, mark)?.checked_mul(decimal(pieces, mark)?).ok_or(NumberProblem::TooLarge)?;
    minor(exact, exponent)
}

fn decimal(text: &str, mark: u8) -> Result<Decimal, NumberProblem> {
    let (_, digits) = sign(text.as_bytes());
    let plain = digits.iter().all(|b| b.is_ascii_digit() || *b == mark);
    if !plain || digits.iter().all(|b| *b == mark) {
        return Err(NumberProblem::NotANumber);
    }
    let dotted = if mark == b'.' { text.into() } else { text.replace(char::from(mark), ".") };
    Decimal::from_str_exact(&dotted).map_err(|_| NumberProblem::NotANumber)
}

fn minor(exact: Decimal, exponent: u8) -> Result<i64, NumberProblem> {
    let scaled =
        exact.checked_mul(Decimal::from(10_i64.pow(u32::from(exponent)))).ok_or(NumberProblem::TooLarge)?;
    if !scaled.fract().is_zero() {
        return Err(NumberProblem::TooFine);
    }
    i64::try_from(scaled)
        .ok()
        .filter(|value| value.unsigned_abs() <= MAX_AMOUNT.unsigned_abs())
        .ok_or(NumberProblem::TooLarge)
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    }
}

/// Whether what follows the mark is digits only, so that "too fine" is the true reason and not "no number".
fn all_digits_after(digits: &[u8], mark: u8) -> bool {
    digits.iter().skip_while(|b| **b != mark).skip(1).all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::NumberProblem::{NotANumber, TooFine, TooLarge};
    use super::*;

    #[test]
    fn amounts_are_exact_or_refused() {
        for (text, exponent, expected) in [
            ("10.99", 2, Ok(1099)),
            ("-0.50", 2, Ok(-50)),
            ("+3", 2, Ok(300)),
            (".5", 2, Ok(50)),
            ("5.", 2, Ok(500)),
            ("0.00", 2, Ok(0)),
            ("10.990", 2, Ok(1099)),
            ("10.9900000000000000000000000000", 2, Ok(1099)),
            ("10.999", 2, Err(TooFine)),
            ("10.9999x", 2, Err(NotANumber)),
            ("120", 0, Ok(120)),
            ("120.0", 0, Ok(120)),
            ("120.5", 0, Err(TooFine)),
            ("1.234", 3, Ok(1234)),
            ("1,234.50", 2, Err(NotANumber)),
            ("1e3", 2, Err(NotANumber)),
            ("", 2, Err(NotANumber)),
            ("-", 2, Err(NotANumber)),
            (".", 2, Err(NotANumber)),
            ("1.2.3", 2, Err(NotANumber)),
            ("¥12", 2, Err(NotANumber)),
            ("90071992547409.91", 2, Ok(MAX_AMOUNT)),
            ("90071992547409.92", 2, Err(TooLarge)),
            ("99999999999999999999999999", 2, Err(TooLarge)),
        ] {
            assert_eq!(amount(text, exponent, b'.'), expected, "{text}");
        }
        assert_eq!(amount("12,50", 2, b','), Ok(1250));
    }

    #[test]
    fn quantities_round_to_thousandths() {
        assert_eq!(quantity("12", b'.'), Ok(Quantity(12_000)));
        assert_eq!(quantity("0.4536", b'.'), Ok(Quantity(454)));
        assert_eq!(quantity("-0.0005", b'.'), Ok(Quantity(-1)));
        assert_eq!(quantity("14523", b'.'), Ok(Quantity(14_523_000)));
        assert_eq!(quantity("two", b'.'), Err(NotANumber));
    }

    #[test]
    fn a_price_times_a_quantity_must_come_out_even() {
        assert_eq!(product("2.55", "6", 2, b'.'), Ok(1530));
        assert_eq!(product("3,99", "0,5", 2, b','), Err(TooFine));
        assert_eq!(product("4.00", "-1", 2, b'.'), Ok(-400));
        assert_eq!(product("x", "1", 2, b'.'), Err(NotANumber));
    }
}
