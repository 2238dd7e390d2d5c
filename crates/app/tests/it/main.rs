//! The application on the memory store, with a clock that tests turn by hand.

mod commands;
mod shop;
