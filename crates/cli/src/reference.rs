//! `docs/CLI.md`: the reference, made from the help texts so that it cannot differ from them.

use crate::arguments::Arguments;
use clap::{Command, CommandFactory};
use std::fmt::Write;

/// How wide the help stands in the document.
const WIDTH: usize = 100;

/// The whole document.
pub(crate) fn markdown() -> String {
    let mut root = Arguments::command().term_width(WIDTH);
    root.build();
    let mut page = String::from(
        "# The command line · 命令行\n\n\
         Made from the help texts: change those, then run `TESSERA_BLESS=1 cargo test -p tessera-cli reference`.\n\n",
    );
    section(&mut page, &root, "tessera");
    page
}

fn section(page: &mut String, command: &Command, path: &str) {
    let help = command.clone().term_width(WIDTH).render_long_help().to_string();
    let help: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    // Writing to a string cannot fail.
    let _ = write!(page, "## `{path}`\n\n```text\n{}\n```\n\n", help.join("\n"));
    let children =
        command.get_subcommands().filter(|child| !child.is_hide_set() && child.get_name() != "help");
    for child in children {
        section(page, child, &format!("{path} {}", child.get_name()));
    }
}

#[test]
fn the_reference_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/CLI.md");
    let page = markdown();
    if std::env::var_os("TESSERA_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == page, "docs/CLI.md is stale: run `TESSERA_BLESS=1 cargo test -p tessera-cli reference`");
}
