//! Many tills at once against several servers: what each asked for and what it was told is written down.
//!
//! What earns happened on one day and what takes units on the next, so that the order in which commands are recorded does not matter to what a member has in the end, and
//! a great part of them comes late.

use crate::client::Client;
use crate::serving::Serving;
use crate::support::tessera;
use serde_json::{Value, json};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// 1 point a yuan, 5 for a check-in; nothing expires.
pub(crate) const PROGRAM: &str = r#"
[program]
code = "corner"
name = { zh = "街角茶店", en = "Corner tea" }
currency = "CNY"
time_zone = "Asia/Shanghai"

[wallets.points]
label = { zh = "积分", en = "points" }
worth = "0.01"

[wallets.points.redemption]
minimum = 1
bands = [{ from = 1, units_per_money = 100 }]

[[rules]]
name = "base"
label = { zh = "消费积分", en = "points on spend" }
on = "order"
wallet = "points"
give = { rate = 1 }

[[rules]]
name = "check_in"
label = { zh = "签到", en = "check-in" }
on = "activity:check_in"
wallet = "points"
give = { units = 5 }
"#;

const EARNED: &str = "2026-02-01T12:00:00+08:00";
const TAKEN: &str = "2026-02-02T12:00:00+08:00";

/// What a till asked for. Units that are taken are negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Join,
    Order(i64),
    CheckIn,
    Adjust(i64),
    Redeem(i64),
    /// The whole of this order.
    Return(String),
    Read,
}

/// A request and its answer.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) member: usize,
    pub(crate) asked: Asked,
    /// When it was sent first, and when it was answered: moments of one order over all tills.
    pub(crate) called: u64,
    pub(crate) answered: u64,
    pub(crate) status: u16,
    /// The points that could be spent then.
    pub(crate) available: Option<i64>,
    /// Events of the member, told to who reads.
    pub(crate) events: Option<u64>,
}

/// A database with a published program, and the servers on it.
pub(crate) struct Shop {
    pub(crate) db: String,
    pub(crate) key: String,
    pub(crate) servers: Vec<Mutex<Serving>>,
    pub(crate) told: Mutex<Vec<Told>>,
    moments: AtomicU64,
}

impl Shop {
    pub(crate) fn open(db: &str, servers: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("shop.toml");
        std::fs::write(&program, PROGRAM).unwrap();
        let program = program.to_str().unwrap();
        tessera(["program", "publish", program, "--db", db, "--starts", "2020-01-01T00:00:00+08:00"])
            .expect(0);
        let scopes = "orders:write,orders:refund,members:read,members:write,ledger:adjust,exports:create,programs:write";
        let made =
            tessera(["key", "create", "--db", db, "--name", "all", "--scopes", scopes, "--format", "json"]);
        let key = made.expect(0).json()["secret"].as_str().unwrap().to_owned();
        let servers = (0..servers).map(|_| Mutex::new(Serving::start_unread(db))).collect();
        Self { db: db.into(), key, servers, told: Mutex::default(), moments: AtomicU64::new(0) }
    }

    pub(crate) fn moment(&self) -> u64 {
        self.moments.fetch_add(1, Ordering::SeqCst)
    }

    /// The address of a server that runs, or did a moment ago.
    pub(crate) fn address(&self, server: usize) -> String {
        self.servers[server % self.servers.len()].lock().unwrap().address.clone()
    }

    /// Kills a server, and starts another in its place while the tills go on elsewhere.
    pub(crate) fn kill_and_start(&self, server: usize) {
        self.servers[server].lock().unwrap().kill();
        let again = Serving::start_unread(&self.db);
        *self.servers[server].lock().unwrap() = again;
    }

