//! What is decided while a commit is under way stands on it: it is as if it had waited, and if the commit fails it never was.

use crate::random::command;
use crate::shop::*;
use proptest::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tessera_app::{Answer, AppError, Command};
use tessera_store::{MemoryStore, Read};
use tokio::task::JoinHandle;

const NOON: &str = "2026-02-01T04:00:00Z";

/// What becomes of the first commit.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Kept,
    Failed,
    AnswerLost,
}

fn send(shop: &Shop, command: Command) -> JoinHandle<Answer> {
    let app = shop.app.clone();
    tokio::spawn(async move { app.submit(command).await })
}

/// Ann pays 100.00 and Bob joins by an order; while that is on its way to the disk, everything comes that has to do with it.
async fn while_a_commit_is_held(fate: Fate) -> (Shop, Vec<Answer>, Vec<Answer>) {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), lazy()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    shop.accept(join("join-1", NOON, "ann")).await;
    let held = shop.store.hold_an_append();
    let batch =
        vec![pay("order-1", NOON, "ann", 10_000), pay("order-2", NOON, "bob", 5_000).creating_member()];
    let app = shop.app.clone();
    let first = tokio::spawn(async move { app.submit_batch(batch).await });
    held.reached.notified().await;
    match fate {
        Fate::Kept => {}
        Fate::Failed => shop.store.failing.store(1, Ordering::SeqCst),
        Fate::AnswerLost => shop.store.losing.store(1, Ordering::SeqCst),
    }
    let meanwhile = vec![
        pay("order-3", NOON, "ann", 2_000),
        pay("order-1", NOON, "ann", 10_000),
        pay("order-4", NOON, "bob", 1_000),
        redeem("redeem-1", NOON, "ann", 115),
        give_back("return-1", NOON, "order-1"),
        pay("order-5", NOON, "cat", 1_000).creating_member(),
        pay("order-6", NOON, "cat", 1_000).creating_member(),
    ];
    let mut waiting = Vec::new();
    for command in meanwhile {
        waiting.push(send(&shop, command));
        // In this order, and each by itself.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(
        waiting.iter().all(|answer| !answer.is_finished()),
        "nothing is answered before what it stands on"
    );
    assert_eq!(shop.store.head().await.unwrap(), 1, "nothing is appended before what it stands on");
    held.go.notify_one();
    let mut answers = Vec::new();
    for answer in waiting {
        answers.push(answer.await.unwrap());
    }
    (shop, first.await.unwrap(), answers)
}

fn is_accepted(answer: &Answer) -> bool {
    matches!(answer, Answer::Accepted { replayed: false, .. })
}

#[tokio::test]
async fn what_comes_meanwhile_goes_on_from_the_commit() {
    let (shop, first, then) = while_a_commit_is_held(Fate::Kept).await;
    assert!(first.iter().all(is_accepted), "{first:?}");
    let [order_3, again, order_4, redeemed, returned, order_5, order_6] = &then[..] else { panic!() };
    for answer in [order_3, order_4, redeemed, returned, order_5, order_6] {
        assert!(is_accepted(answer), "{answer:?}");
    }
    assert!(matches!(again, Answer::Accepted { replayed: true, .. }), "{again:?}");
    let Answer::Accepted { receipt, .. } = redeemed else { panic!() };
    assert_eq!(receipt.balances[0].available, 100 + 100 + 20 - 115, "on top of both orders");
    // The points of the order that came back are gone.
    assert_eq!(shop.points("ann").await, 100 + 20 - 115);
    assert_eq!((shop.points("bob").await, shop.points("cat").await), (100 + 50 + 10, 100 + 20));
    shop.verify().await;
}

#[tokio::test]
async fn what_stood_on_a_commit_that_failed_is_decided_anew() {
    let (shop, first, then) = while_a_commit_is_held(Fate::Failed).await;
    assert!(first.iter().all(|answer| matches!(answer, Answer::Rejected(AppError::Store(_)))), "{first:?}");
    let [order_3, order_1, order_4, redeemed, returned, order_5, order_6] = &then[..] else { panic!() };
    // The order that failed was sent again meanwhile: now it is the first of its name.
    for answer in [order_3, order_1, redeemed, returned, order_5, order_6] {
        assert!(is_accepted(answer), "{answer:?}");
    }
    assert!(matches!(order_4, Answer::Rejected(AppError::UnknownMember(_))), "{order_4:?}");
    assert_eq!(shop.points("ann").await, 100 + 20 - 115);
    assert_eq!(shop.points("cat").await, 100 + 20);
    assert!(matches!(shop.app.member(&crm("bob")).await, Err(AppError::UnknownMember(_))));
    shop.verify().await;
}

