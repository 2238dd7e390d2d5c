//! `GET /v1/orders/{order}`

use crate::context::Context;
use crate::dto::{InForce, OrderReply};
use crate::problem::{Problem, codes};
use crate::read::order_in_path;
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;

/// 查询订单 · Get an order
///
/// As it stands now: what was bought, what came back, and every entry it caused.
#[utoipa::path(get, path = "/v1/orders/{order}", operation_id = "get_order", tag = "orders",
    params(("order" = String, Path, description = "`ord_…`, or `ext:` and the event_id it was sent with")),
    responses((status = 200, description = "The order", body = OrderReply<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(order): Path<String>,
) -> Result<Response, Problem> {
    let id = api.event_id(order_in_path(&order)?).await.map_err(no_order)?;
    let view = api.app.order(&id).await.map_err(|error| no_order(error.into()))?;
    Ok(context.ok(&OrderReply::of(&view, &InForce::of(&api.app))))
}

/// Where an order was asked for, an unknown event is an unknown order; so is one of an unknown member, whom nobody named.
pub(in crate::routes) fn no_order(problem: Problem) -> Problem {
    let unknown = [codes::UNKNOWN_EVENT, codes::UNKNOWN_MEMBER].contains(&problem.code());
    if unknown { Problem::new(codes::UNKNOWN_ORDER) } else { problem }
}
