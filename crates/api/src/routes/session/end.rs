//! `DELETE /v1/session` and `DELETE /v1/sessions/{session}`

use super::create::staff;
use crate::context::Caller;
use crate::cookies::{self, Cookie};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tessera_app::Scope;

/// 退出登录 · Sign out
#[utoipa::path(delete, path = "/v1/session", operation_id = "sign_out", tag = "sessions",
    responses((status = 204, description = "Signed out")))]
pub(crate) async fn own(
    State(api): State<Api>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let cookie = if caller.0.member().is_some() { Cookie::Member } else { Cookie::Staff };
    if let Some(token) = cookies::read(&headers, cookie) {
        api.people.sign_out(token).await?;
    }
    let mut reply = StatusCode::NO_CONTENT.into_response();
    cookies::clear(&headers, reply.headers_mut(), cookie);
    Ok(reply)
}

/// 结束会话 · End a session of staff
///
/// An own one; with `staff:admin` anybody's.
#[utoipa::path(delete, path = "/v1/sessions/{session}", operation_id = "end_session", tag = "sessions",
    params(("session" = String, Path, description = "`ses_…`")),
    responses((status = 204, description = "Ended")))]
pub(crate) async fn any(
    State(api): State<Api>,
    caller: Caller,
    Path(session): Path<String>,
) -> Result<StatusCode, Problem> {
    let own = staff(&caller)?;
    let of = if caller.0.scopes.has(Scope::StaffAdmin) { None } else { Some(&*own.staff) };
    api.people.end_session(&session, of).await?;
    Ok(StatusCode::NO_CONTENT)
}
