//! A shop copied from store to store: all of it, in steps, while it goes on, and never over another.

use crate::shop::*;
use crate::stores::On;
use std::sync::Arc;
use tessera_app::{Answer, AppError, Copy, CopyReport, NewKey, Progress, Scope};
use tessera_store::{Change, Direction, Documents, Fact, MemoryStore, Read, Store, Write};

const NOON: &str = "2026-02-01T04:00:00Z";

/// A shop that others may serve too, with members, returns, one of which waits, refusals, a correction and a key.
async fn busy(orders: usize) -> Shop {
    let shop = Shop::several(On::Memory, 1).await.remove(0);
    for n in 0..orders {
        let order = pay(&format!("order-{n}"), NOON, &format!("m{}", n % 9), 10_000);
        shop.accept(order.creating_member()).await;
    }
    shop.accept(give_back("back-1", "2026-02-02T00:00:00Z", "order-1")).await;
    shop.accept(adjust("adjust-1", NOON, "m2", 7)).await;
    shop.accept(redeem("redeem-1", "2026-02-03T00:00:00Z", "m3", 100)).await;
    let waits = shop.app.submit(give_back("early", "2026-02-05T00:00:00Z", "later")).await;
    assert!(matches!(waits, Answer::Parked { .. }), "{waits:?}");
    let scopes = [Scope::OrdersWrite].into_iter().collect();
    shop.app.create_key(NewKey { name: "till".into(), scopes, store: None, test: false }).await.unwrap();
    shop.app.flush().await.unwrap();
    shop
}

async fn begin(shop: &Shop, target: &Arc<MemoryStore>) -> Result<Copy, AppError> {
    let (source, target): (Arc<dyn Store>, Arc<dyn Store>) = (shop.store.clone(), target.clone());
    Copy::new(source, target, shop.clock.clone(), Arc::new(Counter::default())).await
}

async fn copy(shop: &Shop, target: &Arc<MemoryStore>) -> Result<CopyReport, AppError> {
    let progress = Progress::new();
    let mut copy = begin(shop, target).await?;
    copy.compare_beginning(&progress).await?;
    copy.carry_over(&progress).await?;
    copy.read_back(&progress).await?;
    copy.finish(&progress).await
}

fn reason(outcome: Result<CopyReport, AppError>) -> String {
    let Err(AppError::Invalid { field, text }) = outcome else { panic!("not refused: {outcome:?}") };
    assert_eq!(&*field, "--to");
    text.en.to_string()
}

/// The source's facts up to a number, as a copy that was interrupted leaves them.
async fn beginning(shop: &Shop, until: usize) -> Arc<MemoryStore> {
    let target = Arc::new(MemoryStore::new());
    let facts: Vec<Fact> =
        shop.store.journal(0, until).await.unwrap().into_iter().map(|journaled| journaled.fact).collect();
    target.append(&facts).await.unwrap();
    target
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_goes_over() {
    let shop = busy(60).await;
    let target = Arc::new(MemoryStore::new());
    let report = copy(&shop, &target).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!((report.programs, report.keys, report.settings), (1, 1, 1));
    assert_eq!(report.verified.members, 9);
    let (source, head) = (&shop.store, shop.store.head().await.unwrap());
    assert_eq!((report.facts, report.carried), (head, head));
    assert_eq!(target.journal(0, 1_000).await.unwrap(), source.journal(0, 1_000).await.unwrap());
    assert_eq!(target.totals().await.unwrap(), source.totals().await.unwrap());
    assert_eq!(target.keys().await.unwrap(), source.keys().await.unwrap());
    assert_eq!(target.programs().await.unwrap(), source.programs().await.unwrap());
    assert_eq!(target.settings("parked/").await.unwrap(), source.settings("parked/").await.unwrap());
    // Once more: nothing to do, and nothing changes.
    let again = copy(&shop, &target).await.unwrap();
    assert!(again.is_complete(), "{again:?}");
    assert_eq!((again.carried, again.digest), (0, report.digest));
}

async fn everything_of(store: &dyn Store) -> Vec<(Box<str>, Vec<(Box<str>, Vec<u8>)>)> {
    let mut all = Vec::new();
    for collection in store.collections().await.unwrap() {
        let documents = store.documents_beyond(&collection, None, Direction::Up, 10_000).await.unwrap();
        all.push((collection, documents.into_iter().map(|document| (document.id, document.body)).collect()));
    }
    all
}

/// Also what a log holds, and what was forgotten since the last run is forgotten there too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_go_over_in_pages_and_follow() {
    let shop = busy(5).await;
    let add = |collection: &str, n: u32| Change::add(collection, &format!("{n:04}"), n.to_string().into());
    let many: Vec<Change> = (0..1_100).map(|n| add("people", n)).collect();
    let few: Vec<Change> = (0..3).flat_map(|n| [add("log.audit", n), add("staff", n)]).collect();
    shop.store.change(&many).await.unwrap();
    shop.store.change(&few).await.unwrap();
    let target = Arc::new(MemoryStore::new());
    let report = copy(&shop, &target).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.documents, 1_106);
    assert_eq!(everything_of(&*target).await, everything_of(&*shop.store).await);
    let changes = [
        Change::remove("people", "0007", 1),
        Change::remove("people", "1099", 1),
        Change::replace("people", "0600", 1, b"another phone".to_vec()),
        add("log.audit", 3),
        Change::remove("staff", "0000", 1),
        Change::remove("staff", "0001", 1),
        Change::remove("staff", "0002", 1),
    ];
    shop.store.change(&changes).await.unwrap();
    let report = copy(&shop, &target).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.documents, 1_102);
    assert_eq!(everything_of(&*target).await, everything_of(&*shop.store).await);
    // What a log holds and the source does not have would stay there for ever.
    target.change(&[add("log.audit", 9)]).await.unwrap();
    let why = reason(copy(&shop, &target).await);
    assert!(why.contains("its log.audit holds `0009`"), "{why}");
}

