//! The crate's tests against its public face.
#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]
#![allow(
    clippy::print_stdout,
    reason = "tests: a child process reports to its parent, a test says why it cannot run"
)]

mod backup;
mod child;
mod commits;
mod contract;
mod crash;
mod disk_full;
#[path = "../../../app/tests/it/not_run.rs"]
mod not_run;
mod opening;
mod people;
mod power_cut;
mod views;
