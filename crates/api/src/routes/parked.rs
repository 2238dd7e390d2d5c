//! `GET /v1/returns/parked`

use crate::context::Context;
use crate::dto::{Page, ParkedItem};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 待匹配的退货 · List the returns that wait for their orders
///
/// The oldest first. One that waits for days waits for an order that is lost, or that was sent under another `event_id`.
#[utoipa::path(get, path = "/v1/returns/parked", operation_id = "list_parked_returns", tag = "orders",
    responses((status = 200, description = "All that wait", body = Page<ParkedItem>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let data = api.app.parked_returns().iter().map(ParkedItem::of).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
