//! What a check has to say, with the line of the document and a caret below the place.

use crate::text::text;
use std::fmt::Write;
use tessera_engine::program::{Diagnostic, Position, Severity};
use tessera_engine::values::Lang;
use unicode_width::UnicodeWidthStr;

/// One diagnostic as it stands in a report.
///
/// ```text
/// error[unknown-key] shop.toml:12:3  rules[0].give.raet
///    12 | give = { raet = 1 }
///       |          ^
///   There is no key `raet` here.
///   Write `rate`.
/// ```
pub(crate) fn diagnostic(file: &str, document: &str, said: &Diagnostic, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write!(out, "{}[{}] {file}", severity(said.severity, lang), said.code.as_str());
    if let Some(Position { line, column }) = said.position {
        let _ = write!(out, ":{line}:{column}");
    }
    if !said.path.is_empty() {
        let _ = write!(out, "  {}", said.path);
    }
    out.push('\n');
    let line = said.position.and_then(|at| {
        let line = document.lines().nth(usize::try_from(at.line).ok()?.checked_sub(1)?)?;
        Some((at, line.trim_end()))
    });
    if let Some((Position { line, column }, written)) = line {
        let before: String = written.chars().take(column.saturating_sub(1) as usize).collect();
        // A tab stays a tab, so that the caret stands where the terminal puts the character.
        let pad: String = match before.contains('\t') {
            true => before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect(),
            false => " ".repeat(before.width()),
        };
        let _ = writeln!(out, "{line:>5} | {written}\n      | {pad}^");
    }
    let _ = write!(out, "  {}\n  {}", said.reason.get(lang), said.remedy.get(lang));
    out
}

/// A severity in words.
fn severity(severity: Severity, lang: Lang) -> String {
    let words = match severity {
        Severity::Error => text!("错误", "error"),
        Severity::Warning => text!("警告", "warning"),
        Severity::Note => text!("提示", "note"),
    };
    words.get(lang).to_owned()
}

/// A diagnostic for machines.
pub(crate) fn diagnostic_json(said: &Diagnostic) -> serde_json::Value {
    serde_json::json!({
        "severity": said.severity.as_str(),
        "code": said.code.as_str(),
        "line": said.position.map(|at| at.line),
        "column": said.position.map(|at| at.column),
        "path": said.path,
        "reason": { "zh": said.reason.zh, "en": said.reason.en },
        "remedy": { "zh": said.remedy.zh, "en": said.remedy.en },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tessera_engine::program::{Code, Text};

    #[test]
    fn the_caret_stands_below_the_place() {
        let said = Diagnostic {
            severity: Severity::Error,
            code: Code::UnknownKey,
            position: Some(Position { line: 2, column: 12 }),
            path: "program.x".into(),
            reason: Text::new("没有键 x。", "There is no key `x`."),
            remedy: Text::new("删去它。", "Remove it."),
        };
        let document = "[program]\nname=\"常客\", x = 1\n";
        assert_eq!(
            diagnostic("a.toml", document, &said, Lang::Zh),
            "错误[unknown-key] a.toml:2:12  program.x\n    2 | name=\"常客\", x = 1\n      |              ^\n  没有键 x。\n  删去它。"
        );
    }
}
