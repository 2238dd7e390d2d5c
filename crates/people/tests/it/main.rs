//! People, over the store in memory.
#![allow(clippy::unwrap_used, reason = "to panic is how a test fails")]

mod approvals;
mod codes;
mod holding;
mod rotate;
mod shop;
mod staff;
mod vault;
