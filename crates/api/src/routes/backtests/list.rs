//! `GET /v1/backtests`

use super::KIND;
use crate::context::Context;
use crate::dto::{Job, Page};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 回测列表 · List backtests, newest first
#[utoipa::path(get, path = "/v1/backtests", operation_id = "list_backtests", tag = "backtests",
    responses((status = 200, description = "All backtests", body = Page<Job<'static>>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let jobs = api.app.jobs().await?;
    let data = jobs.iter().filter(|job| &*job.kind == KIND).map(Job::in_list).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
