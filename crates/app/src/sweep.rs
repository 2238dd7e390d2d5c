//! The sweep: books what time alone changes, for the members whose time has come.

use crate::App;
use crate::error::AppError;
use tessera_engine::values::Instant;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Members looked at.
    pub members: u64,
    /// Members for whom something was booked.
    pub booked: u64,
}

impl App {
    /// Books what fell due up to and including an instant (not after now). Done twice, it does nothing the second time.
    pub async fn sweep(&self, _until: Instant) -> Result<SweepReport, AppError> {
        unimplemented!("lands shortly")
    }
}

pub(crate) fn start(_app: &App) {}
