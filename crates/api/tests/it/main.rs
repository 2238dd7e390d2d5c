//! The API over real HTTP: one module per route, and some for what holds for all of them. Many cases run on each store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod activities;
mod adjustments;
mod approved_returns;
mod backtests;
mod batches;
mod database;
mod documents;
mod envelope;
mod events;
mod figures;
mod health;
mod idempotency;
mod imports;
mod keys;
mod members;
mod orders;
mod people;
mod phone;
mod programs;
mod quotes;
mod rations;
mod recorded_meanwhile;
mod redemptions;
mod requests;
mod restart;
mod returns;
mod scopes;
mod shop;
mod staff;
mod statements;
mod stores;
mod verifications;
mod vocabulary;
mod wallets;
