//! What an order costs in instructions and bytes, where no other load and no slow disk can blur it.
//!
//! Orders go into the API's routes, without a socket, 64 at a time, in one thread, so that every run forms the same batches. An instruction
//! counter around two runs of different length says what one more order costs: `cargo xtask test` keeps that figure.

use crate::requests::{Request, orders};
use crate::shop::Shop;
use crate::wal::WalMeter;
use anyhow::{Context, Result, ensure};
use axum::body::Body;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tessera_app::{App, Settings};
use tessera_store_sqlite::SqliteStore;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// Members of the shop: all of them stay warm.
const MEMBERS: usize = 2_000;
/// Orders that arrive together.
const AT_ONCE: u64 = 64;
/// Orders that are projected together.
const PROJECTED_TOGETHER: u64 = 2_048;

/// Takes so many orders, and prints how many bytes the write-ahead log of the journal has grown by.
pub(crate) fn run(count: u64, folder: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Arc::new(SqliteStore::open(folder)?);
        // Nothing by the clock: projections follow when they are asked to.
        let never = Duration::from_secs(86_400);
        let settings = Settings { project_after: never, sweep_every: None, ..Settings::default() };
        let shop = Shop::open(store, MEMBERS, settings).await?;
        let journal = WalMeter::start(&folder.join("journal.db"))?;
        take(&shop, count).await?;
        println!("orders {count} journal_bytes {}", journal.bytes());
        shop.close().await
    })
}

async fn take(shop: &Shop, count: u64) -> Result<()> {
    let router = routes(&shop.app).await?;
    let make = orders("cost".into(), shop.members, Arc::clone(&shop.clock));
    for first in (0..count).step_by(AT_ONCE as usize) {
        let mut together = JoinSet::new();
        for n in first..count.min(first + AT_ONCE) {
            let request = http(make(0, n), &shop.target.key)?;
            together.spawn(router.clone().oneshot(request));
        }
        while let Some(answer) = together.join_next().await {
            let status = answer??.status();
            ensure!(status.is_success(), "an order was answered with {status}");
        }
        if (first + AT_ONCE).is_multiple_of(PROJECTED_TOGETHER) {
            shop.app.flush().await?;
        }
    }
    Ok(shop.app.flush().await?)
}

async fn routes(app: &App) -> Result<axum::Router> {
    let people = tessera_people::People::open(app.clone(), tessera_people::Options::default());
    let people = people.await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(tessera_api::Server::new(people, tessera_api::Settings::default()).router())
}

fn http(request: Request, key: &str) -> Result<axum::http::Request<Body>> {
    axum::http::Request::builder()
        .method(request.method)
        .uri(request.path.as_ref())
        .header("host", "bench")
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", request.content_type)
        .body(Body::from(request.body))
        .context("a request")
}
