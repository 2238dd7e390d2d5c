//! Audits.

use super::{shown, shown_or_null};
use crate::Lang;
use serde::Serialize;
use serde_json::Value;
use tessera_app::{Fault, JobView, Verified};
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// An audit 核账 that somebody asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verification<'a> {
    /// Its id; `null` for one that was not asked for as a job.
    #[schema(value_type = Option<String>, example = "job_0193f000000070008000000000000001")]
    id: Option<&'a str>,
    /// `running`, `done`, `failed` or `interrupted`: somebody cancelled it, or the service stopped while it ran.
    #[schema(value_type = String, example = "done")]
    status: &'static str,
    /// How far it is, in members; after the last one the journal is read.
    progress: JobProgress,
    /// When it was asked for.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    started_at: Instant,
    /// When it ended.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    finished_at: Option<Instant>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    /// What was found, when it is done.
    result: Option<VerificationResult>,
}

/// How far a job is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobProgress {
    /// So much is done.
    done: u64,
    /// So much there is in all; 0 while that is unknown.
    total: u64,
}

/// What an audit found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationResult {
    /// When it ended.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    finished_at: Instant,
    /// Members folded afresh.
    members: u64,
    /// Events folded.
    events: u64,
    /// Entries compared.
    entries: u64,
    /// Open lots compared.
    lots: u64,
    /// Members with a difference; one more each for the trial balance and for the journal. 0: everything agrees.
    different: u64,
    /// The first difference, if there is one.
    faults: Vec<VerificationFault>,
}

/// A difference between what is stored and what follows from the events.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VerificationFault {
    /// The member; `null` for the trial balance and the journal.
    #[schema(example = "mem_0193f000000070008000000000000001")]
    member: Option<String>,
    /// What differs, what it should be and what it is.
    text: String,
}

impl<'a> Verification<'a> {
    pub(crate) fn of(job: &'a JobView, lang: Lang) -> Self {
        let verified = |result: &Value| serde_json::from_value::<Verified>(result.clone()).ok();
        Self {
            id: Some(&job.id),
            status: job.status.as_str(),
            progress: JobProgress { done: job.done, total: job.total },
            started_at: job.created_at,
            finished_at: job.ended_at,
            error: job.error.as_deref(),
            result: job
                .result
                .as_ref()
                .and_then(verified)
                .map(|verified| VerificationResult::of(&verified, lang)),
        }
    }
}

impl Verification<'static> {
    /// The last one, by whatever way it was asked for.
    pub(crate) fn last(verified: &Verified, lang: Lang) -> Self {
        Self {
            id: None,
            status: tessera_app::JobStatus::Done.as_str(),
            progress: JobProgress { done: verified.members, total: verified.members },
            started_at: verified.started_at,
            finished_at: Some(verified.ended_at),
            error: None,
            result: Some(VerificationResult::of(verified, lang)),
        }
    }
}

impl VerificationResult {
    fn of(verified: &Verified, lang: Lang) -> Self {
        Self {
            finished_at: verified.ended_at,
            members: verified.members,
            events: verified.events,
            entries: verified.entries,
            lots: verified.lots,
            different: verified.different,
            faults: verified.faults.iter().map(|fault| VerificationFault::of(fault, lang)).collect(),
        }
    }
}

impl VerificationFault {
    fn of(fault: &Fault, lang: Lang) -> Self {
        let Fault { member, what, expected, found } = fault;
        let text = match lang {
            Lang::Zh => format!("{what}：应为 {expected}，实为 {found}"),
            Lang::En => format!("{what}: expected {expected}, found {found}"),
        };
        Self { member: member.as_deref().map(Into::into), text }
    }
}
