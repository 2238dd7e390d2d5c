//! The projector: brings the projections up to the journal, in large batches sorted by member.
//!
//! It takes what the pipeline decided from memory; nothing is folded a second time.

use super::replay::replay;
use super::tail::{Unprojected, joining_member};
use crate::error::AppError;
use crate::pipeline::queue::Job;
use crate::shared::Shared;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::entry::codec::encode_entries;
use tessera_engine::values::Instant;
use tessera_store::{Projection, Seq, Snapshot, StoreError, Streamed, Total};
use tokio::sync::{mpsc, oneshot, watch};

/// So many events within [`Settings::project_after`](crate::Settings::project_after) are a lot, for which it waits so many times as long.
const A_LOT: u64 = 2_000;
const LONGER: u32 = 8;

/// How long it waits after a failure.
const PAUSE: Duration = Duration::from_secs(1);

/// The setting that keeps the latest business time of anything projected, and up to where in the journal that is true.
pub(crate) const LATEST: &str = "journal/latest";

/// The task that one process at a time does where several share a store, and for how long it has it.
const TASK: &str = "project";
const LEASE: Duration = Duration::from_secs(10);

/// Runs until the application closes, and leaves nothing unprojected then (where another process projects, that one does).
pub(crate) async fn run(shared: Arc<Shared>, queue: mpsc::WeakSender<Job>) {
    let mut closing = shared.closing.subscribe();
    loop {
        let is_closing = *closing.borrow_and_update();
        if shared.store.is_shared() && !is_closing {
            wait_and_follow(&shared, &queue, &mut closing).await;
        } else if shared.tail.lag() == 0 {
            if is_closing {
                break;
            }
            // The sender lives as long as the shared part does.
            tokio::select! {
                () = shared.tail.grown.notified() => {}
                _ = closing.changed() => {}
            }
            continue;
        } else if !is_closing && shared.tail.lag() < shared.settings.project_events as u64 {
            wait_for_more(&shared, &mut closing).await;
        }
        let projected = project_in_turn(&shared).await;
        shared.stuck.send_replace(projected.as_ref().err().cloned());
        if let Err(error) = projected {
            tracing::error!(%error, "the projections could not be brought forward");
            if is_closing {
                // What is recorded is durable; the next start projects it.
                break;
            }
            tokio::time::sleep(PAUSE).await;
        } else if is_closing && shared.store.is_shared() {
            break;
        }
    }
    if shared.store.is_shared()
        && let Err(error) = shared.store.lease(TASK, shared.holder, Duration::ZERO).await
    {
        tracing::warn!(%error, "the projections could not be handed on: another process takes them up in {LEASE:?}");
    }
}

/// Waits a moment, and longer while a lot is coming: the more events go into one projection, the less each costs, and nobody who asks is told
/// anything older for it.
async fn wait_for_more(shared: &Shared, closing: &mut watch::Receiver<bool>) {
    for _ in 0..LONGER {
        tokio::select! {
            () = tokio::time::sleep(shared.settings.project_after) => {}
            () = shared.tail.urgent.notified() => return,
            _ = closing.changed() => return,
        }
        if shared.tail.lag() < A_LOT {
            return;
        }
    }
}

/// At start: brings memory, and with it the projections, up to the journal; where another process projects, waits until that has come near.
pub(crate) async fn catch_up(shared: &Shared) -> Result<(), AppError> {
    while shared.store.is_shared() && !shared.store.lease(TASK, shared.holder, LEASE).await? {
        let position = shared.store.position().await?;
        if position.head - position.projected <= shared.settings.max_lag as u64 {
            return replay(shared, false).await;
        }
        tracing::info!(
            projected = position.projected,
            head = position.head,
            "another process makes the projections"
        );
        tokio::time::sleep(PAUSE).await;
    }
    replay(shared, true).await
}

/// Waits for something to project, and has what other processes have recorded taken into memory.
async fn wait_and_follow(
    shared: &Shared,
    queue: &mpsc::WeakSender<Job>,
    closing: &mut watch::Receiver<bool>,
) {
    tokio::select! {
        () = tokio::time::sleep(shared.settings.project_after) => {}
        () = shared.tail.urgent.notified() => {}
        _ = closing.changed() => return,
    }
    let Some(queue) = queue.upgrade() else { return };
    let (reply, followed) = oneshot::channel();
    if queue.send(Job::Follow(reply)).await.is_ok()
        && let Ok(Err(error)) = followed.await
    {
        tracing::warn!(%error, "what other processes recorded could not be read; it is tried again");
    }
}

