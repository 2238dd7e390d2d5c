//! Late events, restarts and rebuilt projections: the same facts always give the same results.

use crate::shop::*;
use tessera_app::{MemberView, Page, Settings};
use tessera_store::{Read, Write};

const ORDERS: [(&str, &str, i64); 4] = [
    ("order-1", "2025-11-01T00:00:00Z", 30_000),
    ("order-2", "2025-12-31T23:00:00Z", 5_000),
    ("order-3", "2026-01-20T00:00:00Z", 12_000),
    ("order-4", "2026-02-11T00:00:00Z", 45_000),
];

async fn shop_with(order_of_arrival: &[usize]) -> Shop {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2025-10-01T00:00:00Z", "ann")).await;
    for place in order_of_arrival {
        let (event, when, amount) = ORDERS[*place];
        shop.accept(pay(event, when, "ann", amount)).await;
    }
    shop
}

/// What does not depend on the order of arrival: everything but the numbers of events.
fn essence(view: &MemberView) -> String {
    let wallets: Vec<_> = view
        .wallets
        .iter()
        .map(|w| {
            let lots: Vec<_> = w.lots.iter().map(|lot| (lot.units, lot.expires_at)).collect();
            (w.balance, w.earned, w.spent, w.expired, w.debt, lots)
        })
        .collect();
    format!("{:?} {:?} {:?} {wallets:?}", view.orders, view.spend, view.tier)
}

#[tokio::test]
async fn late_events_give_what_they_would_have_given_in_time() {
    let in_time = shop_with(&[0, 1, 2, 3]).await;
    let expected = essence(&in_time.view("ann").await);
    for arrival in [[3, 2, 1, 0], [1, 0, 3, 2], [3, 0, 1, 2]] {
        let shop = shop_with(&arrival).await;
        assert_eq!(essence(&shop.view("ann").await), expected, "{arrival:?}");
        shop.verify().await;
    }
}

#[tokio::test]
async fn a_crash_loses_nothing() {
    for settings in [quick(), lazy()] {
        let mut shop = Shop::bare(std::sync::Arc::new(tessera_store::MemoryStore::new()), settings).await;
        shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
        shop.accept(join("join-1", "2025-10-01T00:00:00Z", "ann")).await;
        for place in [3, 0, 1, 2] {
            let (event, when, amount) = ORDERS[place];
            shop.accept(pay(event, when, "ann", amount)).await;
            shop = shop.crash().await;
        }
        let in_time = shop_with(&[0, 1, 2, 3]).await;
        assert_eq!(essence(&shop.view("ann").await), essence(&in_time.view("ann").await));
        let retry = shop.app.submit(pay("order-1", ORDERS[0].1, "ann", ORDERS[0].2)).await;
        assert!(matches!(retry, tessera_app::Answer::Accepted { replayed: true, .. }), "{retry:?}");
        shop.verify().await;
    }
}

#[tokio::test]
async fn projections_made_again_are_the_same() {
    let shop = shop_with(&[3, 0, 1, 2]).await;
    shop.accept(give_back_amount("return-1", "2026-02-12T00:00:00Z", "order-1", 10_000)).await;
    shop.app.flush().await.unwrap();
    let before = shop.store.streams(None, 10).await.unwrap();
    let totals = shop.store.totals().await.unwrap();
    let shop = shop.restart(Settings { rebuild: true, ..quick() }).await;
    assert_eq!(shop.store.streams(None, 10).await.unwrap(), before);
    assert_eq!(shop.store.totals().await.unwrap(), totals);
    shop.verify().await;
}

#[tokio::test]
async fn the_audit_names_the_first_difference() {
    let shop = shop_with(&[0, 1, 2, 3]).await;
    shop.app.shutdown().await.unwrap();
    let member = shop.store.streams(None, 1).await.unwrap().remove(0);
    let mut snapshot = member.snapshot.unwrap();
    snapshot.due_at = at("2026-02-02T00:00:00Z");
    let cursor = shop.store.projected().await.unwrap();
    let forged = tessera_store::Projection {
        after: cursor,
        cursor,
        snapshots: vec![(member.member.id, snapshot)],
        ..Default::default()
    };
    shop.store.project(forged).await.unwrap();
    let shop = shop.crash().await;
    let report = shop.app.verify(&tessera_app::Progress::new()).await.unwrap();
    let first = report.first.unwrap();
    assert_eq!((report.different, first.member, &*first.what), (1, Some(member.member.id), "due instant"));
}

#[tokio::test]
async fn closing_finishes_what_was_taken_and_takes_no_more() {
    let shop = Shop::bare(std::sync::Arc::new(tessera_store::MemoryStore::new()), lazy()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    let tasks: Vec<_> = (0..50)
        .map(|n| {
            let app = shop.app.clone();
            let order = pay(&format!("order-{n}"), "2026-02-01T00:00:00Z", "ann", 1_000).creating_member();
            tokio::spawn(async move { app.submit(order).await })
        })
        .collect();
    tokio::task::yield_now().await;
    shop.app.shutdown().await.unwrap();
    let mut accepted = 0;
    for task in tasks {
        accepted += u64::from(matches!(task.await.unwrap(), tessera_app::Answer::Accepted { .. }));
    }
    let head = shop.store.head().await.unwrap();
    assert!(accepted > 0 && head == accepted + 1, "{accepted} accepted, {head} recorded");
    assert_eq!(shop.store.projected().await.unwrap(), head);
    let answer = shop.app.submit(pay("order-99", "2026-02-01T00:00:00Z", "ann", 1_000)).await;
    assert!(matches!(answer, tessera_app::Answer::Rejected(tessera_app::AppError::Closing)), "{answer:?}");
    shop.app.shutdown().await.unwrap();
}

/// A page is explained in one pass, as its events one by one are: late ones, refused ones and returns among them.
#[tokio::test]
async fn a_page_is_explained_as_its_events_are() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2026-01-02T00:00:00Z", "ann")).await;
    for n in 0..40 {
        let day = |day: usize| format!("2026-01-{:02}T0{}:00:00Z", day + 3, n % 10);
        let command = match n % 8 {
            3 => pay(&format!("late-{n}"), &day(n % 5), "ann", 25_000),
            5 => give_back(&format!("back-{n}"), &day(n / 2), &format!("order-{}", n - 1)),
            6 => redeem(&format!("redeem-{n}"), &day(n / 2), "ann", 1_000_000),
            7 => check_in(&format!("visit-{n}"), &day(n / 2), "ann"),
            _ => pay(&format!("order-{n}"), &day(n / 2), "ann", 9_900),
        };
        shop.app.submit(command).await;
    }
    let whole = Page { after: 0, limit: 100 };
    let page = shop.app.explain_page(&crm("ann"), whole).await.unwrap();
    assert_eq!(page.len(), 41);
    assert!(page.iter().any(|(_, why)| why.notes.iter().any(|note| note.applied)));
    for (number, why) in &page {
        let alone = shop.app.explain_page(&crm("ann"), Page { after: number - 1, limit: 1 }).await.unwrap();
        assert_eq!(alone, [(*number, why.clone())]);
    }
    // The last one is explained by the whole history.
    let last = shop.app.timeline(&crm("ann"), whole).await.unwrap().pop().unwrap();
    assert_eq!(shop.app.explain(&crm("ann"), &last.event.id).await.unwrap(), page[40].1);
}
