//! Questions about members.

use crate::App;
use crate::command::MemberRef;
use crate::error::AppError;
use crate::views::{Explanation, MemberView, OrderView, Page, Statement, TimelineItem, TrialBalance};
use tessera_engine::values::{EventId, Instant};
use tessera_store::{Journaled, MemberRow, Seq};

impl App {
    /// A member now: what fell due until now is counted, although nothing is written.
    pub async fn member(&self, _member: &MemberRef) -> Result<MemberView, AppError> {
        unimplemented!("lands shortly")
    }

    /// A member as of an instant, past or future, everything at that instant included.
    pub async fn member_at(&self, _member: &MemberRef, _at: Instant) -> Result<MemberView, AppError> {
        unimplemented!("lands shortly")
    }

    /// Members in the order of their ids, which is that of their making.
    pub async fn members(
        &self,
        _after: Option<tessera_engine::values::MemberId>,
        _limit: usize,
    ) -> Result<Vec<MemberRow>, AppError> {
        unimplemented!("lands shortly")
    }

    /// How many members there are.
    pub async fn member_count(&self) -> Result<u64, AppError> {
        unimplemented!("lands shortly")
    }

    /// An order as it stands now.
    pub async fn order(&self, _id: &EventId) -> Result<OrderView, AppError> {
        unimplemented!("lands shortly")
    }

    /// A member's events in the order of recording, with what they posted.
    pub async fn timeline(&self, _member: &MemberRef, _page: Page) -> Result<Vec<TimelineItem>, AppError> {
        unimplemented!("lands shortly")
    }

    /// Why an event of a member did what it did, from folding the member's history again.
    pub async fn explain(&self, _member: &MemberRef, _event: &EventId) -> Result<Explanation, AppError> {
        unimplemented!("lands shortly")
    }

    /// Explanations of all events of a page of the timeline, by number.
    pub async fn explain_page(
        &self,
        _member: &MemberRef,
        _page: Page,
    ) -> Result<Vec<(u32, Explanation)>, AppError> {
        unimplemented!("lands shortly")
    }

    /// A member's account over a span of business time, `from` inclusive, `until` exclusive.
    pub async fn statement(
        &self,
        _member: &MemberRef,
        _from: Instant,
        _until: Instant,
    ) -> Result<Statement, AppError> {
        unimplemented!("lands shortly")
    }

    /// Recorded events after a journal number, in order of recording.
    pub async fn feed(&self, _after: Seq, _limit: usize) -> Result<Vec<Journaled>, AppError> {
        unimplemented!("lands shortly")
    }

    /// The trial balance over members and program accounts.
    pub async fn trial_balance(&self) -> Result<TrialBalance, AppError> {
        unimplemented!("lands shortly")
    }
}
