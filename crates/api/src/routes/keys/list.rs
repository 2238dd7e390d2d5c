//! `GET /v1/keys`

use crate::context::Context;
use crate::dto::{Key, Page};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 密钥列表 · List the keys, newest first
///
/// Revoked ones too. Secrets are never shown.
#[utoipa::path(get, path = "/v1/keys", operation_id = "list_keys", tag = "keys",
    responses((status = 200, description = "All keys", body = Page<Key<'static>>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let keys = api.app.keys().await?;
    Ok(context.ok(&Page { data: keys.iter().map(Key::of).collect(), next_cursor: None }))
}
