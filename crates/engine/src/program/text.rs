//! Texts in both languages.

use super::Text;
use crate::values::Lang;

impl Text {
    /// A text from its two languages.
    pub fn new(zh: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// The same words in both languages: a name or a number.
    pub fn same(text: &str) -> Self {
        Self::new(text, text)
    }
}

/// A [`Text`] from two format strings that capture the same names: the Chinese one first.
macro_rules! both {
    ($zh:literal, $en:literal) => {
        $crate::program::Text::new(format!($zh), format!($en))
    };
}
pub(crate) use both;

/// The candidate that a mistyped name most likely meant, if one is near enough.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let keys = ["rate", "bands", "units", "multiply"];
        assert_eq!(nearest("raet", keys), Some("rate"));
        assert_eq!(nearest("Multipy", keys), Some("multiply"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
