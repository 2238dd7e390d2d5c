//! The crate's tests against its public face, on real servers.
#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod contract;
