//! `POST /v1/verifications/{verification}/cancel`

use super::KIND;
use crate::context::Context;
use crate::dto::Verification;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

/// 取消核账 · Cancel an audit
///
/// It ends within moments; nothing is kept of it. Nothing happens to one that has ended. Where several servers share a database, ask the one that runs it.
#[utoipa::path(post, path = "/v1/verifications/{verification}/cancel", operation_id = "cancel_verification", tag = "exports",
    params(("verification" = String, Path, description = "`job_…`")),
    responses((status = 202, description = "As it stands now", body = Verification<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(job): Path<String>,
) -> Result<Response, Problem> {
    let job = api.job_of_kind(&job, KIND).await?;
    api.app.cancel_job(&job.id);
    Ok(context.reply(StatusCode::ACCEPTED, &Verification::of(&job, context.lang)))
}
