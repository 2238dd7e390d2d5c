//! Time: what falls due is counted at once and booked by the sweep.

use crate::shop::*;
use tessera_app::SweepReport;
use tessera_store::Read;

#[tokio::test]
async fn the_sweep_books_what_fell_due_once() {
    let shop = Shop::open().await;
    for (n, member) in ["ann", "bob"].iter().enumerate() {
        shop.accept(join(&format!("join-{n}"), "2025-06-01T00:00:00Z", member)).await;
    }
    shop.accept(join("join-9", "2026-02-01T00:00:00Z", "cid")).await;
    // Nothing is written by looking, and what is due is counted all the same.
    assert_eq!(shop.points("ann").await, 0);
    assert_eq!(shop.store.head().await.unwrap(), 3);
    let now = at("2026-03-01T00:00:00Z");
    assert_eq!(shop.app.sweep(now).await.unwrap(), SweepReport { members: 2, booked: 2 });
    assert_eq!(shop.app.sweep(now).await.unwrap(), SweepReport::default());
    let expired = shop.app.trial_balance().await.unwrap();
    let row = expired.rows.iter().find(|row| &*row.account == "program:points:expire").unwrap();
    assert_eq!((row.units, row.entries), (200, 2));
    assert_eq!(expired.rows.iter().map(|row| row.units).sum::<i64>(), 0);
    // An order between the expiry and the sweep is not late.
    let receipt = shop.accept(pay("order-1", "2026-01-15T00:00:00Z", "ann", 10_000)).await;
    assert_eq!((receipt.entries.len(), receipt.balances[0].available), (1, 100));
    shop.verify().await;
}

#[tokio::test]
async fn a_member_can_be_seen_at_any_instant() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2025-06-01T00:00:00Z", "ann")).await;
    shop.accept(pay("order-1", "2026-02-01T00:00:00Z", "ann", 10_000)).await;
    let seen = async |when: &str| {
        let view = shop.app.member_at(&crm("ann"), at(when)).await.unwrap();
        (view.wallets[0].balance, view.wallets[0].expired, view.orders)
    };
    assert_eq!(seen("2025-05-31T00:00:00Z").await, (0, 0, 0));
    assert_eq!(seen("2025-06-01T00:00:00Z").await, (100, 0, 0));
    assert_eq!(seen("2026-02-01T00:00:00Z").await, (100, 100, 1));
    // Midnight in Shanghai.
    assert_eq!(seen("2026-12-31T15:59:59Z").await, (100, 100, 1));
    assert_eq!(seen("2026-12-31T16:00:00Z").await, (0, 200, 1));
}

/// Questions are asked of the pipeline where a store is shared; a clock that is wrong meanwhile and is then set right must not count.
#[tokio::test]
async fn a_clock_that_was_wrong_while_nothing_was_recorded_leaves_no_trace() {
    let shop = Shop::several(crate::stores::On::Memory, 1).await.remove(0);
    shop.set(at("2031-01-01T00:00:00Z"));
    assert!(shop.app.member(&crm("ann")).await.is_err());
    shop.set(at("2026-03-01T00:00:00Z"));
    let receipt = shop.accept(join("join-1", "2026-02-01T00:00:00Z", "ann")).await;
    assert_eq!(receipt.recorded_at, at("2026-03-01T00:00:00Z"));
}
