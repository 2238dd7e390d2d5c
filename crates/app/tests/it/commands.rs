//! What becomes of commands: first answers, refusals, replays, quotes, returns that come before their orders.

use crate::shop::*;
use std::sync::Arc;
use tessera_app::{Action, Answer, AppError, Command, MemberRef, Page};
use tessera_engine::decide::RefusalCode;
use tessera_engine::event::Joined;
use tessera_engine::values::MemberId;
use tessera_store::{MemoryStore, Read};

const MORNING: &str = "2026-02-01T02:00:00Z";
const NOON: &str = "2026-02-01T04:00:00Z";

#[tokio::test]
async fn an_order_earns_and_the_receipt_says_what() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let receipt = shop.accept(pay("order-1", NOON, "ann", 25_050)).await;
    assert_eq!((receipt.number, receipt.seq), (2, 2));
    let changes = receipt.changes();
    assert_eq!(
        changes.iter().map(|(wallet, units)| (&**wallet, *units)).collect::<Vec<_>>(),
        [("points", 300)]
    );
    assert_eq!(receipt.balances[0].available, 400);
    let order = shop.app.order(&id("order-1")).await.unwrap();
    assert_eq!((order.entries.iter().map(|e| e.entry.units).sum::<i64>(), order.returns.len()), (300, 0));
    let why = shop.app.explain(&crm("ann"), &id("order-1")).await.unwrap();
    let applied: Vec<&str> = why.notes.iter().filter(|note| note.applied).map(|note| &*note.rule).collect();
    assert_eq!((why.version, applied), (1, vec!["base", "bonus_200"]));
}

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_changes_nothing() {
    for settings in [quick(), lazy()] {
        let shop = Shop::bare(Arc::new(MemoryStore::new()), settings).await;
        shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
        shop.accept(join("join-1", MORNING, "ann")).await;
        let order = pay("order-1", NOON, "ann", 25_050);
        let first = shop.accept(order.clone()).await;
        shop.accept(pay("order-2", NOON, "ann", 10_000)).await;
        let refused = redeem("redeem-1", NOON, "ann", 100_000);
        let Answer::Refused { refusal, replayed: false, .. } = shop.app.submit(refused.clone()).await else {
            panic!("not refused")
        };
        assert_eq!((refusal.code, refusal.figure("available")), (RefusalCode::InsufficientUnits, Some(500)));
        shop.accept(adjust("adjust-1", NOON, "ann", 200_000)).await;

        let answers = shop.app.submit_batch(vec![order.clone(), refused.clone()]).await;
        match &answers[..] {
            [
                Answer::Accepted { receipt, replayed: true },
                Answer::Refused { refusal: again, replayed: true, .. },
            ] => assert_eq!((&**receipt, again), (&first, &refusal)),
            other => panic!("{other:?}"),
        }
        let reused = shop.app.submit(pay("order-1", NOON, "ann", 25_051)).await;
        assert!(matches!(reused, Answer::Rejected(AppError::IdReused(_))), "{reused:?}");
        assert_eq!(shop.view("ann").await.events, 5);
        shop.verify().await;
    }
}

#[tokio::test]
async fn a_retry_within_one_batch_is_a_retry_too() {
    let shop = Shop::open().await;
    let order = pay("order-1", NOON, "ann", 5_000).creating_member();
    let answers =
        shop.app.submit_batch(vec![order.clone(), order.clone(), pay("order-1", NOON, "ann", 1)]).await;
    match &answers[..] {
        [
            Answer::Accepted { receipt, replayed: false },
            Answer::Accepted { receipt: again, replayed: true },
            Answer::Rejected(AppError::IdReused(_)),
        ] => assert_eq!(again, receipt),
        other => panic!("{other:?}"),
    }
    assert_eq!(shop.points("ann").await, 150);
}

