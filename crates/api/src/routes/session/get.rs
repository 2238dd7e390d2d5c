//! `GET /v1/session`

use super::Caller as CallerReply;
use crate::context::{Caller, Context};
use axum::response::Response;

/// 我是谁 · Who am I
///
/// The key, the member of staff or the member who asks, and what they may do.
#[utoipa::path(get, path = "/v1/session", operation_id = "get_session", tag = "sessions",
    responses((status = 200, description = "Who asks", body = CallerReply)))]
pub(crate) async fn handle(context: Context, caller: Caller) -> Response {
    context.ok(&CallerReply::of(&caller.0))
}
