//! `GET /v1/imports`

use super::KIND;
use crate::context::Context;
use crate::dto::{Import, Page};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 导入列表 · List imports, newest first
#[utoipa::path(get, path = "/v1/imports", operation_id = "list_imports", tag = "imports",
    responses((status = 200, description = "All imports", body = Page<Import<'static>>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let jobs = api.app.jobs().await?;
    let data = jobs.iter().filter(|job| &*job.kind == KIND).map(Import::of).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
