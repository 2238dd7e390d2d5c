//! Questions about members and their states.

use crate::connection;
use crate::journal::Shared;
use crate::part::{Of, Part};
use crate::questions::Subject;
use crate::readers::consistently;
use rusqlite::{Connection, OptionalExtension, Row};
use std::sync::Arc;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{Listed, Listing, MemberRow, Snapshot, Standing, StoreError, Total, Who};

/// A member's id as rows hold it: sixteen bytes in the order of the ids.
pub(super) fn member_id(row: &Row<'_>, column: usize) -> rusqlite::Result<MemberId> {
    row.get(column).map(|bytes| MemberId(u128::from_be_bytes(bytes)))
}

/// A limit as SQLite takes it.
pub(super) fn limit(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn member_row(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok(MemberRow {
        id: member_id(row, 0)?,
        external_id: row.get(1)?,
        joined_at: Instant(row.get(2)?),
        store: row.get(3)?,
        channel: row.get(4)?,
    })
}

/// Members by id, in the order asked for.
pub(crate) fn members(
    views: &Connection,
    part: &Part,
    ids: &[MemberId],
) -> Result<Vec<Option<MemberRow>>, StoreError> {
    let sql = "SELECT id, external_id, joined_at, store, channel FROM members WHERE id = ?1";
    let mut statement = views.prepare_cached(sql).of(part)?;
    ids.iter().map(|id| statement.query_row([id.0.to_be_bytes()], member_row).optional().of(part)).collect()
}

const STANDING: &str = "SELECT m.id, m.external_id, m.joined_at, m.store, m.channel, s.seq, s.due_at, s.body
     FROM members AS m LEFT JOIN stream AS s ON s.member = m.id AND s.number = 4294967296 WHERE m.id = ?1";
const STANDING_BY_EXTERNAL_ID: &str =
    "SELECT m.id, m.external_id, m.joined_at, m.store, m.channel, s.seq, s.due_at, s.body
     FROM members AS m LEFT JOIN stream AS s ON s.member = m.id AND s.number = 4294967296
     WHERE m.external_id = ?1 ORDER BY m.id LIMIT 1";

/// What members are and where they stand, in the projections.
pub(crate) struct Standings(pub(crate) Arc<Shared>);

impl Subject for Standings {
    type Question = Who;
    type Answer = Option<Standing>;

    fn threads(&self) -> usize {
        self.0.options.readers
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        connection::for_reading(&self.0.views, self.0.options.reader_cache)
    }

    fn answer<'q>(
        &self,
        connection: &Connection,
        questions: impl Iterator<Item = &'q Who>,
    ) -> Result<Vec<Option<Standing>>, StoreError> {
        consistently(connection, &self.0.views, |views, part| standings(views, part, questions))
    }
}

/// Members with their states, in the order asked for.
fn standings<'w>(
    views: &Connection,
    part: &Part,
    asked: impl Iterator<Item = &'w Who>,
) -> Result<Vec<Option<Standing>>, StoreError> {
    let mut by_id = views.prepare_cached(STANDING).of(part)?;
    let mut by_external_id = views.prepare_cached(STANDING_BY_EXTERNAL_ID).of(part)?;
    let standing = |row: &Row<'_>| {
        let number: Option<u32> = row.get(5)?;
        let snapshot = number.map(|number| snapshot(row, number, 6)).transpose()?;
        Ok(Standing { member: member_row(row)?, snapshot })
    };
    let answer = |who: &Who| match who {
        Who::Id(id) => by_id.query_row([id.0.to_be_bytes()], standing),
        Who::External(id) => by_external_id.query_row([id], standing),
    };
    asked.map(answer).map(|found| found.optional().of(part)).collect()
}

/// The state after the event of this number; when it is due and what it is stand in this column and the next.
fn snapshot(row: &Row<'_>, number: u32, column: usize) -> rusqlite::Result<Snapshot> {
    let due_at = row.get::<_, Option<i64>>(column)?.map_or(Instant::NEVER, Instant);
    Ok(Snapshot { number, due_at, state: row.get(column + 1)? })
}

/// The next members after one, by id.
pub(crate) fn members_after(
    views: &Connection,
    part: &Part,
    after: Option<MemberId>,
    most: usize,
) -> Result<Vec<MemberRow>, StoreError> {
    // Every id is greater than the empty blob.
    let after = after.map_or(Vec::new(), |id| id.0.to_be_bytes().to_vec());
    let sql =
        "SELECT id, external_id, joined_at, store, channel FROM members WHERE id > ?1 ORDER BY id LIMIT ?2";
    let mut statement = views.prepare_cached(sql).of(part)?;
    let rows = statement.query_map((after, limit(most)), member_row);
    rows.and_then(Iterator::collect).of(part)
}

const UP: &str =
    "SELECT id, external_id, joined_at, store, channel FROM members WHERE id > ?1 ORDER BY id LIMIT ?2";
const DOWN: &str =
    "SELECT id, external_id, joined_at, store, channel FROM members WHERE id < ?1 ORDER BY id DESC LIMIT ?2";

