//! Returns above what may be handed back without approval: added up where they are decided, by whichever application.

use crate::shop::*;
use crate::stores::{On, on_each_store};
use tessera_app::{Answer, AppError, Command, Refund};

const MORNING: &str = "2026-02-01T02:00:00Z";
const NOON: &str = "2026-02-01T04:00:00Z";
const LATER: &str = "2026-02-02T00:00:00Z";

on_each_store! {
    of_two_at_once_by_two_applications_one_asks
    two_at_once_before_their_order_are_added_up
    what_another_recorded_gets_its_first_answer
}

/// An amount of `order-1` comes back, 50.00 at most without approval.
fn back(event: &str, amount: i64) -> Command {
    give_back_amount(event, LATER, "order-1", amount).unapproved_up_to(Some(5_000))
}

fn asks(answer: &Answer) -> Option<&Refund> {
    match answer {
        Answer::Rejected(AppError::NeedsApproval(refund)) => Some(refund),
        _ => None,
    }
}

/// An order of 100.00 by ann, the applications of which each have seen her.
async fn with_order(on: On) -> Vec<Shop> {
    let shops = Shop::several(on, 2).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    shops[1].accept(pay("order-1", NOON, "ann", 10_000)).await;
    shops
}

async fn of_two_at_once_by_two_applications_one_asks(on: On) {
    let shops = Shop::several(on, 2).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    for n in 0..20 {
        let order = format!("order-{n}");
        shops[n % 2].accept(pay(&order, NOON, "ann", 10_000)).await;
        let back =
            |event: String| give_back_amount(&event, LATER, &order, 3_000).unapproved_up_to(Some(5_000));
        let (one, other) = tokio::join!(
            shops[0].app.submit(back(format!("one-{n}"))),
            shops[1].app.submit(back(format!("other-{n}"))),
        );
        let asked = [&one, &other].map(|answer| asks(answer).is_some());
        assert!(asked[0] != asked[1], "{n}: {one:?}, {other:?}");
        let done = [&one, &other].map(|answer| matches!(answer, Answer::Accepted { replayed: false, .. }));
        assert!(done[0] != done[1], "{n}: {one:?}, {other:?}");
    }
    shops[0].verify().await;
}

async fn two_at_once_before_their_order_are_added_up(on: On) {
    let shops = Shop::several(on, 2).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    for n in 0..20 {
        let order = format!("order-{n}");
        let back =
            |event: String| give_back_amount(&event, LATER, &order, 3_000).unapproved_up_to(Some(5_000));
        let (one, other) = tokio::join!(
            shops[0].app.submit(back(format!("one-{n}"))),
            shops[1].app.submit(back(format!("other-{n}"))),
        );
        let waits = [&one, &other].map(|answer| matches!(answer, Answer::Parked { .. }));
        assert!(waits[0] != waits[1], "{n}: {one:?}, {other:?}");
        // What waits is applied, in whichever the order comes.
        shops[n % 2].accept(pay(&order, NOON, "ann", 10_000)).await;
        let again = if waits[0] { "one" } else { "other" };
        let again = shops[1 - n % 2].app.submit(back(format!("{again}-{n}"))).await;
        assert!(matches!(again, Answer::Accepted { replayed: true, .. }), "{n}: {again:?}");
    }
    shops[0].verify().await;
}

async fn what_another_recorded_gets_its_first_answer(on: On) {
    let shops = with_order(on).await;
    shops[0].accept(back("back-1", 5_000)).await;
    // Under a limit that is lower by now, by one who has not seen it yet.
    let again = shops[1].app.submit(back("back-1", 5_000).unapproved_up_to(Some(0))).await;
    assert!(matches!(again, Answer::Accepted { replayed: true, .. }), "{again:?}");
}

#[tokio::test]
async fn what_asks_records_nothing_and_is_done_without_a_limit() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", NOON, "ann", 10_000)).await;
    shop.accept(back("back-1", 5_000)).await;
    let answer = shop.app.submit(back("back-2", 1)).await;
    let member = Some(shop.view("ann").await.id);
    assert_eq!(asks(&answer), Some(&Refund { member, amount: Some(1), currency: "CNY".into() }));
    assert!(!shop.app.is_recorded(&id("back-2")).await.unwrap());
    assert_eq!(shop.points("ann").await, 150);
    shop.accept(back("back-2", 1).unapproved_up_to(None)).await;
    // Under any limit it is the same command.
    let again = shop.app.submit(back("back-2", 1)).await;
    assert!(matches!(again, Answer::Accepted { replayed: true, .. }), "{again:?}");
    shop.verify().await;
}

/// Whatever a clock says: what lies in the future is refused, and no other look at the clock lets it through a moment later.
#[tokio::test]
async fn one_look_at_the_clock_decides() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", NOON, "ann", 10_000)).await;
    let when = "2026-04-01T00:00:00Z";
    let early = |event: &str| give_back(event, when, "order-1").unapproved_up_to(Some(0));
    let before = shop.app.submit(early("back-1")).await;
    assert!(matches!(before, Answer::Refused { .. }), "{before:?}");
    shop.set(at(when));
    let first = shop.app.submit(early("back-1")).await;
    assert!(matches!(first, Answer::Refused { replayed: true, .. }), "its first answer: {first:?}");
    let answer = shop.app.submit(early("back-2")).await;
    assert!(asks(&answer).is_some(), "{answer:?}");
}

#[tokio::test]
async fn a_file_may_bring_an_order_and_its_return() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let rows = vec![pay("order-1", NOON, "ann", 10_000), back("back-1", 3_000), back("back-2", 3_000)];
    let answers = shop.app.submit_batch(rows).await;
    assert!(matches!(answers[0], Answer::Accepted { .. }), "{answers:?}");
    assert!(matches!(answers[1], Answer::Accepted { .. }), "{answers:?}");
    assert_eq!(asks(&answers[2]).unwrap().amount, Some(3_000));
    shop.verify().await;
}

#[tokio::test]
async fn what_was_let_through_before_its_order_is_let_through_with_it() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    // Without a limit, as when somebody has approved it.
    let parked = shop.app.submit(back("back-1", 4_000).unapproved_up_to(None)).await;
    assert!(matches!(parked, Answer::Parked { .. }), "{parked:?}");
    let answer = shop.app.submit(back("back-2", 2_000)).await;
    assert_eq!(asks(&answer), Some(&Refund { member: None, amount: Some(2_000), currency: "CNY".into() }));
    let again = shop.app.submit(back("back-1", 4_000).unapproved_up_to(Some(0))).await;
    assert!(matches!(again, Answer::Parked { .. }), "{again:?}");
    // One that names goods says nothing of money.
    let whole = give_back("back-3", LATER, "order-1").unapproved_up_to(Some(1_000_000));
    assert_eq!(asks(&shop.app.submit(whole).await).unwrap().amount, None);
    let shop = shop.restart(quick()).await;
    shop.accept(pay("order-1", NOON, "ann", 10_000)).await;
    assert_eq!(shop.points("ann").await, 160);
    shop.verify().await;
}
