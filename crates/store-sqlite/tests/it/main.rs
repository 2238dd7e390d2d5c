//! The crate's tests against its public face.
#![allow(clippy::unwrap_used, reason = "tests: to panic is how they fail")]

mod contract;
