//! Several servers on one PostgreSQL, and one on SQLite, under many tills: what was told fits one order of events, whatever is killed.

use crate::client::Client;
use crate::crowd::{Asked, PROGRAM, Shop, Till, order};
use crate::sequential;
use crate::support::tessera;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tessera_test_postgres::Cluster;

/// Tills at work for a while, and somebody who interferes meanwhile.
fn work(
    shop: &Shop,
    tills: usize,
    members: usize,
    time: Duration,
    interfere: impl FnOnce(&AtomicBool) + Send,
) {
    let mut first = Till::new(shop, 0);
    for member in 0..members {
        first.ask(shop, member, Asked::Join);
    }
    let (until, stop) = (Instant::now() + time, AtomicBool::new(false));
    std::thread::scope(|scope| {
        let tills: Vec<_> = (1..=tills)
            .map(|name| {
                scope.spawn(move || {
                    let mut till = Till::new(shop, name);
                    while Instant::now() < until {
                        till.act(shop, members);
                    }
                })
            })
            .collect();
        let stop = &stop;
        let interferes = scope.spawn(move || interfere(stop));
        let ended: Vec<_> = tills.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        stop.store(true, Ordering::Relaxed);
        interferes.join().unwrap();
        assert!(ended.iter().all(Result::is_ok), "a till failed");
    });
}

/// Everything told fits one order of events, the books are zero, and the audit finds nothing.
fn assert_sound(shop: Shop) {
    let points = sequential::check(&shop);
    let (status, balance) =
        Client::new(&shop.key).send(&shop.address(0), "GET", "/v1/trial-balance", &Value::Null).unwrap();
    assert_eq!(status, 200, "{balance}");
    let accounts = balance["accounts"].as_array().unwrap();
    let units = |account: &Value| account["units"].as_i64().unwrap();
    assert_eq!(accounts.iter().map(units).sum::<i64>(), 0, "{balance}");
    let held = accounts.iter().find(|account| account["account"] == "members:points").unwrap();
    assert_eq!(units(held), points);
    for server in &shop.servers {
        let mut server = server.lock().unwrap();
        let asked = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
        assert!(asked.success() && server.child.wait().unwrap().success());
    }
    tessera(["verify", "--db", &shop.db]).expect(0);
}

fn told(shop: &Shop) -> usize {
    shop.told.lock().unwrap().len()
}

#[test]
fn two_servers_answer_as_one_for_hot_members() {
    let shop = Shop::open(&Cluster::shared().address(), 2);
    work(&shop, 16, 2, Duration::from_secs(6), |_| {});
    assert!(told(&shop) > 200, "{}", told(&shop));
    assert_sound(shop);
}

#[test]
fn eight_servers_answer_as_one_for_many_members() {
    let shop = Shop::open(&Cluster::shared().address(), 8);
    work(&shop, 24, 40, Duration::from_secs(8), |_| {});
    assert!(told(&shop) > 200, "{}", told(&shop));
    assert_sound(shop);
}

/// Killed one after the other, so that there is always one to go on.
#[test]
fn servers_that_are_killed_under_load_lose_nothing_acknowledged() {
    let shop = Shop::open(&Cluster::shared().address(), 3);
    let (during, mut kills) = (&shop, 0);
    work(&shop, 12, 10, Duration::from_secs(15), |stop| {
        while !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(200 + kills as u64 * 137 % 400));
            during.kill_and_start(kills % 3);
            kills += 1;
        }
    });
    assert!(kills >= 5 && told(&shop) > 200, "{kills} kills, {} answers", told(&shop));
    assert_sound(shop);
}

