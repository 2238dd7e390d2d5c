//! The writing half.

use crate::rows::{KeyRow, ProgramRow, Projection};
use crate::{Fact, Seq, StoreError};
use async_trait::async_trait;

/// The writing half.
///
/// A caller that goes away (a dropped future) does not undo what it has asked for: it may or may not have happened.
#[async_trait]
pub trait Write: Send + Sync {
    /// Appends facts in this order as one durable commit, and returns the number of the first (of none: the number that the
    /// next one will have). On return they survive a crash or a cut of power.
    ///
    /// Refuses with [`StoreError::Conflict`] if a fact's (member, number), event id or [external id](Fact::external_id) is
    /// taken, by the journal or by another fact of the batch; then nothing was appended. So do stores that can tell for a number that leaves
    /// a gap. Any other error: nothing was appended, or, for [`StoreError::Unavailable`], it is unknown.
    async fn append(&self, facts: &[Fact]) -> Result<Seq, StoreError>;
    /// Brings the projections forward in one transaction. Its loss in a crash is harmless: the cursor goes with it.
    /// Refuses with `Conflict`, and changes nothing, if the cursor is not at [`Projection::after`]: another projector was first.
    async fn project(&self, projection: Projection) -> Result<(), StoreError>;
    /// Drops all projections; the cursor is 0 again.
    async fn drop_projections(&self) -> Result<(), StoreError>;
    /// Adds a program version. Refuses with `Conflict` if the number is taken.
    async fn publish(&self, program: &ProgramRow) -> Result<(), StoreError>;
    /// Adds a key, or replaces the one with the same hash.
    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError>;
    /// Writes or (with `None`) removes a setting.
    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError>;
}
