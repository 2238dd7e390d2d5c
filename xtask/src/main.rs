//! The project's own chores, kept out of the product.
//!
//! ```text
//! cargo xtask test            every gate; what has to pass before a change lands
//! cargo xtask test --fast     the gates that answer while one is still thinking
//! cargo xtask tidy            the house rules a machine can check
//! cargo xtask tidy --bless    lower the ratchet to what the tree has reached
//! cargo xtask cost            instructions and log bytes of one order, held against what is written down
//! cargo xtask bench [ARGS]    the benchmarks, in a release build
//! cargo xtask screenshots     the pictures of the pages in docs/pictures
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks to its terminal")]

mod bench;
mod cost;
mod gates;
mod newest_postgres;
mod pages;
mod source;
mod tidy;
mod tools;
mod tour;
mod tree;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  test [--fast]     run the gates: format, tidy, pages, licences, clippy, rustdoc, tests, tests on
                    PostgreSQL 18, pages in a browser, doc tests, the tour of the front page,
                    the cost of an order, clean tree
                    --fast leaves out licences, rustdoc, PostgreSQL 18, the browser, doc tests,
                    the tour and the cost
  tidy [--bless]    check the house rules; --bless lowers the ratchet (it never raises it)
  cost [--bless]    count what an order costs in instructions and bytes; --bless writes it down
  bench [ARGS...]   run the benchmarks in a release build; ARGS go to them
  screenshots       make the pictures of the pages in docs/pictures, from the demo in a release build";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the chore found everything in order.
fn run(arguments: &[String]) -> Result<bool> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => gates::run(gates::Depth::Whole),
        ["test", "--fast"] => gates::run(gates::Depth::Fast),
        ["tidy"] => tidy::run(tidy::Ratcheting::Check),
        ["tidy", "--bless"] => tidy::run(tidy::Ratcheting::Bless),
        ["screenshots"] => pages::picture(&workspace::Workspace::load()?),
        ["cost"] => cost::run(cost::Keeping::Check),
        ["cost", "--bless"] => cost::run(cost::Keeping::Bless),
        ["bench", rest @ ..] => bench::run(rest),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(true)
        }
        [] => bail!("no command\n\n{USAGE}"),
        _ => bail!("unknown command `{}`\n\n{USAGE}", words.join(" ")),
    }
}
