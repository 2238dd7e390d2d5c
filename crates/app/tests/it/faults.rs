//! A store that can die, refuse to append, or append and lose its answer, and that several applications can share.

use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{
    Change, Direction, Document, Documents, Edition, Fact, Figures, Journaled, KeyRow, Listed, Listing,
    MemberRow, MemberStream, Place, Position, ProgramRow, Projection, Read, Seq, Snapshot, Standing, Store,
    StoreError, Streamed, Total, Turn, Who, Write,
};
use tokio::sync::Notify;

/// See the module.
pub(crate) struct Faulty {
    inner: Arc<dyn Store>,
    /// Who has which task, where several applications share a store in memory.
    leases: Option<Arc<Leases>>,
    dead: AtomicBool,
    /// So many appends fail from now on.
    pub(crate) failing: AtomicU32,
    /// Whether projections and settings cannot be written.
    pub(crate) full: AtomicBool,
    /// So many appends happen and seem to fail.
    pub(crate) losing: AtomicU32,
    /// The next answer about a member waits, once it is read.
    held: Mutex<Option<Arc<Held>>>,
    /// The next append waits before it happens or fails.
    held_append: Mutex<Option<Arc<Held>>>,
}

/// An answer or an append that is held back.
#[derive(Default)]
pub(crate) struct Held {
    /// It was read, or has come.
    pub(crate) reached: Notify,
    /// It may go.
    pub(crate) go: Notify,
}

impl Faulty {
    pub(crate) fn over(inner: Arc<dyn Store>) -> Self {
        Self {
            inner,
            leases: None,
            dead: AtomicBool::new(false),
            full: AtomicBool::new(false),
            failing: AtomicU32::new(0),
            losing: AtomicU32::new(0),
            held: Mutex::default(),
            held_append: Mutex::default(),
        }
    }

    /// Holds back the next append.
    pub(crate) fn hold_an_append(&self) -> Arc<Held> {
        let held = Arc::<Held>::default();
        *self.held_append.lock().unwrap() = Some(Arc::clone(&held));
        held
    }

    /// Holds back the next answer about a member's standing.
    pub(crate) fn hold_a_standing(&self) -> Arc<Held> {
        let held = Arc::<Held>::default();
        *self.held.lock().unwrap() = Some(Arc::clone(&held));
        held
    }

    /// One of several over the same store.
    pub(crate) fn beside(inner: Arc<dyn Store>, leases: Arc<Leases>) -> Self {
        Self { leases: Some(leases), ..Self::over(inner) }
    }

    /// Whoever still holds this one reaches nothing through it any more.
    pub(crate) fn kill(&self) -> Arc<dyn Store> {
        self.dead.store(true, Ordering::SeqCst);
        Arc::clone(&self.inner)
    }

    fn room(&self) -> Result<&dyn Store, StoreError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(StoreError::DiskFull("the disk".into()));
        }
        self.live()
    }

    fn live(&self) -> Result<&dyn Store, StoreError> {
        if self.dead.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("killed".into()));
        }
        Ok(&*self.inner)
    }
}

/// Tasks, their holders, and until when they have them.
pub(crate) type Leases = Mutex<HashMap<String, (u128, Stopwatch)>>;

fn one_less(count: &AtomicU32) -> bool {
    count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1)).is_ok()
}

macro_rules! forward {
    ($trait:ident: $($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        #[async_trait]
        impl $trait for Faulty {
            fn is_shared(&self) -> bool {
                self.leases.is_some() || self.inner.is_shared()
            }
            async fn standing(&self, who: Who) -> Result<Option<Standing>, StoreError> {
                let found = self.live()?.standing(who).await;
                let held = self.held.lock().unwrap().take();
                if let Some(held) = held {
                    held.reached.notify_one();
                    held.go.notified().await;
                }
                found
            }
            $(async fn $name(&self, $($argument: $type),*) -> Result<$result, StoreError> {
                self.live()?.$name($($argument),*).await
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
}

#[async_trait]
impl Write for Faulty {
    async fn append_under(&self, facts: &[Fact], edition: Option<Edition>) -> Result<Seq, StoreError> {
        let held = self.held_append.lock().unwrap().take();
        if let Some(held) = held {
            held.reached.notify_one();
            held.go.notified().await;
        }
        if one_less(&self.failing) {
            return Err(StoreError::DiskFull("the disk".into()));
        }
        // A commit takes a while: others come meanwhile.
        tokio::task::yield_now().await;
        let appended = self.live()?.append_under(facts, edition).await;
        if one_less(&self.losing) {
            return Err(StoreError::Unavailable("the answer was lost".into()));
        }
        appended
    }
    async fn project(&self, projection: Projection) -> Result<(), StoreError> {
        self.room()?.project(projection).await
    }
    async fn drop_projections(&self) -> Result<(), StoreError> {
        self.live()?.drop_projections().await
    }
    async fn turn(&self) -> Result<Box<dyn Turn + '_>, StoreError> {
        self.live()?.turn().await
    }
    async fn lease(&self, task: &str, holder: u128, time: Duration) -> Result<bool, StoreError> {
        let inner = self.live()?;
        let Some(leases) = &self.leases else { return inner.lease(task, holder, time).await };
        let mut leases = leases.lock().unwrap();
        if leases.get(task).is_some_and(|(other, until)| *other != holder && *until > Stopwatch::now()) {
            return Ok(false);
        }
        leases.insert(task.to_owned(), (holder, Stopwatch::now() + time));
        Ok(true)
    }
    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError> {
        self.live()?.put_key(key).await
    }
    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError> {
        self.room()?.put_setting(name, value).await
    }
    async fn put_settings(&self, settings: &[(&str, Option<&[u8]>)]) -> Result<(), StoreError> {
        self.room()?.put_settings(settings).await
    }
}

#[async_trait]
impl Documents for Faulty {
    async fn documents(&self, collection: &str, ids: &[&str]) -> Result<Vec<Option<Document>>, StoreError> {
        self.live()?.documents(collection, ids).await
    }
    async fn documents_beyond(
        &self,
        collection: &str,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        self.live()?.documents_beyond(collection, id, direction, limit).await
    }
    async fn collections(&self) -> Result<Vec<Box<str>>, StoreError> {
        self.live()?.collections().await
    }
    async fn change(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.room()?.change(changes).await
    }
}
