//! The writing half.

use crate::rows::{Edition, KeyRow, ProgramRow, Projection};
use crate::{Fact, Seq, StoreError};
use async_trait::async_trait;
use std::time::Duration;

/// The writing half.
///
/// A caller that goes away (a dropped future) does not undo what it has asked for: it may or may not have happened.
#[async_trait]
pub trait Write: Send + Sync {
    /// Appends facts in this order as one durable commit, and returns the number of the first (of none: the number that the
    /// next one will have). On return they survive a crash or a cut of power.
    ///
    /// Refuses with [`StoreError::Conflict`] if a fact's (member, number), event id or [external id](Fact::external_id) is
    /// taken, by the journal or by another fact of the batch, or if the store's edition is not the one given (which is not looked at for no facts);
    /// then nothing was appended. So do stores that can tell for a number that leaves
    /// a gap. Any other error: nothing was appended, or, for [`StoreError::Unavailable`], it is unknown.
    async fn append_under(&self, facts: &[Fact], edition: Option<Edition>) -> Result<Seq, StoreError>;
    /// The same with what the decider knows beside the facts, which may spare the store work. It promises and refuses the same, to a decider who
    /// tells the truth.
    async fn append_decided(&self, decided: Decided<'_>) -> Result<Seq, StoreError> {
        self.append_under(decided.facts, Some(decided.edition)).await
    }
    /// The same for facts that were decided elsewhere: whatever the edition is.
    async fn append(&self, facts: &[Fact]) -> Result<Seq, StoreError> {
        self.append_under(facts, None).await
    }
    /// Waits until no other writer is at work, and keeps all others waiting (of every process) until the turn is used or dropped: for who lost a race
    /// and must not lose again, and for who has to know all of the journal for what it writes next. Reads go on.
    async fn turn(&self) -> Result<Box<dyn Turn + '_>, StoreError>;
    /// Brings the projections forward in one transaction. Its loss in a crash is harmless: the cursor goes with it.
    /// Refuses with `Conflict`, and changes nothing, if the cursor is not at [`Projection::after`]: another projector was first.
    async fn project(&self, projection: Projection) -> Result<(), StoreError>;
    /// Drops all projections; the cursor is 0 again.
    async fn drop_projections(&self) -> Result<(), StoreError>;
    /// [`Turn::publish`] in a turn of its own.
    async fn publish(&self, program: &ProgramRow) -> Result<(), StoreError> {
        self.turn().await?.publish(program).await
    }
    /// Takes, keeps or (for no time) gives back a task that one process at a time should do. `false`: another holder has it until its time is
    /// over. Where no other process can write, every holder has it.
    async fn lease(&self, task: &str, holder: u128, time: Duration) -> Result<bool, StoreError> {
        let _ = (task, holder, time);
        Ok(true)
    }
    /// Adds a key, or replaces the one with the same hash.
    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError>;
    /// Writes or (with `None`) removes a setting.
    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError>;
    /// The same for several, quicker than one after the other; if it fails, some may be written.
    async fn put_settings(&self, settings: &[(&str, Option<&[u8]>)]) -> Result<(), StoreError> {
        for (name, value) in settings {
            self.put_setting(name, *value).await?;
        }
        Ok(())
    }
}

/// Facts on their way to the journal, with what is known beside them.
#[derive(Clone, Copy)]
pub struct Decided<'a> {
    /// The facts.
    pub facts: &'a [Fact],
    /// What the fact at a place posted, in the engine's encoding: what its [projection](Projection::streamed) will say again.
    pub entries: &'a (dyn Fn(usize) -> Vec<u8> + Sync),
    /// What was decided by.
    pub edition: Edition,
    /// The decider has seen, of the journal up to here or further, that the facts' numbers are the next ones of their members and that their event ids are
    /// free. What has been appended since may have taken them.
    pub known: Seq,
}

/// What one may do while every other writer waits. Dropped, it changes nothing.
#[async_trait]
pub trait Turn: Send {
    /// As [`Write::append_under`], under the edition of now: it cannot change during the turn.
    async fn append(self: Box<Self>, facts: &[Fact]) -> Result<Seq, StoreError>;
    /// The same, and writes or (with `None`) removes these settings with the facts, and raises the edition: whoever decides under an older one has to look at the settings
    /// again. Refuses all of it if anything of the facts is taken. Where no other process can write, a crash or a disk that is full in between may leave the facts without the settings.
    async fn append_settling(
        self: Box<Self>,
        facts: &[Fact],
        settings: &[(&str, Option<&[u8]>)],
    ) -> Result<Seq, StoreError>;
    /// Adds a program version, and raises the edition. Refuses with `Conflict` if the number is taken.
    async fn publish(self: Box<Self>, program: &ProgramRow) -> Result<(), StoreError>;
}
