//! A shop with so many members, on either store, served as `tessera serve` serves it.

use crate::load::Target;
use anyhow::{Result, bail};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant as Stopwatch};
use tessera_app::{
    Action, Answer, App, Clock, Command, IdSource, MemberRef, NewKey, Publication, Scopes, Settings,
};
use tessera_engine::event::{Adjustment, Joined, Line, Order};
use tessera_engine::values::{EventId, Instant, Quantity};
use tessera_store::Store;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

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
pub(crate) struct Counted(AtomicU64);

impl Counted {
    /// Two servers over one database count in places of their own.
    pub(crate) fn of_server(server: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(server << 40)))
    }
}

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

/// The program of all shops: twenty rules.
pub(crate) const PROGRAM: &str = include_str!("../retail.toml");

/// A shop that is served.
pub(crate) struct Shop {
    pub(crate) app: App,
    pub(crate) target: Target,
    pub(crate) clock: Arc<Running>,
    pub(crate) members: usize,
    /// How long its members took to join, projections included.
    pub(crate) enrolled_in: Duration,
    serving: Serving,
}

/// A server at work.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Serving {
    /// Stops it as `tessera serve` stops: what it serves is closed when this returns.
    pub(crate) async fn stop(self) -> Result<()> {
        // If nobody listens, it has ended.
        let _ = self.stop.send(());
        Ok(self.ended.await??)
    }
}

impl Shop {
    /// Stops serving and closes the shop, so that another process can have its data.
    pub(crate) async fn close(self) -> Result<()> {
        self.serving.stop().await?;
        Ok(self.app.shutdown().await?)
    }

    /// Opens a fresh shop, enrols members `m0`, `m1`, ... in batches, and serves it until the runtime ends.
    pub(crate) async fn open(store: Arc<dyn Store>, members: usize, settings: Settings) -> Result<Self> {
        let clock = Running::new();
        let app = App::open(store, clock.clone(), Counted::of_server(0), settings).await?;
        let (document, starts_at) = (PROGRAM.into(), Instant(OPENED));
        app.publish(Publication { document, starts_at, by: "bench".into(), note: None }).await?;
        let key = NewKey { name: "bench".into(), scopes: Scopes::all(), store: None, test: false };
        let (_, secret) = app.create_key(key).await?;
        let watch = Stopwatch::now();
        submit(&app, (0..members).map(enrol)).await?;
        let enrolled_in = watch.elapsed();
        let serving = serve(app.clone()).await?;
        let target = Target::of(serving.address, &secret.into());
        Ok(Self { app, target, clock, members, enrolled_in, serving })
    }

    /// Gives points to the first members, so that they have something to redeem.
    pub(crate) async fn give_points(&self, members: usize) -> Result<()> {
        let at = self.clock.now();
        let gifts = (0..members).map(|n| {
            let (wallet, reason) = ("points".into(), "bench".into());
            let gift = Adjustment { wallet, units: 1_000_000_000, reason, by: None };
            command(format!("gift-{n}"), at, format!("m{n}"), Action::Adjust(gift))
        });
        submit(&self.app, gifts).await
    }

    /// So many orders of one member.
    pub(crate) async fn order_often(&self, member: &str, orders: u64) -> Result<()> {
        let at = self.clock.now();
        let orders = (0..orders).map(|n| {
            let order = Box::new(three_lines(500 + n as i64 % 20_000));
            command(format!("often-{n}"), at, member.to_owned(), Action::Pay { order, currency: None })
        });
        submit(&self.app, orders).await
    }
}

/// What the orders over HTTP hold, too.
fn three_lines(first: i64) -> Order {
    let line = |id: &str, sku: &str, category: &str, amount| Line {
        id: id.into(),
        sku: Some(sku.into()),
        category: Some(category.into()),
        quantity: Quantity(1_000),
        amount,
    };
    let lines = [
        line("1", "6901", "tea", first),
        line("2", "7702", "cups", 12_900),
        line("3", "8803", "snacks", 2_400),
    ];
    let amount = lines.iter().map(|line| line.amount).sum();
    let (store, channel) = (Some("sh-014".into()), Some("pos".into()));
    Order { store, channel, lines: lines.into(), amount, points_paid: None }
}

async fn submit(app: &App, commands: impl Iterator<Item = Result<Command>>) -> Result<()> {
    let mut commands = commands.peekable();
    while commands.peek().is_some() {
        let chunk = commands.by_ref().take(5_000).collect::<Result<Vec<_>>>()?;
        for answer in app.submit_batch(chunk).await {
            if !matches!(answer, Answer::Accepted { .. }) {
                bail!("a command was not accepted: {answer:?}");
            }
        }
    }
    Ok(app.flush().await?)
}

fn enrol(n: usize) -> Result<Command> {
    let joined = Joined { external_id: Some(format!("m{n}").into()), ..Joined::default() };
    let mut command =
        command(format!("join-{n}"), Instant(OPENED + 1_000_000), String::new(), Action::Join(joined))?;
    command.member = MemberRef::New;
    Ok(command)
}

fn command(id: String, at: Instant, member: String, action: Action) -> Result<Command> {
    let Some(event) = EventId::new(&id) else { bail!("{id} is no event id") };
    Ok(Command::new(event, at, MemberRef::External(member.into()), action))
}

/// Serves on a port of its own until it is stopped.
pub(crate) async fn serve(app: App) -> Result<Serving> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let settings = tessera_api::Settings { request_timeout: Duration::from_secs(60), ..Default::default() };
    let (stop, stopped) = oneshot::channel();
    let people = tessera_people::People::open(app, tessera_people::Options::default());
    let people = people.await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let server = tessera_api::Server::new(people, settings);
    let ended = tokio::spawn(server.serve(listener, async move {
        // Dropped means stopped, too.
        let _ = stopped.await;
    }));
    Ok(Serving { address, stop, ended })
}
