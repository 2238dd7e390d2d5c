//! `tessera program presets`.

use crate::context::Context;
use crate::exit::{Failure, Outcome};
use crate::output::{self, Align, Table};
use crate::presets::{SCHEMA_FILE, find};
use crate::text::text;
use clap::Args;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use tessera_engine::program::presets::{PRESETS, Preset};
use tessera_engine::program::schema::json_schema_text;

/// List the programs that come with tessera, or write one to start from · 列出预设计划，或写出一份作起点
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The preset to print; without it, all are listed
    name: Option<String>,
    /// Write it to this file, with the JSON Schema for editors beside it
    #[arg(long, value_name = "FILE", requires = "name")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    match (&arguments.name, &arguments.out) {
        (None, _) => list(context)?,
        (Some(name), None) => output::print(find(name).map_err(Failure::input)?.document.trim_end())?,
        (Some(name), Some(out)) => write(context, find(name).map_err(Failure::input)?, out)?,
    }
    Ok(Outcome::Done)
}

fn list(context: &Context) -> Result<(), Failure> {
    let heads = [text!("预设", "preset"), text!("名称", "what it is")];
    let mut table = Table::new(heads.iter().map(|head| (context.say(head), Align::Left)));
    for preset in PRESETS {
        table.row([preset.name.to_owned(), context.say(&preset.program().name).to_owned()]);
    }
    output::print(table)?;
    output::print(context.say(&text!(
        "用 tessera program presets 名称 --out 文件 写出一份，再改成自己的。",
        "Write one with `tessera program presets NAME --out FILE` and make it yours."
    )))
}

fn write(context: &Context, preset: &Preset, out: &Path) -> Result<(), Failure> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(out).map_err(|error| {
        if error.kind() != std::io::ErrorKind::AlreadyExists {
            return Failure::writing(out, &error);
        }
        let path = out.display();
        Failure::input(text!(
            "{path} 已存在，不会覆盖；--out 请写新的文件名",
            "{path} is there already and is not overwritten: give --out another name"
        ))
    })?;
    file.write_all(preset.document.as_bytes()).map_err(|error| Failure::writing(out, &error))?;
    let schema = out.with_file_name(SCHEMA_FILE);
    match OpenOptions::new().write(true).create_new(true).open(&schema) {
        Ok(mut file) => file.write_all(json_schema_text().as_bytes()),
        // It may be somebody's own; `program schema` prints the one of this version.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
    .map_err(|error| Failure::writing(&schema, &error))?;
    let path = out.display();
    output::print(context.say(&text!(
        "已写出 {path}。检查：tessera program check {path}",
        "Wrote {path}. Check it with `tessera program check {path}`."
    )))
}
