//! The loyalty engine of Tessera: programs, events, and the fold that turns one into balances under the other.
//!
//! A member's state is a fold over the member's events. Whatever the product answers (what does this order earn, what would
//! a return change, what was the balance then, do the books hold) comes from this one function.
//!
//! ```
//! use std::sync::Arc;
//! use tessera_engine::event::{Body, Event, Order};
//! use tessera_engine::fold::{Numbered, Posted, Programs, fold};
//! use tessera_engine::program;
//! use tessera_engine::values::{EventId, Instant};
//!
//! let checked = program::check(r#"
//!     [program]
//!     code = "tiny"
//!     name = "Tiny"
//!     currency = "CNY"
//!     time_zone = "Asia/Shanghai"
//!
//!     [wallets.points]
//!
//!     [[rules]]
//!     name = "base"
//!     on = "order"
//!     wallet = "points"
//!     give = { rate = 1 }
//! "#);
//! let programs = Programs::single(Arc::new(checked.program.expect("no errors")));
//!
//! let paid_at: Instant = "2026-03-01T10:00:00+08:00".parse()?;
//! let order = Event {
//!     id: EventId::new("A-1").expect("a well-formed id"),
//!     occurred_at: paid_at,
//!     recorded_at: paid_at,
//!     fingerprint: [0; 16],
//!     body: Body::OrderPaid(Box::new(Order { amount: 129_99, ..Order::default() })), // fen
//! };
//! let mut posted = Posted::default();
//! let state = fold(&programs, &[Numbered { number: 1, event: &order }], paid_at, &mut posted);
//!
//! assert_eq!(state.wallets[0].balance, 129); // rounded down, once per order
//! assert_eq!(posted.entries[0].units, 129); // and the entry that says so
//! # Ok::<(), jiff::Error>(())
//! ```
//!
//! What it promises, for any events in any order: the same events give the same state; folding in pieces equals folding at
//! once; a balance is the sum of its entries and of its open lots less its debt; returns leave a member as if only the kept
//! goods had been bought. It does no I/O, reads no clock, draws no randomness and does not panic.
//!
//! * Money is integer minor units of the program's currency; units are integers; rates are exact decimals. Rounding happens
//!   once per order and wallet, down unless the program says otherwise.
//! * Days, months and years are those of the program's time zone. An expired unit is gone *at* its instant: there, what
//!   expires goes first, then what activates, then what earns, then what spends.
//! * This crate must not know SQL, HTTP, files, logs or any other crate of the house.

#![forbid(clippy::float_arithmetic)]

pub mod calendar;
pub mod condition;
pub mod decide;
pub mod entry;
pub mod event;
pub mod explain;
pub mod fold;
pub mod program;
pub mod state;
pub mod stores;
pub mod values;
