//! Programs: documents, checks and the checked form.

pub mod check;
pub mod document;
pub(crate) mod figures;
mod model;
pub mod schema;
pub(crate) mod text;

pub use check::{Checked, Code, Diagnostic, Position, Severity, check, read};
pub(crate) use figures::figure;
pub use model::*;
pub(crate) use text::both;
pub use text::nearest;
