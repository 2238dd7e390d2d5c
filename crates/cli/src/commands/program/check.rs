//! `tessera program check`.

use super::document;
use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::output::{self, ReportFormat, diagnostic, diagnostic_json, sentences, sentences_json};
use crate::text::text;
use clap::Args;
use std::path::PathBuf;
use tessera_engine::program::{Checked, Diagnostic, Position, Severity, check};

/// Check a program: errors, warnings, its worked examples, and what it says in sentences · 检查会员计划
///
/// Exit code 1 if there are errors; with --strict also if there are warnings.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The program (TOML or JSON)
    file: PathBuf,
    /// Fail on warnings, too
    #[arg(long)]
    strict: bool,
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let text = document(&arguments.file)?;
    let checked = check(&text);
    let bad = |severity| checked.diagnostics.iter().any(|said| said.severity == severity);
    let failed =
        checked.program.is_none() || bad(Severity::Error) || arguments.strict && bad(Severity::Warning);
    match arguments.format {
        ReportFormat::Text => show(context, arguments, &text, &checked)?,
        ReportFormat::Json => output::print_json(&serde_json::json!({
            "ok": !failed,
            "diagnostics": checked.diagnostics.iter().map(diagnostic_json).collect::<Vec<_>>(),
            "sentences": checked.program.as_ref().map(sentences_json),
        }))?,
        ReportFormat::Csv => {
            let columns = ["severity", "code", "line", "column", "path", "reason", "remedy"];
            output::print_rows(columns, checked.diagnostics.iter().map(|said| row(context, said)))?;
        }
    }
    Ok(if failed { Outcome::Found } else { Outcome::Done })
}

fn row(context: &Context, said: &Diagnostic) -> [String; 7] {
    let place = |number: fn(&Position) -> u32| {
        said.position.as_ref().map_or_else(String::new, |at| number(at).to_string())
    };
    [
        said.severity.as_str().into(),
        said.code.as_str().into(),
        place(|at| at.line),
        place(|at| at.column),
        said.path.to_string(),
        context.say(&said.reason).into(),
        context.say(&said.remedy).into(),
    ]
}

fn show(context: &Context, arguments: &Arguments, text: &str, checked: &Checked) -> Result<(), Failure> {
    let file = arguments.file.display().to_string();
    for said in &checked.diagnostics {
        output::print(format_args!("{}\n", diagnostic(&file, text, said, context.lang)))?;
    }
    if let Some(program) = &checked.program {
        output::print(format_args!("{}\n", sentences(program, context.lang)))?;
    }
    let count = |severity| checked.diagnostics.iter().filter(|said| said.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if checked.program.is_none() {
        return output::print(context.say(&text!(
            "{file}：{errors} 处错误，{warnings} 处警告。改正错误后再检查一次。",
            "{file}: {errors} errors, {warnings} warnings. Mend the errors and check again."
        )));
    }
    output::print(context.say(&text!(
        "{file}：没有错误，{warnings} 处警告；算例全部算对。",
        "{file}: no errors, {warnings} warnings; all worked examples came out."
    )))
}
