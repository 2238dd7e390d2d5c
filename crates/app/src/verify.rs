//! The audit: everything that is projected must follow from the events.

use crate::App;
use crate::error::AppError;
use crate::progress::Progress;
use tessera_engine::values::MemberId;

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Members folded afresh.
    pub members: u64,
    /// Events folded.
    pub events: u64,
    /// Entries compared.
    pub entries: u64,
    /// Open lots compared.
    pub lots: u64,
    /// Members with a difference.
    pub different: u64,
    /// The first difference, by member id; the trial balance comes last.
    pub first: Option<Mismatch>,
    /// It was cancelled before its end.
    pub cancelled: bool,
}

/// A difference between what is projected and what follows from the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The member; `None` for the trial balance.
    pub member: Option<MemberId>,
    /// What differs: `state`, `entries of event 12`, `balance of points`, ...
    pub what: Box<str>,
    /// What follows from the events.
    pub expected: Box<str>,
    /// What is projected.
    pub found: Box<str>,
}

impl App {
    /// Folds every member afresh, on all cores, and compares state, entries, open lots and the trial balance with what is
    /// projected.
    pub async fn verify(&self, _progress: &Progress) -> Result<VerifyReport, AppError> {
        unimplemented!("lands shortly")
    }
}