/// The primary crashes under load, and its synchronous standby takes over: the servers find it by themselves, and whatever was told is there.
#[test]
fn a_failover_to_a_synchronous_standby_loses_nothing_acknowledged() {
    let primary = Cluster::own();
    let standby = primary.with_standby();
    let hosts = format!("127.0.0.1:{},127.0.0.1:{}", primary.port(), standby.port());
    let db = format!("postgres://tessera@{hosts}/postgres?sslmode=disable&target_session_attrs=read-write");
    let shop = Shop::open(&db, 2);
    let during = &shop;
    let mut before = 0;
    work(&shop, 12, 10, Duration::from_secs(14), |_| {
        std::thread::sleep(Duration::from_secs(4));
        before = told(during);
        primary.stop("immediate");
        std::thread::sleep(Duration::from_secs(1));
        standby.promote();
    });
    let after = told(&shop) - before;
    assert!(before > 100 && after > 100, "{before} answers before the failover, {after} after it");
    assert_sound(shop);
}

/// The one server of a data folder, killed again and again: it starts without help.
#[test]
fn a_server_on_sqlite_that_is_killed_under_load_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::open(folder.path().join("db").to_str().unwrap(), 1);
    let (during, mut kills) = (&shop, 0);
    work(&shop, 6, 6, Duration::from_secs(12), |stop| {
        while !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(100 + kills * 137 % 400));
            during.kill_and_start(0);
            kills += 1;
        }
    });
    assert!(kills >= 5, "{kills} kills");
    assert_sound(shop);
}

/// Published by one server while others take orders of that day: either it is refused, since one came before it, or no order of that day is decided under the version before.
#[test]
fn no_order_is_decided_under_two_versions() {
    let shop = Shop::open(&Cluster::shared().address(), 3);
    let shop = &shop;
    let (mut published, mut rate) = (0, 1);
    for round in 1..=12_usize {
        let (start, day) = (format!("2021-{round:02}-01T00:00:00Z"), format!("2021-{round:02}-02T00:00:00Z"));
        let document = PROGRAM.replace("rate = 1", &format!("rate = {}", round + 1));
        let (accepted, earned) = std::thread::scope(|scope| {
            let day = &day;
            let tills: Vec<_> =
                (0..6).map(|till| scope.spawn(move || orders_of(shop, till, round, day))).collect();
            let publisher = scope.spawn(move || {
                // Sometimes before the first order, sometimes after.
                std::thread::sleep(Duration::from_millis(round as u64 % 3 * 6));
                let body = json!({ "document": document, "starts_at": start });
                let mut till = Till::new(shop, 100 + round);
                shop.ask(&mut till, "POST", "/v1/programs", &body)
            });
            let earned: Vec<i64> = tills.into_iter().flat_map(|till| till.join().unwrap()).collect();
            (publisher.join().unwrap(), earned)
        });
        match accepted.0 {
            200 | 201 => (published, rate) = (published + 1, round as i64 + 1),
            409 => assert_eq!(accepted.1["code"], "starts-too-early", "{}", accepted.1),
            _ => panic!("{accepted:?}"),
        }
        assert!(earned.iter().all(|units| *units == 10 * rate), "round {round}, rate {rate}: {earned:?}");
    }
    assert!(published > 0, "it is always refused: the test tests nothing");
    tessera(["verify", "--db", &shop.db]).expect(0);
}

/// What orders of ten yuan earn, one after the other, of members of their own.
fn orders_of(shop: &Shop, till: usize, round: usize, day: &str) -> Vec<i64> {
    let mut asks = Till::new(shop, till + 10 * round);
    if round.is_multiple_of(3) {
        // On a busy machine too, the publisher is first now and then.
        std::thread::sleep(Duration::from_millis(150));
    }
    let earned = (0..6).map(|n| {
        // The first order of the round comes at another moment in every round.
        std::thread::sleep(Duration::from_millis(asks.random() % 9));
        let body = order(&format!("{round}-{till}-{n}"), &format!("ext:m{till}"), day, 10);
        let (status, reply) = shop.ask(&mut asks, "POST", "/v1/orders", &body);
        assert!(matches!(status, 200 | 201), "{reply}");
        reply["receipt"]["earned"][0]["units"].as_i64().unwrap()
    });
    earned.collect()
}
