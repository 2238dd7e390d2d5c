//! Tests that need what is not everywhere say so where it counts: a test that returns early looks like one that passed.
//!
//! Test binaries of other crates take this file in by its path.

use std::io::Write;

/// Tells that the test at hand did not run, and why: to whoever reads its output, and to the gates, which collect such lines in the file
/// that `TESSERA_NOT_RUN` names.
#[allow(clippy::print_stderr, reason = "whoever runs the test by hand reads it there")]
pub(crate) fn not_run(why: &str) {
    let thread = std::thread::current();
    let line = format!("{}: {why}\n", thread.name().unwrap_or("a test"));
    eprint!("NOT RUN {line}");
    let Some(list) = std::env::var_os("TESSERA_NOT_RUN") else { return };
    let list = std::fs::OpenOptions::new().create(true).append(true).open(list);
    list.and_then(|mut list| list.write_all(line.as_bytes())).expect("the list of tests that did not run");
}
