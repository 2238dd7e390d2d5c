//! The demo shop: a year of believable history, made from a seed, sent through the real pipeline.
//!
//! A small chain of tea shops with an online store. Few members come often and many come rarely; weekends, member days, 11.11 and
//! the weeks before the Spring Festival are busy, the festival itself is quiet. Members join, check in, buy, review, pay with points,
//! fetch gifts and bring goods back. What they can spend they know from the receipts of the pipeline, as in a real shop; nothing
//! here computes points.
//!
//! The same seed, program and plan give the same history on every machine.

mod calendar;
mod dice;
mod fill;
mod goods;
mod people;
mod shop;
mod terms;
mod visit;

pub use fill::{Tally, fill};
pub use shop::{Plan, Shop, ShopDay};

#[cfg(test)]
mod tests;
