//! Tests that need a process of their own run this test binary again, with one ignored test as its main function.

use std::process::{Command, Stdio};

/// A command that runs the ignored test of this name (with its module) and gives it one argument.
pub(crate) fn child(test: &str, argument: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture", "--quiet"])
        .env("TESSERA_TEST_ARGUMENT", argument)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    command
}

/// The argument, in the child. `None` in whoever runs the ignored tests by hand.
pub(crate) fn argument() -> Option<String> {
    std::env::var("TESSERA_TEST_ARGUMENT").ok()
}
