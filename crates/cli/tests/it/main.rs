//! The real executable, run as people run it.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on says so by panicking")]

mod backtest;
mod demo;
mod files;
mod history;
mod interrupt;
mod program;
mod real_data;
mod serve;
mod support;
mod usage;
mod versions;
