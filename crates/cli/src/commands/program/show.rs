//! `tessera program show`.

use super::document;
use crate::context::Context;
use crate::database::{Creation, Database, Place};
use crate::exit::{Failure, Outcome};
use crate::output::{self, Align, Table, program_json, sentences, sentences_json};
use crate::text::text;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use tessera_engine::program::read;
use tessera_store::ProgramRow;

/// Show a program in sentences, or as the document it is · 用句子或原文显示会员计划
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A program (TOML or JSON); without it, the published ones are shown
    #[arg(conflicts_with = "version", required_unless_present = "db")]
    file: Option<PathBuf>,
    /// The data folder
    #[arg(long, value_name = "DIR", env = "TESSERA_DB", hide_env_values = true)]
    db: Option<Place>,
    /// A published version; without it, all are listed and the newest is shown
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

/// How a program is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// In sentences.
    #[default]
    Text,
    /// As the document it is.
    Toml,
    /// For machines: the sentences with their places, and what is known of the version.
    Json,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    match (&arguments.file, &arguments.db) {
        (Some(file), _) => show(context, arguments.format, &document(file)?, None)?,
        (None, Some(db)) => published(context, arguments, db)?,
        // clap asks for one of them.
        (None, None) => {}
    }
    Ok(Outcome::Done)
}

fn published(context: &Context, arguments: &Arguments, db: &Place) -> Result<(), Failure> {
    let rows = Database::new(db, Creation::Refused).run(context, async |app| Ok(app.programs().await?))?;
    let row = match arguments.version {
        Some(version) => rows.iter().find(|row| row.version == version),
        None => rows.last(),
    };
    let Some(row) = row else {
        let versions = rows.len();
        return Err(Failure::input(match arguments.version {
            Some(version) => text!(
                "没有第 {version} 版；已发布 {versions} 版",
                "there is no version {version}; {versions} are published"
            ),
            None => text!(
                "还没有发布会员计划：用 tessera program publish 发布",
                "no program is published yet: do so with `tessera program publish`"
            ),
        }));
    };
    if arguments.version.is_none() && arguments.format == Form::Text {
        output::print(format_args!("{}\n", versions(context, &rows)))?;
    }
    show(context, arguments.format, &row.document, Some(row))
}

fn show(context: &Context, form: Form, document: &str, row: Option<&ProgramRow>) -> Result<(), Failure> {
    if form == Form::Toml {
        return output::print(document.trim_end());
    }
    let checked = read(document);
    let Some(program) = checked.program else {
        return Err(Failure::input(text!(
            "文档有错误：用 tessera program check 查看",
            "the document has errors: see them with `tessera program check`"
        )));
    };
    match form {
        Form::Json => {
            let mut value = row.map_or_else(|| serde_json::json!({}), program_json);
            value["sentences"] = sentences_json(&program);
            output::print_json(&value)
        }
        _ => output::print(sentences(&program, context.lang)),
    }
}

fn versions(context: &Context, rows: &[ProgramRow]) -> Table {
    let heads = [
        (text!("版本", "version"), Align::Right),
        (text!("生效", "in force from"), Align::Left),
        (text!("发布", "published"), Align::Left),
        (text!("发布人", "by"), Align::Left),
        (text!("备注", "note"), Align::Left),
    ];
    let mut table = Table::new(heads.iter().map(|(head, align)| (context.say(head), *align)));
    for row in rows {
        table.row([
            row.version.to_string(),
            row.starts_at.to_string(),
            row.published_at.to_string(),
            row.published_by.to_string(),
            row.note.as_deref().unwrap_or("–").to_owned(),
        ]);
    }
    table
}