#[tokio::test]
async fn who_is_unknown_is_rejected_and_nothing_is_recorded() {
    let shop = Shop::open().await;
    let nobody = MemberRef::Id(MemberId(77));
    for member in [crm("ann"), nobody.clone()] {
        let command = Command { member, ..pay("order-1", NOON, "ann", 5_000) };
        let answer = shop.app.submit(command).await;
        assert!(matches!(answer, Answer::Rejected(AppError::UnknownMember(_))), "{answer:?}");
    }
    assert!(matches!(shop.app.member(&nobody).await, Err(AppError::UnknownMember(_))));
    assert_eq!(shop.store.head().await.unwrap(), 0);
    // The same id may be used now that the member is known.
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", NOON, "ann", 5_000)).await;
}

#[tokio::test]
async fn an_absurd_instant_makes_no_member() {
    let shop = Shop::open().await;
    let answer =
        shop.app.submit(pay("order-1", "2099-01-01T00:00:00Z", "ann", 5_000).creating_member()).await;
    assert!(matches!(answer, Answer::Rejected(AppError::Invalid { .. })), "{answer:?}");
    assert_eq!(shop.app.member_count().await.unwrap(), 0);
    shop.accept(join("join-1", MORNING, "ann")).await;
    let answer = shop.app.submit(pay("order-1", "2099-01-01T00:00:00Z", "ann", 5_000)).await;
    assert!(matches!(answer, Answer::Refused { .. }), "{answer:?}");
    // The refusal is no event of the future: what comes next is not late.
    let receipt = shop.accept(pay("order-2", NOON, "ann", 5_000)).await;
    assert_eq!(receipt.balances[0].available, 150);
    shop.verify().await;
}

#[tokio::test]
async fn joining_twice_finds_the_same_member() {
    let shop = Shop::open().await;
    let joined = Joined { external_id: Some("ann".into()), ..Joined::default() };
    let command =
        |event: &str| Command::new(id(event), at(MORNING), MemberRef::New, Action::Join(joined.clone()));
    let first = shop.accept(command("reg-1")).await;
    match shop.app.submit(command("reg-2")).await {
        Answer::Refused { member, refusal, .. } => {
            assert_eq!((member, refusal.code), (first.member, RefusalCode::AlreadyJoined));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(shop.app.member_count().await.unwrap(), 1);
    assert_eq!(shop.points("ann").await, 100);
}

#[tokio::test]
async fn a_quote_says_what_the_order_will_do_and_writes_nothing() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", MORNING, "ann", 50_000)).await;
    let order = pay_with_points("order-2", NOON, "ann", 20_000, 300);
    let quote = shop.app.quote(order.clone()).await.unwrap();
    assert_eq!(shop.store.head().await.unwrap(), 2);
    let receipt = shop.accept(order).await;
    assert_eq!(quote.entries, receipt.entries);
    assert_eq!((quote.balances, quote.paid), (receipt.balances, receipt.paid.clone()));
    assert_eq!(receipt.paid.map(|paid| (paid.units, paid.value)), Some((300, 300)));
    assert!(quote.explanation.notes.iter().any(|note| &*note.rule == "bonus_200" && !note.applied));

    let refused = shop.app.quote(pay_with_points("order-3", NOON, "ann", 20_000, 9_000)).await.unwrap();
    assert_eq!(refused.refusal.map(|refusal| refusal.code), Some(RefusalCode::InsufficientUnits));
    let stranger = shop.app.quote(pay("order-4", NOON, "bob", 10_000).creating_member()).await.unwrap();
    assert_eq!((stranger.member, stranger.balances[0].balance), (None, 200));
}

#[tokio::test]
async fn a_return_takes_back_what_its_order_gave() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", NOON, "ann", 30_000)).await;
    let quote = shop.app.quote(give_back_amount("return-1", NOON, "order-1", 15_000)).await.unwrap();
    let receipt = shop.accept(give_back_amount("return-1", NOON, "order-1", 15_000)).await;
    assert_eq!(receipt.balances[0].available, 250);
    assert_eq!(quote.balances, receipt.balances);
    shop.accept(give_back("return-2", NOON, "order-1")).await;
    assert_eq!(shop.points("ann").await, 100);
    let again = shop.app.submit(give_back("return-3", NOON, "order-1")).await;
    assert!(matches!(again, Answer::Refused { .. }), "{again:?}");
    assert_eq!(shop.app.order(&id("order-1")).await.unwrap().returns.len(), 2);
    assert_eq!(shop.view("ann").await.orders, 0);
    shop.verify().await;
}

