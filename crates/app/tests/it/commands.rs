//! What becomes of commands: first answers, refusals, replays.

use crate::shop::*;
use tessera_app::{Answer, AppError};

const MORNING: &str = "2026-02-01T02:00:00Z";
const NOON: &str = "2026-02-01T04:00:00Z";

#[tokio::test]
async fn an_order_earns_and_the_receipt_says_what() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let receipt = shop.accept(pay("order-1", NOON, "ann", 25_050)).await;
    assert_eq!((receipt.number, receipt.seq), (2, 2));
    assert_eq!(
        receipt.changes().iter().map(|(wallet, units)| (&**wallet, *units)).collect::<Vec<_>>(),
        [("points", 300)]
    );
    assert_eq!(receipt.balances[0].available, 400);
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_changes_nothing() {
    for settings in [quick(), lazy()] {
        let shop = Shop::bare(std::sync::Arc::new(tessera_store::MemoryStore::new()), settings).await;
        shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
        shop.accept(join("join-1", MORNING, "ann")).await;
        let order = pay("order-1", NOON, "ann", 25_050);
        let first = shop.accept(order.clone()).await;
        shop.accept(pay("order-2", NOON, "ann", 10_000)).await;
        let refused = redeem("redeem-1", NOON, "ann", 100_000);
        let Answer::Refused { refusal, replayed: false, .. } = shop.app.submit(refused.clone()).await else {
            panic!()
        };
        shop.accept(adjust("adjust-1", NOON, "ann", 200_000)).await;

        match shop.app.submit(order.clone()).await {
            Answer::Accepted { receipt, replayed: true } => assert_eq!(*receipt, first),
            other => panic!("{other:?}"),
        }
        match shop.app.submit(refused).await {
            Answer::Refused { refusal: again, replayed: true, .. } => assert_eq!(again, refusal),
            other => panic!("{other:?}"),
        }
        let reused = shop.app.submit(pay("order-1", NOON, "ann", 25_051)).await;
        assert!(matches!(reused, Answer::Rejected(AppError::IdReused(_))), "{reused:?}");
    }
}
