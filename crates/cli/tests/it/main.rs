//! The real executable, run as people run it.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on says so by panicking")]

mod backtest;
mod backup;
mod client;
mod copy;
mod crawl;
mod crowd;
#[path = "../../../app/tests/it/data_folder.rs"]
mod data_folder;
mod demo;
mod files;
mod forgotten;
mod history;
mod interrupt;
#[path = "../../../app/tests/it/not_run.rs"]
mod not_run;
mod planted;
mod program;
mod real_data;
mod reports;
mod sequential;
mod serve;
mod serving;
mod several;
mod support;
mod usage;
mod versions;
