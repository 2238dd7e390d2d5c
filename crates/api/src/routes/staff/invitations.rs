//! `POST /v1/invitations/look` and `POST /v1/invitations/accept`

use crate::context::Context;
use crate::dto::shown;
use crate::problem::Problem;
use crate::read::{JsonBody, Text, form};
use crate::routes::session::{Caller, create};
use crate::state::Api;
use crate::told::Told;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_engine::values::Instant;
use tessera_people::Action;
use utoipa::ToSchema;

/// A link's token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenRequest<'a> {
    #[schema(value_type = String, max_length = 100, example = "inv_…")]
    #[serde(borrow)]
    token: Text<'a, 100>,
}

/// Whom it invites.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationReply {
    name: Box<str>,
    display_name: Box<str>,
    role: &'static str,
    store: Option<Box<str>>,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    expires_at: Instant,
}

/// A link's token, and the password that its owner chose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptRequest<'a> {
    #[schema(value_type = String, max_length = 100, example = "inv_…")]
    #[serde(borrow)]
    token: Text<'a, 100>,
    /// 10 characters at least, four of them different.
    #[schema(value_type = String, min_length = 10, max_length = 200)]
    password: Text<'a, 200>,
}

form!(TokenRequest<'a>, AcceptRequest<'a>);

/// 查看邀请 · Whom an invitation is for
#[utoipa::path(post, path = "/v1/invitations/look", operation_id = "look_at_invitation", tag = "staff", request_body = TokenRequest<'static>,
    responses((status = 200, description = "Whom it is for", body = InvitationReply)))]
pub(crate) async fn look(
    State(api): State<Api>,
    context: Context,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<TokenRequest>()?;
    let (staff, expires_at) = api.people.invitation_for(request.token.as_str()).await?;
    Ok(context.ok(&InvitationReply {
        name: staff.name,
        display_name: staff.display_name,
        role: staff.role.as_str(),
        store: staff.store,
        expires_at,
    }))
}

/// 接受邀请 · Accept an invitation
///
/// Sets the password, and signs in.
#[utoipa::path(post, path = "/v1/invitations/accept", operation_id = "accept_invitation", tag = "staff", request_body = AcceptRequest<'static>,
    responses((status = 200, description = "Signed in", body = Caller)))]
pub(crate) async fn accept(
    State(api): State<Api>,
    context: Context,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<AcceptRequest>()?;
    // Who it is only the invitation says, so that it cannot be written down before; it is written down with it.
    let action = Action {
        action: "POST /v1/invitations/accept".into(),
        status: StatusCode::OK.as_u16(),
        request_id: context.request_id.as_str().into(),
        ..Action::default()
    };
    let (token, password) = (request.token.as_str(), request.password.as_str());
    let staff = api.people.accept_invitation_logged(token, password, Some(action)).await?;
    let signed_in = api.people.signed_in(&staff.id, create::agent(&headers)).await?;
    let mut reply = create::reply(context, &headers, signed_in);
    reply.extensions_mut().remove::<Told>();
    Ok(reply)
}
