//! The store as its callers see it.

use crate::folder::Folder;
use crate::journal::{Append, Job, Journal, Shared, records, settings};
use crate::part::Part;
use crate::people::People;
use crate::readers::Readers;
use crate::views::{Latest, Views, members, streams};
use crate::{Options, connection, migrations, views};
use async_trait::async_trait;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{
    Edition, Fact, Figures, Journaled, KeyRow, Listed, Listing, LookedUp, MemberRow, MemberStream, Place,
    Position, ProgramRow, Projection, Read, Seq, Snapshot, Standing, StoreError, Streamed, Total, Turn, Who,
    Write,
};
use tokio::sync::{RwLock, RwLockWriteGuard};

/// Tessera's store in a folder. See the [crate](crate)'s page.
///
/// Dropping it waits for what is under way: a commit, and what the projections have gathered and merge.
pub struct SqliteStore {
    // In this order they are dropped: readers first, so that the writers close their files last and leave no write-ahead log behind.
    readers: Readers,
    journal: Journal,
    views: Views,
    pub(crate) people: People,
    shared: Arc<Shared>,
    /// Who appends shares it, who has the turn has it alone.
    turns: RwLock<()>,
    /// Nobody but this process writes here, so it need not outlive the process.
    edition: AtomicU64,
    _folder: Folder,
}

impl SqliteStore {
    /// Opens the store in this folder, and makes both where they are missing. Takes as long as reading the events that are not projected.
    ///
    /// # Errors
    /// [`StoreError::InUse`] if another process has it open, [`StoreError::Newer`], [`StoreError::Foreign`] or [`StoreError::Corrupt`]
    /// for a journal that cannot be used as it is, [`StoreError::ReadOnly`] or [`StoreError::DiskFull`]. None of them changes the journal.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(folder, Options::default())
    }

    /// The same with other sizes.
    pub fn open_with(folder: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let folder = Folder::lock(folder.as_ref())?;
        let (journal, views) = (Part::journal(folder.path()), Part::views(folder.path()));
        let people = Part::people(folder.path());
        if !migrations::is_database(&journal)?
            && let Some(beside) = [&views, &people].into_iter().find(|part| part.path().exists())
        {
            return Err(journal.damaged(format!("it is missing, though {} belongs to it", beside.name())));
        }
        let mut connection = connection::open(&journal)?;
        migrations::migrate(&mut connection, &journal, &migrations::JOURNAL)?;
        let head = records::head(&connection, &journal)?;
        let people = People::open(people, head, &options)?;
        let (views, projected) = views::open(views, &connection, &journal, &options)?;
        folder.sync()?;
        let shared = Arc::new(Shared::new(journal, views, options, head, projected));
        let views = Views::spawn(&shared)?;
        let journal = Journal::spawn(&shared, views.jobs())?;
        Ok(Self {
            readers: Readers::new(shared.clone()),
            journal,
            views,
            people,
            shared,
            turns: RwLock::default(),
            edition: AtomicU64::new(0),
            _folder: folder,
        })
    }

    /// Sorts what the projections have gathered into their tables, as closing does: for who measures what they take.
    ///
    /// # Errors
    /// Those of the disk.
    #[doc(hidden)]
    pub async fn sort_in(&self) -> Result<(), StoreError> {
        let shared = self.shared.clone();
        let done = tokio::task::spawn_blocking(move || shared.views.sort_in()).await;
        done.map_err(|error| StoreError::Other(error.to_string()))?
    }

    async fn append_now(&self, facts: &[Fact]) -> Result<Seq, StoreError> {
        if facts.is_empty() {
            return Ok(self.shared.head.load(Ordering::Acquire) + 1);
        }
        let id_hash = self.shared.options.id_hash;
        self.journal.ask(|reply| Job::Append(Append::new(facts, id_hash, reply)))?.wait().await
    }
}

/// While it lives, nobody else writes.
struct Alone<'a> {
    store: &'a SqliteStore,
    _alone: RwLockWriteGuard<'a, ()>,
}