/// See [`tessera_store::Read::list`]. One walk, all of one moment; it ends with the page.
pub(crate) fn list(views: &Connection, part: &Part, listing: &Listing) -> Result<Listed, StoreError> {
    let (sql, beyond) = match (listing.newest_first, listing.beyond) {
        (false, Some(id)) => (UP, id.0.to_be_bytes().to_vec()),
        // Every id is greater than the empty blob, and less than one that is longer than ids are.
        (false, None) => (UP, Vec::new()),
        (true, Some(id)) => (DOWN, id.0.to_be_bytes().to_vec()),
        (true, None) => (DOWN, vec![0xff; 17]),
    };
    let mut statement = views.prepare_cached(sql).of(part)?;
    // One more than may be looked at tells whether there is one.
    let mut walk = statement.query((beyond, limit(listing.look_at.saturating_add(1)))).of(part)?;
    let (mut listed, mut looked_at) = (Listed::default(), 0);
    while let Some(row) = walk.next().of(part)? {
        if listed.members.len() == listing.limit || looked_at == listing.look_at {
            return Ok(listed);
        }
        looked_at += 1;
        listed.next = Some(member_id(row, 0).of(part)?);
        if passes(row, listing).of(part)? {
            listed.members.push(member_row(row).of(part)?);
        }
    }
    listed.next = None;
    Ok(listed)
}

/// Looked at where it stands: most rows of a walk are passed over.
fn passes(row: &Row<'_>, listing: &Listing) -> rusqlite::Result<bool> {
    let joined_at = Instant(row.get(2)?);
    Ok(listing.lets(joined_at, row.get_ref(3)?.as_str_or_null()?, row.get_ref(4)?.as_str_or_null()?))
}

const BY_EXTERNAL_ID: &str = "SELECT id FROM members WHERE external_id = ?1 ORDER BY id LIMIT 1";

/// Members by the retailer's own numbers, in the order asked for.
pub(crate) fn by_external_id(
    views: &Connection,
    part: &Part,
    ids: &[String],
) -> Result<Vec<Option<MemberId>>, StoreError> {
    let mut statement = views.prepare_cached(BY_EXTERNAL_ID).of(part)?;
    ids.iter().map(|id| statement.query_row([id], |row| member_id(row, 0)).optional().of(part)).collect()
}

/// How many members there are.
pub(crate) fn count(views: &Connection, part: &Part) -> Result<u64, StoreError> {
    let count: i64 = views.query_row("SELECT members FROM cursor", [], |row| row.get(0)).of(part)?;
    Ok(count.cast_unsigned())
}

/// The states of members, in the order asked for.
pub(crate) fn snapshots(
    views: &Connection,
    part: &Part,
    ids: &[MemberId],
) -> Result<Vec<Option<Snapshot>>, StoreError> {
    let sql = "SELECT seq, due_at, body FROM stream WHERE member = ?1 AND number = 4294967296";
    let mut statement = views.prepare_cached(sql).of(part)?;
    let snapshot = |row: &Row<'_>| snapshot(row, row.get(0)?, 1);
    ids.iter().map(|id| statement.query_row([id.0.to_be_bytes()], snapshot).optional().of(part)).collect()
}

/// Members whose state has something due at or before the instant, the earliest first.
pub(crate) fn due(
    views: &Connection,
    part: &Part,
    until: Instant,
    most: usize,
) -> Result<Vec<MemberId>, StoreError> {
    let sql = "SELECT member FROM stream WHERE due_at <= ?1 ORDER BY due_at, member LIMIT ?2";
    let mut statement = views.prepare_cached(sql).of(part)?;
    let rows = statement.query_map((until.0, limit(most)), |row| member_id(row, 0));
    rows.and_then(Iterator::collect).of(part)
}

/// The running trial balance.
pub(crate) fn totals(views: &Connection, part: &Part) -> Result<Vec<Total>, StoreError> {
    let sql = "SELECT wallet, kind, units, entries FROM totals ORDER BY wallet, kind";
    let mut statement = views.prepare_cached(sql).of(part)?;
    let rows = statement.query_map([], |row| {
        Ok(Total {
            wallet: row.get(0)?,
            kind: row.get(1)?,
            units: row.get(2)?,
            entries: row.get::<_, i64>(3)?.cast_unsigned(),
        })
    });
    rows.and_then(Iterator::collect).of(part)
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::connection::{Durability, for_reading, for_writing};
    use crate::part::Part;
    use crate::views::SCHEMA;
    use rusqlite::StatementStatus;

    /// A statement that may use a partial index is otherwise prepared anew for each value, which costs more than the look-up.
    #[test]
    fn looking_up_by_external_id_uses_the_index_and_is_prepared_once() {
        let folder = tempfile::tempdir().unwrap();
        let part = Part::views(folder.path());
        let writer = for_writing(&part, Durability::Normal, 0, &Options::default()).unwrap();
        writer.execute_batch(SCHEMA).unwrap();
        let reader = for_reading(&part, 0).unwrap();
        for sql in [super::BY_EXTERNAL_ID, super::STANDING_BY_EXTERNAL_ID] {
            let plan = format!("EXPLAIN QUERY PLAN {sql}");
            let step: String = reader.query_row(&plan, ["crm-1"], |row| row.get("detail")).unwrap();
            assert!(step.contains("INDEX members_by_external_id"), "{step}");
            let mut statement = reader.prepare(sql).unwrap();
            for n in 0..5 {
                assert!(!statement.exists([format!("crm-{n}")]).unwrap());
            }
            assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
        }
    }
}
