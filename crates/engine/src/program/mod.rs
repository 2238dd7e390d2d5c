//! Programs: documents, checks and the checked form.
mod model;
pub use model::*;