#[async_trait]
impl Turn for Alone<'_> {
    async fn append(self: Box<Self>, facts: &[Fact]) -> Result<Seq, StoreError> {
        self.store.append_now(facts).await
    }

    async fn append_settling(
        self: Box<Self>,
        facts: &[Fact],
        settings: &[(&str, Option<&[u8]>)],
    ) -> Result<Seq, StoreError> {
        let first = self.store.append_now(facts).await?;
        self.store.put_settings(settings).await?;
        self.store.edition.fetch_add(1, Ordering::AcqRel);
        Ok(first)
    }

    async fn publish(self: Box<Self>, program: &ProgramRow) -> Result<(), StoreError> {
        let (program, part) = (program.clone(), self.store.shared.journal.clone());
        self.store.journal.settle(move |journal| settings::publish(journal, &part, &program)).await?;
        self.store.edition.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }
}

#[async_trait]
impl Read for SqliteStore {
    async fn position(&self) -> Result<Position, StoreError> {
        // In this order: the projections never pass the journal.
        let projected = self.shared.projected.load(Ordering::Acquire);
        let head = self.shared.head.load(Ordering::Acquire);
        Ok(Position { head, projected, edition: self.edition.load(Ordering::Acquire) })
    }

    async fn journal(&self, after: Seq, limit: usize) -> Result<Vec<Journaled>, StoreError> {
        // What is in the file beyond the head is not acknowledged yet.
        let head = self.shared.head.load(Ordering::Acquire);
        let limit = limit.min(usize::try_from(head.saturating_sub(after)).unwrap_or(usize::MAX));
        if limit == 0 {
            return Ok(Vec::new());
        }
        self.readers.journal(move |journal, part| records::read(journal, part, after, limit)).await
    }

    async fn snapshots(&self, members: &[MemberId]) -> Result<Vec<Option<Snapshot>>, StoreError> {
        let ids = members.to_vec();
        self.readers.views(move |moment| members::snapshots(moment, &ids)).await
    }

    async fn stream(&self, member: MemberId, after: u32, limit: usize) -> Result<Vec<Streamed>, StoreError> {
        self.readers.views(move |moment| streams::stream(moment, member, after, limit)).await
    }

    async fn histories(&self, members: &[MemberId]) -> Result<Vec<Vec<Streamed>>, StoreError> {
        let ids = members.to_vec();
        self.readers.views(move |moment| streams::histories(moment, &ids)).await
    }

    async fn streams(
        &self,
        after: Option<MemberId>,
        members: usize,
    ) -> Result<Vec<MemberStream>, StoreError> {
        self.readers.views(move |moment| streams::streams(moment, after, members)).await
    }

    async fn places(&self, ids: &[EventId]) -> Result<Vec<Option<Place>>, StoreError> {
        let (id_hash, filter) = (self.shared.options.id_hash, self.shared.filter());
        let hashes = ids.iter().map(|id| id_hash(id.as_str()));
        // Most ids asked for are new: those need no look into the file.
        let asked: Vec<(usize, EventId)> = hashes
            .zip(ids.iter().enumerate())
            .filter(|(hash, _)| filter.as_ref().is_none_or(|filter| !filter.excludes(*hash)))
            .map(|(_, (at, id))| (at, id.clone()))
            .collect();
        let mut places = vec![None; ids.len()];
        if !asked.is_empty() {
            let found = self.readers.views(move |moment| streams::places(moment, &asked)).await?;
            found.into_iter().for_each(|(at, place)| places[at] = Some(place));
        }
        Ok(places)
    }

