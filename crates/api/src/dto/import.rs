//! Imports.

use super::{shown, shown_or_null};
use serde::Serialize;
use serde_json::Value;
use tessera_app::{FileImported, JobView};
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// An import 导入 of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Import<'a> {
    /// Its id.
    #[schema(example = "job_0193f000000070008000000000000001")]
    id: &'a str,
    /// The file's name, as its sender gave it.
    #[schema(example = "orders.csv")]
    name: &'a str,
    /// `running`, `done`, `failed` or `interrupted`: somebody cancelled it, or the service stopped while it ran; send the file again to go on.
    #[schema(value_type = String, example = "done")]
    status: &'static str,
    /// Nothing is recorded: what would be is counted.
    dry_run: bool,
    /// When it was asked for.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it ended.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Instant>,
    /// How far it is.
    progress: ImportProgress,
    /// Why it failed, in the language of who asked for it.
    error: Option<&'a str>,
    /// What became of the file, when it is done.
    result: Option<ImportResult>,
}

/// How far an import is. The file is read first and then recorded: the bytes count once up for each.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportProgress {
    /// Bytes of the file that are read; then, those whose orders are recorded.
    done_bytes: u64,
    /// The size of the file in bytes.
    total_bytes: u64,
    /// Orders recorded.
    orders: u64,
}

/// What became of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportResult {
    /// Rows read.
    rows: u64,
    /// Orders that could be used.
    orders: u64,
    /// Beside them, orders of nobody known, which are not recorded.
    without_member: u64,
    /// Of these, orders recorded now; of a dry run, orders that nobody has recorded.
    new: u64,
    /// Of these, orders that were there already.
    repeated: u64,
    /// Rows and orders that were left out or refused, as `rejected.csv` lists them. What only the program refuses is not known to a dry run.
    rejected: u64,
    /// Members who joined by it; of a dry run, numbers that no member has.
    members: u64,
}

impl<'a> Import<'a> {
    pub(crate) fn of(job: &'a JobView) -> Self {
        let imported = |result: &Value| serde_json::from_value::<FileImported>(result.clone()).ok();
        Self {
            id: &job.id,
            name: job.about["name"].as_str().unwrap_or_default(),
            status: job.status.as_str(),
            dry_run: job.about["dry_run"].as_bool().unwrap_or_default(),
            created_at: job.created_at,
            ended_at: job.ended_at,
            progress: ImportProgress::of(job),
            error: job.error.as_deref(),
            result: job.result.as_ref().and_then(imported).map(ImportResult::of),
        }
    }
}

impl ImportProgress {
    fn of(job: &JobView) -> Self {
        if job.before == 0 {
            return Self { done_bytes: job.done, total_bytes: job.total, orders: 0 };
        }
        // The file is read: its size is what that step came to.
        let share = u128::from(job.before) * u128::from(job.done) / u128::from(job.total.max(1));
        let done_bytes = u64::try_from(share).unwrap_or(job.before).min(job.before);
        Self { done_bytes, total_bytes: job.before, orders: job.done }
    }
}

impl ImportResult {
    fn of(imported: FileImported) -> Self {
        let FileImported { rows, orders, without_member, new, repeated, rejected, members } = imported;
        Self { rows, orders, without_member, new, repeated, rejected, members }
    }
}
