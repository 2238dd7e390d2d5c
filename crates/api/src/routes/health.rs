//! `GET /health/live`, `GET /health/ready`, `GET /metrics`

use crate::context::Context;
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// How the server is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok` here.
    #[schema(value_type = String, example = "ok")]
    status: &'static str,
}

/// 存活 · Whether the process runs
///
/// Asks nothing of the store: restart the process only if this fails.
#[utoipa::path(get, path = "/health/live", operation_id = "live", tag = "health",
    responses((status = 200, description = "It runs", body = Health)))]
pub(crate) async fn live(context: Context) -> Response {
    context.ok(&Health { status: "ok" })
}

/// 就绪 · Whether requests should be sent here
///
/// Not while the server is about to stop, and not while the store does not answer.
#[utoipa::path(get, path = "/health/ready", operation_id = "ready", tag = "health",
    responses((status = 200, description = "It takes requests", body = Health)))]
pub(crate) async fn ready(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    if api.is_closing() {
        return Err(Problem::new(codes::UNAVAILABLE));
    }
    api.app.member_count().await?;
    Ok(context.ok(&Health { status: "ok" }))
}

/// 指标 · Figures for Prometheus
#[utoipa::path(get, path = "/metrics", operation_id = "metrics", tag = "health",
    responses((status = 200, description = "The text format of Prometheus", body = String, content_type = "text/plain")))]
pub(crate) async fn metrics(State(api): State<Api>) -> Response {
    let mut text = api.figures.render(api.app.metrics(), &api.app.parked_returns());
    crate::figures::append(&mut text, &api.app, api.app.due_lag_seconds().await);
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
