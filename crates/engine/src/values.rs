//! The small values everything else is made of: instants, identities, quantities.

use crate::calendar::Day;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// An instant in microseconds since 1970-01-01T00:00:00Z. Leap seconds do not exist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    /// Before every event.
    pub const MIN: Self = Self(i64::MIN);
    /// Never: after every event.
    pub const NEVER: Self = Self(i64::MAX);
    /// The first and last instants that an event may carry: years 1900 to 2200. The fold relies on calendar
    /// arithmetic within these bounds never overflowing.
    pub const EARLIEST: Self = Self(-2_208_988_800_000_000);
    /// See [`Instant::EARLIEST`].
    pub const LATEST: Self = Self(7_258_118_400_000_000);

    /// From a jiff timestamp; finer than a microsecond is cut off.
    pub fn from_timestamp(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }

    /// As a jiff timestamp. Instants outside jiff's range (about years -9999 to 9999) saturate.
    pub fn to_timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// Whether an event may carry this instant.
    pub fn is_plausible(self) -> bool {
        (Self::EARLIEST..=Self::LATEST).contains(&self)
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, as `2017-01-01T20:59:01Z`; `never` for [`Instant::NEVER`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::NEVER {
            return f.write_str("never");
        }
        match Rfc3339::of(*self) {
            Some(text) => f.write_str(text.as_str()),
            None => write!(f, "{}", self.to_timestamp()),
        }
    }
}

/// The text of an instant in the years 0 to 9999. Answers are full of them, so they are written digit by digit.
struct Rfc3339 {
    bytes: [u8; Self::LONGEST],
    length: usize,
}

impl Rfc3339 {
    const LONGEST: usize = "2017-01-01T20:59:01.123456Z".len();

    fn of(at: Instant) -> Option<Self> {
        const DAY: i64 = 86_400_000_000;
        // 0000-01-01 to 9999-12-31; jiff knows what to say of other years.
        let day =
            i32::try_from(at.0.div_euclid(DAY)).ok().filter(|day| (-719_528..=2_932_896).contains(day))?;
        let date = Day(day).date();
        let year = u64::try_from(date.year).ok()?;
        let micros = at.0.rem_euclid(DAY).unsigned_abs();
        let seconds = micros / 1_000_000;
        let mut text = Self { bytes: [b'0'; Self::LONGEST], length: 0 };
        text.put(year, 4, b'-');
        text.put(date.month.into(), 2, b'-');
        text.put(date.day.into(), 2, b'T');
        text.put(seconds / 3_600, 2, b':');
        text.put(seconds / 60 % 60, 2, b':');
        text.put(seconds % 60, 2, b'Z');
        let mut fraction = micros % 1_000_000;
        if fraction > 0 {
            text.bytes[text.length - 1] = b'.';
            let mut digits = 6;
            while fraction.is_multiple_of(10) {
                fraction /= 10;
                digits -= 1;
            }
            text.put(fraction, digits, b'Z');
        }
        Some(text)
    }

    /// So many digits and what stands behind them.
    fn put(&mut self, mut number: u64, digits: usize, behind: u8) {
        let end = self.length + digits;
        for digit in self.bytes[self.length..end].iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.bytes[end] = behind;
        self.length = end + 1;
    }

    fn as_str(&self) -> &str {
        // It is ASCII.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Instant {
    type Err = jiff::Error;
    /// Reads RFC 3339 with an offset or `Z`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<jiff::Timestamp>().map(Self::from_timestamp)
    }
}

/// A member's identity: a UUIDv7, made by the binary's id source. Shown as `mem_` and 32 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MemberId(pub u128);

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mem_")?;
        f.write_str(self.hex().as_str())
    }
}

impl MemberId {
    /// Its 32 hex digits.
    pub fn hex(self) -> Hex {
        Hex::of(self)
    }
}

/// The 32 hex digits of a member's identity. Answers are full of them, so they are written without the machinery of formatting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hex([u8; 32]);

impl Hex {
    fn of(member: MemberId) -> Self {
        let mut digits = [0; 32];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(member.0.to_be_bytes()) {
            pair[0] = Self::DIGITS[usize::from(byte >> 4)];
            pair[1] = Self::DIGITS[usize::from(byte & 15)];
        }
        Self(digits)
    }

