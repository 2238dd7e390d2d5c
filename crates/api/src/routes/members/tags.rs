//! `PUT /v1/members/{member}/tags`

use crate::context::Context;
use crate::dto::Recorded;
use crate::problem::{Fault, Problem, codes};
use crate::read::{EventIdText, JsonBody, Text, When, form};
use crate::routes::record::record;
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::{Action, Command};
use utoipa::ToSchema;

/// The most tags of a member.
const MOST: usize = 50;

/// The member's tags are now these.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TagsRequest<'a> {
    /// Your id of this request, or the header `Idempotency-Key`.
    #[schema(value_type = Option<String>, max_length = 64, example = "tag-99812-3")]
    event_id: Option<EventIdText>,
    /// Since when.
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T19:02:11+08:00")]
    occurred_at: When,
    /// All tags of the member; at most 50.
    #[schema(value_type = Vec<String>, max_items = 50)]
    #[serde(borrow)]
    tags: Vec<Text<'a>>,
}

form!(TagsRequest<'a>);

/// 设置会员标签 · Set a member's tags
#[utoipa::path(put, path = "/v1/members/{member}/tags", operation_id = "set_member_tags", tag = "members",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in")),
    request_body = TagsRequest<'static>,
    responses((status = 201, description = "Recorded", body = Recorded<'static>),
        (status = 200, description = "The same request again", body = Recorded<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut request = body.parse::<TagsRequest>()?;
    let id = body.event_id(request.event_id.take())?;
    let action = Action::Tag(checked(request.tags)?);
    record(&api, context, Command::new(id, request.occurred_at.0, member, action)).await
}

/// The tags in their own order, each once.
pub(super) fn checked(tags: Vec<Text<'_>>) -> Result<Box<[Box<str>]>, Problem> {
    let mut tags: Vec<Box<str>> = tags.into_iter().map(Into::into).collect();
    tags.sort_unstable();
    tags.dedup();
    if tags.len() > MOST {
        return Err(Problem::faults(vec![Fault::plain("/tags", codes::TOO_MANY)]));
    }
    Ok(tags.into())
}
