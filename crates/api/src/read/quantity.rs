//! Quantities of goods in requests.

use super::scalar::out_of_range;
use crate::problem::codes;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;
use tessera_engine::values::Quantity;

/// A quantity of goods: whole pieces as an integer, or a text with up to three decimals. Never below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QuantityText(pub(crate) Quantity);

/// The largest quantity accepted, in thousandths: a thousand million pieces.
const MAX_QUANTITY: i64 = 1_000_000_000_000;

impl<'de> Deserialize<'de> for QuantityText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = QuantityText;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer or a string")
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
                let thousandths = i64::try_from(number).unwrap_or(i64::MAX).saturating_mul(1000);
                in_range(thousandths).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
                in_range(number.saturating_mul(1000)).map_err(E::custom)
            }
            fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
                Err(E::custom(codes::BAD_QUANTITY.name))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                let thousandths = thousandths(text).ok_or_else(|| E::custom(codes::BAD_QUANTITY.name))?;
                in_range(thousandths).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

fn in_range(thousandths: i64) -> Result<QuantityText, String> {
    if (0..=MAX_QUANTITY).contains(&thousandths) {
        Ok(QuantityText(Quantity(thousandths)))
    } else {
        Err(out_of_range(0, MAX_QUANTITY / 1000))
    }
}

/// `12`, `0.5` or `0.454` in thousandths.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, longest| {
        (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, 10) || !digits(fraction, 3) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 1000 + format!("{fraction:0<3}").parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_exact() {
        for (json, want) in [
            ("2", Some(2000)),
            ("\"0.454\"", Some(454)),
            ("\"1.5\"", Some(1500)),
            ("\"12\"", Some(12_000)),
            ("0", Some(0)),
            ("-1", None),
            ("0.5", None),
            ("\"-0.5\"", None),
            ("\"0.4545\"", None),
            ("\".5\"", None),
            ("\"1.\"", None),
            ("1000000001", None),
            ("18446744073709551615", None),
        ] {
            assert_eq!(
                serde_json::from_str::<QuantityText>(json).ok().map(|quantity| quantity.0.0),
                want,
                "{json}"
            );
        }
    }
}
