//! The real executable, run as people run it.

mod backtest;
mod demo;
mod history;
mod program;
mod real_data;
mod serve;
mod support;
mod usage;
