//! What ours stands beside: A, an append that is synced; B and D, PostgreSQL order by order; H, the HTTP stack without storage; K, DuckDB;
//! S, SQLite with normalised rows, order by order.

pub(crate) mod append;
pub(crate) mod bare;
pub(crate) mod duckdb;
mod order;
pub(crate) mod pgbench;
pub(crate) mod python;
pub(crate) mod sqlite_rows;
