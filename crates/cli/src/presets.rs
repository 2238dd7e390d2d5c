//! The programs that come with the executable, as the command line names them.

use crate::text::text;
use tessera_engine::program::Text;
use tessera_engine::program::presets::{PRESETS, Preset};

/// What the documents name in their first line, so that editors complete and check them.
pub(crate) const SCHEMA_FILE: &str = "program.schema.json";

/// The preset of this name, or the names there are.
pub(crate) fn find(name: &str) -> Result<&'static Preset, Text> {
    Preset::find(name).ok_or_else(|| {
        let known: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        let known = known.join(", ");
        text!("没有预设“{name}”；可选：{known}", "there is no preset `{name}`; there are {known}")
    })
}
