//! `POST /v1/session/totp`, its confirmation, and `DELETE`

use super::create::staff;
use crate::context::{Caller, Context};
use crate::problem::Problem;
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A secret for an authenticator app.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewTotp {
    /// In base 32, to be typed.
    secret: String,
    /// For a QR code.
    #[schema(example = "otpauth://totp/Tessera:lin?secret=…&issuer=Tessera")]
    url: String,
}

/// 启用动态验证码 · Begin with an authenticator app
///
/// It takes the password again. The secret counts once its first code is confirmed.
#[utoipa::path(post, path = "/v1/session/totp", operation_id = "begin_totp", tag = "sessions", request_body = OwnPassword<'static>,
    responses((status = 200, description = "The secret", body = NewTotp)))]
pub(crate) async fn begin(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<OwnPassword>()?;
    let new = api.people.new_totp(staff(&caller)?, request.password.as_str()).await;
    let new = new.map_err(|error| api.waiting(error))?;
    Ok(context.ok(&NewTotp { secret: new.secret, url: new.url }))
}

/// A code of the app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeRequest<'a> {
    /// Six digits.
    #[schema(value_type = String, max_length = 16, example = "123456")]
    #[serde(borrow)]
    pub(crate) code: Text<'a, 16>,
}

form!(CodeRequest<'a>, OwnPassword<'a>);

/// 确认动态验证码 · Confirm the authenticator app
#[utoipa::path(post, path = "/v1/session/totp/confirm", operation_id = "confirm_totp", tag = "sessions", request_body = CodeRequest<'static>,
    responses((status = 204, description = "From now on signing in asks for a code")))]
pub(crate) async fn confirm(
    State(api): State<Api>,
    caller: Caller,
    body: JsonBody,
) -> Result<StatusCode, Problem> {
    let request = body.parse::<CodeRequest>()?;
    api.people.confirm_totp(staff(&caller)?, request.code.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnPassword<'a> {
    #[schema(value_type = String, max_length = 200)]
    #[serde(borrow)]
    password: Text<'a, 200>,
}

/// 停用动态验证码 · Do without the authenticator app
#[utoipa::path(delete, path = "/v1/session/totp", operation_id = "drop_totp", tag = "sessions", request_body = OwnPassword<'static>,
    responses((status = 204, description = "Signing in asks for no code any more")))]
pub(crate) async fn drop(
    State(api): State<Api>,
    caller: Caller,
    body: JsonBody,
) -> Result<StatusCode, Problem> {
    let request = body.parse::<OwnPassword>()?;
    let dropped = api.people.drop_totp(staff(&caller)?, request.password.as_str()).await;
    dropped.map_err(|error| api.waiting(error))?;
    Ok(StatusCode::NO_CONTENT)
}
