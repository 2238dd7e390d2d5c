//! `GET /v1/imports/{import}/rejected.csv`

use super::KIND;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The list of nothing.
const NONE: &[u8] = b"row,order_id,column,value,code,reason,remedy\n";

/// 未导入的行 · What an import left out, and why
///
/// One row or order a line, with its place in the file, the reason and the remedy in the language of who asked for the import. A list of more than 2 MiB is cut.
#[utoipa::path(get, path = "/v1/imports/{import}/rejected.csv", operation_id = "get_rejected_rows", tag = "imports",
    params(("import" = String, Path, description = "`job_…`")),
    responses((status = 200, description = "The list", body = String, content_type = "text/csv")))]
pub(crate) async fn handle(State(api): State<Api>, Path(job): Path<String>) -> Result<Response, Problem> {
    let job = api.job_of_kind(&job, KIND).await?;
    let csv = api.app.rejected_rows(&job.id).await?.unwrap_or_else(|| NONE.into());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rejected.csv\""),
    ];
    Ok((headers, csv).into_response())
}
