//! Programs: documents, checks and the checked form.

pub mod check;
pub mod document;
mod model;
pub mod schema;
pub(crate) mod text;

pub use check::{Checked, Code, Diagnostic, Position, Severity, check};
pub use model::*;
pub use text::nearest;
