//! Deciding what waits, and writing down what became of it.

use super::{APPROVALS, Approval, ApprovalStatus, By};
use crate::People;
use crate::error::{PeopleError, not_found};

/// So long after somebody began to do what was approved, it is tried again: longer than any request takes.
const DOING_MICROS: i64 = 60_000_000;

impl People {
    /// Decides what waits, for good: nobody decides it a second time, and nobody decides what he asked for.
    ///
    /// # Errors
    /// [`PeopleError::OwnRequest`], [`PeopleError::Decided`]. What is approved has to be done then by who approved it, and [settled](People::settle), or [let go](People::let_go).
    /// If neither happens within a minute, it can be approved again; until then nobody else does it.
    pub async fn decide(
        &self,
        id: &str,
        by: &By,
        status: ApprovalStatus,
        comment: Option<&str>,
    ) -> Result<Approval, PeopleError> {
        let now = self.now().0;
        let decided = APPROVALS.change(self.store(), id, |approval| {
            if approval.asked_by.id == by.id {
                return Err(PeopleError::OwnRequest);
            }
            let is_idle = approval.begun_at.is_none_or(|begun| begun + DOING_MICROS <= now);
            let again = approval.status == status && approval.is_open() && is_idle;
            if approval.status != ApprovalStatus::Waiting && !again {
                return Err(PeopleError::Decided);
            }
            approval.status = status;
            approval.begun_at = Some(now);
            // Whoever does what was approved before adds nothing to that decision.
            if !again {
                (approval.decided_by, approval.decided_at) = (Some(by.clone()), Some(now));
                approval.comment = comment.map(Into::into);
            }
            Ok(())
        });
        let (_, approval) = decided.await?.ok_or_else(|| not_found("approval", id))?;
        Ok(Approval { id: id.into(), ..approval })
    }

    /// Withdraws what waits, for good. Withdrawn once more it stays as it is.
    ///
    /// # Errors
    /// [`PeopleError::NotOwnRequest`]: somebody else asked for it. [`PeopleError::Decided`].
    pub async fn withdraw(&self, id: &str, by: &By, comment: Option<&str>) -> Result<Approval, PeopleError> {
        let now = self.now().0;
        let withdrawn = APPROVALS.change(self.store(), id, |approval| {
            if approval.asked_by.id != by.id {
                return Err(PeopleError::NotOwnRequest);
            }
            match approval.status {
                ApprovalStatus::Withdrawn => return Ok(()),
                ApprovalStatus::Waiting => {}
                _ => return Err(PeopleError::Decided),
            }
            approval.status = ApprovalStatus::Withdrawn;
            (approval.decided_by, approval.decided_at) = (Some(by.clone()), Some(now));
            approval.comment = comment.map(Into::into);
            Ok(())
        });
        let (_, approval) = withdrawn.await?.ok_or_else(|| not_found("approval", id))?;
        Ok(Approval { id: id.into(), ..approval })
    }

    /// Writes down that what waits was recorded otherwise: there is nothing left to decide.
    ///
    /// # Errors
    /// [`PeopleError::Decided`].
    pub async fn recorded_otherwise(&self, id: &str) -> Result<Approval, PeopleError> {
        let recorded = APPROVALS.change(self.store(), id, |approval| {
            match approval.status {
                ApprovalStatus::Recorded => {}
                ApprovalStatus::Waiting => approval.status = ApprovalStatus::Recorded,
                _ => return Err(PeopleError::Decided),
            }
            approval.done = true;
            Ok(())
        });
        let (_, approval) = recorded.await?.ok_or_else(|| not_found("approval", id))?;
        Ok(Approval { id: id.into(), ..approval })
    }

    /// What was approved could not be done just now: it can be approved again at once.
    pub async fn let_go(&self, id: &str) -> Result<(), PeopleError> {
        let let_go = APPROVALS.change(self.store(), id, |approval| {
            approval.begun_at = None;
            Ok(())
        });
        let_go.await.map(drop)
    }

    /// Writes down that what was approved was done, or why it cannot be. What is done stays so.
    pub async fn settle(&self, id: &str, failure: Option<&str>) -> Result<Approval, PeopleError> {
        let settled = APPROVALS.change(self.store(), id, |approval| {
            if approval.done {
                return Ok(());
            }
            approval.done = true;
            if let Some(failure) = failure {
                (approval.status, approval.comment) = (ApprovalStatus::Failed, Some(failure.into()));
            }
            Ok(())
        });
        let (_, approval) = settled.await?.ok_or_else(|| not_found("approval", id))?;
        Ok(Approval { id: id.into(), ..approval })
    }
}
