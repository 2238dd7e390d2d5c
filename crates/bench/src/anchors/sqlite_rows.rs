//! S: normalised rows in SQLite, a transaction an order, behind the same HTTP stack: what a skilled developer writes first.
//!
//! Six tables with their indexes, one thread that writes, statements prepared once, write-ahead log, `synchronous = FULL`. The rules are
//! the least there can be: a rate by tier, a cap a day, a tier by spend.

use super::order::Order;
use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use rusqlite::{Connection, OptionalExtension, Statement, params};
use std::net::SocketAddr;
use std::path::Path;
use tokio::sync::{mpsc, oneshot};

const SCHEMA: &str = include_str!("sqlite_rows.sql");

/// What the handler sends to the writer: the request, and where the reply goes.
type Job = (Bytes, oneshot::Sender<Result<String>>);

/// Makes the database with members `m0`, `m1`, ..., and serves it until the runtime ends.
pub(crate) async fn serve(folder: &Path, members: usize) -> Result<SocketAddr> {
    let connection = open(folder, members)?;
    let (sender, queue) = mpsc::channel::<Job>(8_192);
    std::thread::Builder::new().name("rows".into()).spawn(move || write(&connection, queue))?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/v1/orders", post(handle)).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

fn open(folder: &Path, members: usize) -> Result<Connection> {
    let mut connection = Connection::open(folder.join("rows.db"))?;
    // 256 MB of cache, and 64 MB of log between checkpoints.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 16384;",
    )?;
    connection.execute_batch(SCHEMA)?;
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO member (ext) VALUES (?1)")?;
        for member in 0..members {
            insert.execute([format!("m{member}")])?;
        }
    }
    transaction.commit()?;
    Ok(connection)
}

async fn handle(State(queue): State<mpsc::Sender<Job>>, body: Bytes) -> Response {
    let (sender, reply) = oneshot::channel();
    let sent = queue.send((body, sender)).await;
    match (sent, reply.await) {
        (Ok(()), Ok(Ok(reply))) => {
            (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], reply).into_response()
        }
        (_, Ok(Err(error))) => (StatusCode::BAD_REQUEST, format!("{error:#}")).into_response(),
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn write(connection: &Connection, mut queue: mpsc::Receiver<Job>) {
    let mut statements = match Statements::prepare(connection) {
        Ok(statements) => statements,
        // The handlers say that nobody answers.
        Err(_) => return,
    };
    while let Some((body, reply)) = queue.blocking_recv() {
        let _ = reply.send(statements.earn(&body));
    }
}

struct Statements<'c> {
    begin: Statement<'c>,
    commit: Statement<'c>,
    rollback: Statement<'c>,
    known: Statement<'c>,
    member: Statement<'c>,
    order: Statement<'c>,
    line: Statement<'c>,
    entry: Statement<'c>,
    lot: Statement<'c>,
    update: Statement<'c>,
    outbox: Statement<'c>,
    connection: &'c Connection,
}

impl<'c> Statements<'c> {
    fn prepare(connection: &'c Connection) -> Result<Self> {
        let prepare = |text| connection.prepare(text);
        Ok(Self {
            begin: prepare("BEGIN IMMEDIATE")?,
            commit: prepare("COMMIT")?,
            rollback: prepare("ROLLBACK")?,
            known: prepare("SELECT id FROM orders WHERE key = ?1")?,
            member: prepare("SELECT id, balance, spend, tier, day, counted FROM member WHERE ext = ?1")?,
            order: prepare(
                "INSERT INTO orders (key, member, at, store, channel, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
            line: prepare("INSERT INTO line VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?,
            entry: prepare("INSERT INTO entry (member, \"order\", wallet, units) VALUES (?1, ?2, ?3, ?4)")?,
            lot: prepare("INSERT INTO lot (member, \"order\", units, expires) VALUES (?1, ?2, ?3, ?4)")?,
            update: prepare(
                "UPDATE member SET balance = ?2, spend = ?3, tier = ?4, day = ?5, counted = ?6 WHERE id = ?1",
            )?,
            outbox: prepare("INSERT INTO outbox (body) VALUES (?1)")?,
            connection,
        })
    }

    fn earn(&mut self, body: &[u8]) -> Result<String> {
        let order: Order<'_> = serde_json::from_slice(body)?;
        self.begin.execute([])?;
        match self.record(&order) {
            Ok(reply) => {
                self.commit.execute([])?;
                Ok(reply)
            }
            Err(error) => {
                self.rollback.execute([])?;
                Err(error)
            }
        }
    }

    fn record(&mut self, order: &Order<'_>) -> Result<String> {
        if let Some(id) = self.known.query_row([order.event_id], |row| row.get::<_, i64>(0)).optional()? {
            return Ok(format!(r#"{{"id":{id},"status":"accepted","replayed":true}}"#));
        }
        let ext = order.member.strip_prefix("ext:").unwrap_or(order.member);
        let (member, balance, spend, tier, day, counted) = self
            .member
            .query_row([ext], |row| {
                let texts: (i64, String, i64) = (row.get(3)?, row.get(4)?, row.get(5)?);
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, i64>(2)?,
                    texts.0,
                    texts.1,
                    texts.2,
                ))
            })
            .optional()?
            .context("no such member")?;
        let today = order.occurred_at.get(..10).context("a time")?;
        let before = if day == today { counted } else { 0 };
        let counts = order.total.amount.min(500_000 - before).max(0);
        let points = counts * [10, 12, 15][tier.clamp(0, 2) as usize] / 1_000;
        let (balance, spend) = (balance + points, spend + order.total.amount);
        let tier = i64::from(spend >= 500_000) + i64::from(spend >= 2_000_000);
        let amount = order.total.amount;
        self.order.execute(params![
            order.event_id,
            member,
            order.occurred_at,
            order.store,
            order.channel,
            amount
        ])?;
        let id = self.connection.last_insert_rowid();
        for line in &order.lines {
            self.line.execute(params![
                id,
                line.line_id,
                line.sku,
                line.category,
                line.quantity,
                line.amount
            ])?;
        }
        self.entry.execute(params![member, id, "points", points])?;
        self.entry.execute(params![member, id, "growth", amount / 100])?;
        self.lot.execute(params![member, id, points, "2027-12-31"])?;
        self.update.execute(params![member, balance, spend, tier, today, before + counts])?;
        let event = format!(
            r#"{{"type":"order.accepted","order":{id},"key":"{}","member":{member},"points":{points},"balance":{balance},"tier":{tier}}}"#,
            order.event_id
        );
        self.outbox.execute([event])?;
        Ok(format!(r#"{{"id":{id},"status":"accepted","earned":{points},"balance_after":{balance}}}"#))
    }
}
