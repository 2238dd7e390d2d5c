//! How the application runs: sizes and delays. None of them changes a result.

use std::path::PathBuf;
use std::time::Duration;

/// Sizes and delays of the pipeline.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The most commands that go into one commit.
    pub batch: usize,
    /// How many commands may wait before callers are held back.
    pub queue: usize,
    /// How many members' states are kept ready in memory.
    pub warm_members: usize,
    /// The projections are brought forward as soon as this many events wait for it ...
    pub project_events: usize,
    /// ... or the oldest of them has waited this long (some times as long while many are coming).
    pub project_after: Duration,
    /// Commands are held back while more events than this wait for the projections.
    pub max_lag: usize,
    /// How often the background sweep looks for members with something due; `None`: never by itself.
    pub sweep_every: Option<Duration>,
    /// Where imports put what does not fit into memory, and uploads are kept until they are read: a folder on a disk. Nothing there has a name.
    pub spill: PathBuf,
    /// Drop all projections when opening, and make them again from the journal.
    pub rebuild: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            batch: 1_024,
            queue: 8_192,
            warm_members: 65_536,
            project_events: 60_000,
            project_after: Duration::from_millis(500),
            max_lag: 200_000,
            sweep_every: Some(Duration::from_secs(60)),
            spill: std::env::temp_dir(),
            rebuild: false,
        }
    }
}
