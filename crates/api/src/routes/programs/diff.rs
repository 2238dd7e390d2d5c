//! `GET /v1/programs/{version}/diff`

use super::version_in_path;
use crate::context::Context;
use crate::dto::DifferenceItem;
use crate::dto::Page;
use crate::problem::{Fault, Problem, codes};
use crate::read::{Integer, Query};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// Against which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Against {
    /// The version to compare with; the one before if left out.
    #[param(value_type = Option<u32>, minimum = 1)]
    against: Option<Integer<1>>,
}

/// 比较会员计划 · What a program version changes
#[utoipa::path(get, path = "/v1/programs/{version}/diff", operation_id = "diff_programs", tag = "programs",
    params(("version" = u32, Path, description = "Its number"), Against),
    responses((status = 200, description = "The differences", body = Page<DifferenceItem>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(version): Path<String>,
    Query(query): Query<Against>,
) -> Result<Response, Problem> {
    let version = version_in_path(&version)?;
    let before = match query.against {
        Some(Integer(against)) => u32::try_from(against)
            .map_err(|_| Problem::faults(vec![Fault::plain("?against", codes::OUT_OF_RANGE)]))?,
        None => version.saturating_sub(1),
    };
    if before == 0 {
        return Err(Problem::new(codes::UNKNOWN_VERSION));
    }
    let differences = api.app.diff(before, version).await?;
    Ok(context.ok(&Page { data: differences.iter().map(DifferenceItem::of).collect(), next_cursor: None }))
}
