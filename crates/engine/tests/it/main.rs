//! The engine's laws and cases, against its public interface.

#![allow(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod books;
mod corners;
mod explained;
mod generate;
mod laws;
mod program;