    async fn by_external_id(&self, ids: &[&str]) -> Result<Vec<Option<MemberId>>, StoreError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        self.readers.views(move |moment| members::by_external_id(moment, &ids)).await
    }

    async fn look_up(
        &self,
        ids: &[EventId],
        external_ids: &[&str],
        members: &[MemberId],
    ) -> Result<LookedUp, StoreError> {
        let places = async { if ids.is_empty() { Ok(Vec::new()) } else { self.places(ids).await } };
        let states = async {
            // Most who come have come before, and are answered here.
            match self.shared.views.read_latest(|latest| members::kept(latest, external_ids, members))? {
                Some(found) => Ok(found),
                None => {
                    let names: Vec<Box<str>> = external_ids.iter().map(|id| (*id).into()).collect();
                    let members = members.to_vec();
                    let read = move |latest: &Latest<'_>| members::look_up(latest, &names, &members);
                    self.readers.on_a_thread(move |shared| shared.views.read_latest(read)).await
                }
            }
        };
        let (places, (named, states)) = tokio::try_join!(places, states)?;
        Ok(LookedUp { places, named, states })
    }

    async fn members(&self, ids: &[MemberId]) -> Result<Vec<Option<MemberRow>>, StoreError> {
        let ids = ids.to_vec();
        self.readers.views(move |moment| members::members(moment, &ids)).await
    }

    async fn standing(&self, who: Who) -> Result<Option<Standing>, StoreError> {
        // On this thread: it takes less than to call another, unless the disk has to be asked.
        self.shared.views.read_latest(|latest| members::standing(latest, &who))
    }

    async fn members_after(
        &self,
        after: Option<MemberId>,
        limit: usize,
    ) -> Result<Vec<MemberRow>, StoreError> {
        self.readers.views(move |moment| members::members_after(moment, after, limit)).await
    }

    async fn list(&self, listing: &Listing) -> Result<Listed, StoreError> {
        let listing = listing.clone();
        self.readers.views(move |moment| members::list(moment, &listing)).await
    }

    async fn member_count(&self) -> Result<u64, StoreError> {
        self.readers.views(members::count).await
    }

    async fn due(&self, until: Instant, limit: usize) -> Result<Vec<MemberId>, StoreError> {
        let due = self.readers.views(move |moment| members::due(moment, until, limit)).await?;
        self.views.forget(due.stale);
        Ok(due.members)
    }

    async fn totals(&self) -> Result<Vec<Total>, StoreError> {
        self.readers.views(members::totals).await
    }

    async fn programs(&self) -> Result<Vec<ProgramRow>, StoreError> {
        self.readers.journal(settings::programs).await
    }

    async fn keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        self.readers.journal(settings::keys).await
    }

    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let name = name.to_owned();
        self.readers.journal(move |journal, part| settings::setting(journal, part, &name)).await
    }

    async fn settings(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let prefix = prefix.to_owned();
        self.readers.journal(move |journal, part| settings::settings(journal, part, &prefix)).await
    }

    async fn figures(&self) -> Result<Figures, StoreError> {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let sizes = |name: &str, part: &Part| {
            [(Box::from(name), size(part.path())), (format!("{name}-wal").into(), size(&part.beside("-wal")))]
        };
        let journal = sizes("journal.db", &self.shared.journal);
        let people = sizes("people.db", self.people.part());
        let shared = self.shared.clone();
        let views = tokio::task::spawn_blocking(move || shared.views.disk_bytes()).await.unwrap_or_default();
        let bytes = journal.into_iter().chain([("views".into(), views)]).chain(people);
        Ok(Figures {
            kind: "sqlite".into(),
            head: self.head().await?,
            projected: self.projected().await?,
            members: self.member_count().await?,
            bytes: bytes.collect(),
        })
    }
}

#[async_trait]
impl Write for SqliteStore {
    async fn append_under(&self, facts: &[Fact], edition: Option<Edition>) -> Result<Seq, StoreError> {
        let _shared = self.turns.read().await;
        if !facts.is_empty() && edition.is_some_and(|edition| edition != self.edition.load(Ordering::Acquire))
        {
            return Err(StoreError::Conflict);
        }
        self.append_now(facts).await
    }

    async fn turn(&self) -> Result<Box<dyn Turn + '_>, StoreError> {
        Ok(Box::new(Alone { store: self, _alone: self.turns.write().await }))
    }

    async fn project(&self, projection: Projection) -> Result<(), StoreError> {
        self.views.project(projection)?.wait().await
    }

    async fn drop_projections(&self) -> Result<(), StoreError> {
        self.journal.ask(Job::DropViews)?.wait().await
    }

    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError> {
        let (key, part) = (key.clone(), self.shared.journal.clone());
        self.journal.settle(move |journal| settings::put_key(journal, &part, &key)).await
    }

    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError> {
        self.put_settings(&[(name, value)]).await
    }

    async fn put_settings(&self, settings: &[(&str, Option<&[u8]>)]) -> Result<(), StoreError> {
        let owned = |(name, value): &(&str, Option<&[u8]>)| ((*name).to_owned(), value.map(<[u8]>::to_vec));
        let settings: Vec<(String, Option<Vec<u8>>)> = settings.iter().map(owned).collect();
        let part = self.shared.journal.clone();
        self.journal
            .settle(move |journal| {
                settings.iter().try_for_each(|(name, value)| {
                    settings::put_setting(journal, &part, name, value.as_deref())
                })
            })
            .await
    }
}
