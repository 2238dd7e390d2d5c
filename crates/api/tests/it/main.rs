//! The API over real HTTP: one module per route, and some for what holds for all of them.

mod activities;
mod adjustments;
mod batches;
mod documents;
mod envelope;
mod events;
mod health;
mod idempotency;
mod members;
mod orders;
mod programs;
mod redemptions;
mod requests;
mod returns;
mod scopes;
mod shop;
mod statements;
mod wallets;
