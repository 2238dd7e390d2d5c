//! `GET /v1/programs/{version}`

use super::version_in_path;
use crate::context::Context;
use crate::dto::{ProgramReading, ProgramVersion};
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;

/// 查看会员计划 · Get a program version with its document
#[utoipa::path(get, path = "/v1/programs/{version}", operation_id = "get_program", tag = "programs",
    params(("version" = u32, Path, description = "Its number")),
    responses((status = 200, description = "The version", body = ProgramVersion)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(version): Path<String>,
) -> Result<Response, Problem> {
    let version = version_in_path(&version)?;
    let rows = api.app.programs().await?;
    let row = rows.iter().find(|row| row.version == version);
    let row = row.ok_or_else(|| Problem::new(codes::UNKNOWN_VERSION))?;
    // A version that another process published a moment ago may not be in force here yet: then it comes without its reading.
    let programs = api.app.programs_in_force();
    let compiled = programs.versions().iter().find(|compiled| compiled.number == version);
    let stores = api.store_names().await;
    let reading = compiled.map(|compiled| ProgramReading::of(&compiled.program, &stores, context.lang));
    Ok(context.ok(&ProgramVersion::of(row, reading)))
}
