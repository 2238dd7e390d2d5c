//! Commits that fail: nothing is half done, and a retry finds out what became of the first try.

use crate::shop::*;
use std::sync::atomic::Ordering;
use tessera_app::{Answer, AppError};
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
