//! Turns.

use super::MemoryStore;
use crate::{Fact, ProgramRow, Seq, StoreError, Turn};
use async_trait::async_trait;
use tokio::sync::RwLockWriteGuard;

/// While it lives, nobody else writes.
pub(super) struct Alone<'a> {
    pub(super) store: &'a MemoryStore,
    pub(super) _alone: RwLockWriteGuard<'a, ()>,
}

#[async_trait]
impl Turn for Alone<'_> {
    async fn append(self: Box<Self>, facts: &[Fact]) -> Result<Seq, StoreError> {
        self.store.write().append(facts, None)
    }

    async fn append_settling(
        self: Box<Self>,
        facts: &[Fact],
        settings: &[(&str, Option<&[u8]>)],
    ) -> Result<Seq, StoreError> {
        let mut kept = self.store.write();
        let first = kept.append(facts, None)?;
        settings.iter().for_each(|(name, value)| kept.set(name, *value));
        kept.edition += 1;
        Ok(first)
    }

    async fn publish(self: Box<Self>, program: &ProgramRow) -> Result<(), StoreError> {
        let mut kept = self.store.write();
        if kept.programs.contains_key(&program.version) {
            return Err(StoreError::Conflict);
        }
        kept.programs.insert(program.version, program.clone());
        kept.edition += 1;
        Ok(())
    }
}
