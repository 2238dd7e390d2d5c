//! How things look: standard output, tables, numbers, times.

mod amounts;
mod diagnostics;
mod file;
mod format;
mod member;
mod program;
mod rows;
mod sentences;
pub(crate) mod story;
mod table;
pub(crate) mod told;

pub(crate) use amounts::{grouped, money, percent, units};
pub(crate) use diagnostics::{diagnostic, diagnostic_json};
pub(crate) use file::Destination;
pub(crate) use format::{Format, ReportFormat};
pub(crate) use member::member_sheet;
pub(crate) use program::program_json;
pub(crate) use rows::{print_figures, print_rows};
pub(crate) use sentences::{sentences, sentences_json};
pub(crate) use table::{Align, Table};

use crate::exit::Failure;
use std::io::Write;

/// Prints a report to standard output, with a newline.
pub(crate) fn print(text: impl std::fmt::Display) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| Failure::printing(&error))
}

/// Prints a value as JSON to standard output, indented.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::printing(&error.into()))?;
    print(text)
}

/// Says something to whoever watches, on standard error. If nobody can be told, the work goes on.
pub(crate) fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
