//! Serves what a durable order is measured against, on 127.0.0.1:
//!
//! - `stack floor PORT`: the HTTP stack alone; an order is parsed into borrowed texts and answered in a few bytes.
//! - `stack memory PORT`: the whole API over the store in memory, with the flat program and a key that is printed.

use axum::body::Bytes;
use axum::routing::post;
use serde::Deserialize;
use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tessera_api::{Server, Settings};
use tessera_app::{App, Clock, IdSource, NewKey, Publication, Scopes};
use tessera_engine::values::Instant;
use tessera_store::MemoryStore;

#[derive(Deserialize)]
struct Order<'a> {
    #[serde(borrow)]
    event_id: Cow<'a, str>,
    #[serde(borrow)]
    member: Cow<'a, str>,
    #[serde(borrow)]
    occurred_at: Cow<'a, str>,
    #[serde(borrow)]
    lines: Vec<Line<'a>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    line_id: Cow<'a, str>,
    amount: i64,
}

async fn floor(body: Bytes) -> Result<String, axum::http::StatusCode> {
    let order: Order<'_> = serde_json::from_slice(&body).map_err(|_| axum::http::StatusCode::BAD_REQUEST)?;
    let sum: i64 = order.lines.iter().filter(|line| !line.line_id.is_empty()).map(|line| line.amount).sum();
    let size = order.member.len() + order.occurred_at.len();
    Ok(format!(r#"{{"event_id":"{}","status":"accepted","amount":{sum},"size":{size}}}"#, order.event_id))
}

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Instant {
        Instant(1_795_262_400_000_000)
    }
}

struct Counted(AtomicU64);

impl IdSource for Counted {
    fn uuid(&self) -> u128 {
        (0x0193_u128 << 112) + u128::from(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        [9; 32]
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let port: u16 = arguments.next().unwrap_or_default().parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    if what == "floor" {
        return Ok(axum::serve(listener, axum::Router::new().route("/v1/orders", post(floor))).await?);
    }
    let ids = Arc::new(Counted(AtomicU64::new(1)));
    let app = App::open(Arc::new(MemoryStore::new()), Arc::new(Fixed), ids, tessera_app::Settings::default())
        .await?;
    let document = include_str!("../../../programs/flat.toml").into();
    app.publish(Publication { document, starts_at: Instant(0), by: "stack".into(), note: None }).await?;
    let all = NewKey { name: "all".into(), scopes: Scopes::all(), store: None, test: false };
    let (_, secret) = app.create_key(all).await?;
    writeln!(std::io::stdout(), "{secret}")?;
    let stop = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
    Ok(Server::new(app, Settings::default()).serve(listener, stop).await?)
}
