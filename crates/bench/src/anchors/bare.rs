//! H: the HTTP stack that parses an order and keeps nothing.

use super::order::Order;
use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use std::net::SocketAddr;

async fn parse_and_reply(body: Bytes) -> Response {
    match serde_json::from_slice::<Order<'_>>(&body) {
        Ok(order) => {
            let reply = format!(
                r#"{{"event_id":"{}","status":"accepted","lines":{}}}"#,
                order.event_id,
                order.lines.len()
            );
            (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], reply).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}

/// H: serves on a port of its own until the runtime ends.
pub(crate) async fn serve() -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/v1/orders", post(parse_and_reply));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
