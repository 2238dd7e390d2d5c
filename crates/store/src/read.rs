//! The reading half.

use crate::rows::{
    Figures, KeyRow, Listed, Listing, LookedUp, MemberRow, MemberStream, Place, Position, ProgramRow,
    Snapshot, Standing, Streamed, Total, Who,
};
use crate::{Journaled, Seq, StoreError};
use async_trait::async_trait;
use tessera_engine::values::{EventId, Instant, MemberId};

/// The reading half.
///
/// Reads of projections may lag behind the journal: [`Read::projected`] says how far they are, and the caller folds the tail.
/// Two reads are two views: what lies between them may have moved on. Repeated ids in one call are answered each.
#[async_trait]
pub trait Read: Send + Sync {
    /// Whether other processes may write to the same database, so that what one process remembers may be overtaken.
    fn is_shared(&self) -> bool {
        false
    }
    /// Where the store stands, all of one moment.
    async fn position(&self) -> Result<Position, StoreError>;
    /// The number of the last event in the journal; 0 if there is none.
    async fn head(&self) -> Result<Seq, StoreError> {
        Ok(self.position().await?.head)
    }
    /// Up to which number the journal is projected.
    async fn projected(&self) -> Result<Seq, StoreError> {
        Ok(self.position().await?.projected)
    }
    /// Where the store stands, and events of the journal after a number up to there, in order, at most `limit` of them.
    async fn news(&self, after: Seq, limit: usize) -> Result<(Position, Vec<Journaled>), StoreError> {
        let position = self.position().await?;
        let limit = limit.min(usize::try_from(position.head.saturating_sub(after)).unwrap_or(limit));
        let events = if limit == 0 { Vec::new() } else { self.journal(after, limit).await? };
        Ok((position, events))
    }
    /// Whether the streams have the events after a number and up to another as soon as the cursor is beyond them, with what they posted, so that a projection of just these may
    /// leave them out of [`Projection::streamed`](crate::Projection::streamed).
    async fn streams_have(&self, after: Seq, until: Seq) -> Result<bool, StoreError> {
        let _ = (after, until);
        Ok(false)
    }
    /// Events of the journal after a number, in order, at most `limit` of them.
    async fn journal(&self, after: Seq, limit: usize) -> Result<Vec<Journaled>, StoreError>;

    /// The projected states of members, in the order asked for.
    async fn snapshots(&self, members: &[MemberId]) -> Result<Vec<Option<Snapshot>>, StoreError>;
    /// The projected stream of a member after a number, in order.
    async fn stream(&self, member: MemberId, after: u32, limit: usize) -> Result<Vec<Streamed>, StoreError>;
    /// The whole projected streams of members, in the order asked for; empty for who has none. All of them are held in memory at
    /// once: for the members of one batch of commands.
    async fn histories(&self, members: &[MemberId]) -> Result<Vec<Vec<Streamed>>, StoreError>;
    /// The projected streams and states of the next members after one (`None`: from the first), whole, at most `members` of them, by id.
    async fn streams(&self, after: Option<MemberId>, members: usize)
    -> Result<Vec<MemberStream>, StoreError>;
    /// Where event ids were used (projected part), in the order asked for.
    async fn places(&self, ids: &[EventId]) -> Result<Vec<Option<Place>>, StoreError>;
    /// Members by the retailer's own numbers (projected part), in the order asked for.
    async fn by_external_id(&self, ids: &[&str]) -> Result<Vec<Option<MemberId>>, StoreError>;
    /// Several of these questions at once: where event ids were used, the states of members by the retailer's own numbers, and those of members by id.
    async fn look_up(
        &self,
        ids: &[EventId],
        external_ids: &[&str],
        members: &[MemberId],
    ) -> Result<LookedUp, StoreError> {
        let places = async { if ids.is_empty() { Ok(Vec::new()) } else { self.places(ids).await } };
        let named = async {
            let named = if external_ids.is_empty() {
                return Ok(Vec::new());
            } else {
                self.by_external_id(external_ids).await?
            };
            let found: Vec<MemberId> = named.iter().copied().flatten().collect();
            let mut states =
                if found.is_empty() { Vec::new() } else { self.snapshots(&found).await? }.into_iter();
            let with_state =
                |member: Option<MemberId>| member.map(|member| (member, states.next().flatten()));
            Ok(named.into_iter().map(with_state).collect())
        };
        let states =
            async { if members.is_empty() { Ok(Vec::new()) } else { self.snapshots(members).await } };
        let (places, named, states) = tokio::try_join!(places, named, states)?;
        Ok(LookedUp { places, named, states })
    }
    /// Members by id, in the order asked for.
    async fn members(&self, ids: &[MemberId]) -> Result<Vec<Option<MemberRow>>, StoreError>;
    /// One member with the projected state, for the questions that come one by one and all the time: the store asks for all who wait at once.
    async fn standing(&self, who: Who) -> Result<Option<Standing>, StoreError>;
    /// The next members after one, by id.
    async fn members_after(
        &self,
        after: Option<MemberId>,
        limit: usize,
    ) -> Result<Vec<MemberRow>, StoreError>;
    /// Members in the order of their ids or against it, filtered. Costs a walk over at most [`Listing::look_at`] members: of the store that is asked for, else of the
    /// channel, else of all; some 20 ms of a core for 100,000 of them. A store that keeps no such index walks over all.
    async fn list(&self, listing: &Listing) -> Result<Listed, StoreError>;
    /// How many members there are.
    async fn member_count(&self) -> Result<u64, StoreError>;
    /// Members whose state has something due at or before the instant, the earliest first.
    async fn due(&self, until: Instant, limit: usize) -> Result<Vec<MemberId>, StoreError>;
    /// The running trial balance, by wallet and kind.
    async fn totals(&self) -> Result<Vec<Total>, StoreError>;

    /// All program versions by number.
    async fn programs(&self) -> Result<Vec<ProgramRow>, StoreError>;
    /// All keys, in the order in which they were made.
    async fn keys(&self) -> Result<Vec<KeyRow>, StoreError>;
    /// A setting by name (small values: job records, last verification).
    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// All settings whose name begins so, by name.
    async fn settings(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError>;

    /// Sizes and counts for the operator's screen.
    async fn figures(&self) -> Result<Figures, StoreError>;
}
