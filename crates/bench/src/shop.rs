//! A shop on SQLite with so many members, served as `tessera serve` serves it.

use anyhow::{Result, bail};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant as Stopwatch};
use tessera_app::{
    Action, Answer, App, Clock, Command, IdSource, MemberRef, NewKey, Publication, Scopes, Settings,
};
use tessera_engine::event::Joined;
use tessera_engine::values::{EventId, Instant};
use tessera_store_sqlite::SqliteStore;

/// When the shop opened: 2026-01-01T00:00:00Z.
pub(crate) const OPENED: i64 = 1_767_225_600_000_000;

/// A clock that starts when the shop opens and runs with the machine's.
pub(crate) struct Running(Stopwatch);

impl Running {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Stopwatch::now()))
    }
}

impl Clock for Running {
    fn now(&self) -> Instant {
        let elapsed = i64::try_from(self.0.elapsed().as_micros()).unwrap_or(0);
        Instant(OPENED + 30 * 86_400_000_000 + elapsed)
    }
}

/// Ids that count up: the same in every run.
#[derive(Default)]
pub(crate) struct Counted(AtomicU64);

impl IdSource for Counted {
    fn uuid(&self) -> u128 {
        let n = u128::from(self.0.fetch_add(1, Ordering::Relaxed));
        (0x0193_f000_0000_7000_8000_u128 << 48) | n
    }
    fn secret(&self) -> [u8; 32] {
        let mut secret = [0x5a; 32];
        secret[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes());
        secret
    }
}

/// Opens a fresh shop under the growth preset and enrols members `m0`, `m1`, ...
pub(crate) async fn open(folder: &Path, members: usize, clock: Arc<Running>) -> Result<(App, String)> {
    let store = Arc::new(SqliteStore::open(folder)?);
    let settings = Settings { warm_members: 2_000_000, ..Settings::default() };
    let app = App::open(store, clock, Arc::new(Counted::default()), settings).await?;
    let document =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../programs/growth.toml"))?;
    app.publish(Publication {
        document: document.into(),
        starts_at: Instant(OPENED),
        by: "bench".into(),
        note: None,
    })
    .await?;
    let key = NewKey { name: "bench".into(), scopes: Scopes::all(), store: None, test: false };
    let (_, secret) = app.create_key(key).await?;
    for chunk in (0..members).collect::<Vec<_>>().chunks(5_000) {
        let commands = chunk.iter().map(|n| enrol(*n)).collect::<Result<Vec<_>>>()?;
        for answer in app.submit_batch(commands).await {
            if !matches!(answer, Answer::Accepted { .. }) {
                bail!("a member was not enrolled: {answer:?}");
            }
        }
    }
    app.flush().await?;
    Ok((app, secret))
}

fn enrol(n: usize) -> Result<Command> {
    let Some(id) = EventId::new(&format!("join-{n}")) else { bail!("the id of member {n} is no event id") };
    let joined = Joined { external_id: Some(format!("m{n}").into()), ..Joined::default() };
    Ok(Command::new(id, Instant(OPENED + 1_000_000), MemberRef::New, Action::Join(joined)))
}

/// Serves the shop on a port of its own until the runtime ends.
pub(crate) async fn serve(app: App) -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tessera_api::Server::new(
        app,
        tessera_api::Settings { request_timeout: Duration::from_secs(60), ..Default::default() },
    );
    tokio::spawn(server.serve(listener, std::future::pending()));
    Ok(address)
}

/// The body of an order of three lines, paid now, of a member drawn evenly.
pub(crate) fn order(run: &str, members: usize, clock: &Running, connection: usize, n: u64) -> String {
    let draw = (connection as u64)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(n.wrapping_mul(0xd134_2543_de82_ef95));
    let draw = (draw ^ (draw >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let member = (draw >> 20) as usize % members;
    let amount = 500 + (draw % 20_000);
    let total = amount + 12_900 + 2_400;
    let now = clock.now();
    format!(
        r#"{{"event_id":"{run}-{connection}-{n}","member":"ext:m{member}","occurred_at":"{now}","store":"sh-014","channel":"pos","total":{{"amount":{total},"currency":"CNY"}},"lines":[{{"line_id":"1","sku":"6901","category":"tea","quantity":2,"amount":{amount}}},{{"line_id":"2","sku":"7702","category":"cups","quantity":1,"amount":12900}},{{"line_id":"3","sku":"8803","category":"snacks","quantity":3,"amount":2400}}]}}"#
    )
}
