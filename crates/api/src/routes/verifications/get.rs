//! `GET /v1/verifications/{verification}`

use super::KIND;
use crate::context::Context;
use crate::dto::Verification;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;

/// 查询核账 · Get an audit, with what it found when it is done
#[utoipa::path(get, path = "/v1/verifications/{verification}", operation_id = "get_verification", tag = "exports",
    params(("verification" = String, Path, description = "`job_…`")),
    responses((status = 200, description = "The audit", body = Verification<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(job): Path<String>,
) -> Result<Response, Problem> {
    let job = api.job_of_kind(&job, KIND).await?;
    Ok(context.ok(&Verification::of(&job, context.lang)))
}
