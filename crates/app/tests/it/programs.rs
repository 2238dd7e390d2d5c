//! Versions: when they may start, and what they decide.

use crate::shop::*;
use std::sync::Arc;
use tessera_app::{AppError, StartReason};
use tessera_store::MemoryStore;

/// Two points a yuan; without the worked examples, which no longer hold.
pub(crate) fn double() -> String {
    let rules = FLAT.split("[[examples]]").next().unwrap_or_default();
    rules.replace("give = { rate = 1 }", "give = { rate = 2 }")
}

#[tokio::test]
async fn a_version_starts_after_everything_recorded() {
    let mut shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    let answer =
        shop.app.submit(pay("order-1", "2026-02-01T00:00:00Z", "ann", 10_000).creating_member()).await;
    assert!(matches!(answer, tessera_app::Answer::Rejected(AppError::NoProgram(_))), "{answer:?}");
    assert_eq!(shop.publish(FLAT, "2026-01-01T00:00:00Z").await.unwrap(), 1);
    // Nothing is recorded yet: it may still be replaced from the same instant on, but not from before.
    let earlier = shop.publish(FLAT, "2025-01-01T00:00:00Z").await.unwrap_err();
    assert!(
        matches!(earlier, AppError::StartRefused { reason: StartReason::EarlierVersion, .. }),
        "{earlier:?}"
    );
    assert_eq!(shop.publish(&double(), "2026-01-01T00:00:00Z").await.unwrap(), 2);
    let order = pay("order-1", "2026-02-01T00:00:00Z", "ann", 10_000).creating_member();
    assert_eq!(shop.accept(order).await.balances[0].available, 300);
    let late = shop.publish(FLAT, "2026-02-01T00:00:00Z").await.unwrap_err();
    assert!(matches!(late, AppError::StartRefused { reason: StartReason::RecordedEvents, .. }), "{late:?}");
    assert_eq!(shop.publish(FLAT, "2026-02-01T00:00:01Z").await.unwrap(), 3);
    let receipt = shop.accept(pay("order-2", "2026-02-01T00:00:01Z", "ann", 10_000)).await;
    assert_eq!((receipt.balances[0].available, receipt.entries[0].entry.version), (400, 3));
    // An order keeps the version of its business time, however late it comes.
    let receipt = shop.accept(pay("order-3", "2026-01-31T00:00:00Z", "ann", 10_000)).await;
    assert_eq!((receipt.balances[0].available, receipt.entries[0].entry.version), (600, 2));
    shop.verify().await;
    // What is recorded is remembered over a restart, projections or not.
    for settings in [lazy(), tessera_app::Settings { rebuild: true, ..quick() }] {
        shop = shop.restart(settings).await;
        let late = shop.publish(FLAT, "2026-02-01T00:00:01Z").await.unwrap_err();
        assert!(matches!(late, AppError::StartRefused { .. }), "{late:?}");
    }
    let told: Vec<String> =
        shop.app.diff(1, 2).await.unwrap().iter().map(|difference| difference.path.to_string()).collect();
    assert!(told.contains(&"rules[base].give.rate".to_owned()), "{told:?}");
}

#[tokio::test]
async fn a_document_with_errors_is_not_published() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    let error = shop.publish("[program]\n", "2026-01-01T00:00:00Z").await.unwrap_err();
    assert!(matches!(error, AppError::ProgramRefused(_)), "{error:?}");
    assert!(shop.app.programs().await.unwrap().is_empty());
}
