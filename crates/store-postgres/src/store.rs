//! The store as its callers see it.

use crate::options::Options;
use crate::pool::Pool;
use crate::statement::{Sql, quoted};
use crate::{append, documents, listing, look_up, members, migrations, project, settings, streams};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_store::{
    Change, Decided, Direction, Document, Documents, Edition, Fact, Figures, Journaled, KeyRow, Listed,
    Listing, LookedUp, MemberRow, MemberStream, Place, Position, ProgramRow, Projection, Read, Seq, Snapshot,
    Standing, StoreError, Streamed, Total, Turn, Who, Write,
};
use tokio_postgres::types::Type;

/// The tables that grow, with their indexes and all that belongs to them.
const LARGE: [&str; 7] = ["events", "external_ids", "entries", "states", "members", "settings", "documents"];

static SIZES: Sql = Sql {
    text: "SELECT pg_total_relation_size(to_regclass(name)) FROM unnest($1::text[]) WITH ORDINALITY
               AS listed (name, place) ORDER BY place",
    types: &[Type::TEXT_ARRAY],
};

/// Tessera's store on PostgreSQL. See the page of the [crate].
///
/// Connections are made when they are needed and kept. Dropping it closes them.
pub struct PostgresStore {
    pool: Arc<Pool>,
}

impl PostgresStore {
    /// Opens the store at an address (see [`Options`]), and brings its schema up to date or makes it.
    ///
    /// # Errors
    /// [`StoreError::Address`], [`StoreError::Refused`], [`StoreError::Rights`], [`StoreError::Crowded`] or [`StoreError::Unavailable`] for a
    /// server that cannot be used; [`StoreError::Unsuitable`], [`StoreError::Newer`] or [`StoreError::Foreign`] for a database that cannot;
    /// [`StoreError::Standby`] if it has to be brought up to date and takes no writes. None of them changes anything.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        Self::open_with(address.parse()?).await
    }

    /// The same with an address that has been read.
    pub async fn open_with(options: Options) -> Result<Self, StoreError> {
        let pool = Pool::new(options)?;
        migrations::migrate(&pool).await?;
        Ok(Self { pool })
    }
}

#[async_trait]
impl Read for PostgresStore {
    fn is_shared(&self) -> bool {
        true
    }

    async fn position(&self) -> Result<Position, StoreError> {
        streams::position(&self.pool).await
    }

    async fn news(&self, after: Seq, limit: usize) -> Result<(Position, Vec<Journaled>), StoreError> {
        streams::news(&self.pool, after, limit).await
    }

    async fn streams_have(&self, after: Seq, until: Seq) -> Result<bool, StoreError> {
        project::streams_have(&self.pool, after, until).await
    }

    async fn journal(&self, after: Seq, limit: usize) -> Result<Vec<Journaled>, StoreError> {
        streams::journal(&self.pool, after, limit).await
    }

    async fn snapshots(&self, members: &[MemberId]) -> Result<Vec<Option<Snapshot>>, StoreError> {
        members::snapshots(&self.pool, members).await
    }

    async fn stream(&self, member: MemberId, after: u32, limit: usize) -> Result<Vec<Streamed>, StoreError> {
        streams::stream(&self.pool, member, after, limit).await
    }

    async fn histories(&self, members: &[MemberId]) -> Result<Vec<Vec<Streamed>>, StoreError> {
        streams::histories(&self.pool, members).await
    }

    async fn streams(
        &self,
        after: Option<MemberId>,
        members: usize,
    ) -> Result<Vec<MemberStream>, StoreError> {
        streams::streams(&self.pool, after, members).await
    }

    async fn places(&self, ids: &[EventId]) -> Result<Vec<Option<Place>>, StoreError> {
        streams::places(&self.pool, ids).await
    }

    async fn by_external_id(&self, ids: &[&str]) -> Result<Vec<Option<MemberId>>, StoreError> {
        members::by_external_id(&self.pool, ids).await
    }

    async fn look_up(
        &self,
        ids: &[EventId],
        external_ids: &[&str],
        members: &[MemberId],
    ) -> Result<LookedUp, StoreError> {
        look_up::look_up(&self.pool, ids, external_ids, members).await
    }

