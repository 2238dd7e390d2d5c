//! What programs are written with: presets to start from, and the names of conditions.

use super::label;
use crate::Lang;
use serde::Serialize;
use tessera_engine::condition::{Example, Place, Word};
use tessera_engine::program::presets::Preset;
use utoipa::ToSchema;

/// A program to start from 预设.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PresetItem {
    /// Its name, which is the code of its program.
    #[schema(example = "flat")]
    name: &'static str,
    /// What people call it.
    #[schema(example = "零售基础")]
    label: String,
    /// What it does, in a sentence.
    about: &'static str,
    /// The document, as TOML.
    document: &'static str,
}

impl PresetItem {
    pub(crate) fn of(preset: &Preset, lang: Lang) -> Self {
        Self {
            name: preset.name,
            label: label(&preset.program().name, lang),
            about: match lang {
                Lang::Zh => preset.about_zh,
                Lang::En => preset.about_en,
            },
            document: preset.document,
        }
    }
}

/// A name that conditions may use.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConditionName {
    /// How conditions write it.
    #[schema(example = "order.amount")]
    name: String,
    /// What people call it.
    #[schema(example = "订单金额")]
    label: String,
    /// What it holds: `money` (in the main unit: 19.9), `whole`, `quantity` (up to three decimals), `date` (as a text: "2026-11-11"), `text`, `tier`, `list` of texts, `flag`.
    #[schema(example = "money")]
    r#type: &'static str,
    /// Where it is there: in rules on an `order`, where a rule selects a `line`, in rules on a `join` or an `activity`.
    #[schema(value_type = Vec<String>, example = json!(["order", "line"]))]
    places: Vec<&'static str>,
    /// How it is compared, the most used first.
    #[schema(value_type = Vec<String>, example = json!([">=", "<="]))]
    operators: Vec<&'static str>,
    /// An example for each operator; none of tiers where the program in force has none.
    examples: Vec<ConditionExample>,
}

/// An example of a comparison.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConditionExample {
    /// How it compares.
    #[schema(example = ">=")]
    operator: &'static str,
    /// As it is written.
    #[schema(example = "order.amount >= 200")]
    condition: String,
    /// In words.
    #[schema(example = "订单金额不低于 200.00")]
    sentence: String,
}

impl ConditionName {
    pub(crate) fn of(word: Word, lang: Lang) -> Self {
        let example = |Example { operator, condition, sentence }: Example| ConditionExample {
            operator: operator.as_str(),
            condition,
            sentence: label(&sentence, lang),
        };
        Self {
            name: word.name,
            label: label(&word.label, lang),
            r#type: word.holds.as_str(),
            places: word.places.into_iter().map(Place::as_str).collect(),
            operators: word.holds.operators().iter().map(|operator| operator.as_str()).collect(),
            examples: word.examples.into_iter().map(example).collect(),
        }
    }
}
