//! `/v1/verifications`.

pub(super) mod cancel;
pub(super) mod create;
pub(super) mod get;
pub(super) mod list;

use crate::problem::{Problem, codes};
use crate::state::Shared;
use tessera_app::JobView;

/// What the application calls such jobs.
const KIND: &str = "verification";

impl Shared {
    /// A job, if it is of this kind.
    pub(super) async fn job_of_kind(&self, job: &str, kind: &str) -> Result<JobView, Problem> {
        let job = self.app.job(job).await?;
        if &*job.kind == kind { Ok(job) } else { Err(Problem::new(codes::UNKNOWN_JOB)) }
    }
}
