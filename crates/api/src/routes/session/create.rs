//! `POST /v1/session`

use super::Caller as CallerReply;
use crate::access::Access;
use crate::context::Context;
use crate::cookies::{self, Cookie};
use crate::peer::Address;
use crate::problem::{Problem, codes};
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use crate::told::{self, Told};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde::Deserialize;
use tessera_people::{Browser, PeopleError, SignedIn, StaffSession};
use utoipa::ToSchema;

/// Name and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInRequest<'a> {
    /// The name to sign in with.
    #[schema(value_type = String, max_length = 64, example = "lin")]
    #[serde(borrow)]
    name: Text<'a>,
    /// The password.
    #[schema(value_type = String, max_length = 200)]
    password: Text<'a, 200>,
    /// The six digits of the authenticator app, for who has one.
    #[schema(value_type = Option<String>, max_length = 16)]
    totp: Option<Text<'a, 16>>,
}

form!(SignInRequest<'a>);

/// 员工登录 · Sign in as staff
///
/// The browser gets a cookie that scripts cannot read. After five wrong tries in a row from one address none is looked at for 30 seconds, then for twice as long, up to a quarter of an hour; tries from elsewhere lock nobody out until there are a hundred in an hour.
#[utoipa::path(post, path = "/v1/session", operation_id = "sign_in", tag = "sessions", request_body = SignInRequest<'static>,
    responses((status = 200, description = "Signed in", body = CallerReply)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    headers: HeaderMap,
    address: Address,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<SignInRequest>()?;
    let totp = request.totp.as_ref().map(Text::as_str);
    let (name, password) = (request.name.as_str(), request.password.as_str());
    let now = api.app.clock().now();
    api.rations.may_try(address, now)?;
    let place = address.0.to_string();
    let browser = Browser { agent: agent(&headers), address: &place };
    let signed_in = api.people.sign_in(name, password, totp, browser).await;
    if matches!(signed_in, Err(PeopleError::WrongCredentials)) {
        api.rations.tried_wrong(address, now);
    }
    let signed_in = signed_in.map_err(|error| api.waiting(error))?;
    Ok(reply(context, &headers, signed_in))
}

/// The reply to who has just signed in.
pub(crate) fn reply(context: Context, headers: &HeaderMap, signed_in: SignedIn<StaffSession>) -> Response {
    let by = (signed_in.session.staff.clone(), signed_in.session.name.clone());
    let access = Access::of_staff(signed_in.session);
    let mut reply = context.ok(&CallerReply::of(&access));
    cookies::set(headers, reply.headers_mut(), Cookie::Staff, &signed_in.token);
    told::with(reply, Told { by: Some(by), ..Told::default() })
}

/// What the browser calls itself.
pub(crate) fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The session of the member of staff who asks.
pub(crate) fn staff(caller: &crate::context::Caller) -> Result<&StaffSession, Problem> {
    caller.0.staff().ok_or_else(|| Problem::new(codes::MISSING_SCOPE))
}
