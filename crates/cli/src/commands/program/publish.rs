//! `tessera program publish`.

use super::document;
use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::instant::{self, Moment};
use crate::output::{self, Format, diagnostic, program_json};
use crate::text::text;
use clap::Args;
use std::path::PathBuf;
use tessera_app::Publication;
use tessera_engine::program::{Severity, check};

/// Publish a program: from its start on it decides what is earned and spent · 发布会员计划
///
/// The first version of a new data folder may start in the past, so that a history can be imported under it. Later versions must start
/// after everything that is recorded: no order is ever decided under two versions.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The program (TOML or JSON)
    file: PathBuf,
    #[command(flatten)]
    db: DbArgument,
    /// From when on it is in force: a time with its offset, or `now`
    #[arg(long, value_name = "INSTANT", default_value = "now", value_parser = instant::parse)]
    starts: Moment,
    /// A note for those who come later
    #[arg(long)]
    note: Option<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME", default_value = "cli", env = "TESSERA_BY", hide_env_values = true)]
    by: String,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let text = document(&arguments.file)?;
    let file = arguments.file.display().to_string();
    let checked = check(&text);
    for said in &checked.diagnostics {
        output::note(&format!("{}\n", diagnostic(&file, &text, said, context.lang)));
    }
    if checked.program.is_none() || checked.diagnostics.iter().any(|said| said.severity == Severity::Error) {
        output::note(
            context.say(&text!("{file} 有错误，没有发布。", "{file} has errors and was not published.")),
        );
        return Ok(Outcome::Found);
    }
    let publication = Publication {
        document: text.into(),
        starts_at: arguments.starts.by(&*context.clock),
        by: arguments.by.into(),
        note: arguments.note.map(Into::into),
    };
    let row = Database::new(&arguments.db.db, Creation::Allowed)
        .run(context, async |app| Ok(app.publish(publication).await?))?;
    match arguments.format {
        Format::Json => output::print_json(&program_json(&row))?,
        Format::Text => {
            let (version, starts_at) = (row.version, row.starts_at);
            output::print(context.say(&text!(
                "{file} 已发布为第 {version} 版，自 {starts_at} 起生效。",
                "{file} is published as version {version}, in force from {starts_at}."
            )))?;
        }
    }
    if row.version == 1 && arguments.starts == Moment::Now {
        output::note(context.say(&text!(
            "此前的订单无法导入。要导入历史订单，请另建数据目录，发布时用早于第一张订单的 --starts",
            "Orders from before now cannot be imported. For a history, publish into a new data folder with a --starts before its first order"
        )));
    }
    Ok(Outcome::Done)
}
