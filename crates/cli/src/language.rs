//! Which language reports and errors are in.
//!
//! `--lang` or `TESSERA_LANG` decides. Where neither is set, the locale does, as POSIX orders its variables: the first of
//! `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty. A locale that begins with `zh` means Chinese, any other English.
//! Help texts are in English with a Chinese summary, whatever the language.

use clap::ValueEnum;
use tessera_engine::values::Lang;

/// A language on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangArgument {
    /// 简体中文
    Zh,
    /// English
    En,
}

/// The language asked for, or the one of the locale.
pub(crate) fn choose(asked: Option<LangArgument>) -> Lang {
    match asked {
        Some(LangArgument::Zh) => Lang::Zh,
        Some(LangArgument::En) => Lang::En,
        None => of_locale(|name| std::env::var(name).ok()),
    }
}

fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()))
        .unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides_where_nobody_asks() {
        let check = |variables: &[(&str, &str)], want: Lang| {
            let found = of_locale(|name| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
            });
            assert_eq!(found, want, "{variables:?}");
        };
        check(&[], Lang::En);
        check(&[("LANG", "zh_CN.UTF-8")], Lang::Zh);
        check(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")], Lang::En);
        check(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], Lang::Zh);
        check(&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "zh_TW")], Lang::Zh);
    }
}
