//! `DELETE /v1/keys/{key}`

use crate::context::Context;
use crate::dto::Key;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;

/// 吊销密钥 · Revoke a key
///
/// At once on this server, within five seconds on others over the same data. Revoking it again changes nothing. A key may revoke itself.
#[utoipa::path(delete, path = "/v1/keys/{key}", operation_id = "revoke_key", tag = "keys",
    params(("key" = String, Path, description = "`key_…`")),
    responses((status = 200, description = "Revoked", body = Key<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let view = api.app.revoke_key(&key).await?;
    Ok(context.ok(&Key::of(&view)))
}
