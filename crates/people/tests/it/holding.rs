//! A store whose answers can be held back, so that tests choose what happens meanwhile.

use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{
    Change, Direction, Document, Documents, Edition, Fact, Figures, Journaled, KeyRow, Listed, Listing,
    MemberRow, MemberStream, MemoryStore, Place, Position, ProgramRow, Projection, Read, Seq, Snapshot,
    Standing, StoreError, Streamed, Total, Turn, Who, Write,
};
use tokio::sync::Notify;

/// See the module.
#[derive(Default)]
pub(crate) struct Holding {
    inner: MemoryStore,
    held: Mutex<Option<(&'static str, u32, Arc<Held>)>>,
    /// So many changes of documents go on; `None`: all.
    left: Mutex<Option<u32>>,
}

/// An answer that is held back.
#[derive(Default)]
pub(crate) struct Held {
    /// It was read.
    reached: Notify,
    /// It may go.
    go: Notify,
}

impl Held {
    pub(crate) async fn reached(&self) {
        self.reached.notified().await;
    }

    pub(crate) fn let_go(&self) {
        self.go.notify_one();
    }
}

impl Holding {
    /// After so many changes of documents the store is away.
    pub(crate) fn fail_after(&self, changes: u32) {
        *self.left.lock().unwrap() = Some(changes);
    }

    /// Holds back the n-th answer from now on (the first is 1) about documents of a collection.
    pub(crate) fn hold(&self, collection: &'static str, nth: u32) -> Arc<Held> {
        let held = Arc::<Held>::default();
        *self.held.lock().unwrap() = Some((collection, nth, Arc::clone(&held)));
        held
    }

    async fn read(&self, collection: &str) {
        let held = {
            let mut kept = self.held.lock().unwrap();
            match &mut *kept {
                Some((of, nth, _)) if *of == collection => *nth -= 1,
                _ => return,
            }
            kept.take_if(|(_, nth, _)| *nth == 0)
        };
        if let Some((_, _, held)) = held {
            held.reached.notify_one();
            held.go.notified().await;
        }
    }
}

macro_rules! forward {
    ($trait:ident: $($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        #[async_trait]
        impl $trait for Holding {
            $(async fn $name(&self, $($argument: $type),*) -> Result<$result, StoreError> {
                self.inner.$name($($argument),*).await
            })*
        }
    };
}

forward! { Read:
    position() -> Position;
    journal(after: Seq, limit: usize) -> Vec<Journaled>;
    snapshots(members: &[MemberId]) -> Vec<Option<Snapshot>>;
    stream(member: MemberId, after: u32, limit: usize) -> Vec<Streamed>;
    histories(members: &[MemberId]) -> Vec<Vec<Streamed>>;
    streams(after: Option<MemberId>, members: usize) -> Vec<MemberStream>;
    places(ids: &[EventId]) -> Vec<Option<Place>>;
    by_external_id(ids: &[&str]) -> Vec<Option<MemberId>>;
    members(ids: &[MemberId]) -> Vec<Option<MemberRow>>;
    members_after(after: Option<MemberId>, limit: usize) -> Vec<MemberRow>;
    list(listing: &Listing) -> Listed;
    member_count() -> u64;
    due(until: Instant, limit: usize) -> Vec<MemberId>;
    totals() -> Vec<Total>;
    programs() -> Vec<ProgramRow>;
    keys() -> Vec<KeyRow>;
    setting(name: &str) -> Option<Vec<u8>>;
    settings(prefix: &str) -> Vec<(String, Vec<u8>)>;
    figures() -> Figures;
    standing(who: Who) -> Option<Standing>;
}

forward! { Write:
    append_under(facts: &[Fact], edition: Option<Edition>) -> Seq;
    project(projection: Projection) -> ();
    drop_projections() -> ();
    turn() -> Box<dyn Turn + '_>;
    put_key(key: &KeyRow) -> ();
    put_setting(name: &str, value: Option<&[u8]>) -> ();
}

#[async_trait]
impl Documents for Holding {
    async fn documents(&self, collection: &str, ids: &[&str]) -> Result<Vec<Option<Document>>, StoreError> {
        let found = self.inner.documents(collection, ids).await;
        self.read(collection).await;
        found
    }
    async fn documents_beyond(
        &self,
        collection: &str,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        let found = self.inner.documents_beyond(collection, id, direction, limit).await;
        self.read(collection).await;
        found
    }
    async fn collections(&self) -> Result<Vec<Box<str>>, StoreError> {
        self.inner.collections().await
    }
    async fn change(&self, changes: &[Change]) -> Result<(), StoreError> {
        if let Some(left) = &mut *self.left.lock().unwrap() {
            *left = left.checked_sub(1).ok_or_else(|| StoreError::Unavailable("away".into()))?;
        }
        self.inner.change(changes).await
    }
}
