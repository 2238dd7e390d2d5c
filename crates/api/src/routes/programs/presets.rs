//! `GET /v1/programs/presets`

use crate::context::Context;
use crate::dto::{Page, PresetItem};
use crate::problem::Problem;
use axum::response::Response;
use tessera_engine::program::presets::PRESETS;

/// 预设计划 · List the programs to start from
///
/// Whole documents that pass the check as they are, the simplest first.
#[utoipa::path(get, path = "/v1/programs/presets", operation_id = "list_presets", tag = "programs",
    responses((status = 200, description = "All presets", body = Page<PresetItem>)))]
pub(crate) async fn handle(context: Context) -> Result<Response, Problem> {
    let data = PRESETS.iter().map(|preset| PresetItem::of(preset, context.lang)).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
