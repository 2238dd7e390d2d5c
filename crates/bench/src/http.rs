//! Durable orders over HTTP beside the same stack without storage, at several numbers of connections.

use crate::load::{self, Bodies, Load};
use crate::shop::Running;
use crate::{anchors, shop};
use anyhow::Result;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

/// One row of the table.
pub(crate) struct Row {
    pub(crate) members: usize,
    pub(crate) connections: usize,
    pub(crate) ours: Load,
    pub(crate) bare: Load,
}

/// What the runs over one shop found.
pub(crate) struct Shop {
    pub(crate) members: usize,
    pub(crate) rows: Vec<Row>,
    /// Bytes on disk per order of three lines, projections and indexes included.
    pub(crate) bytes_per_order: u64,
    /// Members a second that join in batches, projections included.
    pub(crate) enrolled_per_second: u64,
}

/// Measures a shop of so many members; ours and the bare stack take turns.
pub(crate) fn measure(folder: &Path, members: usize, connections: &[usize], time: Duration) -> Result<Shop> {
    let (server, client, floor) = (runtime("served")?, runtime("load")?, runtime("floor")?);
    let clock = Running::new();
    let watch = Stopwatch::now();
    let (app, key) = server.block_on(shop::open(folder, members, clock.clone()))?;
    let enrolled_per_second = (members as u64 * 1_000) / (watch.elapsed().as_millis() as u64).max(1);
    let before = size_of(folder)?;
    let address = server.block_on(shop::serve(app.clone()))?;
    let bare = floor.block_on(anchors::without_storage())?;
    let key: Arc<str> = key.into();
    let (mut rows, mut orders) = (Vec::new(), 0);
    for &count in connections {
        let bodies: Arc<Bodies> = {
            let clock = clock.clone();
            Arc::new(move |connection, n| shop::order(&format!("c{count}"), members, &clock, connection, n))
        };
        let bare =
            client.block_on(load::run(bare, "/v1/orders", key.clone(), count, time, bodies.clone()))?;
        let ours = client.block_on(load::run(address, "/v1/orders", key.clone(), count, time, bodies))?;
        orders += ours.requests;
        rows.push(Row { members, connections: count, ours, bare });
    }
    server.block_on(app.flush())?;
    let bytes_per_order = size_of(folder)?.saturating_sub(before) / orders.max(1);
    server.block_on(app.shutdown())?;
    Ok(Shop { members, rows, bytes_per_order, enrolled_per_second })
}

/// A runtime for one part: profiles tell the parts apart by the names of their threads.
fn runtime(part: &str) -> Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    Ok(builder.worker_threads(2).thread_name(part).enable_all().build()?)
}

fn size_of(folder: &Path) -> Result<u64> {
    let mut size = 0;
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        // A write-ahead log is emptied into its database sooner or later; its room is not the orders'.
        if !name.to_string_lossy().ends_with("-wal") {
            size += file.metadata()?.len();
        }
    }
    Ok(size)
}
