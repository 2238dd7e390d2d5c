//! Asking for a second person, and finding what was asked for.

use super::{APPROVALS, Approval, ApprovalStatus, Asking, named};
use crate::People;
use crate::error::{PeopleError, not_found};
use crate::shelf::Shelf;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tessera_store::{Direction, StoreError};

/// Which approval was asked for under an event id.
#[derive(Serialize, Deserialize)]
struct UnderEventId {
    approval: Box<str>,
}

static UNDER_EVENT_ID: Shelf<UnderEventId> = Shelf::new("approval-asked");

/// So many are looked up at once.
const AT_ONCE: usize = 500;

impl People {
    /// Asks for something. What names an event id and was asked for before is not asked for again: the first approval is found, wherever it stands.
    ///
    /// # Errors
    /// [`PeopleError::AskedOtherwise`]: something else was asked for under this event id.
    pub async fn ask(&self, asking: Asking) -> Result<Approval, PeopleError> {
        let event_id: Option<Box<str>> = asking.request["event_id"].as_str().map(Into::into);
        let id: Box<str> = format!("apr_{:032x}", self.app.ids().uuid()).into();
        let approval = Approval {
            id: id.clone(),
            kind: asking.kind,
            status: ApprovalStatus::Waiting,
            asked_by: asking.by,
            store: asking.store,
            asked_at: self.now().0,
            decided_by: None,
            decided_at: None,
            comment: None,
            request: asking.request,
            about: asking.about,
            done: false,
            begun_at: None,
        };
        let mut changes = vec![APPROVALS.add(&id, &approval)];
        changes.extend(
            event_id.as_deref().map(|event_id| UNDER_EVENT_ID.add(event_id, &UnderEventId { approval: id })),
        );
        loop {
            if let Some(event_id) = event_id.as_deref()
                && let Some(first) = UNDER_EVENT_ID.get(self.store(), event_id).await?
            {
                let first = self.approval(&first.value.approval).await?;
                let is_same = (first.kind, &first.request) == (approval.kind, &approval.request);
                return if is_same { Ok(first) } else { Err(PeopleError::AskedOtherwise) };
            }
            match self.store().change(&changes).await {
                Ok(()) => return Ok(approval),
                // Somebody else has just asked for it.
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// What was asked for under these event ids, wherever it stands, by event id.
    pub async fn asked_under(&self, event_ids: &[&str]) -> Result<HashMap<Box<str>, Approval>, PeopleError> {
        let mut found = HashMap::new();
        for event_ids in event_ids.chunks(AT_ONCE) {
            let under = UNDER_EVENT_ID.some(self.store(), event_ids).await?;
            if under.is_empty() {
                continue;
            }
            let ids: Vec<&str> = under.iter().map(|kept| &*kept.value.approval).collect();
            let approvals = APPROVALS.some(self.store(), &ids).await?;
            let mut approvals: HashMap<Box<str>, Approval> =
                approvals.into_iter().map(|kept| (kept.id.clone(), named(kept))).collect();
            let under =
                under.into_iter().filter_map(|kept| Some((kept.id, approvals.remove(&kept.value.approval)?)));
            found.extend(under);
        }
        Ok(found)
    }

    /// One approval.
    pub async fn approval(&self, id: &str) -> Result<Approval, PeopleError> {
        let kept = APPROVALS.get(self.store(), id).await?.ok_or_else(|| not_found("approval", id))?;
        Ok(named(kept))
    }

    /// Approvals before one (`None`: from the newest), newest first, of these states.
    pub async fn approvals(
        &self,
        takes: impl Fn(&Approval) -> bool,
        before: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Approval>, PeopleError> {
        const PAGE: usize = 200;
        let (mut found, mut last) = (Vec::new(), before.map(Box::<str>::from));
        loop {
            let page = APPROVALS.beyond(self.store(), last.as_deref(), Direction::Down, PAGE).await?;
            let is_end = page.len() < PAGE;
            last = page.last().map(|kept| kept.id.clone());
            found.extend(page.into_iter().map(named).filter(&takes));
            if is_end || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }
}