/// Projects, if that is this process's task.
async fn project_in_turn(shared: &Shared) -> Result<(), AppError> {
    if shared.store.is_shared() && !shared.store.lease(TASK, shared.holder, LEASE).await? {
        return Ok(());
    }
    project(shared).await
}

/// Projects all of the tail as it is now.
pub(crate) async fn project(shared: &Shared) -> Result<(), AppError> {
    let still = shared.projecting.lock().await;
    let begun = Stopwatch::now();
    let unprojected = shared.tail.unprojected();
    let latest = shared.tail.latest();
    let Some(cursor) = unprojected.commits.last().map(|commit| commit.last()) else { return Ok(()) };
    let after = unprojected.after;
    let with_streams = !shared.store.streams_have(after, cursor).await?;
    let made = tokio::task::spawn_blocking(move || projection(unprojected, cursor, with_streams)).await;
    let projection = made.map_err(|error| AppError::from(StoreError::Other(error.to_string())))?;
    if let Err(error) = shared.store.project(projection).await {
        // It may have happened all the same, or another process was first: the store knows.
        let projected = shared.store.projected().await?;
        if projected <= after {
            return Err(error.into());
        }
        shared.tail.drop_projected(projected);
        return Ok(());
    }
    shared.tail.drop_projected(cursor);
    drop(still);
    remember_latest(shared, cursor, latest).await?;
    let metrics = &shared.metrics;
    metrics.projected.fetch_add(cursor - after, Ordering::Relaxed);
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    metrics.project_micros.fetch_add(micros, Ordering::Relaxed);
    Ok(())
}

fn projection(unprojected: Unprojected, cursor: Seq, with_streams: bool) -> Projection {
    let facts = if with_streams { (cursor - unprojected.after) as usize } else { 0 };
    let mut projection = Projection { after: unprojected.after, cursor, ..Projection::default() };
    projection.streamed.reserve(facts);
    let mut totals: HashMap<(u16, u8), (i64, u64)> = HashMap::new();
    for (seq, fact, posted) in unprojected.facts() {
        projection.members.extend(joining_member(fact));
        for entry in &posted.entries {
            let total = totals.entry((entry.wallet, entry.kind.number())).or_default();
            total.0 = total.0.saturating_add(entry.units);
            total.1 += 1;
        }
        if with_streams {
            let entries = encode_entries(&posted.entries);
            let streamed = Streamed { seq, number: fact.number, event: Arc::clone(&fact.event), entries };
            projection.streamed.push((fact.member, streamed));
        }
    }
    projection.streamed.sort_unstable_by_key(|(member, streamed)| (*member, streamed.number));
    projection.members.sort_unstable_by_key(|member| member.id);
    let total = |((wallet, kind), (units, entries))| Total { wallet, kind, units, entries };
    projection.totals = totals.into_iter().map(total).collect();
    projection.totals.sort_unstable();
    projection.snapshots = unprojected
        .states
        .into_iter()
        .map(|(member, state)| {
            let snapshot = Snapshot { number: state.events, due_at: state.due_at(), state: state.to_bytes() };
            (member, snapshot)
        })
        .collect();
    projection.snapshots.sort_unstable_by_key(|(member, _)| *member);
    projection
}

/// Keeps [`Tail::latest`](super::tail::Tail::latest) for the next start. What is recorded after `seq` is read again then.
async fn remember_latest(shared: &Shared, seq: Seq, latest: Instant) -> Result<(), AppError> {
    let value = format!("{seq} {}", latest.0);
    Ok(shared.store.put_setting(LATEST, Some(value.as_bytes())).await?)
}

/// Reads back what [`remember_latest`] kept, and from the journal what came after.
pub(crate) async fn recall_latest(shared: &Shared) -> Result<(), AppError> {
    let kept = shared.store.setting(LATEST).await?;
    let kept = kept.as_deref().and_then(|bytes| {
        let (seq, micros) = std::str::from_utf8(bytes).ok()?.split_once(' ')?;
        Some((seq.parse::<Seq>().ok()?, micros.parse::<i64>().ok()?))
    });
    let (mut seq, micros) = kept.unwrap_or((0, i64::MIN));
    shared.tail.saw(Instant(micros));
    let projected = shared.store.projected().await?;
    while seq < projected {
        let chunk = shared.store.journal(seq, 20_000).await?;
        let Some(last) = chunk.last().map(|journaled| journaled.seq) else { break };
        for journaled in &chunk {
            if !matches!(journaled.fact.event.body, tessera_engine::event::Body::Refused(_)) {
                shared.tail.saw(journaled.fact.event.occurred_at);
            }
        }
        seq = last;
    }
    Ok(())
}