    const DIGITS: [u8; 16] = *b"0123456789abcdef";

    /// The digits.
    pub fn as_str(&self) -> &str {
        // They are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for MemberId {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let hex = text.strip_prefix("mem_").ok_or(())?;
        if hex.len() != 32 || !hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(());
        }
        u128::from_str_radix(hex, 16).map(Self).map_err(|_| ())
    }
}

/// The id that a caller gave an event: 1 to 64 printable characters, unique per deployment.
///
/// Ids order naturally: runs of digits compare as numbers, so `order-9` stands before `order-10`; ids that differ only in
/// leading zeros fall back to plain order, so the order is total.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventId(Arc<str>);

impl EventId {
    /// The longest id accepted, in characters.
    pub const MAX_CHARS: usize = 64;

    /// Checks the id: 1 to 64 characters, none of them a control character or a space at either end.
    pub fn new(id: &str) -> Option<Self> {
        let fits = !id.is_empty()
            && id.len() <= Self::MAX_CHARS * 4
            && id.chars().count() <= Self::MAX_CHARS
            && id.trim() == id
            && !id.chars().any(char::is_control);
        fits.then(|| Self(id.into()))
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl Ord for EventId {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_order(&self.0, &other.0)
    }
}

impl PartialOrd for EventId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares two texts with runs of ASCII digits as numbers of any length, and everything else byte by byte.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a.as_bytes(), b.as_bytes());
    while let (Some(p), Some(q)) = (x.first(), y.first()) {
        if p.is_ascii_digit() && q.is_ascii_digit() {
            let (number_x, rest_x) = split_digits(x);
            let (number_y, rest_y) = split_digits(y);
            let order = number_x.len().cmp(&number_y.len()).then_with(|| number_x.cmp(number_y));
            if order != Ordering::Equal {
                return order;
            }
            (x, y) = (rest_x, rest_y);
        } else if p == q {
            (x, y) = (&x[1..], &y[1..]);
        } else {
            return p.cmp(q);
        }
    }
    x.len().cmp(&y.len()).then_with(|| a.cmp(b))
}

/// The leading digits without leading zeros, and what follows them.
fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let zeros = text[..end].iter().take_while(|b| **b == b'0').count();
    (&text[zeros..end], &text[end..])
}

/// A quantity of goods in thousandths, so that 0.454 kg and 12 pieces are both exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Quantity(pub i64);

impl Quantity {
    /// Whole pieces; saturates.
    pub fn pieces(n: i64) -> Self {
        Self(n.saturating_mul(1000))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, thousandths) = (self.0 / 1000, (self.0 % 1000).unsigned_abs());
        if thousandths == 0 {
            return write!(f, "{whole}");
        }
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        write!(f, "{sign}{whole}.{}", format!("{thousandths:03}").trim_end_matches('0'))
    }
}

/// A language that the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// The largest amount of money (minor units) or units of a wallet that one event may carry, in size: 2^53 - 1,
/// so that every JSON reader holds it exactly. The fold saturates rather than overflows beyond it.
pub const MAX_AMOUNT: i64 = (1 << 53) - 1;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn instants_are_written_as_jiff_writes_them(
            micros in prop_oneof![
                any::<i64>(),
                -70_000_000_000_000_000..260_000_000_000_000_000_i64,
                (-62_000_000_000..253_402_000_000_i64).prop_map(|seconds| seconds * 1_000_000),
                (0..10_000_000_i64).prop_map(|n| n * 100),
            ],
        ) {
            let at = Instant(micros);
            prop_assert_eq!(at.to_string(), at.to_timestamp().to_string());
        }

        #[test]
        fn members_are_written_with_all_their_digits(member in any::<u128>()) {
            let text = MemberId(member).to_string();
            prop_assert_eq!(&text, &format!("mem_{member:032x}"));
            prop_assert_eq!(text.parse(), Ok(MemberId(member)));
        }
    }

    #[test]
    fn the_ends_of_the_years_that_are_written_here_are_right() {
        for text in ["0000-01-01T00:00:00Z", "9999-12-30T21:59:59.999999Z", "1969-12-31T23:59:59.1Z"] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), text);
        }
        assert_eq!(Instant::NEVER.to_string(), "never");
    }
}
