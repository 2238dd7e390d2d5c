//! What every command gets: the language, the clock and the source of ids.

use crate::world::{SystemClock, SystemIds};
use std::sync::Arc;
use tessera_app::{Clock, IdSource};
use tessera_engine::program::Text;
use tessera_engine::values::Lang;

/// See the module.
pub(crate) struct Context {
    /// The language of reports and errors.
    pub(crate) lang: Lang,
    /// The clock.
    pub(crate) clock: Arc<dyn Clock>,
    /// The source of ids and secrets.
    pub(crate) ids: Arc<dyn IdSource>,
}

impl Context {
    /// The process's own.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, clock: Arc::new(SystemClock), ids: Arc::new(SystemIds) }
    }

    /// The text in the language of the run.
    pub(crate) fn say<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }
}
