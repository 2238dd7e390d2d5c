//! `GET /v1/programs/conditions`

use crate::context::Context;
use crate::dto::{ConditionName, Page};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use tessera_engine::condition::{KnownTier, vocabulary};
use tessera_engine::program::Program;

/// 条件中可用的名称 · List the names that conditions may use
///
/// What each holds, where it is there, how it is compared, and an example of each comparison in words, the most used first. Money and tiers in the examples are those of the program in force.
#[utoipa::path(get, path = "/v1/programs/conditions", operation_id = "list_condition_names", tag = "programs",
    responses((status = 200, description = "All names", body = Page<ConditionName>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let programs = api.app.programs_in_force();
    let program: Option<&Program> = programs.at(api.app.now()).map(|version| &*version.program);
    let tiers = program.and_then(|program| program.tiers.as_ref()).map_or(&[][..], |set| &set.tiers);
    let tiers: Vec<_> = tiers.iter().map(|tier| KnownTier { name: &tier.name, label: &tier.label }).collect();
    let words = vocabulary(&tiers, program.map_or(2, |program| program.currency.exponent));
    let data = words.into_iter().map(|word| ConditionName::of(word, context.lang)).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
