//! The crate's tests against its public face, on real servers.
#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod away;
mod catalogue;
mod contract;
mod database;
mod dropped;
mod encrypted;
mod killed;
#[path = "../../../app/tests/it/not_run.rs"]
mod not_run;
mod opening;
mod races;
