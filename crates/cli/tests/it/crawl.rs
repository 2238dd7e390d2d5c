//! Ten thousand persons are planted, and everything is looked through for them: answers to everybody, logs, metrics, files.

use crate::client::{Client, Reply};
use crate::crowd::PROGRAM;
use crate::forgotten::Kept;
use crate::planted::Planted;
use crate::serving::Serving;
use crate::support::tessera;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// So many persons.
const PERSONS: usize = 10_000;
/// Every so many-th of them is erased.
const ERASED: usize = 8;
/// So many requests are under way at once.
const AT_ONCE: usize = 32;
const PASSWORD: &str = "correct horse battery";
const DAY: &str = "2026-03-02T08:00:00+08:00";

/// A shop with planted persons.
struct Shop {
    folder: tempfile::TempDir,
    serving: Serving,
    log: Arc<Mutex<Vec<u8>>>,
    key: String,
    planted: Planted,
    /// The ids of the members, by person.
    members: Vec<String>,
}

impl Shop {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (program, db) = (path("shop.toml"), path("db"));
        std::fs::write(&program, PROGRAM).unwrap();
        tessera(["program", "publish", &program, "--db", &db, "--starts", "2020-01-01T00:00:00+08:00"])
            .expect(0);
        let made = ["key", "create", "--db", &db, "--name", "all", "--scopes", "all", "--format", "json"];
        let key = tessera(made).expect(0).json()["secret"].as_str().unwrap().to_owned();
        // Where messages go is no place that is looked through: a phone has to stand there.
        let sends = path("send.sh");
        std::fs::write(&sends, format!("#!/bin/sh\ncat >> {}\n", path("sent"))).unwrap();
        assert!(Command::new("chmod").args(["+x", &sends]).status().unwrap().success());
        let log = Arc::default();
        let serving = start(folder.path(), &log);
        Self { folder, serving, log, key, planted: Planted::new(PERSONS), members: Vec::new() }
    }

    fn key(&self) -> Caller<'_> {
        self.caller(Client::new(&self.key), "key")
    }

    fn caller(&self, client: Client, name: &str) -> Caller<'_> {
        Caller { shop: self, client, name: name.into() }
    }

    /// Does something for each of so many, by many callers at once.
    fn many<T: Send>(&self, count: usize, act: impl Fn(&mut Caller<'_>, usize) -> T + Sync) -> Vec<T> {
        let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
            let one = |first: usize| {
                let act = &act;
                scope.spawn(move || {
                    let mut key = self.key();
                    (first..count).step_by(AT_ONCE).map(|n| (n, act(&mut key, n))).collect::<Vec<_>>()
                })
            };
            let all: Vec<_> = (0..AT_ONCE).map(one).collect();
            all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        done.sort_unstable_by_key(|(n, _)| *n);
        done.into_iter().map(|(_, done)| done).collect()
    }

    /// Looks through all files while it runs; stops it as people do, and looks through them and the log again.
    fn look_through_files(&mut self) {
        self.look_through_folder("while it runs");
        let pid = self.serving.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.serving.child.wait().unwrap().success());
        self.look_through_folder("when it has stopped");
        self.look_through_projections();
        let log = std::mem::take(&mut *self.log.lock().unwrap());
        assert!(log.len() > 100_000, "it logs what happens: {} bytes", log.len());
        for line in log.split(|byte| *byte == b'\n') {
            assert!(self.planted.in_text(line).is_empty(), "{}", String::from_utf8_lossy(line));
        }
    }

    fn look_through_folder(&self, when: &str) {
        let (mut looked, mut folders) = (BTreeSet::new(), vec![self.db()]);
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                looked.insert(path.file_name().unwrap().to_str().unwrap().to_owned());
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                // While it serves, a file may be gone before it is read.
                let found = self.planted.in_file(&std::fs::read(&path).unwrap_or_default());
                assert!(found.is_empty(), "{when}: {}: {found:?}", path.display());
            }
        }
        for file in ["journal.db", "people.db", "views", "tables"] {
            assert!(looked.contains(file), "{looked:?}");
        }
    }

    /// The projections as they are read: in their files they may be compressed.
    fn look_through_projections(&self) {
        let database = fjall::Database::builder(self.db().join("views")).open().unwrap();
        let rows = database.keyspace("rows", fjall::KeyspaceCreateOptions::default).unwrap();
        let mut looked = 0;
        for row in rows.iter() {
            let (key, value) = row.into_inner().unwrap();
            let found = [self.planted.in_file(&key), self.planted.in_file(&value)].concat();
            assert!(found.is_empty(), "{key:?}: {found:?}");
            looked += 1;
        }
        assert!(looked > 10_000, "only {looked} rows");
    }

    fn db(&self) -> std::path::PathBuf {
        self.folder.path().join("db")
    }

    fn start_again(&mut self) {
        self.serving = start(self.folder.path(), &self.log);
    }
}

