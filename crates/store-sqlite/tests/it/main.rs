//! The crate's tests against its public face.
#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod child;
mod commits;
mod contract;
mod crash;
mod disk_full;
mod opening;
mod views;
