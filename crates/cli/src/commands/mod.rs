//! One file a command: what it takes, and the one use case it calls.

mod backtest;
mod backup;
mod completions;
mod copy;
mod demo;
mod explain;
mod export;
mod import;
mod key;
mod owner_link;
mod program;
mod rotate_vault_key;
mod serve;
mod verify;

use crate::context::Context;
use crate::exit::{Failure, Outcome};
use clap::Subcommand;

/// What `tessera` can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Demo(demo::Arguments),
    Serve(serve::Arguments),
    Program(program::Arguments),
    Backtest(backtest::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    Explain(explain::Arguments),
    Verify(verify::Arguments),
    Backup(backup::Arguments),
    Copy(copy::Arguments),
    Key(key::Arguments),
    OwnerLink(owner_link::Arguments),
    RotateVaultKey(rotate_vault_key::Arguments),
    Completions(completions::Arguments),
}

/// Runs a command.
pub(crate) fn run(command: Command, context: &Context) -> Result<Outcome, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(arguments, context),
        Command::Serve(arguments) => serve::run(arguments, context),
        Command::Program(arguments) => program::run(arguments, context),
        Command::Backtest(arguments) => backtest::run(arguments, context),
        Command::Export(arguments) => export::run(arguments, context),
        Command::Import(arguments) => import::run(arguments, context),
        Command::Explain(arguments) => explain::run(arguments, context),
        Command::Verify(arguments) => verify::run(arguments, context),
        Command::Backup(arguments) => backup::run(&arguments, context),
        Command::Copy(arguments) => copy::run(arguments, context),
        Command::Key(arguments) => key::run(arguments, context),
        Command::OwnerLink(arguments) => owner_link::run(arguments, context),
        Command::RotateVaultKey(arguments) => rotate_vault_key::run(arguments, context),
        Command::Completions(arguments) => completions::run(arguments),
    }
}
