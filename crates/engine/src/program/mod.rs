//! Programs: documents, checks and the checked form.

pub mod check;
pub mod describe;
pub mod diff;
pub mod document;
pub(crate) mod figures;
mod model;
pub mod presets;
pub mod schema;
pub(crate) mod text;

pub use check::{Checked, Code, Diagnostic, Position, Severity, check, check_from, read};
pub use describe::{describe, rule_sentence};
pub use diff::{Change, diff};
pub use figures::fixed;
pub(crate) use figures::{decimal, figure, put_fixed, put_grouped};
pub use model::*;
pub(crate) use model::{activity_labels, channel_label};
pub use text::nearest;
