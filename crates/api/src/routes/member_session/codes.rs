//! `POST /v1/member-session/codes`

use crate::context::Context;
use crate::peer::Address;
use crate::problem::Problem;
use crate::read::{JsonBody, Text, form};
use crate::routes::members::proof::CodeSent;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

/// Whose phone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PhoneRequest<'a> {
    /// E.164, or a Chinese number.
    #[schema(value_type = String, max_length = 64, example = "138 0013 8000")]
    #[serde(borrow)]
    pub(crate) phone: Text<'a>,
}

form!(PhoneRequest<'a>);

/// 发送登录验证码 · Send a code to sign in with
///
/// The reply is the same for members and for who is none. One a minute and five an hour for a phone; so many an hour for an address, and for all.
#[utoipa::path(post, path = "/v1/member-session/codes", operation_id = "send_sign_in_code", tag = "sessions", request_body = PhoneRequest<'static>,
    responses((status = 202, description = "It is on its way", body = CodeSent)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    address: Address,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<PhoneRequest>()?;
    api.rations.take_code(address, api.app.clock().now())?;
    let until = api.people.send_sign_in_code(request.phone.as_str()).await;
    let until = until.map_err(|error| api.waiting(error))?;
    Ok(context.reply(StatusCode::ACCEPTED, &CodeSent::until(until)))
}
