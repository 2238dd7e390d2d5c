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

/// Cash back of 5 % with these decimals, capped by money.
fn cash_back(decimals: u8) -> String {
    format!(
        "program = {{ code = \"cash\", name = \"Cash\", currency = \"CNY\", time_zone = \"Asia/Shanghai\" }}\n\
         [wallets.cash]\nlabel = \"返现\"\ndecimals = {decimals}\n\
         [[rules]]\nname = \"back\"\non = \"order\"\nwallet = \"cash\"\ngive = {{ rate = \"0.05\" }}\n"
    )
}

#[tokio::test]
async fn a_version_keeps_the_decimals_and_the_currency_of_what_is_booked() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    // What a version replaces from its very start has decided nothing, and may be otherwise.
    shop.publish(&cash_back(0), "2026-01-01T00:00:00Z").await.unwrap();
    shop.publish(&cash_back(2), "2026-01-01T00:00:00Z").await.unwrap();
    let field = |document: String| {
        let shop = &shop;
        async move {
            let error = shop.publish(&document, "2026-02-15T00:00:00Z").await.unwrap_err();
            let AppError::Invalid { field, .. } = error else { panic!("{error:?}") };
            field.into_string()
        }
    };
    // Nothing is recorded yet, but orders of January may still come.
    assert_eq!(field(cash_back(0)).await, "wallets.cash.decimals");
    assert_eq!(field(cash_back(2).replace("CNY", "USD")).await, "program.currency");
    shop.accept(pay("order-1", "2026-02-01T00:00:00Z", "ann", 20_025).creating_member()).await;
    assert_eq!(field(cash_back(0)).await, "wallets.cash.decimals");
    shop.publish(&cash_back(2), "2026-02-15T00:00:00Z").await.unwrap();
    shop.publish(FLAT, "2026-02-20T00:00:00Z").await.unwrap();
    // Nor may the wallet come back otherwise after it was gone.
    let error = shop.publish(&cash_back(0), "2026-02-25T00:00:00Z").await.unwrap_err();
    assert!(matches!(error, AppError::Invalid { .. }), "{error:?}");
}

#[tokio::test]
async fn a_wallet_that_is_gone_from_the_program_is_shown_as_it_was() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    shop.publish(&cash_back(2), "2026-01-01T00:00:00Z").await.unwrap();
    let receipt = shop.accept(pay("order-1", "2026-02-01T00:00:00Z", "ann", 20_025).creating_member()).await;
    assert_eq!(receipt.balances[0].available, 1001);
    shop.publish(FLAT, "2026-02-15T00:00:00Z").await.unwrap();
    let member = shop.app.member(&tessera_app::MemberRef::External("ann".into())).await.unwrap();
    let cash = &member.wallets[0];
    assert_eq!((cash.balance, cash.decimals, &*cash.label.zh), (1001, 2, "返现"));
    assert_eq!(tessera_app::wallet_decimals(&shop.app.programs_in_force(), "cash"), 2);
}

#[tokio::test]
async fn what_a_cap_trimmed_is_read_by_the_version_that_trimmed_it() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    let cap =
        "[[caps]]\nname = \"most\"\nwallet = \"cash\"\ncounts = \"spend\"\nlimit = 100\nper = \"day\"\n";
    let points = cash_back(0).replace("rate = \"0.05\"", "rate = 1");
    shop.publish(&format!("{points}{cap}"), "2026-01-01T00:00:00Z").await.unwrap();
    let receipt = shop.accept(pay("order-1", "2026-02-01T00:00:00Z", "ann", 19_975).creating_member()).await;
    let entry = receipt.entries[0].entry;
    assert_eq!((entry.units, entry.trimmed), (100, 9_975));
    shop.publish(&points, "2026-02-15T00:00:00Z").await.unwrap();
    let programs = shop.app.programs_in_force();
    assert_eq!(tessera_app::trimmed_decimals(&programs, &entry), 2, "99.75 of money");
    assert_eq!(tessera_app::wallet_decimals(&programs, "cash"), 0);
}

#[tokio::test]
async fn a_document_with_errors_is_not_published() {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    let error = shop.publish("[program]\n", "2026-01-01T00:00:00Z").await.unwrap_err();
    assert!(matches!(error, AppError::ProgramRefused(_)), "{error:?}");
    assert!(shop.app.programs().await.unwrap().is_empty());
}
