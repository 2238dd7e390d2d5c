//! Brings the projections forward, one transaction at a time.

use crate::connection::{self, Durability};
use crate::journal::{Shared, records};
use crate::part::{Of, Part};
use rusqlite::wal::CheckpointMode;
use rusqlite::{Connection, Statement};
use std::sync::atomic::Ordering;
use tessera_engine::values::{Instant, MemberId};
use tessera_store::{MemberRow, Projection, Seq, Snapshot, StoreError, Streamed, Total, record};

const PAGE_BYTES: u64 = super::opening::PAGE_BYTES as u64;

/// The connections that the thread works with.
pub(super) struct Connections {
    views: Connection,
    journal: Connection,
}

impl Connections {
    pub(super) fn open(shared: &Shared) -> Result<Self, StoreError> {
        let options = &shared.options;
        let views = connection::for_writing(&shared.views, Durability::Normal, options.views_cache, options)?;
        Ok(Self { views, journal: connection::for_reading(&shared.journal, 0)? })
    }
}

/// Writes projections, with statements prepared once for the thread's life.
pub(super) struct Projector<'a> {
    shared: &'a Shared,
    connections: &'a Connections,
    read_cursor: Statement<'a>,
    move_cursor: Statement<'a>,
    add_member: Statement<'a>,
    change_member: Statement<'a>,
    add_event: Statement<'a>,
    add_id: Statement<'a>,
    keep_due: Statement<'a>,
    put_snapshot: Statement<'a>,
    read_total: Statement<'a>,
    put_total: Statement<'a>,
}

impl<'a> Projector<'a> {
    pub(super) fn new(shared: &'a Shared, connections: &'a Connections) -> Result<Self, StoreError> {
        let prepare = |sql| connections.views.prepare(sql).of(&shared.views);
        Ok(Self {
            shared,
            connections,
            read_cursor: prepare("SELECT seq FROM cursor")?,
            move_cursor: prepare("UPDATE cursor SET seq = ?1, witness = ?2, members = members + ?3")?,
            add_member: prepare(
                "INSERT INTO members (id, external_id, joined_at, store, channel) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO NOTHING",
            )?,
            change_member: prepare(
                "UPDATE members SET external_id = ?2, joined_at = ?3, store = ?4, channel = ?5 WHERE id = ?1",
            )?,
            add_event: prepare(
                "INSERT INTO stream (member, number, seq, body, entries) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?,
            add_id: prepare("INSERT INTO ids (id, member, number) VALUES (?1, ?2, ?3)")?,
            // Most events do not move what is due next, and then the index of it need not be touched.
            keep_due: prepare(
                "UPDATE stream SET seq = ?2, body = ?4 WHERE member = ?1 AND number = 4294967296 AND due_at IS ?3",
            )?,
            put_snapshot: prepare(
                "INSERT INTO stream (member, number, seq, due_at, body, entries) VALUES (?1, 4294967296, ?2, ?3, ?4, x'')
                 ON CONFLICT DO UPDATE SET seq = excluded.seq, due_at = excluded.due_at, body = excluded.body",
            )?,
            read_total: prepare("SELECT units, entries FROM totals WHERE wallet = ?1 AND kind = ?2")?,
            put_total: prepare(
                "INSERT INTO totals (wallet, kind, units, entries) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (wallet, kind) DO UPDATE SET units = excluded.units, entries = excluded.entries",
            )?,
        })
    }

    fn part(&self) -> &'a Part {
        &self.shared.views
    }

    /// Takes it all in, or nothing.
    pub(super) fn project(&mut self, projection: Projection) -> Result<(), StoreError> {
        let cursor = projection.cursor;
        if cursor < projection.after || cursor > self.shared.head.load(Ordering::Acquire) {
            return Err(StoreError::Other(format!("the projection's cursor {cursor} is not in the journal")));
        }
        // Rolls back when dropped.
        let transaction = self.connections.views.unchecked_transaction().of(self.part())?;
        let at: i64 = self.read_cursor.query_row([], |row| row.get(0)).of(self.part())?;
        if at.cast_unsigned() != projection.after {
            return Err(StoreError::Conflict);
        }
        let new_members = self.put_members(&projection.members)?;
        self.add_events(&projection.streamed)?;
        self.put_snapshots(&projection.snapshots)?;
        self.add_totals(&projection.totals)?;
        self.move_cursor(cursor, new_members)?;
        transaction.commit().of(self.part())?;
        self.shared.projected.store(cursor, Ordering::Release);
        if let Err(error) = self.checkpoint() {
            tracing::warn!(%error, "a checkpoint of the projections failed; it is tried again");
        }
        Ok(())
    }

