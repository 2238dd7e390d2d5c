//! `tessera program diff`.

use super::document;
use crate::context::Context;
use crate::database::{Creation, Database, Place};
use crate::exit::{Failure, Outcome};
use crate::output::{self, ReportFormat};
use crate::text::text;
use clap::Args;
use std::path::Path;
use tessera_engine::program::{Change, Program, Text, diff, read};

/// Say in sentences what changes from one program to another · 用句子说明两份计划的差别
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A program (TOML or JSON), or the number of a published version
    before: String,
    /// The same
    after: String,
    /// The data folder that version numbers mean
    #[arg(long, value_name = "DIR", env = "TESSERA_DB", hide_env_values = true)]
    db: Option<Place>,
    /// Exit with 1 if there is a difference
    #[arg(long)]
    exit_code: bool,
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let before = side(context, &arguments.before, arguments.db.as_ref())?;
    let after = side(context, &arguments.after, arguments.db.as_ref())?;
    let changes = diff(&before, &after);
    match arguments.format {
        ReportFormat::Json => output::print_json(&changes.iter().map(json).collect::<Vec<_>>())?,
        ReportFormat::Csv => {
            let side = |side: &Option<Text>| side.as_ref().map_or("", |text| context.say(text)).to_owned();
            let row = |change: &Change| [change.path.to_string(), side(&change.before), side(&change.after)];
            output::print_rows(["path", "before", "after"], changes.iter().map(row))?;
        }
        ReportFormat::Text if changes.is_empty() => {
            output::print(context.say(&text!("两份计划说的一样。", "Both say the same.")))?;
        }
        ReportFormat::Text => {
            for change in &changes {
                output::print(format_args!("{}\n  {}", change.path, context.say(&change.sentence())))?;
            }
        }
    }
    Ok(if arguments.exit_code && !changes.is_empty() { Outcome::Found } else { Outcome::Done })
}

/// A file of this name, or a published version of this number.
fn side(context: &Context, name: &str, db: Option<&Place>) -> Result<Program, Failure> {
    let path = Path::new(name);
    let text = match (name.parse::<u32>(), db) {
        (Ok(version), Some(db)) if !path.exists() => published(context, version, db)?,
        (Ok(version), None) if !path.exists() => {
            return Err(Failure::input(text!(
                "{version} 是版本号：请用 --db 指明数据库",
                "{version} is the number of a version: say of which database with --db"
            )));
        }
        _ => document(path)?,
    };
    read(&text).program.ok_or_else(|| {
        Failure::input(text!(
            "{name} 有错误：用 tessera program check 查看",
            "{name} has errors: see them with `tessera program check`"
        ))
    })
}

fn published(context: &Context, version: u32, db: &Place) -> Result<String, Failure> {
    let rows = Database::new(db, Creation::Refused).run(context, async |app| Ok(app.programs().await?))?;
    let versions = rows.len();
    let row = rows.into_iter().find(|row| row.version == version);
    row.map(|row| row.document.into()).ok_or_else(|| {
        Failure::input(text!(
            "没有第 {version} 版；已发布 {versions} 版",
            "there is no version {version}; {versions} are published"
        ))
    })
}

fn json(change: &Change) -> serde_json::Value {
    let side =
        |text: &Option<Text>| text.as_ref().map(|text| serde_json::json!({ "zh": text.zh, "en": text.en }));
    serde_json::json!({
        "path": change.path,
        "before": side(&change.before),
        "after": side(&change.after),
    })
}
