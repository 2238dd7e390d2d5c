//! Programs that run as they are, to start from.

use super::{Program, read};

/// A program that runs as it is.
#[derive(Debug)]
pub struct Preset {
    /// Its name: the code that its document gives the program.
    pub name: &'static str,
    /// What it does in a sentence, in Chinese.
    pub about_zh: &'static str,
    /// What it does in a sentence, in English.
    pub about_en: &'static str,
    /// Its document.
    pub document: &'static str,
}

/// All of them, the simplest first.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "flat",
        about_zh: "1 元 1 积分，满 200 加赠，注册与签到有礼，每日封顶，100 积分抵 1 元，次年清零。",
        about_en: "A point per yuan, a bonus from 200 on, joining and check-ins, a daily cap, yearly reset.",
        document: include_str!("../../../../programs/flat.toml"),
    },
    Preset {
        name: "banded",
        about_zh: "一单越大每元越多，兑得越多越划算，过期结转一半，按累计消费分四级。",
        about_en: "Larger orders earn more per yuan, larger redemptions are better value, four tiers by spend.",
        document: include_str!("../../../../programs/banded.toml"),
    },
    Preset {
        name: "growth",
        about_zh: "积分与成长值两本账：成长值定等级，黄金 1.2 倍、钻石 1.5 倍积分。",
        about_en: "Points beside growth value, which sets the tier; gold earns 1.2 and diamond 1.5 times.",
        document: include_str!("../../../../programs/growth.toml"),
    },
];

impl Preset {
    /// The preset of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The checked form.
    pub fn program(&self) -> Program {
        // The documents are part of the executable; the test below reads each of them.
        read(self.document).program.expect("a preset is a program")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Severity, check};

    #[test]
    fn every_preset_passes_the_check_without_a_warning() {
        for preset in PRESETS {
            let checked = check(preset.document);
            let fine = checked.diagnostics.iter().all(|said| said.severity == Severity::Note);
            assert!(checked.program.is_some() && fine, "{}: {:?}", preset.name, checked.diagnostics);
            assert_eq!(&*preset.program().code, preset.name);
            assert_eq!(Preset::find(preset.name).map(|found| found.name), Some(preset.name));
        }
        assert!(Preset::find("nothing").is_none());
    }
}
