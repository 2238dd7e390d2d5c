//! `GET /v1/programs/current/rules`

use crate::context::Context;
use crate::dto::ProgramRules;
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 会员规则 · The program in force, as members read it
///
/// What members get and how they lose it, in plain words, in the asked language. Anybody may ask: it is what the shop tells its customers.
#[utoipa::path(get, path = "/v1/programs/current/rules", operation_id = "get_rules", tag = "programs",
    responses((status = 200, description = "The rules", body = ProgramRules<'static>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let (programs, now) = (api.app.programs_in_force(), api.app.now());
    let version = programs.at(now).ok_or_else(|| Problem::new(codes::UNKNOWN_VERSION))?;
    let stores = api.store_names().await;
    Ok(context.ok(&ProgramRules::of(version, now, &stores, context.lang)))
}
