//! Texts in both languages, written side by side.

/// A [`Text`](tessera_engine::program::Text) from two format strings, Chinese first.
///
/// ```ignore
/// let path = "a.csv";
/// text!("读不了 {path}", "cannot read {path}")
/// ```
macro_rules! text {
    ($zh:literal, $en:literal $(,)?) => {
        tessera_engine::program::Text { zh: format!($zh).into(), en: format!($en).into() }
    };
}
pub(crate) use text;
