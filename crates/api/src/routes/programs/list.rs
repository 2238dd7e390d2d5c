//! `GET /v1/programs`

use crate::context::Context;
use crate::dto::{Page, ProgramVersion};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 会员计划版本 · List the program versions
#[utoipa::path(get, path = "/v1/programs", operation_id = "list_programs", tag = "programs",
    responses((status = 200, description = "All versions by number", body = Page<ProgramVersion>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let rows = api.app.programs().await?;
    Ok(context.ok(&Page { data: rows.iter().map(ProgramVersion::in_list).collect(), next_cursor: None }))
}
