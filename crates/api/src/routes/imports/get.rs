//! `GET /v1/imports/{import}`

use super::KIND;
use crate::context::Context;
use crate::dto::Import;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;

/// 查询导入 · Get an import, with what became of the file when it is done
#[utoipa::path(get, path = "/v1/imports/{import}", operation_id = "get_import", tag = "imports",
    params(("import" = String, Path, description = "`job_…`")),
    responses((status = 200, description = "The import", body = Import<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(job): Path<String>,
) -> Result<Response, Problem> {
    let job = api.job_of_kind(&job, KIND).await?;
    Ok(context.ok(&Import::of(&job)))
}
