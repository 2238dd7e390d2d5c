//! How a secret is spelled: `lk_live_` or `lk_test_`, 43 digits of 256 random bits, 6 digits that check the rest.
//!
//! The check digits tell a mistyped key from a wrong one without a look at the store, and let scanners find leaked keys.

use sha2::{Digest, Sha256};

const LIVE: &str = "lk_live_";
const TEST: &str = "lk_test_";
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 62^43 is just above 2^256.
const BODY: usize = 43;
const CHECK: usize = 6;

pub(super) fn spell(test: bool, random: &[u8; 32]) -> String {
    let mut secret = String::from(if test { TEST } else { LIVE });
    let mut number = *random;
    for _ in 0..BODY {
        let digit = divide(&mut number);
        secret.push(char::from(DIGITS[digit]));
    }
    let check = check_digits(&secret);
    secret.push_str(&check);
    secret
}

/// Divides a big-endian number by 62 in place and returns the remainder.
fn divide(number: &mut [u8; 32]) -> usize {
    let mut rest = 0u32;
    for byte in number {
        let value = rest << 8 | u32::from(*byte);
        // The rest is below 62, so the quotient fits a byte.
        *byte = (value / 62) as u8;
        rest = value % 62;
    }
    rest as usize
}

fn check_digits(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let mut number = u64::from_be_bytes([0, 0, 0, hash[0], hash[1], hash[2], hash[3], hash[4]]);
    let mut digits = String::with_capacity(CHECK);
    for _ in 0..CHECK {
        digits.push(char::from(DIGITS[(number % 62) as usize]));
        number /= 62;
    }
    digits
}

/// Whether the text is spelled like a secret and its check digits are right.
pub(super) fn is_well_formed(secret: &str) -> bool {
    let prefixed = secret.starts_with(LIVE) || secret.starts_with(TEST);
    prefixed
        && secret.len() == LIVE.len() + BODY + CHECK
        && secret.is_ascii()
        && check_digits(&secret[..LIVE.len() + BODY]) == secret[LIVE.len() + BODY..]
}

pub(super) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// What people may see of it.
pub(super) fn hint(secret: &str) -> &str {
    secret.get(..LIVE.len() + 4).unwrap_or_default()
}

/// Whether the key of this hint is one for tries.
pub(super) fn is_test(hint: &str) -> bool {
    hint.starts_with(TEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_check_themselves() {
        for random in [[0u8; 32], [255; 32], [7; 32]] {
            let secret = spell(false, &random);
            assert_eq!(secret.len(), 57);
            assert!(is_well_formed(&secret), "{secret}");
            for at in 0..secret.len() {
                let mut wrong = secret.clone().into_bytes();
                wrong[at] = if wrong[at] == b'x' { b'y' } else { b'x' };
                assert!(!is_well_formed(&String::from_utf8(wrong).unwrap()), "digit {at} is not checked");
            }
        }
        assert_ne!(spell(true, &[1; 32]), spell(true, &[2; 32]));
        assert!(!is_well_formed("lk_live_"));
        assert!(!is_well_formed("常客"));
    }
}
