//! What the machine can do at best: A, an append that is synced; H, the HTTP stack that parses an order and keeps nothing.

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;
use std::fs::OpenOptions;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

/// A: the median of an append of 4 KiB with fdatasync, and how many a second.
pub(crate) fn synced_append(folder: &Path) -> Result<(Duration, u64)> {
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("anchor"))?;
    let page = [7_u8; 4096];
    let (clock, mut times) = (Stopwatch::now(), Vec::new());
    while clock.elapsed() < Duration::from_secs(2) {
        let one = Stopwatch::now();
        file.write_all(&page)?;
        file.sync_data()?;
        times.push(one.elapsed());
    }
    times.sort_unstable();
    let rate = times.len() as u64 / 2;
    Ok((times[times.len() / 2], rate))
}

#[derive(Deserialize)]
#[allow(dead_code)] // Parsed, as the order is; what is done with it is what H leaves out.
struct Order<'a> {
    total: Money<'a>,
    event_id: &'a str,
    member: &'a str,
    occurred_at: &'a str,
    store: &'a str,
    channel: &'a str,
    #[serde(borrow)]
    lines: Vec<Line<'a>>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Money<'a> {
    amount: i64,
    currency: &'a str,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Line<'a> {
    line_id: &'a str,
    sku: &'a str,
    category: &'a str,
    quantity: i64,
    amount: i64,
}

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
pub(crate) async fn without_storage() -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/v1/orders", post(parse_and_reply));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// The time of all cores that this process has spent, to the hundredth of a second.
pub(crate) fn cpu_time() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name, in parentheses, may hold blanks; user and system time are the twelfth and thirteenth field after it.
    let fields = stat.rsplit_once(')').map(|(_, fields)| fields.split_whitespace().collect::<Vec<_>>());
    let ticks = |at: usize| fields.as_ref()?.get(at)?.parse::<u64>().ok();
    let ticks = ticks(11).zip(ticks(12)).context("user and system time in /proc/self/stat")?;
    // Linux counts a hundred ticks a second on every architecture that Rust knows.
    Ok(Duration::from_millis((ticks.0 + ticks.1) * 10))
}
