//! The crate's tests against its public face, on real servers.
#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod away;
mod catalogue;
mod contract;
mod database;
mod dropped;
mod encrypted;
mod killed;
mod opening;
mod races;
