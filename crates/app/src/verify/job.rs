//! An audit as a job, and what the last one found, for who comes back for it.

use super::{Mismatch, VerifyReport};
use crate::App;
use crate::error::AppError;
use crate::progress::Progress;
use crate::survey::{self, Survey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tessera_engine::values::Instant;
use tessera_store::StoreError;
use tokio::runtime::Handle;

/// What a finished audit found. Also the result of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub ended_at: Instant,
    /// Members folded afresh.
    pub members: u64,
    /// Events folded.
    pub events: u64,
    /// Entries compared.
    pub entries: u64,
    /// Open lots compared.
    pub lots: u64,
    /// Differences, as [`VerifyReport::different`] counts them.
    pub different: u64,
    /// The first difference, if there is one.
    pub faults: Vec<Fault>,
}

/// A difference between what is projected and what follows from the events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The member, as `mem_…`; `None` for the trial balance and the journal.
    pub member: Option<Box<str>>,
    /// What differs.
    pub what: Box<str>,
    /// What follows from the events; a long text is cut.
    pub expected: Box<str>,
    /// What is projected; a long text is cut.
    pub found: Box<str>,
}

const LAST: &str = "verification/last";

/// The most characters of a text that are kept.
const TEXT: usize = 500;

impl App {
    /// [`App::verify`] as the work of a job: on one core, as the others answer. Must run on a thread that may block, within the runtime.
    pub fn verify_as_job(&self, progress: &Progress) -> Result<Value, String> {
        let started_at = self.shared.clock.now();
        let report = Handle::current().block_on(self.verify_on(1, progress)).map_err(|e| e.to_string())?;
        if report.cancelled {
            return Err("stopped".into());
        }
        let verified = Verified::of(started_at, self.shared.clock.now(), &report);
        serde_json::to_value(verified).map_err(|error| error.to_string())
    }

    /// What the last audit found that came to its end, by whatever way it was asked for.
    pub async fn last_verified(&self) -> Result<Option<Verified>, AppError> {
        let kept = self.shared.store.setting(LAST).await?;
        Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()))
    }

    pub(super) async fn keep_verified(
        &self,
        started_at: Instant,
        report: &VerifyReport,
        survey: &Survey,
    ) -> Result<(), AppError> {
        survey::keep(&self.shared, survey).await?;
        let verified = Verified::of(started_at, self.shared.clock.now(), report);
        let kept = serde_json::to_vec(&verified)
            .map_err(|error| StoreError::Other(format!("the outcome could not be written: {error}")))?;
        Ok(self.shared.store.put_setting(LAST, Some(&kept)).await?)
    }
}

impl Verified {
    fn of(started_at: Instant, ended_at: Instant, report: &VerifyReport) -> Self {
        Self {
            started_at,
            ended_at,
            members: report.members,
            events: report.events,
            entries: report.entries,
            lots: report.lots,
            different: report.different,
            faults: report.first.iter().map(Fault::of).collect(),
        }
    }
}

impl Fault {
    fn of(mismatch: &Mismatch) -> Self {
        let cut = |text: &str| text.chars().take(TEXT).collect::<String>().into();
        Self {
            member: mismatch.member.map(|member| member.to_string().into()),
            what: mismatch.what.clone(),
            expected: cut(&mismatch.expected),
            found: cut(&mismatch.found),
        }
    }
}
