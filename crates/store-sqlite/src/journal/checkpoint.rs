//! Checkpoints, off the path of commits.
//!
//! When the write-ahead log has grown large, a thread of its own brings it over into the database file while commits go on. What came in
//! meanwhile is little, and the writer brings that over between two commits; then the log starts again from its beginning.

use super::writer::{Job, Shared};
use crate::connection;
use crate::part::Of;
use rusqlite::Connection;
use rusqlite::wal::CheckpointMode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use tessera_store::StoreError;

/// So little is left that the writer may bring it over: 2 MB in pages.
const LITTLE: i32 = 512;
/// Each pass leaves what was committed during it; so many suffice unless the disk is far too slow.
const PASSES: u32 = 4;

/// How far a checkpoint came.
pub(crate) enum Pass {
    /// Little is left.
    NearlyDone,
    /// Much is left: a long read holds it up, or the disk fails.
    HeldUp,
}

/// The writer's side.
pub(super) struct Checkpointer {
    start: Sender<()>,
    /// Bytes written to the log since the last checkpoint, about.
    grown: u64,
    limit: u64,
    is_running: bool,
}

impl Checkpointer {
    /// Starts the thread. It ends when this is dropped.
    pub(super) fn spawn(
        shared: Arc<Shared>,
        jobs: Sender<Job>,
    ) -> Result<(Self, JoinHandle<()>), StoreError> {
        let connection = connection::for_writing(&shared.journal, 0, &shared.options)?;
        let (start, started) = channel();
        let limit = shared.options.wal_limit;
        let thread = std::thread::Builder::new()
            .name("tessera-checkpoint".into())
            .spawn(move || work(&shared, &connection, &started, &jobs))
            .map_err(|error| StoreError::Other(error.to_string()))?;
        Ok((Self { start, grown: 0, limit, is_running: false }, thread))
    }

    /// Counts what a commit wrote, and has a checkpoint taken when it is time.
    pub(super) fn note(&mut self, bytes: u64) {
        self.grown += bytes;
        if self.grown >= self.limit && !self.is_running {
            self.is_running = self.start.send(()).is_ok();
            self.grown = 0;
        }
    }

    /// Ends a checkpoint, between two commits.
    pub(super) fn finish(&mut self, pass: Pass, journal: &Connection) {
        self.is_running = false;
        if matches!(pass, Pass::NearlyDone)
            && let Err(error) = journal.wal_checkpoint_v2(None::<&str>, CheckpointMode::PASSIVE)
        {
            tracing::warn!(%error, "a checkpoint failed; it is tried again later");
        }
    }
}

fn work(shared: &Shared, connection: &Connection, started: &Receiver<()>, jobs: &Sender<Job>) {
    while started.recv().is_ok() {
        let pass = checkpoint(shared, connection).unwrap_or_else(|error| {
            tracing::warn!(%error, "a checkpoint failed; it is tried again later");
            Pass::HeldUp
        });
        if jobs.send(Job::Checkpointed(pass)).is_err() {
            return;
        }
    }
}

fn checkpoint(shared: &Shared, connection: &Connection) -> Result<Pass, StoreError> {
    for _ in 0..PASSES {
        let (log, brought_over) =
            connection.wal_checkpoint_v2(None::<&str>, CheckpointMode::PASSIVE).of(&shared.journal)?;
        // What is committed from here on is not in these figures: ask anew.
        let (now, _) = connection.wal_checkpoint_v2(None::<&str>, CheckpointMode::NOOP).of(&shared.journal)?;
        if log == brought_over && now - brought_over <= LITTLE {
            return Ok(Pass::NearlyDone);
        }
    }
    Ok(Pass::HeldUp)
}
