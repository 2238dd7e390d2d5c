//! `/v1/backtests`.

pub(super) mod create;
pub(super) mod get;
pub(super) mod list;
mod own_orders;
mod work;

/// What the application calls such jobs.
const KIND: &str = "backtest";
