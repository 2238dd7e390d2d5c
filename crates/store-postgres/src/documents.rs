//! Documents beside the journal.

use crate::failure::Failure;
use crate::members::limit as rows;
use crate::pool::{For, Pool};
use crate::statement::Sql;
use crate::work::Work;
use std::sync::Arc;
use tessera_store::{Change, Direction, Document, Expected, LOG, StoreError};
use tokio_postgres::Row;
use tokio_postgres::types::Type;

/// How often a change is tried that others made impossible while it was looked at.
const TRIES: u32 = 8;

static BY_ID: Sql = Sql {
    text: "SELECT found.id, found.version, found.body, asked.place
           FROM unnest($2::text[]) WITH ORDINALITY AS asked (id, place)
           CROSS JOIN LATERAL (SELECT id, version, body FROM @.documents
                               WHERE collection = $1 COLLATE \"C\" AND id = asked.id COLLATE \"C\" OFFSET 0) AS found",
    types: &[Type::TEXT, Type::TEXT_ARRAY],
};

static UP: Sql = Sql {
    text: "SELECT id, version, body FROM @.documents
           WHERE collection = $1 COLLATE \"C\" AND id > $2 COLLATE \"C\" ORDER BY collection, id LIMIT $3",
    types: &[Type::TEXT, Type::TEXT, Type::INT8],
};

static DOWN: Sql = Sql {
    text: "SELECT id, version, body FROM @.documents
           WHERE collection = $1 COLLATE \"C\" AND id < $2 COLLATE \"C\" ORDER BY collection DESC, id DESC LIMIT $3",
    types: &[Type::TEXT, Type::TEXT, Type::INT8],
};

static FROM_END: Sql = Sql {
    text: "SELECT id, version, body FROM @.documents
           WHERE collection = $1 COLLATE \"C\" ORDER BY collection DESC, id DESC LIMIT $2",
    types: &[Type::TEXT, Type::INT8],
};

/// Each is found by one step in the index.
static COLLECTIONS: Sql = Sql {
    text: "WITH RECURSIVE found (name) AS (
               (SELECT collection FROM @.documents ORDER BY collection LIMIT 1)
               UNION ALL
               SELECT (SELECT collection FROM @.documents WHERE collection > found.name ORDER BY collection LIMIT 1)
               FROM found WHERE found.name IS NOT NULL
           )
           SELECT name FROM found WHERE name IS NOT NULL",
    types: &[],
};

/// Locks what is there of these, in the order in which they are given: all do so in one order, so that nobody waits for somebody who waits for him.
static LOCK: Sql = Sql {
    text: "SELECT asked.place, document.version
           FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (collection, id, place)
           JOIN @.documents AS document
               ON document.collection = asked.collection COLLATE \"C\" AND document.id = asked.id COLLATE \"C\"
           ORDER BY asked.place FOR UPDATE OF document",
    types: &[Type::TEXT_ARRAY, Type::TEXT_ARRAY],
};

/// Makes changes of what is locked. Who was first with one that was not there has the whole fail. What is kept waits for the disk, whatever the default is.
static CHANGE: Sql = Sql {
    text: "WITH removed AS (
               DELETE FROM @.documents AS document USING unnest($1::text[], $2::text[]) AS gone (collection, id)
               WHERE document.collection = gone.collection COLLATE \"C\" AND document.id = gone.id COLLATE \"C\"
           ), replaced AS (
               UPDATE @.documents AS document SET version = document.version + 1, body = new.body
               FROM unnest($3::text[], $4::text[], $5::bytea[]) AS new (collection, id, body)
               WHERE document.collection = new.collection COLLATE \"C\" AND document.id = new.id COLLATE \"C\"
           ), added AS (
               INSERT INTO @.documents (collection, id, version, body)
               SELECT new.collection, new.id, 1, new.body
               FROM unnest($6::text[], $7::text[], $8::bytea[]) WITH ORDINALITY AS new (collection, id, body, place)
               ORDER BY new.place
           )
           SELECT set_config('synchronous_commit',
               CASE WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
                    ELSE current_setting('synchronous_commit') END, true)",
    types: &[
        Type::TEXT_ARRAY,
        Type::TEXT_ARRAY,
        Type::TEXT_ARRAY,
        Type::TEXT_ARRAY,
        Type::BYTEA_ARRAY,
        Type::TEXT_ARRAY,
        Type::TEXT_ARRAY,
        Type::BYTEA_ARRAY,
    ],
};

fn document(row: &Row) -> Document {
    Document {
        id: row.get::<_, String>(0).into(),
        version: row.get::<_, i64>(1).cast_unsigned(),
        body: row.get(2),
    }
}

/// See [`tessera_store::Documents::documents`].
pub(crate) async fn by_id(
    pool: &Arc<Pool>,
    collection: &str,
    ids: &[&str],
) -> Result<Vec<Option<Document>>, StoreError> {
    let mut found = vec![None; ids.len()];
    // No text of this server's has a NUL in it, and no id is empty.
    let ids: Vec<&str> = ids.iter().map(|id| if id.contains('\0') { "" } else { id }).collect();
    for row in &pool.query(&BY_ID, &[&collection, &ids]).await? {
        // Counted from one.
        let place = row.get::<_, i64>(3) as usize - 1;
        found[place] = Some(document(row));
    }
    Ok(found)
}

