//! A database that goes away in the middle: nothing acknowledged is lost, nothing is acknowledged that is not there, the retry under the same id
//! finds out, and what cannot be done for now is said soon.

use crate::shop::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant as Stopwatch};
use tessera_app::{Answer, AppError, Command};
use tessera_store::{Read, Seq};
use tessera_test_postgres::Cluster;
use tokio::task::JoinSet;
use tokio_postgres::{Client, NoTls};

const NOON: &str = "2026-02-01T04:00:00Z";

async fn admin(cluster: &Cluster) -> Client {
    let (client, connection) =
        tokio_postgres::connect(&cluster.address_of("postgres", ""), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Sends a command until it is answered. How it was answered at last, its number in the journal, and how often that was not known.
async fn until_answered(shops: &[Shop], command: Command) -> (bool, Seq, u32) {
    for tried in 0..2_000 {
        match shops[tried % shops.len()].app.submit(command.clone()).await {
            Answer::Accepted { receipt, replayed } => return (replayed, receipt.seq, tried as u32),
            Answer::Rejected(error) => assert!(error.is_temporary(), "{error:?}"),
            other => panic!("{other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("never answered");
}

/// Everything follows from the events. What kept the projections may be told for a moment longer.
async fn verify(shop: &Shop) {
    for _ in 0..100 {
        if shop.app.flush().await.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    shop.verify().await;
}

/// What was acknowledged is in the journal, once, under the number that was told; and nothing else is.
async fn assert_kept(shop: &Shop, acknowledged: &BTreeMap<Seq, String>, others: usize) {
    let journal = shop.store.journal(0, usize::MAX).await.unwrap();
    assert_eq!(journal.len(), acknowledged.len() + others);
    for (seq, id) in acknowledged {
        assert_eq!(journal[*seq as usize - 1].fact.event.id.as_str(), id);
    }
}

/// Connections are ended all the time, also between a commit and its answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_survive_connections_that_are_ended() {
    const WRITERS: usize = 6;
    /// How many orders each sends at least, and at most until an answer was lost: a quick machine seldom has a commit under way as its connection ends.
    const ORDERS: std::ops::Range<usize> = 40..2_000;
    let cluster = Cluster::shared();
    let address = cluster.address();
    let name = address.rsplit('=').next().unwrap().to_owned();
    let shops = Arc::new(Shop::at(&format!("{address}&application_name={name}"), 2).await);
    for member in 0..WRITERS / 2 {
        until_answered(&shops, join(&format!("join-{member}"), NOON, &format!("m{member}"))).await;
    }
    let (stop, ended) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let killer = {
        let (stop, ended, admin) = (stop.clone(), ended.clone(), admin(cluster).await);
        tokio::spawn(async move {
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
            for round in 0.. {
                tokio::time::sleep(Duration::from_micros(9_000 + round * 613 % 7_000)).await;
                ended.fetch_add(admin.query(end, &[&name]).await.unwrap().len() as u32, Ordering::Relaxed);
                if stop.load(Ordering::Relaxed) {
                    return;
                }
            }
        })
    };
    let (mut writers, lost) = (JoinSet::new(), Arc::new(AtomicBool::new(false)));
    for writer in 0..WRITERS {
        let (shops, lost) = (shops.clone(), lost.clone());
        writers.spawn(async move {
            let mut done = Vec::new();
            for n in 0..ORDERS.end {
                if n >= ORDERS.start && lost.load(Ordering::Relaxed) {
                    break;
                }
                let id = format!("order-{writer}-{n}");
                let order = pay(&id, NOON, &format!("m{}", writer % (WRITERS / 2)), 1_000);
                let (replayed, seq, tried) = until_answered(&shops, order).await;
                assert!(!replayed || tried > 0, "nobody sent it before");
                lost.fetch_or(tried > 0, Ordering::Relaxed);
                done.push((writer, seq, id));
            }
            done
        });
    }
    let done: Vec<_> = writers.join_all().await.into_iter().flatten().collect();
    stop.store(true, Ordering::Relaxed);
    killer.await.unwrap();
    let acknowledged: BTreeMap<Seq, String> = done.iter().map(|(_, seq, id)| (*seq, id.clone())).collect();
    assert_eq!(acknowledged.len(), done.len(), "no number is told twice");
    assert_kept(&shops[0], &acknowledged, WRITERS / 2).await;
    for (n, shop) in shops.iter().enumerate() {
        // Ten points an order, and a hundred for joining.
        let orders = done.iter().filter(|(writer, ..)| writer % (WRITERS / 2) == n).count();
        assert_eq!(shop.points(&format!("m{n}")).await, 100 + 10 * orders as i64);
        verify(shop).await;
    }
    assert!(
        lost.load(Ordering::Relaxed),
        "{} connections ended, no answer was lost: the test tests nothing",
        ended.load(Ordering::Relaxed)
    );
}

fn assert_told<T: std::fmt::Debug>(outcome: Result<T, AppError>, begun: Stopwatch) {
    let error = outcome.unwrap_err();
    assert!(error.is_temporary() && error.code() == "unavailable", "{error:?}");
    let text = error.text();
    assert!(text.en.contains("try again") && text.zh.contains("请重试"), "{text:?}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

fn rejected(answer: Answer) -> Result<(), AppError> {
    match answer {
        Answer::Rejected(error) => Err(error),
        other => panic!("{other:?}"),
    }
}

/// Stopped and crashed under load: who asks meanwhile is told soon; started again, it is used again without help.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_stopped_and_started_loses_no_command() {
    let cluster = Cluster::own();
    let shops = Arc::new(Shop::at(&cluster.address_of("postgres", "connect_timeout=500ms"), 2).await);
    until_answered(&shops, join("join-1", NOON, "ann")).await;
    let mut acknowledged = BTreeMap::new();
    for (round, mode) in ["fast", "immediate", "immediate"].into_iter().enumerate() {
        let mut writers = JoinSet::new();
        for writer in 0..4 {
            let shops = shops.clone();
            writers.spawn(async move {
                let mut done = Vec::new();
                for n in 0..15 {
                    let id = format!("order-{round}-{writer}-{n}");
                    let (_, seq, _) = until_answered(&shops, pay(&id, NOON, "ann", 1_000)).await;
                    done.push((seq, id));
                }
                done
            });
        }
        tokio::time::sleep(Duration::from_millis(30 + 40 * round as u64)).await;
        cluster.stop(mode);
        for shop in &*shops {
            let begun = Stopwatch::now();
            assert_told(rejected(shop.app.submit(redeem("never", NOON, "ann", 1_000_000)).await), begun);
            let begun = Stopwatch::now();
            assert_told(shop.app.member(&crm("ann")).await, begun);
        }
        cluster.start();
        acknowledged.extend(writers.join_all().await.into_iter().flatten());
    }
    assert_eq!(acknowledged.len(), 3 * 4 * 15);
    assert_kept(&shops[0], &acknowledged, 1).await;
    for shop in &*shops {
        assert_eq!(shop.points("ann").await, 100 + 3 * 4 * 15 * 10);
        verify(shop).await;
    }
}

/// Made read-only it refuses what would be written, says why, still answers questions, and takes the same commands afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_read_only_says_so_and_still_answers() {
    let cluster = Cluster::own();
    let shops = Shop::at(&cluster.address_of("postgres", "connect_timeout=500ms"), 2).await;
    until_answered(&shops, join("join-1", NOON, "ann")).await;
    shops[0].verify().await;
    let admin = admin(&cluster).await;
    admin.batch_execute("ALTER SYSTEM SET default_transaction_read_only = on").await.unwrap();
    cluster.reload();
    // Until all of the server has read its settings.
    while admin.query_one("SHOW default_transaction_read_only", &[]).await.unwrap().get::<_, &str>(0) != "on"
    {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let order = pay("order-1", NOON, "ann", 1_000);
    for shop in &shops {
        let error = rejected(shop.app.submit(order.clone()).await).unwrap_err();
        assert_eq!((error.code(), error.is_temporary()), ("database-standby", true), "{error}");
        assert_eq!(shop.view("ann").await.external_id.as_deref(), Some("ann"));
    }
    // Not read-only for this session.
    admin.batch_execute("SET default_transaction_read_only = off").await.unwrap();
    admin.batch_execute("ALTER SYSTEM RESET default_transaction_read_only").await.unwrap();
    cluster.reload();
    let (_, seq, _) = until_answered(&shops, order).await;
    assert_kept(&shops[1], &BTreeMap::from([(seq, "order-1".into())]), 1).await;
    verify(&shops[1]).await;
}
