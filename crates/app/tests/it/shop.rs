//! A shop to test with: the application over a store that outlives it, a clock and an id source that repeat themselves.

use crate::faults::{Faulty, Leases};
use crate::stores::{On, open};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use tessera_app::{
    Action, Answer, App, AppError, Clock, Command, IdSource, MemberRef, MemberView, Publication, Receipt,
    Settings,
};
use tessera_engine::event::ReturnedPart;
use tessera_engine::event::{
    Activity, Adjustment, Joined, Line, Order, PointsPaid, Redemption, Return, ReturnedLine,
};
use tessera_engine::values::{EventId, Instant, Quantity};
use tessera_store::{MemoryStore, Store};
use tessera_test_postgres::Cluster;

/// 1 point a yuan, 50 more from 200 on, 100 for joining, 5 for a check-in; expires on 1 January; Asia/Shanghai.
pub(crate) const FLAT: &str = include_str!("../../../../programs/flat.toml");

/// A clock that tests turn.
pub(crate) struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Ids that count up.
#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl IdSource for Counter {
    fn uuid(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::SeqCst)) + 1
    }
    fn secret(&self) -> [u8; 32] {
        [self.0.fetch_add(1, Ordering::SeqCst) as u8; 32]
    }
}

/// See the module.
pub(crate) struct Shop {
    pub(crate) app: App,
    pub(crate) store: Arc<Faulty>,
    pub(crate) clock: Arc<HandClock>,
    ids: Arc<Counter>,
    settings: Settings,
}

impl Shop {
    /// A shop with the flat program, in force since 2020; it is 2026-03-01 00:00 UTC.
    pub(crate) async fn open() -> Self {
        let shop = Self::bare(Arc::new(MemoryStore::new()), quick()).await;
        shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
        shop
    }

    /// A shop over a store, without a program of its own.
    pub(crate) async fn bare(store: Arc<dyn Store>, settings: Settings) -> Self {
        let clock = Arc::new(HandClock(AtomicI64::new(at("2026-03-01T00:00:00Z").0)));
        let ids = Arc::new(Counter::default());
        Self::over(store, clock, ids, settings).await
    }

    /// Some applications over one store, as several processes have it; the first has published the flat program.
    pub(crate) async fn several(on: On, count: usize) -> Vec<Self> {
        match on {
            On::Memory => {
                let (kept, leases) = (Arc::new(MemoryStore::new()), Arc::new(Leases::default()));
                let beside = || Arc::new(Faulty::beside(kept.clone(), leases.clone()));
                Self::over_each((0..count).map(|_| beside()).collect(), quick()).await
            }
            On::Postgres => Self::at(&Cluster::shared().address(), count).await,
        }
    }

    /// The same over the database at an address.
    pub(crate) async fn at(address: &str, count: usize) -> Vec<Self> {
        let mut stores = Vec::new();
        for _ in 0..count {
            stores.push(Arc::new(Faulty::over(open(address).await)));
        }
        Self::over_each(stores, quick()).await
    }

    async fn over_each(stores: Vec<Arc<Faulty>>, settings: Settings) -> Vec<Self> {
        let clock = Arc::new(HandClock(AtomicI64::new(at("2026-03-01T00:00:00Z").0)));
        let ids = Arc::new(Counter::default());
        let mut shops = Vec::new();
        for store in stores {
            let app = App::open(store.clone(), clock.clone(), ids.clone(), settings.clone()).await.unwrap();
            let shop =
                Self { app, store, clock: clock.clone(), ids: ids.clone(), settings: settings.clone() };
            if shops.is_empty() {
                shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
            }
            shops.push(shop);
        }
        shops
    }

    async fn over(
        store: Arc<dyn Store>,
        clock: Arc<HandClock>,
        ids: Arc<Counter>,
        settings: Settings,
    ) -> Self {
        let store = Arc::new(Faulty::over(store));
        let app = App::open(store.clone(), clock.clone(), ids.clone(), settings.clone()).await.unwrap();
        Self { app, store, clock, ids, settings }
    }

    pub(crate) async fn publish(&self, document: &str, starts_at: &str) -> Result<u32, AppError> {
        let publication = Publication {
            document: document.into(),
            starts_at: at(starts_at),
            by: "test".into(),
            note: None,
        };
        self.app.publish(publication).await.map(|row| row.version)
    }

    /// The clock shows this.
    pub(crate) fn set(&self, at: Instant) {
        self.clock.0.store(at.0, Ordering::SeqCst);
    }

    /// The clock goes on.
    pub(crate) fn wait(&self, micros: i64) {
        self.clock.0.fetch_add(micros, Ordering::SeqCst);
    }

