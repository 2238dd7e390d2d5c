//! The application on the store in memory and on PostgreSQL, with a clock that tests turn by hand, and over real orders where they are there.

#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod access;
mod ahead;
mod backtests;
mod commands;
mod copy;
mod data_folder;
mod database_away;
mod failures;
mod faults;
mod figures;
mod history;
mod ids;
mod imports;
mod not_run;
mod programs;
mod quoted_returns;
mod races;
mod random;
mod reads;
mod real_data;
mod real_database;
mod real_orders;
mod several;
mod shop;
mod stores;
mod time;
mod unapproved;
