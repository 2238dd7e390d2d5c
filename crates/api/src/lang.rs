//! The two languages that people are answered in.

use axum::http::{HeaderMap, header};

/// A language of texts for people. Chinese first: it is what a caller gets who asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese, `zh-CN`.
    #[default]
    Zh,
    /// English, `en`.
    En,
}

impl Lang {
    /// The tag for `Content-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language that `Accept-Language` asks for: of the ranges that name one of ours, the one with the greatest weight, the first
    /// at a tie. `*` and what we do not speak fall back to Chinese.
    pub(crate) fn asked(headers: &HeaderMap) -> Self {
        let Some(header) = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else {
            return Self::default();
        };
        let mut best = (Self::default(), 0);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let language = match parts.next().map(str::trim).and_then(|tag| tag.split('-').next()) {
                Some(tag) if tag.eq_ignore_ascii_case("zh") => Self::Zh,
                Some(tag) if tag.eq_ignore_ascii_case("en") => Self::En,
                _ => continue,
            };
            let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1000, thousandths);
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }
}

impl From<Lang> for tessera_engine::values::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// A weight such as `0.85` in thousandths; what cannot be read counts as 1.
fn thousandths(weight: &str) -> u32 {
    let Some(fraction) = weight.trim().strip_prefix('0') else { return 1000 };
    let digits = fraction.strip_prefix('.').unwrap_or_default();
    format!("{digits:0<3.3}").parse().unwrap_or(1000)
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Said {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn in_(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        for (header, want) in [
            ("", Lang::Zh),
            ("*", Lang::Zh),
            ("de", Lang::Zh),
            ("en", Lang::En),
            ("en-GB,en;q=0.9", Lang::En),
            ("de,en;q=0.5", Lang::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("zh;q=0.2, EN-us;q=0.75", Lang::En),
            ("en;q=0", Lang::Zh),
            ("en;q=0.001, zh;q=0", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, header.parse().unwrap());
            assert_eq!(Lang::asked(&headers), want, "{header:?}");
        }
    }
}
