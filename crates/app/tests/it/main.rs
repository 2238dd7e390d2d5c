//! The application on the memory store, with a clock that tests turn by hand.

#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod access;
mod commands;
mod failures;
mod faults;
mod history;
mod imports;
mod programs;
mod races;
mod random;
mod shop;
mod time;
