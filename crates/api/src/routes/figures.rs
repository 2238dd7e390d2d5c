//! `GET /v1/figures`

use crate::context::Context;
use crate::dto::FiguresReply;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;

/// 经营数据 · The figures of the shop
///
/// Answers at once, from the last survey of all members (`fresh_as_of`) and counters that are always up to date. A survey is taken anew in the background when
/// somebody asks and the last one is older than five minutes for each 50,000 members begun (`renewed_after_minutes`); once a day at least; and by every audit.
#[utoipa::path(get, path = "/v1/figures", operation_id = "get_figures", tag = "figures",
    responses((status = 200, description = "The figures", body = FiguresReply<'static>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let (figures, verified) = (api.app.figures().await?, api.app.last_verified().await?);
    Ok(context.ok(&FiguresReply::of(&figures, verified.as_ref(), context.lang)))
}
