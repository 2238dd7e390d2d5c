//! `GET /v1/members/{member}/statement`

use crate::context::Context;
use crate::dto::{InForce, Statement};
use crate::problem::{Fault, Problem, codes};
use crate::read::{Query, When};
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which span.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Span {
    /// From when on, inclusive. Write `+` as `%2B`.
    #[param(value_type = String, format = DateTime, example = "2026-11-01T00:00:00Z")]
    from: When,
    /// Until when, exclusive.
    #[param(value_type = String, format = DateTime, example = "2026-12-01T00:00:00Z")]
    to: When,
}

/// 对账单 · A member's statement
///
/// For each wallet the balance before, every entry of the span by business time with the balance after it, and the balance at its end.
#[utoipa::path(get, path = "/v1/members/{member}/statement", operation_id = "get_statement", tag = "wallets",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in"), Span),
    responses((status = 200, description = "The statement", body = Statement<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    Query(span): Query<Span>,
) -> Result<Response, Problem> {
    if span.to.0 < span.from.0 {
        let fault = Fault::new("?to", codes::OUT_OF_RANGE, "to 早于 from。", "`to` is before `from`.");
        return Err(Problem::faults(vec![fault]));
    }
    let statement = api.app.statement(&member, span.from.0, span.to.0).await?;
    Ok(context.ok(&Statement::of(&statement, &InForce::of(&api.app))))
}