    /// Asks once, of some server until one answers. Servers that are gone or cannot answer for now are asked again, under the same id.
    pub(crate) fn ask(&self, till: &mut Till, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let begun = Instant::now();
        loop {
            let address = self.address(till.random() as usize);
            match till.client.send(&address, method, path, body) {
                Ok((503, reply)) => assert_eq!(reply["next"], "retry_same_id", "{reply}"),
                // The port of a server that was killed may be another shop's by now, which does not know the key.
                Ok((401, _)) => {}
                Ok(reply) => return reply,
                Err(_) => {}
            }
            assert!(begun.elapsed() < Duration::from_secs(90), "nobody answers {method} {path} {body}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Who asks.
pub(crate) struct Till {
    client: Client,
    name: usize,
    sent: u64,
    state: u64,
    /// Orders that may come back.
    orders: Vec<(usize, String)>,
}

impl Till {
    pub(crate) fn new(shop: &Shop, name: usize) -> Self {
        Self { client: Client::new(&shop.key), name, sent: 0, state: name as u64 + 1, orders: Vec::new() }
    }

    /// The next number of a fixed sequence (splitmix64).
    pub(crate) fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) >> 1
    }

    /// Asks for this, and writes down what was told.
    pub(crate) fn ask(&mut self, shop: &Shop, member: usize, asked: Asked) -> String {
        self.sent += 1;
        let id = format!("{}-{}-{}", word(&asked), self.name, self.sent);
        self.ask_as(shop, member, asked, id.clone());
        id
    }

    fn ask_as(&mut self, shop: &Shop, member: usize, asked: Asked, id: String) -> u16 {
        let (method, path, body) = request(&asked, &id, member);
        let called = shop.moment();
        let (status, reply) = shop.ask(self, method, &path, &body);
        let answered = shop.moment();
        assert!(matches!(status, 200..=202 | 409), "{method} {path} {body}: {status} {reply}");
        let wallets = if asked == Asked::Read { &reply["wallets"] } else { &reply["receipt"]["balances"] };
        let available = if status == 409 { &reply["available"] } else { &wallets[0]["available"] };
        let told = Told {
            id,
            member,
            called,
            answered,
            status,
            available: available.as_i64(),
            events: reply["events"].as_u64().filter(|_| asked == Asked::Read),
            asked,
        };
        shop.told.lock().unwrap().push(told);
        status
    }

    /// One more thing that tills do. Members of even number take points out, those of odd number bring orders back.
    pub(crate) fn act(&mut self, shop: &Shop, members: usize) {
        let member = self.random() as usize % members;
        let units = 1 + (self.random() % 200) as i64;
        let is_even = member.is_multiple_of(2);
        match self.random() % 10 {
            0..=2 => {
                let id = self.ask(shop, member, Asked::Order(units));
                self.orders.push((member, id));
            }
            3 => drop(self.ask(shop, member, Asked::CheckIn)),
            4 => drop(self.ask(shop, member, Asked::Adjust(units))),
            5 if is_even => drop(self.ask(shop, member, Asked::Adjust(-units))),
            6 | 7 if is_even => drop(self.ask(shop, member, Asked::Redeem(units * 3))),
            5 | 6 => self.bring_back(shop),
            7 if units < 60 => self.bring_back_first(shop, member, units),
            _ => drop(self.ask(shop, member, Asked::Read)),
        }
    }

    fn bring_back(&mut self, shop: &Shop) {
        let Some(place) = self.orders.iter().position(|(member, _)| !member.is_multiple_of(2)) else {
            return;
        };
        let (member, order) = self.orders.swap_remove(place);
        self.ask(shop, member, Asked::Return(order));
    }

    /// A return that comes before its order waits for it, wherever that comes.
    fn bring_back_first(&mut self, shop: &Shop, member: usize, units: i64) {
        self.sent += 1;
        let (order, back) =
            (format!("order-{}-{}", self.name, self.sent), format!("return-{}-{}", self.name, self.sent));
        let asked = Asked::Return(order.clone());
        assert_eq!(self.ask_as(shop, member, asked.clone(), back.clone()), 202);
        self.ask_as(shop, member, Asked::Order(units), order);
        assert_ne!(self.ask_as(shop, member, asked, back), 202, "its order has come");
    }
}

fn word(asked: &Asked) -> &'static str {
    match asked {
        Asked::Join => "join",
        Asked::Order(_) => "order",
        Asked::CheckIn => "check-in",
        Asked::Adjust(_) => "adjust",
        Asked::Redeem(_) => "redeem",
        Asked::Return(_) => "return",
        Asked::Read => "read",
    }
}

/// The whole of an order of these units, in one line.
pub(crate) fn order(id: &str, member: &str, at: &str, units: i64) -> Value {
    json!({ "event_id": id, "member": member, "occurred_at": at, "create_member": true,
        "total": { "amount": units * 100, "currency": "CNY" },
        "lines": [{ "line_id": "1", "amount": units * 100 }] })
}

fn request(asked: &Asked, id: &str, member: usize) -> (&'static str, String, Value) {
    let whose = format!("ext:m{member}");
    let (path, body) = match asked {
        Asked::Join => (
            "/v1/members".into(),
            json!({ "event_id": id, "ext_id": format!("m{member}"), "occurred_at": "2026-01-01T12:00:00+08:00" }),
        ),
        Asked::Order(units) => ("/v1/orders".into(), order(id, &whose, EARNED, *units)),
        Asked::CheckIn => (
            "/v1/activities".into(),
            json!({ "event_id": id, "member": whose, "activity": "check_in", "occurred_at": EARNED }),
        ),
        Asked::Adjust(units) => {
            let at = if *units > 0 { EARNED } else { TAKEN };
            let body = json!({ "event_id": id, "member": whose, "occurred_at": at, "wallet": "points", "units": units, "reason": "x" });
            ("/v1/adjustments".into(), body)
        }
        Asked::Redeem(units) => (
            "/v1/redemptions".into(),
            json!({ "event_id": id, "member": whose, "occurred_at": TAKEN, "wallet": "points", "units": units }),
        ),
        Asked::Return(order) => (
            format!("/v1/orders/ext:{order}/returns"),
            json!({ "event_id": id, "occurred_at": TAKEN, "lines": [{ "line_id": "1" }] }),
        ),
        Asked::Read => return ("GET", format!("/v1/members/{whose}"), Value::Null),
    };
    ("POST", path, body)
}
