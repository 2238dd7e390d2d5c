//! `/v1/imports`.

pub(super) mod cancel;
pub(super) mod create;
pub(super) mod get;
pub(super) mod list;
pub(super) mod preview;
pub(super) mod rejected;

use crate::Lang;

/// What the application calls such jobs.
const KIND: &str = "import";

/// The language as the engine calls it.
fn lang(lang: Lang) -> tessera_engine::values::Lang {
    match lang {
        Lang::Zh => tessera_engine::values::Lang::Zh,
        Lang::En => tessera_engine::values::Lang::En,
    }
}
