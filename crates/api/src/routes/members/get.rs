//! `GET /v1/members/{member}`

use crate::context::Context;
use crate::dto::{Member, Person};
use crate::problem::Problem;
use crate::read::{Query, When};
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// As of when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct At {
    /// The instant to show the member at, past or future, everything at that instant included; now if left out. Write `+` as `%2B`.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-12-31T23:59:59Z")]
    at: Option<When>,
}

/// 查询会员 · Get a member
///
/// With tier, what is missing to the next one, and wallets; what fell due until now is counted.
#[utoipa::path(get, path = "/v1/members/{member}", operation_id = "get_member", tag = "members",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in"), At),
    responses((status = 200, description = "The member", body = Member<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    Query(query): Query<At>,
) -> Result<Response, Problem> {
    let view = match query.at {
        Some(When(at)) => api.app.member_at(&member, at).await?,
        None => api.app.member(&member).await?,
    };
    let person = Person::of(api.people.profile(view.id).await?);
    Ok(context.ok(&Member::of(&view, person, context.lang)))
}
