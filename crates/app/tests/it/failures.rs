//! Commits that fail: nothing is half done, and a retry finds out what became of the first try.

use crate::shop::*;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tessera_app::{Answer, AppError, Settings};
use tessera_store::Read;

const NOON: &str = "2026-02-01T04:00:00Z";

#[tokio::test]
async fn what_could_not_be_recorded_did_not_happen() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", NOON, "ann")).await;
    shop.store.failing.store(1, Ordering::SeqCst);
    let commands = vec![
        pay("order-1", NOON, "ann", 10_000),
        pay("order-2", NOON, "bob", 10_000).creating_member(),
        redeem("redeem-1", NOON, "ann", 100),
        give_back("return-1", NOON, "order-9"),
    ];
    let answers = shop.app.submit_batch(commands.clone()).await;
    assert!(
        answers.iter().all(|answer| matches!(answer, Answer::Rejected(AppError::Store(_)))),
        "{answers:?}"
    );
    assert_eq!((shop.points("ann").await, shop.app.parked_returns().len()), (100, 0));
    assert!(matches!(shop.app.member(&crm("bob")).await, Err(AppError::UnknownMember(_))));
    let answers = shop.app.submit_batch(commands).await;
    assert!(
        matches!(
            &answers[..],
            [
                Answer::Accepted { replayed: false, .. },
                Answer::Accepted { replayed: false, .. },
                Answer::Accepted { replayed: false, .. },
                Answer::Parked { .. }
            ]
        ),
        "{answers:?}"
    );
    assert_eq!(shop.points("ann").await, 100);
    shop.verify().await;
}

#[tokio::test]
async fn a_lost_answer_is_found_again() {
    for settings in [quick(), lazy()] {
        let shop = Shop::open().await.restart(settings).await;
        shop.accept(join("join-1", NOON, "ann")).await;
        shop.store.losing.store(1, Ordering::SeqCst);
        let order = pay("order-1", NOON, "ann", 10_000);
        let answer = shop.app.submit(order.clone()).await;
        assert!(matches!(answer, Answer::Rejected(AppError::Store(_))), "{answer:?}");
        // Another member's command comes first, then the retry.
        shop.accept(pay("order-2", NOON, "bob", 10_000).creating_member()).await;
        let answer = shop.app.submit(order).await;
        assert!(matches!(answer, Answer::Accepted { replayed: true, .. }), "{answer:?}");
        assert_eq!((shop.points("ann").await, shop.store.head().await.unwrap()), (200, 4));
        shop.verify().await;
    }
}

/// Projections that cannot be written hold nobody for ever: there is an error that says why, and business goes on when there is room again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_too_full_for_projections_is_said_to_be() {
    const SOON: Duration = Duration::from_secs(20);
    let shop = Shop::open().await.restart(Settings { max_lag: 20, ..quick() }).await;
    shop.accept(join("join-1", NOON, "ann")).await;
    shop.app.flush().await.unwrap();
    shop.store.full.store(true, Ordering::SeqCst);
    let mut refused = None;
    for n in 0..60 {
        let order = pay(&format!("order-{n}"), NOON, "ann", 1_000);
        match tokio::time::timeout(SOON, shop.app.submit(order)).await.unwrap() {
            Answer::Accepted { .. } => {}
            Answer::Rejected(error) => refused = Some(error),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(refused.unwrap().code(), "disk-full");
    let flushed = tokio::time::timeout(SOON, shop.app.flush()).await.unwrap();
    assert_eq!(flushed.unwrap_err().code(), "disk-full");
    shop.store.full.store(false, Ordering::SeqCst);
    while shop.app.flush().await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for n in 0..60 {
        let order = pay(&format!("order-{n}"), NOON, "ann", 1_000);
        while let Answer::Rejected(_) = shop.app.submit(order.clone()).await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert_eq!(shop.points("ann").await, 100 + 60 * 10);
    shop.verify().await;
}

/// A return that cannot be written down is not told to wait; the order beside it is recorded, and said to be.
#[tokio::test]
async fn what_is_recorded_is_answered_so_whatever_else_fails() {
    let shop = Shop::open().await.restart(lazy()).await;
    shop.accept(join("join-1", NOON, "ann")).await;
    shop.store.full.store(true, Ordering::SeqCst);
    let both = vec![pay("order-x", NOON, "ann", 1_000), give_back("return-y", NOON, "order-y")];
    let answers = shop.app.submit_batch(both).await;
    assert!(
        matches!(&answers[..], [Answer::Accepted { .. }, Answer::Rejected(AppError::Store(_))]),
        "{answers:?}"
    );
    assert_eq!(shop.app.parked_returns(), []);
    shop.store.full.store(false, Ordering::SeqCst);
    shop.verify().await;
}
