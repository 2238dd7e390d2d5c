//! The rows of the table, one file a family.

pub(crate) mod fold;
mod idle;
pub(crate) mod import;
pub(crate) mod postgres;
mod reads;
mod requests;
pub(crate) mod rules;
pub(crate) mod sqlite;
mod sustained;
