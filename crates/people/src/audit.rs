//! The audit log: what staff did, each action once, never changed.
//!
//! An action is written down before it is done, and its outcome under the same id after it. Where the first cannot be written, nothing is done; where the second never was (the
//! server fell, the caller hung up, the database went away), the entry stands without one, for everybody to see. What is one change of documents alone is written with it.

use crate::People;
use crate::error::PeopleError;
use crate::shelf::Shelf;
use serde::{Deserialize, Serialize};
use tessera_engine::values::Instant;
use tessera_store::{Change, Direction};

/// One action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its id: `aud_…`, in the order of time.
    pub id: Box<str>,
    /// When.
    pub at: Instant,
    /// What was done.
    pub action: Action,
}

/// What was done, by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// The member of staff or the key.
    pub by: Option<Box<str>>,
    /// The name of the one or the other at that time.
    pub name: Box<str>,
    /// The role at that time.
    pub role: Option<Box<str>>,
    /// The store they belonged to.
    pub store: Option<Box<str>>,
    /// The method and the pattern of the address: `POST /v1/adjustments`.
    pub action: Box<str>,
    /// What it was done to, by its id: `mem_…`, `stf_…`.
    pub target: Option<Box<str>>,
    /// The reason that was given.
    pub reason: Option<Box<str>>,
    /// The HTTP status of the answer; 0 where it was never written down.
    pub status: u16,
    /// The id of the request.
    pub request_id: Box<str>,
}

#[derive(Serialize, Deserialize)]
struct Logged {
    at: i64,
    #[serde(flatten)]
    action: Action,
}

/// What became of an action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What it was done to, where the address does not say.
    pub target: Option<Box<str>>,
    /// The reason that was given.
    pub reason: Option<Box<str>>,
    /// The HTTP status of the answer.
    pub status: u16,
}

static LOG: Shelf<Logged> = Shelf::new("log.audit");
/// Outcomes, each under the id of its action.
static OUTCOMES: Shelf<Outcome> = Shelf::new("log.audit-outcome");

/// What of the log is asked for.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Of this member of staff or key.
    pub by: Option<Box<str>>,
    /// Whose action contains this text.
    pub action: Option<Box<str>>,
    /// In this store.
    pub store: Option<Box<str>>,
}

impl AuditFilter {
    fn takes(&self, action: &Action) -> bool {
        self.by.as_ref().is_none_or(|by| action.by.as_ref() == Some(by))
            && self.action.as_ref().is_none_or(|text| action.action.contains(&**text))
            && self.store.as_ref().is_none_or(|store| action.store.as_ref() == Some(store))
    }
}

/// So many entries are looked through for one page.
const LOOKED_THROUGH: usize = 20_000;

impl People {
    /// Writes down that somebody is about to do something, before it is done. Returns the id of the entry, for its outcome.
    pub async fn log_begun(&self, action: Action) -> Result<Box<str>, PeopleError> {
        let change = self.logging(Action { status: 0, ..action });
        self.store().change(std::slice::from_ref(&change)).await?;
        Ok(change.id)
    }

    /// Writes down what became of it.
    pub async fn log_outcome(&self, id: &str, outcome: &Outcome) -> Result<(), PeopleError> {
        Ok(self.store().change(&[OUTCOMES.add(id, outcome)]).await?)
    }

    /// Writes an action down that was done.
    pub async fn log(&self, action: Action) -> Result<(), PeopleError> {
        Ok(self.store().change(&[self.logging(action)]).await?)
    }

    /// The change that writes an action down, to be made with the action itself.
    pub(crate) fn logging(&self, action: Action) -> Change {
        let id = format!("aud_{:032x}", self.app.ids().uuid());
        LOG.add(&id, &Logged { at: self.now().0, action })
    }

    /// The log before an entry (`None`: from its end), newest first, and the entry to go on before.
    pub async fn logged(
        &self,
        filter: &AuditFilter,
        before: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<AuditEntry>, Option<Box<str>>), PeopleError> {
        const PAGE: usize = 500;
        let (mut found, mut last) = (Vec::new(), before.map(Box::<str>::from));
        for _ in 0..LOOKED_THROUGH / PAGE {
            let page = LOG.beyond(self.store(), last.as_deref(), Direction::Down, PAGE).await?;
            let is_end = page.len() < PAGE;
            for kept in page {
                last = Some(kept.id.clone());
                if filter.takes(&kept.value.action) {
                    found.push(AuditEntry {
                        id: kept.id,
                        at: Instant(kept.value.at),
                        action: kept.value.action,
                    });
                    if found.len() == limit {
                        return Ok((self.with_outcomes(found).await?, last));
                    }
                }
            }
            if is_end {
                return Ok((self.with_outcomes(found).await?, None));
            }
        }
        Ok((self.with_outcomes(found).await?, last))
    }

    async fn with_outcomes(&self, mut entries: Vec<AuditEntry>) -> Result<Vec<AuditEntry>, PeopleError> {
        let begun: Vec<&mut AuditEntry> =
            entries.iter_mut().filter(|entry| entry.action.status == 0).collect();
        let ids: Vec<&str> = begun.iter().map(|entry| &*entry.id).collect();
        let outcomes = OUTCOMES.several(self.store(), &ids).await?;
        for (entry, outcome) in begun.into_iter().zip(outcomes) {
            let Some(outcome) = outcome else { continue };
            let action = &mut entry.action;
            action.status = outcome.status;
            action.target = outcome.target.or(action.target.take());
            action.reason = outcome.reason.or(action.reason.take());
        }
        Ok(entries)
    }
}
