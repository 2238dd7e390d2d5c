//! `POST /v1/imports/{import}/cancel`

use super::KIND;
use crate::context::Context;
use crate::dto::Import;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

/// 取消导入 · Cancel an import
///
/// It ends within moments. What is recorded by then is whole and stays; send the file again to go on. Nothing happens to one that has ended. Where several servers share
/// a database, ask the one that runs it.
#[utoipa::path(post, path = "/v1/imports/{import}/cancel", operation_id = "cancel_import", tag = "imports",
    params(("import" = String, Path, description = "`job_…`")),
    responses((status = 202, description = "As it stands now", body = Import<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(job): Path<String>,
) -> Result<Response, Problem> {
    let job = api.job_of_kind(&job, KIND).await?;
    api.app.cancel_job(&job.id);
    Ok(context.reply(StatusCode::ACCEPTED, &Import::of(&job)))
}
