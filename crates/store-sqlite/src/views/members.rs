//! Questions about members and their states.

use crate::part::{Of, Part};
use rusqlite::{Connection, OptionalExtension, Row};
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{MemberRow, Snapshot, StoreError, Total};

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

/// Members by the retailer's own numbers, in the order asked for.
pub(crate) fn by_external_id(
    views: &Connection,
    part: &Part,
    ids: &[String],
) -> Result<Vec<Option<MemberId>>, StoreError> {
    let sql = "SELECT id FROM members WHERE external_id = ?1 ORDER BY id LIMIT 1";
    let mut statement = views.prepare_cached(sql).of(part)?;
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
    let snapshot = |row: &Row<'_>| {
        let due_at = row.get::<_, Option<i64>>(1)?.map_or(Instant::NEVER, Instant);
        Ok(Snapshot { number: row.get(0)?, due_at, state: row.get(2)? })
    };
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