#[tokio::test]
async fn what_stood_on_a_commit_whose_answer_was_lost_finds_it() {
    let (shop, first, then) = while_a_commit_is_held(Fate::AnswerLost).await;
    assert!(first.iter().all(|answer| matches!(answer, Answer::Rejected(AppError::Store(_)))), "{first:?}");
    let [order_3, again, order_4, redeemed, returned, order_5, order_6] = &then[..] else { panic!() };
    for answer in [order_3, order_4, redeemed, returned, order_5, order_6] {
        assert!(is_accepted(answer), "{answer:?}");
    }
    assert!(matches!(again, Answer::Accepted { replayed: true, .. }), "{again:?}");
    assert_eq!(shop.points("ann").await, 100 + 20 - 115);
    assert_eq!(shop.points("bob").await, 100 + 50 + 10);
    shop.verify().await;
}

/// Sends these one after the other while a commit is held in which Bob joins, and lets it go then.
async fn behind_a_joining(fate: Fate, commands: Vec<Command>) -> (Shop, Vec<Answer>) {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), lazy()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    let held = shop.store.hold_an_append();
    let first = send(&shop, pay("order-1", NOON, "bob", 10_000).creating_member());
    held.reached.notified().await;
    if fate == Fate::Failed {
        shop.store.failing.store(1, Ordering::SeqCst);
    }
    let mut waiting = Vec::new();
    for command in commands {
        waiting.push(send(&shop, command));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    held.go.notify_one();
    assert_eq!(is_accepted(&first.await.unwrap()), fate == Fate::Kept);
    let mut answers = Vec::new();
    for answer in waiting {
        answers.push(answer.await.unwrap());
    }
    (shop, answers)
}

#[tokio::test]
async fn who_joins_meanwhile_joins_once() {
    let orders = (2..6).map(|n| pay(&format!("order-{n}"), NOON, "cat", 1_000).creating_member()).collect();
    let (shop, answers) = behind_a_joining(Fate::Kept, orders).await;
    assert!(answers.iter().all(is_accepted), "{answers:?}");
    assert_eq!(shop.points("cat").await, 100 + 40);
    assert_eq!(shop.app.metrics().conflicts, 0, "nothing had to be decided twice");
    shop.verify().await;
}

#[tokio::test]
async fn who_joins_meanwhile_beside_somebody_unknown_joins_all_the_same() {
    let orders = vec![
        pay("order-2", NOON, "cat", 1_000).creating_member(),
        pay("order-3", NOON, "nobody", 1_000),
        pay("order-4", NOON, "cat", 1_000).creating_member(),
    ];
    let (shop, answers) = behind_a_joining(Fate::Kept, orders).await;
    assert!(is_accepted(&answers[0]) && is_accepted(&answers[2]), "{answers:?}");
    assert!(matches!(&answers[1], Answer::Rejected(AppError::UnknownMember(_))), "{answers:?}");
    shop.accept(pay("order-5", NOON, "cat", 1_000).creating_member()).await;
    assert_eq!(shop.points("cat").await, 100 + 30);
    shop.verify().await;
}

#[tokio::test]
async fn who_did_not_join_after_all_may_join_again() {
    let orders = vec![pay("order-2", NOON, "bob", 1_000), pay("order-3", NOON, "bob", 1_000)];
    let (shop, answers) = behind_a_joining(Fate::Failed, orders).await;
    for answer in &answers {
        assert!(matches!(answer, Answer::Rejected(AppError::UnknownMember(_))), "{answer:?}");
    }
    shop.accept(pay("order-1", NOON, "bob", 10_000).creating_member()).await;
    assert_eq!(shop.points("bob").await, 100 + 100);
    shop.verify().await;
}

/// Sends a command until it is answered.
async fn insist(app: tessera_app::App, command: Command) -> Answer {
    loop {
        match app.submit(command.clone()).await {
            Answer::Rejected(AppError::Store(_)) => tokio::task::yield_now().await,
            Answer::Rejected(AppError::UnknownMember(_)) if command.create_member => {
                panic!("who may join is not unknown: {command:?}")
            }
            answer => return answer,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever comes at the same time while commits fail now and then: everything is there once, and the books hold.
    #[test]
    fn many_at_once_over_a_disk_that_fails(
        waves in prop::collection::vec((prop::collection::vec(command(), 1..24), 0_u32..3, 0_u32..2), 1..6),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let shop = Shop::open().await;
            let kept = AtomicU32::new(0);
            for (commands, failing, losing) in waves {
                shop.store.failing.store(failing, Ordering::SeqCst);
                shop.store.losing.store(losing, Ordering::SeqCst);
                let sent: Vec<_> =
                    commands.into_iter().map(|command| tokio::spawn(insist(shop.app.clone(), command))).collect();
                for answer in sent {
                    if matches!(answer.await.unwrap(), Answer::Accepted { .. }) {
                        kept.fetch_add(1, Ordering::SeqCst);
                    }
                }
            }
            shop.store.failing.store(0, Ordering::SeqCst);
            shop.store.losing.store(0, Ordering::SeqCst);
            shop.verify().await;
            let head = shop.store.head().await.unwrap();
            let events = shop.store.journal(0, 10_000).await.unwrap();
            let mut ids: Vec<_> = events.iter().map(|event| event.fact.event.id.clone()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len() as u64, head, "each id once");
            assert!(kept.load(Ordering::SeqCst) == 0 || head > 0);
        });
    }
}
