//! Tessera's store on PostgreSQL 15 or newer: a schema of a database that any number of processes may use at once.
//!
//! ```no_run
//! use tessera_store::Read;
//! use tessera_store_postgres::PostgresStore;
//!
//! # async fn example() -> Result<(), tessera_store::StoreError> {
//! let store = PostgresStore::open("postgres://tessera:secret@db.example.com/shop?sslmode=verify-full").await?;
//! println!("{} facts", store.head().await?);
//! # Ok(()) }
//! ```
//!
//! | what | in words |
//! |---|---|
//! | one order of commits | whoever appends locks the one row of `journal` until the commit, so that numbers have no gaps and nothing that commits later comes before what a reader has seen |
//! | one round trip | begin, lock, append and commit go out together |
//! | one copy | a row of `events` is the journal's and the stream's; projecting adds what the event posted |
//! | documents | what is beside the journal is in one table; only what a log of it holds is guarded by a trigger |
//! | nothing in the session | works behind a pool that lends connections by transaction; settings are of the transaction |
//!
//! An append whose connection is lost before the answer is [`Unavailable`](tessera_store::StoreError::Unavailable), never done and never sent again.
//! See [`Options`] for what the address may say. The methods need a tokio runtime.
//!
//! This crate must not know use cases, HTTP or the rules of the fold.

mod append;
mod batch;
mod connection;
mod documents;
mod failure;
mod listing;
mod look_up;
mod members;
mod migrations;
mod options;
mod pool;
mod project;
mod settings;
mod statement;
mod store;
mod straight;
mod streams;
mod tls;
mod work;

pub use options::Options;
pub use store::PostgresStore;
