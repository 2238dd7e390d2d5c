//! The numbers of membership cards.

use crate::People;

impl People {
    /// Twelve digits: two that say whose card it is, nine at random, one that checks them (Luhn).
    pub(super) fn fresh_card(&self) -> Box<str> {
        let random = self.random();
        let number = random.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let digits = format!("88{:09}", number % 1_000_000_000);
        let check = luhn(&digits);
        format!("{digits}{check}").into()
    }
}

/// The digit that makes a number pass Luhn's check, as on bank cards (ISO/IEC 7812-1).
fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            match digit * if place % 2 == 0 { 2 } else { 1 } {
                doubled @ 10.. => doubled - 9,
                single => single,
            }
        })
        .sum();
    (10 - sum % 10) % 10
}

/// Whether a text is a card number whose check digit is right.
pub(crate) fn is_card(text: &str) -> bool {
    text.len() == 12
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && luhn(&text[..11]).to_string() == text[11..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_check_themselves() {
        assert_eq!(luhn("7992739871"), 3, "the example of the standard's annex");
        let card = format!("88000000001{}", luhn("88000000001"));
        assert!(is_card(&card));
        for at in 0..12 {
            let mut wrong = card.clone().into_bytes();
            wrong[at] = if wrong[at] == b'9' { b'0' } else { wrong[at] + 1 };
            assert!(!is_card(std::str::from_utf8(&wrong).unwrap()), "digit {at}");
        }
        assert!(!is_card("8800") && !is_card("客客客客"));
    }
}
