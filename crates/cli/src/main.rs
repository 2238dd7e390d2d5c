//! The `tessera` executable: the only place that knows the whole house. It picks the store, makes the one clock and the one
//! source of ids, and turns what the crates below say into words, tables, files and exit codes.
//!
//! ```text
//! tessera demo                                    a shop with a year of history, served on this machine
//! tessera program check mine.toml                 what is wrong with a program, and what to do about it
//! tessera backtest --program mine.toml --orders orders.csv --out result
//! tessera import orders orders.csv --db shop && tessera serve --db shop
//! ```
//!
//! No rule lives here. A command reads its arguments, calls one use case and prints what came of it: [`commands`] has one
//! file a command, [`output`] knows how things look.
//!
//! Exit codes: 0 done; 1 done, and something was found (a failed check, a difference); 2 wrong usage or unusable input;
//! 3 the database or the system failed; 130 a second Ctrl-C ended it at once.

mod arguments;
mod commands;
mod context;
mod database;
mod exit;
mod instant;
mod interrupt;
mod labels;
mod language;
mod logs;
mod orders_input;
mod output;
mod people;
mod presets;
mod progress;
#[cfg(test)]
mod reference;
mod text;
mod world;

use arguments::Arguments;
use clap::Parser;
use context::Context;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let context = Context::new(language::choose(arguments.lang));
    exit::code(commands::run(arguments.command, &context), context.lang)
}
