//! `GET /v1/verifications`

use super::KIND;
use crate::context::Context;
use crate::dto::{Page, Verification};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 核账列表 · List audits, newest first
#[utoipa::path(get, path = "/v1/verifications", operation_id = "list_verifications", tag = "exports",
    responses((status = 200, description = "All audits", body = Page<Verification<'static>>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let jobs = api.app.jobs().await?;
    let of_kind = jobs.iter().filter(|job| &*job.kind == KIND);
    let data = of_kind.map(|job| Verification::of(job, context.lang)).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
