//! A shop whose clock is turned by hand.

use crate::holding::Holding;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tessera_app::{Action, Answer, App, Clock, Command, IdSource, MemberRef, Settings};
use tessera_engine::event::Joined;
use tessera_engine::values::{EventId, Instant, MemberId};
use tessera_people::{MasterKey, Options, Outbox, People};

pub(crate) struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

struct Counted(AtomicU64);

impl IdSource for Counted {
    fn uuid(&self) -> u128 {
        0x0193_0000_0000_7000_8000_0000_0000_0000 + u128::from(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> [u8; 32] {
        use sha2::{Digest, Sha256};
        Sha256::digest(self.uuid().to_le_bytes()).into()
    }
}

pub(crate) struct Shop {
    pub(crate) people: People,
    pub(crate) app: App,
    pub(crate) store: Arc<Holding>,
    pub(crate) outbox: Arc<Outbox>,
    clock: Arc<Hand>,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let store = Arc::new(Holding::default());
        let noon: Instant = "2026-11-22T04:00:00Z".parse().unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(noon.0)));
        let ids = Arc::new(Counted(AtomicU64::new(1)));
        let app = App::open(store.clone(), clock.clone(), ids, Settings::default()).await.unwrap();
        let outbox = Arc::new(Outbox::default());
        let options = Options { key: Some(MasterKey::new([7; 32])), messages: Some(outbox.clone()) };
        let people = People::open(app.clone(), options).await.unwrap();
        Self { people, app, store, outbox, clock }
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    pub(crate) async fn joins(&self, member: MemberId) {
        let id = EventId::new(&format!("join-{:x}", member.0)).unwrap();
        let joined = Action::Join(Joined::default());
        let command = Command::new(id, self.clock.now(), MemberRef::Given(member), joined);
        assert!(matches!(self.app.submit(command).await, Answer::Accepted { .. }));
    }

    /// The digits of the last message.
    pub(crate) fn last_code(&self) -> String {
        let message = self.outbox.messages().into_iter().next().unwrap();
        let digits = message.text.zh.split(|c: char| !c.is_ascii_digit());
        digits.into_iter().find(|digits| digits.len() == 6).unwrap().to_owned()
    }
}
