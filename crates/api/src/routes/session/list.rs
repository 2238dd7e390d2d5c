//! `GET /v1/sessions`

use super::create::staff;
use crate::context::{Caller, Context};
use crate::dto::{Page, SessionItem};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use tessera_app::Scope;

/// 会话列表 · List sessions of staff
///
/// One's own; with `staff:admin` everybody's. Newest first.
#[utoipa::path(get, path = "/v1/sessions", operation_id = "list_sessions", tag = "sessions",
    responses((status = 200, description = "Sessions that hold", body = Page<SessionItem>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
) -> Result<Response, Problem> {
    let own = staff(&caller)?;
    let of = if caller.0.scopes.has(Scope::StaffAdmin) { None } else { Some(&*own.staff) };
    let sessions = api.people.sessions_of(of).await?;
    let data = sessions.into_iter().map(|view| SessionItem::of(view, &own.session)).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
