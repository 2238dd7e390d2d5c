//! A program in sentences.

use crate::text::text;
use std::fmt::Write;
use tessera_engine::program::Program;
use tessera_engine::program::describe::{Described, Subject, describe};
use tessera_engine::stores::StoreNames;
use tessera_engine::values::Lang;

/// Everything a program says, one paragraph for each of its parts.
pub(crate) fn sentences(program: &Program, lang: Lang) -> String {
    let mut out = String::new();
    for part in describe(program, &StoreNames::default()) {
        let (title, label) = (title(&part, lang), part.label.get(lang));
        // Writing to a string cannot fail.
        let _ = match label.is_empty() || label == &*part.name {
            true => writeln!(out, "{title}"),
            false => writeln!(out, "{title} · {label}"),
        };
        for sentence in &part.sentences {
            let _ = writeln!(out, "  {}{}", sentence.text.get(lang), text!("。", ".").get(lang));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The name of a subject in words.
fn title(part: &Described, lang: Lang) -> String {
    let subject = match part.subject {
        Subject::Program => text!("会员计划", "program"),
        Subject::Wallet => text!("账户", "wallet"),
        Subject::Rule => text!("规则", "rule"),
        Subject::Cap => text!("上限", "cap"),
        Subject::Tier => text!("等级", "tier"),
    };
    let subject = subject.get(lang);
    if part.name.is_empty() { subject.to_owned() } else { format!("{subject} {}", part.name) }
}

/// The same for machines: `path` and both languages.
pub(crate) fn sentences_json(program: &Program) -> serde_json::Value {
    let sentence = |path: &str, text: &tessera_engine::program::Text| serde_json::json!({ "path": path, "zh": text.zh, "en": text.en });
    describe(program, &StoreNames::default())
        .iter()
        .flat_map(|part| &part.sentences)
        .map(|said| sentence(&said.path, &said.text))
        .collect()
}