#[tokio::test]
async fn a_return_before_its_order_waits_for_it() {
    for crashes in [false, true] {
        let mut shop = Shop::open().await;
        shop.accept(join("join-1", MORNING, "ann")).await;
        let early = give_back_amount("return-1", NOON, "order-1", 10_000);
        for _ in 0..2 {
            let answer = shop.app.submit(early.clone()).await;
            assert!(
                matches!(&answer, Answer::Parked { waiting_for } if *waiting_for == id("order-1")),
                "{answer:?}"
            );
        }
        let reused = shop.app.submit(give_back_amount("return-1", NOON, "order-1", 9_999)).await;
        assert!(matches!(reused, Answer::Rejected(AppError::IdReused(_))), "{reused:?}");
        if crashes {
            shop = shop.crash().await;
        }
        assert_eq!(shop.app.parked_returns().len(), 1);
        shop.accept(pay("order-1", MORNING, "ann", 30_000)).await;
        assert_eq!(shop.points("ann").await, 350);
        assert_eq!(shop.app.parked_returns(), []);
        assert_eq!(shop.store.settings("parked/").await.unwrap(), []);
        let answer = shop.app.submit(early).await;
        assert!(matches!(answer, Answer::Accepted { replayed: true, .. }), "{answer:?}");
        shop.verify().await;
    }
}

#[tokio::test]
async fn the_first_balance_of_a_statement_and_its_entries_make_the_last() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2025-06-01T00:00:00Z", "ann")).await;
    shop.accept(pay("order-1", "2025-12-01T00:00:00Z", "ann", 30_000)).await;
    shop.accept(pay("order-2", "2026-01-15T00:00:00Z", "ann", 12_000)).await;
    shop.accept(redeem("redeem-1", "2026-02-01T00:00:00Z", "ann", 100)).await;
    let statement = shop
        .app
        .statement(&crm("ann"), at("2025-12-15T00:00:00Z"), at("2026-02-15T00:00:00Z"))
        .await
        .unwrap();
    let wallet = &statement.wallets[0];
    let kinds: Vec<_> = wallet.entries.iter().map(|(view, after)| (view.entry.kind.name(), *after)).collect();
    assert_eq!((wallet.opening, wallet.closing), (450, 20));
    assert_eq!(kinds, [("expire", 350), ("expire", 0), ("earn", 120), ("spend", 20)]);
    let page = shop.app.timeline(&crm("ann"), Page { after: 1, limit: 2 }).await.unwrap();
    assert_eq!(page.iter().map(|item| item.number).collect::<Vec<_>>(), [2, 3]);
}

#[tokio::test]
async fn a_posting_is_explained_by_what_was_known_when_it_was_posted() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", NOON, "ann", 10_000)).await;
    shop.accept(give_back_amount("return-1", "2026-02-02T04:00:00Z", "order-1", 4_000)).await;
    let explained = shop.app.explain_page(&crm("ann"), Page { after: 1, limit: 1 }).await.unwrap();
    let units = |notes: &[tessera_app::Note]| notes.iter().map(|note| note.units).sum::<i64>();
    assert_eq!((explained.len(), explained[0].0, units(&explained[0].1.notes)), (1, 2, 100));
    // As it stands now it is another reckoning.
    assert_eq!(units(&shop.app.explain(&crm("ann"), &id("order-1")).await.unwrap().notes), 60);
}
