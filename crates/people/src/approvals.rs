//! Approvals: what one person asks for and another lets happen.

mod asking;
mod deciding;

use crate::People;
use crate::error::PeopleError;
use crate::shelf::{Kept, Shelf};
use serde::{Deserialize, Serialize};
use tessera_engine::values::Instant;

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
    /// Who asked for it withdrew it before anybody had decided.
    Withdrawn,
    /// It was recorded under its event id before anybody had decided, by who needs nobody's approval.
    Recorded,
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
    /// Who decided, or withdrew it.
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

static APPROVALS: Shelf<Approval> = Shelf::new("approval");
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
}

fn named(kept: Kept<Approval>) -> Approval {
    Approval { id: kept.id, ..kept.value }
}
