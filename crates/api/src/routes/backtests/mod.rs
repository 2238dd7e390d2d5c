//! `/v1/backtests`.

pub(super) mod create;
pub(super) mod get;
pub(super) mod list;
mod work;

/// What the application calls such jobs.
const KIND: &str = "backtest";