    /// Brings the write-ahead log over when it is large: here, because nobody waits for this thread who waits for a commit. The larger the file, the
    /// rarer, because a page that changed several times meanwhile is brought over once.
    fn checkpoint(&self) -> Result<(), StoreError> {
        let (views, part) = (&self.connections.views, self.part());
        let limit = self.shared.options.wal_limit;
        let pages: i64 = views.pragma_query_value(None, "page_count", |row| row.get(0)).of(part)?;
        let quarter = pages.cast_unsigned() * PAGE_BYTES / 4;
        let (log, _) = views.wal_checkpoint_v2(None::<&str>, CheckpointMode::NOOP).of(part)?;
        if u64::from(log.unsigned_abs()) * PAGE_BYTES >= quarter.clamp(limit, limit.saturating_mul(8)) {
            views.wal_checkpoint_v2(None::<&str>, CheckpointMode::PASSIVE).of(part)?;
        }
        Ok(())
    }

    /// How many of them are new.
    fn put_members(&mut self, members: &[MemberRow]) -> Result<usize, StoreError> {
        let mut new = 0;
        for member in members {
            let row = (
                member.id.0.to_be_bytes(),
                &member.external_id,
                member.joined_at.0,
                &member.store,
                &member.channel,
            );
            let added = self.add_member.execute(row).of(&self.shared.views)?;
            if added == 0 {
                self.change_member.execute(row).of(&self.shared.views)?;
            }
            new += added;
        }
        Ok(new)
    }

    fn add_events(&mut self, streamed: &[(MemberId, Streamed)]) -> Result<(), StoreError> {
        let mut ids = Vec::with_capacity(streamed.len());
        for (member, event) in streamed {
            let member = member.0.to_be_bytes();
            ids.push((event.event.id.as_str(), member, event.number));
            let bytes = record::encode_event(&event.event);
            let row = (member, event.number, event.seq.cast_signed(), bytes, &event.entries);
            self.add_event.execute(row).of(&self.shared.views)?;
        }
        // In the order of the index, so that each of its pages is touched once.
        ids.sort_unstable();
        for id in ids {
            self.add_id.execute(id).of(&self.shared.views)?;
        }
        Ok(())
    }

    fn put_snapshots(&mut self, snapshots: &[(MemberId, Snapshot)]) -> Result<(), StoreError> {
        for (member, snapshot) in snapshots {
            let due_at = Some(snapshot.due_at.0).filter(|_| snapshot.due_at != Instant::NEVER);
            let row = (member.0.to_be_bytes(), snapshot.number, due_at, &snapshot.state);
            if self.keep_due.execute(row).of(&self.shared.views)? == 0 {
                self.put_snapshot.execute(row).of(&self.shared.views)?;
            }
        }
        Ok(())
    }

    fn add_totals(&mut self, totals: &[Total]) -> Result<(), StoreError> {
        for total in totals {
            let mut rows = self.read_total.query((total.wallet, total.kind)).of(&self.shared.views)?;
            let (units, entries): (i64, i64) = match rows.next().of(&self.shared.views)? {
                Some(row) => (row.get(0).of(&self.shared.views)?, row.get(1).of(&self.shared.views)?),
                None => (0, 0),
            };
            drop(rows);
            let sum = (
                total.wallet,
                total.kind,
                units.saturating_add(total.units),
                entries.saturating_add_unsigned(total.entries),
            );
            self.put_total.execute(sum).of(&self.shared.views)?;
        }
        Ok(())
    }

    fn move_cursor(&mut self, cursor: Seq, new_members: usize) -> Result<(), StoreError> {
        let witness = records::witness(&self.connections.journal, &self.shared.journal, cursor)?;
        let row = (cursor.cast_signed(), witness.unwrap_or_default(), new_members as i64);
        self.move_cursor.execute(row).of(&self.shared.views).map(drop)
    }

    /// Drops every table and makes them anew, in one transaction: whoever reads meanwhile sees the old ones.
    pub(super) fn drop_all(&mut self) -> Result<(), StoreError> {
        let (connection, part) = (&self.connections.views, self.part());
        let transaction = connection.unchecked_transaction().of(part)?;
        transaction
            .execute_batch(
                "DROP TABLE cursor; DROP TABLE members; DROP TABLE stream; DROP TABLE ids; DROP TABLE totals;",
            )
            .of(part)?;
        transaction.execute_batch(super::opening::SCHEMA).of(part)?;
        transaction.commit().of(part)?;
        self.shared.projected.store(0, Ordering::Release);
        Ok(())
    }
}
