//! The scalars of requests: each checks itself while it is read, and names its fault by the code of a problem.

use crate::problem::codes;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::borrow::Cow;
use std::fmt;
use tessera_engine::values::{EventId, Instant, MAX_AMOUNT};

/// A text of 1 to `MAX` characters without control characters and without a space at either end. Borrowed from the body where it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text<'a, const MAX: usize = 64>(Cow<'a, str>);

impl<const MAX: usize> Text<'_, MAX> {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> From<Text<'_, MAX>> for Box<str> {
    fn from(text: Text<'_, MAX>) -> Self {
        match text.0 {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into_boxed_str(),
        }
    }
}

fn is_good(text: &str, max: usize) -> bool {
    let short = text.len() <= max || (text.len() <= max * 4 && text.chars().count() <= max);
    let bare = text.trim() == text && !text.is_empty();
    short && bare && !text.chars().any(char::is_control)
}

impl<'de: 'a, 'a, const MAX: usize> Deserialize<'de> for Text<'a, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<const MAX: usize>;
        impl<'de, const MAX: usize> Visitor<'de> for Reader<MAX> {
            type Value = Text<'de, MAX>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                if is_good(text, MAX) {
                    Ok(Text(Cow::Borrowed(text)))
                } else {
                    Err(E::custom(codes::BAD_TEXT.name))
                }
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                if is_good(text, MAX) {
                    Ok(Text(Cow::Owned(text.into())))
                } else {
                    Err(E::custom(codes::BAD_TEXT.name))
                }
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

/// Makes a scalar from JSON strings by a function that returns the value or the code of the fault.
macro_rules! from_text {
    ($(#[$doc:meta])* $name:ident($inner:ty) = $read:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) $inner);

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl serde::de::Visitor<'_> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a string")
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                        let read: fn(&str) -> Result<$inner, &'static $crate::problem::Code> = $read;
                        read(text).map($name).map_err(|code| E::custom(code.name))
                    }
                }
                deserializer.deserialize_str(Reader)
            }
        }
    };
}
pub(crate) use from_text;

from_text! {
    /// A caller's event id.
    EventIdText(EventId) = |text| EventId::new(text).ok_or(codes::BAD_TEXT)
}

from_text! {
    /// An instant: RFC 3339 with its offset, in the years 1900 to 2200.
    When(Instant) = |text| match text.parse::<Instant>() {
        Ok(instant) if instant.is_plausible() => Ok(instant),
        Ok(_) => Err(codes::IMPLAUSIBLE_TIME),
        Err(_) if text.parse::<jiff::civil::DateTime>().is_ok() => Err(codes::MISSING_OFFSET),
        Err(_) => Err(codes::BAD_TIME),
    }
}

from_text! {
    /// Three capital letters.
    Currency(Box<str>) = |text| {
        let good = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if good { Ok(text.into()) } else { Err(codes::BAD_CURRENCY) }
    }
}

from_text! {
    /// `true` or `false` in a query.
    Flag(bool) = |text| text.parse().map_err(|_| codes::BAD_QUERY)
}

/// Which end of a list comes first, in a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// In the order of recording.
    #[default]
    Oldest,
    /// Against it.
    Newest,
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match &*String::deserialize(deserializer)? {
            "oldest" => Ok(Self::Oldest),
            "newest" => Ok(Self::Newest),
            _ => Err(serde::de::Error::custom(codes::BAD_QUERY.name)),
        }
    }
}

/// The fault of a number that is not from `least` to `most`, as the second reading understands it.
pub(super) fn out_of_range(least: impl fmt::Display, most: impl fmt::Display) -> String {
    format!("{} {least} {most}", codes::OUT_OF_RANGE.name)
}

/// The most items of a page.
const MOST_ITEMS: u16 = 500;

/// How many items a page holds, in a query: 1 to 500.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit(u16);

impl Limit {
    pub(crate) fn get(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(100)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let limit = Integer::<{ -MAX_AMOUNT }>::deserialize(deserializer)?.0;
        let good = u16::try_from(limit).ok().filter(|limit| (1..=MOST_ITEMS).contains(limit));
        good.map(Self).ok_or_else(|| de::Error::custom(out_of_range(1, MOST_ITEMS)))
    }
}

/// An integer from `MIN` to 2^53 - 1. A fraction or an exponent is refused, even where its value is whole.
/// In a query it is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Integer<const MIN: i64>(pub(crate) i64);

impl<'de, const MIN: i64> Deserialize<'de> for Integer<MIN> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<const MIN: i64>;
        impl<const MIN: i64> Visitor<'_> for Reader<MIN> {
            type Value = Integer<MIN>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
                if (MIN..=MAX_AMOUNT).contains(&number) {
                    Ok(Integer(number))
                } else {
                    Err(E::custom(out_of_range(MIN, MAX_AMOUNT)))
                }
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
                self.visit_i64(i64::try_from(number).unwrap_or(i64::MAX))
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
                Err(E::custom(codes::NOT_AN_INTEGER.name))
            }
        }
        deserializer.deserialize_i64(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn only_plain_integers_are_amounts() {
        for (json, want) in [
            ("0", Ok(0)),
            ("-5", Ok(-5)),
            ("9007199254740991", Ok(9_007_199_254_740_991)),
            ("9007199254740992", Err("out-of-range")),
            ("-9007199254740992", Err("out-of-range")),
            ("1.0", Err("not-an-integer")),
            ("1e3", Err("not-an-integer")),
            ("18446744073709551616", Err("not-an-integer")),
            ("\"5\"", Err("invalid type")),
        ] {
            match (read::<Integer<{ -MAX_AMOUNT }>>(json), want) {
                (Ok(got), Ok(want)) => assert_eq!(got.0, want),
                (Err(got), Err(want)) => assert!(got.starts_with(want), "{json}: {got}"),
                (got, want) => panic!("{json}: {got:?}, not {want:?}"),
            }
        }
    }

    #[test]
    fn an_instant_needs_its_offset() {
        assert_eq!(
            read::<When>("\"2026-11-21T19:06:02+08:00\"").unwrap().0.to_string(),
            "2026-11-21T11:06:02Z"
        );
        for (json, want) in [
            ("\"2026-11-21T19:06:02\"", "missing-offset"),
            ("\"2026-11-21\"", "missing-offset"),
            ("\"tomorrow\"", "bad-time"),
            ("\"1066-10-14T09:00:00Z\"", "implausible-time"),
        ] {
            let error = read::<When>(json).unwrap_err();
            assert!(error.starts_with(want), "{json}: {error}");
        }
    }

    #[test]
    fn texts_are_borrowed_and_bounded() {
        assert!(matches!(read::<Text<'_, 4>>("\"门店一二\"").unwrap().0, Cow::Borrowed(_)));
        for json in ["\"\"", "\" a\"", "\"a\\u0007\"", "\"门店一二三\""] {
            assert!(read::<Text<'_, 4>>(json).is_err(), "{json}");
        }
    }
}
