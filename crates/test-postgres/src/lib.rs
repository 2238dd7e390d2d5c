//! Real PostgreSQL clusters for tests: made in a temporary folder, started from the programs of the system, stopped when nobody needs them any more.
//!
//! ```no_run
//! // One cluster for all tests of all processes that run at about the same time, a schema for each.
//! let address = tessera_test_postgres::Cluster::shared().address();
//! assert!(address.starts_with("postgres://"));
//! ```
//!
//! The programs are those of `TESSERA_TEST_POSTGRES` (a `bin` folder), or else the newest below `/usr/lib/postgresql`. Where there are none, tests fail and
//! say what to install. They write as durably as a real server (`fsync` is on).
//!
//! Every process that uses a cluster holds a lock on one of its files, which the system frees however the process ends. A guardian, a shell script, waits until it gets that
//! lock for itself; then it stops the server and removes the folder. So no server is left behind, also not by tests that are killed.
//!
//! This crate is for tests only, and must not know the store.
#![allow(clippy::panic, reason = "for tests: to panic is how they fail")]

mod pooler;
mod programs;
mod server;

pub use pooler::Pooler;
pub use server::Cluster;