    async fn members(&self, ids: &[MemberId]) -> Result<Vec<Option<MemberRow>>, StoreError> {
        members::members(&self.pool, ids).await
    }

    async fn standing(&self, who: Who) -> Result<Option<Standing>, StoreError> {
        members::standing(&self.pool, who).await
    }

    async fn members_after(
        &self,
        after: Option<MemberId>,
        limit: usize,
    ) -> Result<Vec<MemberRow>, StoreError> {
        members::members_after(&self.pool, after, limit).await
    }

    async fn list(&self, listing: &Listing) -> Result<Listed, StoreError> {
        listing::list(&self.pool, listing).await
    }

    async fn member_count(&self) -> Result<u64, StoreError> {
        members::count(&self.pool).await
    }

    async fn due(&self, until: Instant, limit: usize) -> Result<Vec<MemberId>, StoreError> {
        members::due(&self.pool, until, limit).await
    }

    async fn totals(&self) -> Result<Vec<Total>, StoreError> {
        members::totals(&self.pool).await
    }

    async fn programs(&self) -> Result<Vec<ProgramRow>, StoreError> {
        settings::programs(&self.pool).await
    }

    async fn keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        settings::keys(&self.pool).await
    }

    async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        settings::setting(&self.pool, name).await
    }

    async fn settings(&self, prefix: &str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        settings::settings(&self.pool, prefix).await
    }

    async fn figures(&self) -> Result<Figures, StoreError> {
        let position = self.position().await?;
        let schema = quoted(&self.pool.options.schema);
        let names = LARGE.map(|name| format!("{schema}.{name}"));
        let sizes = self.pool.query(&SIZES, &[&names.as_slice()]).await?;
        let bytes = sizes.iter().map(|row| row.get::<_, Option<i64>>(0).unwrap_or_default().cast_unsigned());
        Ok(Figures {
            kind: "postgres".into(),
            head: position.head,
            projected: position.projected,
            members: self.member_count().await?,
            bytes: LARGE.into_iter().map(Box::from).zip(bytes).collect(),
        })
    }
}

#[async_trait]
impl Write for PostgresStore {
    async fn append_under(&self, facts: &[Fact], edition: Option<Edition>) -> Result<Seq, StoreError> {
        append::append(&self.pool, facts, edition).await
    }

    async fn append_decided(&self, decided: Decided<'_>) -> Result<Seq, StoreError> {
        append::append_decided(&self.pool, decided).await
    }

    async fn turn(&self) -> Result<Box<dyn Turn + '_>, StoreError> {
        Ok(Box::new(append::turn(&self.pool).await?))
    }

    async fn project(&self, projection: Projection) -> Result<(), StoreError> {
        project::project(&self.pool, &projection).await
    }

    async fn drop_projections(&self) -> Result<(), StoreError> {
        project::drop_all(&self.pool).await
    }

    async fn lease(&self, task: &str, holder: u128, time: Duration) -> Result<bool, StoreError> {
        settings::lease(&self.pool, task, holder, time).await
    }

    async fn put_key(&self, key: &KeyRow) -> Result<(), StoreError> {
        settings::put_key(&self.pool, key).await
    }

    async fn put_setting(&self, name: &str, value: Option<&[u8]>) -> Result<(), StoreError> {
        settings::put_setting(&self.pool, name, value).await
    }
}

#[async_trait]
impl Documents for PostgresStore {
    async fn documents(&self, collection: &str, ids: &[&str]) -> Result<Vec<Option<Document>>, StoreError> {
        documents::by_id(&self.pool, collection, ids).await
    }

    async fn documents_beyond(
        &self,
        collection: &str,
        id: Option<&str>,
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        documents::beyond(&self.pool, collection, id, direction, limit).await
    }

    async fn collections(&self) -> Result<Vec<Box<str>>, StoreError> {
        documents::collections(&self.pool).await
    }

    async fn change(&self, changes: &[Change]) -> Result<(), StoreError> {
        documents::change(&self.pool, changes).await
    }
}
