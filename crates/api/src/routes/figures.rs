//! `GET /v1/figures` and `POST /v1/figures/renew`

use crate::context::Context;
use crate::dto::FiguresReply;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

/// 经营数据 · The figures of the shop
///
/// Answers at once, from the last survey of all members (`fresh_as_of`) and counters that are always up to date. A survey is taken anew in the background when
/// somebody asks, something has changed, and the last one is older than five minutes and than five times what it took (`renewed_after_minutes`); when somebody wants it
/// (`POST /v1/figures/renew`); once a day at least; and by every audit.
#[utoipa::path(get, path = "/v1/figures", operation_id = "get_figures", tag = "figures",
    responses((status = 200, description = "The figures", body = FiguresReply<'static>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let (figures, verified) = (api.app.figures().await?, api.app.last_verified().await?);
    Ok(context.ok(&FiguresReply::of(&figures, verified.as_ref(), context.lang)))
}

/// 重新统计 · Count the figures anew now
///
/// Begins a survey in the background, and answers as `GET /v1/figures` does; ask that until it is no longer `renewing`. Begins none while one is being taken, where nothing has
/// changed since the last one, or where that has not rested for as long as it took.
#[utoipa::path(post, path = "/v1/figures/renew", operation_id = "renew_figures", tag = "figures",
    responses((status = 202, description = "The figures as they are now", body = FiguresReply<'static>)))]
pub(crate) async fn renew(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let (figures, verified) = (api.app.renewed_figures().await?, api.app.last_verified().await?);
    Ok(context.reply(StatusCode::ACCEPTED, &FiguresReply::of(&figures, verified.as_ref(), context.lang)))
}
