//! `tessera program`: check, publish, show and compare the rules of the shop.

mod check;
mod diff;
mod presets;
mod publish;
mod schema;
mod show;

use crate::context::Context;
use crate::exit::{Failure, Outcome};
use clap::{Args, Subcommand};
use std::path::Path;

/// Check, publish, show and compare programs · 检查、发布、查看、比较会员计划
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(check::Arguments),
    Publish(publish::Arguments),
    Show(show::Arguments),
    Diff(diff::Arguments),
    Presets(presets::Arguments),
    /// Print the JSON Schema that makes editors complete and check programs · 输出 JSON Schema
    Schema,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    match arguments.action {
        Action::Check(arguments) => check::run(&arguments, context),
        Action::Publish(arguments) => publish::run(arguments, context),
        Action::Show(arguments) => show::run(&arguments, context),
        Action::Diff(arguments) => diff::run(&arguments, context),
        Action::Presets(arguments) => presets::run(&arguments, context),
        Action::Schema => schema::run(),
    }
}

/// The text of a document.
pub(in crate::commands) fn document(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::reading(path, &error))
}
