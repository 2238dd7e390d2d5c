//! Approvals: what one person asks for and another lets happen.

use crate::People;
use crate::error::{PeopleError, not_found};
use crate::shelf::{Kept, Shelf};
use serde::{Deserialize, Serialize};
use tessera_engine::values::Instant;
use tessera_store::{Direction, StoreError};

/// What needs a second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalKind {
    /// A correction of a wallet.
    Adjustment,
    /// A new version of the program.
    Publication,
    /// Goods or an amount of an order that come back.
    Return,
}

/// Where an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalStatus {
    /// Nobody has decided.
    Waiting,
    /// Somebody approved it, and it was done.
    Approved,
    /// Somebody rejected it.
    Rejected,
    /// Somebody approved it, and it could not be done.
    Failed,
}

/// Who asked or decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// `stf_…`
    pub id: Box<str>,
    /// What people call them.
    pub name: Box<str>,
}

/// What was known of something as it was asked for, for who decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Whose wallets it is about: `mem_…`.
    pub member: Option<Box<str>>,
    /// What it hands back in money.
    pub refund: Option<Handed>,
}

/// Money that a return hands back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// In minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Box<str>,
}

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What it is about.
    pub kind: ApprovalKind,
    /// Who asks.
    pub by: By,
    /// The asker's store.
    pub store: Option<Box<str>>,
    /// The request. One that names its `event_id` is asked for once, however often it is sent.
    pub request: serde_json::Value,
    /// What is known of it.
    pub about: About,
}

/// An approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// `apr_…`
    #[serde(skip)]
    pub id: Box<str>,
    /// What it is about.
    pub kind: ApprovalKind,
    /// Where it stands.
    pub status: ApprovalStatus,
    /// Who asked.
    pub asked_by: By,
    /// The asker's store.
    pub store: Option<Box<str>>,
    asked_at: i64,
    /// Who decided.
    pub decided_by: Option<By>,
    decided_at: Option<i64>,
    /// What was said about the decision, or why it could not be done.
    pub comment: Option<Box<str>>,
    /// The request, as it came.
    pub request: serde_json::Value,
    /// What was known as it was asked for.
    #[serde(default)]
    pub about: About,
    /// Whether what was approved has been done: it follows the decision by a moment.
    #[serde(default)]
    pub done: bool,
    /// When somebody began to do it.
    #[serde(default)]
    begun_at: Option<i64>,
}

/// So long after somebody began to do what was approved, it is tried again: longer than any request takes.
const DOING_MICROS: i64 = 60_000_000;

impl Approval {
    /// Whether it can be decided still; approving goes on to be possible until it is done.
    pub fn is_open(&self) -> bool {
        self.status == ApprovalStatus::Waiting || (self.status == ApprovalStatus::Approved && !self.done)
    }

    /// When it was asked for.
    pub fn asked_at(&self) -> Instant {
        Instant(self.asked_at)
    }

    /// When it was decided.
    pub fn decided_at(&self) -> Option<Instant> {
        self.decided_at.map(Instant)
    }
}

/// What asks for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalRules {
    /// Corrections of more units than this, in either direction.
    pub adjust_above: i64,
    /// Returns after which more money than this was handed back on the order, earlier returns of it included; in minor units of its currency.
    #[serde(default = "return_above")]
    pub return_above: i64,
    /// Publishing a program.
    pub publish: bool,
}

/// A thousand of a currency of two decimals.
fn return_above() -> i64 {
    100_000
}

impl Default for ApprovalRules {
    fn default() -> Self {
        Self { adjust_above: 1_000, return_above: return_above(), publish: true }
    }
}

/// Which approval was asked for under an event id.
#[derive(Serialize, Deserialize)]
struct Asked {
    approval: Box<str>,
}

static APPROVALS: Shelf<Approval> = Shelf::new("approval");
static ASKED: Shelf<Asked> = Shelf::new("approval-asked");
static RULES: Shelf<ApprovalRules> = Shelf::new("setting");
const RULES_ID: &str = "approval";

impl People {
    /// What asks for a second person.
    pub async fn approval_rules(&self) -> Result<ApprovalRules, PeopleError> {
        Ok(RULES.get(self.store(), RULES_ID).await?.map(|kept| kept.value).unwrap_or_default())
    }

    /// Sets what asks for a second person.
    pub async fn put_approval_rules(&self, rules: &ApprovalRules) -> Result<(), PeopleError> {
        Ok(self.store().change(&[RULES.put(RULES_ID, rules)]).await?)
    }

    /// Whether there is a second person to ask for something of this store (`None`: of all): where there is none, nobody could approve anything.
    pub async fn needs_second(&self, asking: &str, store: Option<&str>) -> Result<bool, PeopleError> {
        self.has_second_approver(asking, store).await
    }

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
        changes.extend(event_id.as_deref().map(|event_id| ASKED.add(event_id, &Asked { approval: id })));
        loop {
            if let Some(event_id) = event_id.as_deref()
                && let Some(first) = ASKED.get(self.store(), event_id).await?
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
            (approval.decided_by, approval.decided_at) = (Some(by.clone()), Some(now));
            approval.comment = comment.map(Into::into);
            Ok(())
        });
        let (_, approval) = decided.await?.ok_or_else(|| not_found("approval", id))?;
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

fn named(kept: Kept<Approval>) -> Approval {
    Approval { id: kept.id, ..kept.value }
}
