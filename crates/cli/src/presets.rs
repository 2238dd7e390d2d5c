//! The programs that come with the executable.

use crate::text::text;
use tessera_engine::program::{Program, Text, read};

/// A program that runs as it is.
pub(crate) struct Preset {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// Its document.
    pub(crate) document: &'static str,
}

/// All of them, the simplest first.
pub(crate) const PRESETS: &[Preset] = &[
    Preset { name: "flat", document: include_str!("../../../programs/flat.toml") },
    Preset { name: "banded", document: include_str!("../../../programs/banded.toml") },
    Preset { name: "growth", document: include_str!("../../../programs/growth.toml") },
];

/// What the documents name in their first line, so that editors complete and check them.
pub(crate) const SCHEMA_FILE: &str = "program.schema.json";

/// The preset of this name, or the names there are.
pub(crate) fn find(name: &str) -> Result<&'static Preset, Text> {
    PRESETS.iter().find(|preset| preset.name == name).ok_or_else(|| {
        let known: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        let known = known.join(", ");
        text!("没有预设“{name}”；可选：{known}", "there is no preset `{name}`; there are {known}")
    })
}

impl Preset {
    /// The checked form.
    pub(crate) fn program(&self) -> Program {
        // The gates check every preset; a test below does it here.
        read(self.document).program.expect("presets are checked when they are built in")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tessera_engine::program::check;

    #[test]
    fn presets_are_without_errors_and_warnings() {
        for preset in PRESETS {
            let checked = check(preset.document);
            assert!(checked.program.is_some(), "{}: {:?}", preset.name, checked.diagnostics);
            assert_eq!(&*preset.program().code, preset.name);
        }
    }
}
