//! The two languages that Tessera speaks to people.

use tessera_engine::program::Text;

/// A language for people. Machines read codes, which are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The text in this language.
    pub fn of(self, text: &Text) -> &str {
        match self {
            Self::Zh => &text.zh,
            Self::En => &text.en,
        }
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A text in both languages.
pub fn text(zh: impl Into<Box<str>>, en: impl Into<Box<str>>) -> Text {
    Text { zh: zh.into(), en: en.into() }
}
