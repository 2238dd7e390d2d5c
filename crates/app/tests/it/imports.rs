//! Imports: in any order of rows, as often as one likes.

use crate::shop::*;
use tessera_app::{ImportReport, ImportedOrder, Progress, RefusedRow};
use tessera_engine::event::Order;
use tessera_engine::program::Text;
use tessera_store::Read;

/// 60 orders of 7 members, in an order that is nobody's.
fn orders() -> Vec<ImportedOrder> {
    (0..60u64)
        .map(|n| {
            let n = (n * 37) % 60;
            ImportedOrder {
                line: n + 2,
                member: format!("m{}", n % 7).into(),
                id: id(&format!("{n}")),
                occurred_at: at(&format!("2025-{:02}-{:02}T10:00:00Z", 1 + n % 12, 1 + n % 28)),
                order: Order { amount: 1_000 + (n as i64) * 733, ..Order::default() },
            }
        })
        .collect()
}

async fn import(shop: &Shop, orders: Vec<ImportedOrder>) -> ImportReport {
    shop.app.import_orders(orders.into_iter().map(Ok), &Progress::new()).await.unwrap()
}

async fn export(shop: &Shop) -> Vec<String> {
    let mut rows = Vec::new();
    let mut sink = |row: tessera_app::MemberExport| {
        rows.push(format!("{row:?}"));
        Ok(())
    };
    shop.app.export_members(&[at("2026-01-10T00:00:00Z")], &mut sink).await.unwrap();
    rows.sort();
    rows
}

#[tokio::test]
async fn a_second_import_changes_nothing() {
    let shop = Shop::open().await;
    let first = import(&shop, orders()).await;
    assert_eq!((first.orders, first.recorded, first.members, first.known, first.refused), (60, 60, 7, 0, 0));
    let exported = export(&shop).await;
    assert_eq!(exported.len(), 7);
    let head = shop.store.head().await.unwrap();
    let second = import(&shop, orders()).await;
    assert_eq!(
        (second.orders, second.recorded, second.members, second.known, second.refused),
        (60, 0, 0, 60, 0)
    );
    assert_eq!(shop.store.head().await.unwrap(), head);
    assert_eq!(export(&shop).await, exported);
    shop.verify().await;
}

#[tokio::test]
async fn an_import_in_parts_gives_what_it_gives_at_once() {
    let whole = Shop::open().await;
    import(&whole, orders()).await;
    let parts = Shop::open().await;
    for part in orders().chunks(11) {
        import(&parts, part.to_vec()).await;
    }
    assert_eq!(export(&parts).await, export(&whole).await);
    parts.verify().await;
}

#[tokio::test]
async fn what_cannot_be_imported_is_reported() {
    let shop = Shop::open().await;
    import(&shop, orders()).await;
    let mut changed = orders().remove(0);
    changed.order.amount += 1;
    let mut early = orders().remove(1);
    (early.id, early.occurred_at) = (id("early"), at("2019-01-01T00:00:00Z"));
    let unread = RefusedRow { line: 9, id: None, code: "bad-row".into(), text: Text::default() };
    let rows = vec![Ok(changed), Ok(early), Err(unread)];
    let report = shop.app.import_orders(rows.into_iter(), &Progress::new()).await.unwrap();
    let mut codes: Vec<&str> = report.refusals.iter().map(|row| &*row.code).collect();
    codes.sort_unstable();
    assert_eq!((report.refused, codes), (3, vec!["bad-row", "id-reused", "no-program"]));
}

#[tokio::test]
async fn a_cancelled_import_resumes() {
    let shop = Shop::open().await;
    let progress = Progress::new();
    progress.cancel();
    let report = shop.app.import_orders(orders().into_iter().map(Ok), &progress).await.unwrap();
    assert!(report.cancelled && report.recorded == 0);
    let report = import(&shop, orders()).await;
    assert_eq!((report.recorded + report.known, report.cancelled), (60, false));
}
