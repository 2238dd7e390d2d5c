//! `/v1/programs`.

pub(super) mod check;
pub(super) mod conditions;
pub(super) mod diff;
pub(super) mod get;
pub(super) mod list;
pub(super) mod presets;
pub(super) mod publish;
pub(super) mod rules;
pub(super) mod trial;

use crate::problem::{Problem, codes};

/// A version in a path.
fn version_in_path(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::new(codes::UNKNOWN_VERSION))
}