fn start(folder: &Path, log: &Arc<Mutex<Vec<u8>>>) -> Serving {
    let sends = folder.join("send.sh");
    let arguments = ["--log", "debug", "--messages", sends.to_str().unwrap()];
    let prints = std::fs::File::create(folder.join("printed")).unwrap();
    let mut serving = Serving::start_with(folder.join("db"), &arguments, Stdio::from(prints));
    let (mut lines, log) = (serving.log.take().unwrap(), Arc::clone(log));
    std::thread::spawn(move || {
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            log.lock().unwrap().append(&mut line);
        }
    });
    serving
}

/// Somebody who asks, and looks through every answer.
struct Caller<'a> {
    shop: &'a Shop,
    client: Client,
    name: String,
}

impl Caller<'_> {
    /// The answer as it is, whoever stands in it.
    fn unseen(&mut self, method: &str, path: &str, media_type: &str, body: &str) -> Reply {
        self.client.exchange(&self.shop.serving.address, method, path, media_type, body).unwrap()
    }

    fn ask(&mut self, method: &str, path: &str, media_type: &str, body: &str) -> Reply {
        let reply = self.unseen(method, path, media_type, body);
        for part in [reply.head.as_bytes(), &reply.body] {
            let found = self.shop.planted.in_text(part);
            let said = String::from_utf8_lossy(&reply.body);
            assert!(found.is_empty(), "{} {method} {path}: {}{said}", self.name, reply.head);
        }
        reply
    }

    fn send(&mut self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.ask(method, path, "application/json", &body.to_string());
        (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    /// Starts a job. They run one at a time: one that is refused is a moment's work later.
    fn start(&mut self, path: &str, media_type: &str, body: &str) {
        for _ in 0..400 {
            match self.ask("POST", path, media_type, body).status {
                429 => std::thread::sleep(Duration::from_millis(25)),
                status => return assert_eq!(status, 202, "{path}"),
            }
        }
        panic!("the job before {path} does not end");
    }

    #[track_caller]
    fn expect(&mut self, method: &str, path: &str, body: &Value, status: u16) -> Value {
        let (got, reply) = self.send(method, path, body);
        assert_eq!(got, status, "{method} {path} {body}: {reply}");
        reply
    }
}

#[test]
fn nobody_finds_a_planted_person_but_by_unmasking() {
    let mut shop = Shop::open();
    shop.members = shop.many(PERSONS, |key, n| {
        let joining = key.shop.planted.persons[n].joining(n);
        key.expect("POST", "/v1/members", &joining, 201)["id"].as_str().unwrap().to_owned()
    });
    live(&shop);
    let (staff, member) = (staff(&shop), sign_in(&shop, 7));
    told_to_nobody(&shop);
    told_by_contract(&shop, &member);
    crawl(&shop, &staff, &member);
    shop.look_through_files();
    let kept = Kept::of(&shop.db(), &shop.members);
    shop.start_again();
    let erased: Vec<usize> = (0..PERSONS).step_by(ERASED).collect();
    shop.many(erased.len(), |key, n| {
        let path = format!("/v1/members/{}/erase", key.shop.members[erased[n]]);
        key.expect("POST", &path, &json!({ "reason": "本人要求" }), 200);
    });
    gone(&shop, &erased);
    wiped(&shop, &kept, &erased);
    shop.look_through_files();
    assert_eq!(kept.left(&shop.db(), &erased), []);
}

/// A moment after the last erasure the file is written anew: nothing is left in unused places either, where SQLite moves rows (ADR 14).
fn wiped(shop: &Shop, kept: &Kept, erased: &[usize]) {
    for _ in 0..120 {
        if is_wiped(shop) {
            return assert_eq!(kept.left(&shop.db(), erased), []);
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    panic!("the file of the documents was not written anew");
}

fn is_wiped(shop: &Shop) -> bool {
    let people = Connection::open(shop.db().join("people.db")).unwrap();
    people.busy_timeout(Duration::from_secs(60)).unwrap();
    let is_due: bool = people.query_row("SELECT is_due FROM wiping", [], |row| row.get(0)).unwrap();
    // Nothing waits in the log to be brought over.
    !is_due && std::fs::metadata(shop.db().join("people.db-wal")).map_or(0, |log| log.len()) == 0
}

/// Orders, returns, redemptions, corrections; a store, an import, a backtest, an audit of the books.
fn live(shop: &Shop) {
    let mut rows = String::new();
    for (n, member) in shop.members.iter().enumerate().take(600) {
        let order = json!({ "type": "order", "event_id": format!("o-{n}"), "member": member, "occurred_at": DAY,
            "total": { "amount": 20_000, "currency": "CNY" }, "lines": [{ "line_id": "1", "amount": 20_000, "sku": "tea" }] });
        rows += &format!("{order}\n");
        let more = match n % 3 {
            0 => {
                json!({ "type": "return", "event_id": format!("r-{n}"), "order": format!("ext:o-{n}"), "occurred_at": DAY,
                "lines": [{ "line_id": "1" }] })
            }
            1 => {
                json!({ "type": "redemption", "event_id": format!("x-{n}"), "member": member, "occurred_at": DAY,
                "wallet": "points", "units": 50 })
            }
            _ => {
                json!({ "type": "adjustment", "event_id": format!("a-{n}"), "member": member, "occurred_at": DAY,
                "wallet": "points", "units": 5, "reason": "补记" })
            }
        };
        rows += &format!("{more}\n");
    }
    let mut key = shop.key();
    let batch = key.ask("POST", "/v1/batches", "application/x-ndjson", &rows);
    let summary = String::from_utf8(batch.body).unwrap().lines().last().unwrap().to_owned();
    assert!(summary.contains("\"created\":1200"), "{summary}");
    let store = json!({ "name": "静安店", "zone": "Asia/Shanghai", "kind": "own", "active": true });
    key.expect("PUT", "/v1/stores/sh-014", &store, 200);
    key.expect("POST", &format!("/v1/members/{}/block", shop.members[3]), &json!({ "reason": "盗用" }), 200);
    let quote = json!({ "member": shop.members[5], "occurred_at": DAY, "total": { "amount": 900, "currency": "CNY" } });
    key.expect("POST", "/v1/quotes", &quote, 200);
    key.start("/v1/verifications", "application/json", "{}");
    key.start(
        "/v1/imports",
        "application/octet-stream",
        "order_id,member_id,ordered_at,amount\ni-1,c5,2026-03-02 10:00:00,12.50\n",
    );
    key.start("/v1/backtests", "application/json", &json!({ "program": PROGRAM }).to_string());
}

/// The header of somebody who is signed in by this reply.
fn cookie(reply: &Reply) -> String {
    let set = reply.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    format!("Cookie: {}", set.split(';').next().unwrap())
}

/// One of each role, signed in.
fn staff(shop: &Shop) -> Vec<(String, String)> {
    let mut nobody = shop.caller(Client::who("Accept: */*"), "nobody");
    let mut welcome = |token: &str| {
        let body = json!({ "token": token, "password": PASSWORD }).to_string();
        cookie(&nobody.ask("POST", "/v1/invitations/accept", "application/json", &body))
    };
    let printed = std::fs::read_to_string(shop.folder.path().join("printed")).unwrap();
    let token = printed.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let mut all = vec![("owner".to_owned(), welcome(token))];
    let mut owner = shop.caller(Client::who(&all[0].1), "owner");
    for role in ["operator", "analyst", "service", "store_manager", "cashier"] {
        let mut body = json!({ "name": role.replace('_', "-"), "display_name": role, "role": role });
        if matches!(role, "store_manager" | "cashier") {
            body["store"] = "sh-014".into();
        }
        let invited = owner.expect("POST", "/v1/staff", &body, 201);
        all.push((role.to_owned(), welcome(invited["invitation"].as_str().unwrap())));
    }
    all
}

/// The header of a member who has signed in by a code.
fn sign_in(shop: &Shop, person: usize) -> String {
    let mut nobody = shop.caller(Client::who("Tessera-As: member"), "nobody");
    let phone = &shop.planted.persons[person].phone;
    nobody.expect("POST", "/v1/member-session/codes", &json!({ "phone": phone }), 202);
    let sent = std::fs::read_to_string(shop.folder.path().join("sent")).unwrap();
    let text = sent.rsplit("\"text\"").next().unwrap();
    let code = text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).unwrap();
    let body = json!({ "phone": phone, "code": code }).to_string();
    let reply = nobody.ask("POST", "/v1/member-session", "application/json", &body);
    assert_eq!(reply.status, 200);
    format!("{}\r\nTessera-As: member", cookie(&reply))
}

/// Questions and mistakes in which persons stand: no answer says them again.
fn told_to_nobody(shop: &Shop) {
    let mut key = shop.key();
    for person in shop.planted.persons.iter().take(20) {
        for text in [&person.phone, &person.email] {
            key.expect("POST", "/v1/members/find", &json!({ "text": text }), 200);
        }
        let mut joining = person.joining(1);
        joining["event_id"] = format!("again-{}", &person.phone[8..]).into();
        joining["ext_id"] = Value::Null;
        key.expect("POST", "/v1/members", &joining, 200);
        joining["birthday"] = "1991-02-30".into();
        key.expect("POST", "/v1/members", &joining, 400);
        joining["event_id"] = person.phone.clone().into();
        joining["birthday"] = Value::Null;
        joining["occurred_at"] = person.name.clone().into();
        key.expect("POST", "/v1/members", &joining, 400);
    }
    let (one, other) = (&shop.members[11], &shop.planted.persons[12]);
    let path = format!("/v1/members/{one}/profile");
    // The phone has a way of its own.
    assert!(matches!(key.send("PATCH", &path, &json!({ "phone": other.phone })).0, 400 | 409));
    key.expect("PATCH", &path, &json!({ "email": other.email }), 409);
    let wrong = json!({ "phone": other.phone, "code": "000000" });
    shop.caller(Client::who("Tessera-As: member"), "nobody").expect(
        "POST",
        "/v1/member-session",
        &wrong,
        401,
    );
}

/// Where persons stand in clear: for who may unmask and says why, and for oneself.
fn told_by_contract(shop: &Shop, member: &str) {
    let mut key = shop.key();
    for route in ["unmask", "personal-data"] {
        let path = format!("/v1/members/{}/{route}", shop.members[9]);
        let reply = key.unseen("POST", &path, "application/json", "{\"reason\":\"核对\"}");
        let found: BTreeSet<usize> = shop.planted.in_text(&reply.body).into_iter().collect();
        assert_eq!((reply.status, found), (200, BTreeSet::from([9])), "{path}");
        assert!(shop.planted.in_text(reply.head.as_bytes()).is_empty());
    }
    let mut oneself = shop.caller(Client::who(member), "member");
    let reply = oneself.unseen("POST", "/v1/members/me/personal-data", "application/json", "{}");
    assert_eq!(BTreeSet::from_iter(shop.planted.in_text(&reply.body)), BTreeSet::from([7]));
}

/// Every address that can be read, by everybody, page by page.
fn crawl(shop: &Shop, staff: &[(String, String)], member: &str) {
    let mut key = shop.key();
    let document: Value =
        serde_json::from_slice(&key.ask("GET", "/v1/openapi.json", "text/plain", "").body).unwrap();
    let routes: Vec<&String> = (document["paths"].as_object().unwrap().iter())
        .filter(|(_, methods)| methods.get("get").is_some())
        .map(|(route, _)| route)
        .collect();
    assert!(routes.len() > 40, "{routes:?}");
    let mut answered = BTreeSet::new();
    let mut callers = vec![("nobody".to_owned(), "Accept: */*".to_owned(), shop.members[7].clone())];
    callers.push(("key".into(), format!("Authorization: Bearer {}", shop.key), shop.members[7].clone()));
    callers.push(("member".into(), member.into(), "me".into()));
    callers
        .extend(staff.iter().map(|(role, cookie)| (role.clone(), cookie.clone(), shop.members[4].clone())));
    let named = names(&mut shop.caller(Client::who(&staff[0].1), "owner"));
    for (name, header, whose) in callers {
        let mut caller = shop.caller(Client::who(&header), &name);
        let pages = if matches!(&*name, "key" | "cashier") { usize::MAX } else { 2 };
        for route in &routes {
            let mut path = route.replace("{member}", &whose);
            for (parameter, value) in &named {
                path = path.replace(&format!("{{{parameter}}}"), value);
            }
            assert!(!path.contains('{'), "{path}: name what stands there");
            if caller.pages(&path, pages) {
                answered.insert((*route).clone());
            }
        }
    }
    let silent: Vec<_> = routes.iter().filter(|route| !answered.contains(**route)).collect();
    // Only a demonstration shows messages.
    assert_eq!(silent, [&"/v1/messages"]);
}

/// Something for each name in an address.
fn names(owner: &mut Caller<'_>) -> BTreeMap<&'static str, String> {
    let limit = json!({ "adjust_above": 10, "return_above": 100_000, "publish": false });
    owner.expect("PUT", "/v1/settings/approval", &limit, 200);
    let member = owner.shop.members[6].clone();
    let much = json!({ "event_id": "much", "member": member, "occurred_at": DAY, "wallet": "points", "units": 500, "reason": "补偿" });
    owner.expect("POST", "/v1/adjustments", &much, 202);
    let mut first = |list: &str| {
        let listed = owner.expect("GET", list, &Value::Null, 200);
        listed["data"][0]["id"].as_str().unwrap_or_else(|| panic!("{list}: {listed}")).to_owned()
    };
    BTreeMap::from([
        ("approval", first("/v1/approvals")),
        ("job", first("/v1/backtests")),
        ("import", first("/v1/imports")),
        ("verification", first("/v1/verifications")),
        ("code", "bad-phone".into()),
        ("event", "ext:o-4".into()),
        ("order", "ext:o-4".into()),
        ("wallet", "points".into()),
        ("version", "1".into()),
    ])
}

impl Caller<'_> {
    /// Reads a list to its end, or so many pages of it. Whether it was answered.
    fn pages(&mut self, path: &str, pages: usize) -> bool {
        let mut query = match path {
            "/v1/members" | "/v1/events" | "/v1/audit" => "?limit=500".to_owned(),
            _ if path.ends_with("/statement") => {
                "?from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z".to_owned()
            }
            _ if path.ends_with("/diff") => "?against=1".to_owned(),
            _ => String::new(),
        };
        for _ in 0..pages {
            let reply = self.ask("GET", &format!("{path}{query}"), "text/plain", "");
            if reply.status != 200 {
                assert!(reply.status < 500, "{} {path}{query}: {}", self.name, reply.status);
                return false;
            }
            let page: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
            query = match (page["next_cursor"].as_str(), page["next_after_seq"].as_u64()) {
                (Some(cursor), _) => format!("?limit=500&after={cursor}"),
                (None, Some(seq)) if page["data"].as_array().is_some_and(|data| !data.is_empty()) => {
                    format!("?limit=500&after_seq={seq}")
                }
                _ => break,
            };
        }
        true
    }
}

/// Nobody is behind them any more, and nobody finds them.
fn gone(shop: &Shop, erased: &[usize]) {
    let mut key = shop.key();
    for n in erased.iter().take(40) {
        let person = &shop.planted.persons[*n];
        for text in [&person.phone, &person.email] {
            key.expect("POST", "/v1/members/find", &json!({ "text": text }), 404);
        }
        let member = key.expect("GET", &format!("/v1/members/{}", shop.members[*n]), &Value::Null, 200);
        assert_eq!((&member["profile"], &member["status"]), (&Value::Null, &json!("erased")));
        let unmask = format!("/v1/members/{}/unmask", shop.members[*n]);
        key.expect("POST", &unmask, &json!({ "reason": "核对" }), 409);
    }
    for list in ["/v1/members", "/v1/events", "/v1/audit"] {
        assert!(key.pages(list, usize::MAX));
    }
}
