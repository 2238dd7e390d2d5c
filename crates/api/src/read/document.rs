//! Program documents in requests.

use crate::problem::codes;
use serde::de::{self, Deserialize, Deserializer};
use serde_json::value::RawValue;
use utoipa::openapi::{ObjectBuilder, OneOfBuilder, Schema, Type};

/// A program document: TOML in a text, or a JSON object, which is kept as it was written. The check of programs sees the order of its keys,
/// a key that stands twice, and the digits of its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document(String);

impl Document {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let read = match raw.get().as_bytes().first() {
            Some(b'{') => Some(raw.get().into()),
            Some(b'"') => serde_json::from_str(raw.get()).ok(),
            _ => None,
        };
        let good = read.filter(|text: &String| !text.trim().is_empty());
        good.map(Self).ok_or_else(|| de::Error::custom(codes::BAD_DOCUMENT.name))
    }
}

/// What [`Document`] reads.
pub(crate) fn document_schema() -> Schema {
    let kind = |kind| ObjectBuilder::new().schema_type(kind);
    Schema::OneOf(OneOfBuilder::new().item(kind(Type::String)).item(kind(Type::Object)).build())
}
