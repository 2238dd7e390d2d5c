//! `POST /v1/session/password`

use super::create::staff;
use crate::context::Caller;
use crate::problem::Problem;
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// The password of now and the next one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordRequest<'a> {
    #[schema(value_type = String, max_length = 200)]
    #[serde(borrow)]
    old_password: Text<'a, 200>,
    /// 10 characters at least, four of them different.
    #[schema(value_type = String, min_length = 10, max_length = 200)]
    new_password: Text<'a, 200>,
}

form!(PasswordRequest<'a>);

/// 修改密码 · Change one's own password
///
/// One's other sessions end.
#[utoipa::path(post, path = "/v1/session/password", operation_id = "change_password", tag = "sessions", request_body = PasswordRequest<'static>,
    responses((status = 204, description = "Changed")))]
pub(crate) async fn handle(
    State(api): State<Api>,
    caller: Caller,
    body: JsonBody,
) -> Result<StatusCode, Problem> {
    let request = body.parse::<PasswordRequest>()?;
    let (old, new) = (request.old_password.as_str(), request.new_password.as_str());
    let changed = api.people.change_password(staff(&caller)?, old, new).await;
    changed.map_err(|error| api.waiting(error))?;
    Ok(StatusCode::NO_CONTENT)
}