    /// Ends the application as a crash would: from one moment to the next nothing of it reaches the store. Opens it again.
    pub(crate) async fn crash(self) -> Self {
        Self::over(self.store.kill(), self.clock, self.ids, self.settings).await
    }

    /// Ends the application in good order and opens it again.
    pub(crate) async fn restart(self, settings: Settings) -> Self {
        self.app.shutdown().await.unwrap();
        Self::over(self.store.kill(), self.clock, self.ids, settings).await
    }

    pub(crate) async fn accept(&self, command: Command) -> Receipt {
        match self.app.submit(command).await {
            Answer::Accepted { receipt, replayed: false } => *receipt,
            other => panic!("not accepted: {other:?}"),
        }
    }

    pub(crate) async fn view(&self, member: &str) -> MemberView {
        self.app.member(&crm(member)).await.unwrap()
    }

    /// Points that the member can spend now.
    pub(crate) async fn points(&self, member: &str) -> i64 {
        self.view(member).await.wallets[0].available
    }

    /// Everything projected follows from the events.
    pub(crate) async fn verify(&self) {
        self.app.flush().await.unwrap();
        let report = self.app.verify(&tessera_app::Progress::new()).await.unwrap();
        assert_eq!((report.different, &report.first), (0, &None), "{report:?}");
    }
}

/// Projects after every few events, and never sweeps by itself.
pub(crate) fn quick() -> Settings {
    Settings {
        project_events: 7,
        project_after: Duration::from_millis(5),
        warm_members: 8,
        sweep_every: None,
        ..Settings::default()
    }
}

/// Does not project by itself before the end.
pub(crate) fn lazy() -> Settings {
    Settings {
        project_events: 1 << 30,
        project_after: Duration::from_secs(3_600),
        sweep_every: None,
        ..Settings::default()
    }
}

pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(crate) fn id(text: &str) -> EventId {
    EventId::new(text).unwrap()
}

pub(crate) fn crm(external_id: &str) -> MemberRef {
    MemberRef::External(external_id.into())
}

pub(crate) fn join(event: &str, when: &str, member: &str) -> Command {
    Command::new(id(event), at(when), crm(member), Action::Join(Joined::default()))
}

/// A paid order of one line, in minor units.
pub(crate) fn pay(event: &str, when: &str, member: &str, amount: i64) -> Command {
    let line = Line { id: "1".into(), quantity: Quantity::pieces(1), amount, ..Line::default() };
    let order = Order { lines: [line].into(), amount, store: Some("sh-014".into()), ..Order::default() };
    Command::new(id(event), at(when), crm(member), Action::Pay { order: Box::new(order), currency: None })
}

/// The same, a part of it paid with points.
pub(crate) fn pay_with_points(event: &str, when: &str, member: &str, amount: i64, units: i64) -> Command {
    let points_paid = Some(PointsPaid { wallet: "points".into(), units, value: 0 });
    let order = Order { amount, points_paid, ..Order::default() };
    Command::new(id(event), at(when), crm(member), Action::Pay { order: Box::new(order), currency: None })
}

/// The line of a [`pay`] comes back.
pub(crate) fn give_back(event: &str, when: &str, order: &str) -> Command {
    let line = ReturnedLine { line: "1".into(), part: ReturnedPart::Whole };
    let returned = Return { order: id(order), lines: [line].into(), amount: 0, reason: None };
    Command::new(
        id(event),
        at(when),
        MemberRef::OfOrder,
        Action::Return { returned: Box::new(returned), currency: None, unapproved_up_to: None },
    )
}

/// A part of a [`pay`] comes back, in minor units.
pub(crate) fn give_back_amount(event: &str, when: &str, order: &str, amount: i64) -> Command {
    let returned = Return { order: id(order), lines: [].into(), amount, reason: None };
    Command::new(
        id(event),
        at(when),
        MemberRef::OfOrder,
        Action::Return { returned: Box::new(returned), currency: None, unapproved_up_to: None },
    )
}

pub(crate) fn redeem(event: &str, when: &str, member: &str, units: i64) -> Command {
    let redemption = Redemption { wallet: "points".into(), units, value: 0, purpose: None };
    Command::new(id(event), at(when), crm(member), Action::Redeem(redemption))
}

pub(crate) fn adjust(event: &str, when: &str, member: &str, units: i64) -> Command {
    let adjustment = Adjustment { wallet: "points".into(), units, reason: "goodwill".into(), by: None };
    Command::new(id(event), at(when), crm(member), Action::Adjust(adjustment))
}

pub(crate) fn check_in(event: &str, when: &str, member: &str) -> Command {
    let activity = Activity { kind: "check_in".into(), channel: None, store: None };
    Command::new(id(event), at(when), crm(member), Action::Activity(activity))
}