/// The order of the waiting return and the return itself come between two runs, also where the first ended between the two.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_that_goes_on_is_caught_up_with() {
    let shop = busy(40).await;
    let target = Arc::new(MemoryStore::new());
    copy(&shop, &target).await.unwrap();
    let before = shop.store.head().await.unwrap() as usize;
    shop.accept(pay("later", NOON, "m1", 10_000)).await;
    shop.accept(pay("more", NOON, "new", 10_000).creating_member()).await;
    let after = shop.store.journal(0, 1_000).await.unwrap();
    assert_eq!(after.len(), before + 4, "the return that waited, and somebody joined");
    // As if the first run had ended after the order alone.
    target.append(&[after[before].fact.clone()]).await.unwrap();
    let report = copy(&shop, &target).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!((report.carried, report.settings), (3, 0));
    assert_eq!(target.journal(0, 1_000).await.unwrap(), after);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_copy_goes_on() {
    let shop = busy(60).await;
    let target = beginning(&shop, 31).await;
    // Stopped again at once: nothing but what was there.
    let stopped = Progress::new();
    stopped.cancel();
    let mut again = begin(&shop, &target).await.unwrap();
    again.compare_beginning(&stopped).await.unwrap();
    assert_eq!(again.there(), 31);
    let report = copy(&shop, &target).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.carried + 31, report.facts);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_that_holds_something_else_is_refused() {
    let shop = busy(20).await;
    // Another shop's facts, also if only the last of them differs.
    let facts = shop.store.journal(0, 10).await.unwrap();
    let mut facts: Vec<Fact> = facts.into_iter().map(|journaled| journaled.fact).collect();
    Arc::make_mut(&mut facts[9].event).fingerprint = [7; 16];
    let other = Arc::new(MemoryStore::new());
    other.append(&facts).await.unwrap();
    let why = reason(copy(&shop, &other).await);
    assert!(why.contains("its fact 10 is not that of the source"), "{why}");
    assert_eq!(other.head().await.unwrap(), 10);
    // A program version, or a key.
    let published = Arc::new(MemoryStore::new());
    let mut program = shop.store.programs().await.unwrap().remove(0);
    program.note = Some("another".into());
    published.publish(&program).await.unwrap();
    let why = reason(copy(&shop, &published).await);
    assert!(why.contains("program version 1"), "{why}");
    let keyed = Arc::new(MemoryStore::new());
    let mut key = shop.store.keys().await.unwrap().remove(0);
    key.hash = [9; 32];
    keyed.put_key(&key).await.unwrap();
    let why = reason(copy(&shop, &keyed).await);
    assert!(why.contains("the key `till`"), "{why}");
    assert_eq!(keyed.head().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_target_that_is_ahead_or_the_source_itself_is_refused() {
    let shop = busy(5).await;
    let store = Arc::new(MemoryStore::new());
    copy(&shop, &store).await.unwrap();
    let itself =
        Copy::new(store.clone(), store.clone(), shop.clock.clone(), Arc::new(Counter::default())).await;
    assert!(matches!(itself, Err(AppError::Invalid { .. })));
    assert_eq!(store.settings("copy/").await.unwrap(), []);
    let behind = Arc::new(MemoryStore::new());
    let ahead = Copy::new(behind, store, shop.clock.clone(), Arc::new(Counter::default())).await;
    let Err(AppError::Invalid { text, .. }) = ahead else { panic!("not refused") };
    assert!(text.en.contains("--from and --to are not exchanged"), "{}", text.en);
}

/// While somebody goes on selling, what is copied is right, and the report says that more has come.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_a_shop_that_is_open_says_so() {
    let shop = busy(20).await;
    let target = Arc::new(MemoryStore::new());
    let (app, stop) = (shop.app.clone(), Progress::new());
    let stopped = stop.clone();
    let busy = tokio::spawn(async move {
        let mut n = 0;
        while !stopped.is_cancelled() {
            n += 1;
            app.submit(pay(&format!("live-{n}"), NOON, "m1", 10_000)).await;
        }
    });
    let report = copy(&shop, &target).await.unwrap();
    stop.cancel();
    busy.await.unwrap();
    assert!(report.is_equal() && !report.is_complete(), "{report:?}");
    assert!(report.source_head > report.facts);
    let report = copy(&shop, &target).await.unwrap();
    assert!(report.is_complete(), "{report:?}");
}