/// See [`tessera_store::Documents::documents_beyond`].
pub(crate) async fn beyond(
    pool: &Arc<Pool>,
    collection: &str,
    id: Option<&str>,
    direction: Direction,
    limit: usize,
) -> Result<Vec<Document>, StoreError> {
    let limit = rows(limit);
    // No text of this server's has a NUL in it: the place of one that had lies right behind what comes before the NUL.
    let cut = id.and_then(|id| id.split_once('\0')).map(|(before, _)| match direction {
        Direction::Up => before.to_owned(),
        Direction::Down => format!("{before}\u{1}"),
    });
    let id = cut.as_deref().or(id);
    let rows = match (direction, id) {
        // No id is empty.
        (Direction::Up, id) => pool.query(&UP, &[&collection, &id.unwrap_or_default(), &limit]).await?,
        (Direction::Down, Some(id)) => pool.query(&DOWN, &[&collection, &id, &limit]).await?,
        (Direction::Down, None) => pool.query(&FROM_END, &[&collection, &limit]).await?,
    };
    Ok(rows.iter().map(document).collect())
}

/// See [`tessera_store::Documents::collections`].
pub(crate) async fn collections(pool: &Arc<Pool>) -> Result<Vec<Box<str>>, StoreError> {
    let rows = pool.query(&COLLECTIONS, &[]).await?;
    Ok(rows.iter().map(|row| row.get::<_, String>(0).into()).collect())
}

/// See [`tessera_store::Documents::change`].
pub(crate) async fn change(pool: &Arc<Pool>, changes: &[Change]) -> Result<(), StoreError> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| (&change.collection, &change.id));
    let (mut tries, mut lost) = (1, 1);
    loop {
        let failure = match try_once(pool, &sorted).await {
            Ok(made) => return made,
            Err(failure) => failure,
        };
        // Somebody else has made what was not there. Looked at again, it says whether that was expected.
        if failure.is_refusal && failure.error == StoreError::Conflict && lost < TRIES {
            lost += 1;
            continue;
        }
        // Only what the server refused may be sent again.
        if !failure.is_refusal {
            return Err(failure.error);
        }
        pool.again_elsewhere(failure, &mut tries)?;
    }
}

/// Two round trips: what is there is locked and looked at; then all is made and committed.
async fn try_once(pool: &Arc<Pool>, changes: &[&Change]) -> Result<Result<(), StoreError>, Failure> {
    let collections: Vec<&str> = changes.iter().map(|change| &*change.collection).collect();
    let ids: Vec<&str> = changes.iter().map(|change| &*change.id).collect();
    let lent = match pool.lend(For::Anything).await {
        Ok(lent) => lent,
        Err(error) => return Ok(Err(error)),
    };
    // Nothing is changed before the second round trip.
    let (work, locked) =
        Work::begin(lent, &LOCK, &[&collections, &ids]).await.map_err(Failure::before_anything)?;
    let mut versions = vec![None; changes.len()];
    for row in &locked {
        // Counted from one.
        versions[row.get::<_, i64>(0) as usize - 1] = Some(row.get::<_, i64>(1).cast_unsigned());
    }
    let Some(lists) = Lists::of(changes, &versions) else { return Ok(Err(StoreError::Conflict)) };
    let ready = work.lent().ready(&CHANGE).await.map_err(Failure::before_anything)?;
    let ([gone, replaced, added], [replacing, adding]) = (lists.keys, lists.bodies);
    let values: crate::statement::Values<'_> =
        &[&gone.0, &gone.1, &replaced.0, &replaced.1, &replacing, &added.0, &added.1, &adding];
    work.commit(&ready, values).await.map(|_| Ok(()))
}

/// Changes by what they come to, by column.
#[derive(Default)]
struct Lists<'a> {
    /// What is removed, replaced, added: collections and ids.
    keys: [(Vec<&'a str>, Vec<&'a str>); 3],
    /// Bodies of what is replaced and added.
    bodies: [Vec<&'a [u8]>; 2],
}

impl<'a> Lists<'a> {
    /// `None`: what is there is not what is expected, or stays as it is for ever.
    fn of(changes: &[&'a Change], versions: &[Option<u64>]) -> Option<Self> {
        let mut lists = Self::default();
        for (change, version) in changes.iter().zip(versions) {
            let is_so = match change.expected {
                Expected::Absent => version.is_none(),
                Expected::Version(expected) => *version == Some(expected),
                Expected::Anything => true,
            };
            // The trigger would refuse it as well, and fill the server's log.
            if !is_so || version.is_some() && change.collection.starts_with(LOG) {
                return None;
            }
            let keys = match (&change.body, version) {
                (None, None) => continue,
                (None, Some(_)) => &mut lists.keys[0],
                (Some(body), Some(_)) => {
                    lists.bodies[0].push(body);
                    &mut lists.keys[1]
                }
                (Some(body), None) => {
                    lists.bodies[1].push(body);
                    &mut lists.keys[2]
                }
            };
            keys.0.push(&change.collection);
            keys.1.push(&change.id);
        }
        Some(lists)
    }
}
