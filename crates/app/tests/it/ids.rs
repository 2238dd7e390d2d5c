//! Event ids that meet each other: of returns that wait, of events that the application makes up, and of commands sent again.

use crate::shop::*;
use tessera_app::{Action, Answer, AppError, Command};
use tessera_engine::decide::RefusalCode;

const MORNING: &str = "2026-02-01T02:00:00Z";
const NOON: &str = "2026-02-01T04:00:00Z";
const LATER: &str = "2026-02-02T04:00:00Z";

#[tokio::test]
async fn the_id_of_a_return_that_waits_is_taken() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let back = || give_back("back-1", LATER, "order-1");
    assert!(matches!(shop.app.submit(back()).await, Answer::Parked { .. }));
    let other = shop.app.submit(check_in("back-1", NOON, "ann")).await;
    assert!(matches!(other, Answer::Rejected(AppError::IdReused(_))), "{other:?}");
    let other = shop.app.submit(give_back("back-1", LATER, "order-2")).await;
    assert!(matches!(other, Answer::Rejected(AppError::IdReused(_))), "{other:?}");
    shop.accept(pay("order-1", NOON, "ann", 10_000)).await;
    assert_eq!(shop.points("ann").await, 100, "what came back earns nothing");
    assert!(matches!(shop.app.submit(back()).await, Answer::Accepted { replayed: true, .. }));
    shop.verify().await;
}

/// An order is recordable whatever was recorded before under an id that the application would make up for it.
#[tokio::test]
async fn the_made_up_id_of_joining_may_be_taken() {
    let shop = Shop::open().await;
    shop.accept(join("join:new", MORNING, "ann")).await;
    let order = pay("order-1", NOON, "new", 10_000).creating_member();
    assert_eq!(shop.accept(order).await.number, 2, "joined, and paid");
    assert_eq!(shop.points("new").await, 200);
    // The ids under which the sweep books are nobody else's.
    let due = shop.app.submit(check_in("due:mem_1:5", NOON, "ann")).await;
    assert!(
        matches!(&due, Answer::Rejected(AppError::Invalid { field, .. }) if &**field == "event_id"),
        "{due:?}"
    );
}

/// What is known to be impossible is not told to wait.
#[tokio::test]
async fn a_return_that_can_never_be_applied_does_not_wait() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let early = shop.app.submit(give_back("back-1", "2019-12-31T00:00:00Z", "order-1")).await;
    assert!(matches!(early, Answer::Rejected(AppError::NoProgram(_))), "{early:?}");
    let own = shop.app.submit(give_back("order-1", LATER, "order-1")).await;
    assert!(
        matches!(&own, Answer::Rejected(AppError::Invalid { field, .. }) if &**field == "event_id"),
        "{own:?}"
    );
    assert_eq!(shop.app.parked_returns(), []);
}

#[tokio::test]
async fn a_return_speaks_of_the_programs_currency() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(pay("order-1", NOON, "ann", 10_000)).await;
    let back = |id: &str, currency: &str| {
        let mut command = give_back_amount(id, LATER, "order-1", 100);
        if let Action::Return { currency: said, .. } = &mut command.action {
            *said = Some(currency.into());
        }
        Command::new(command.event_id, command.occurred_at, command.member, command.action)
    };
    let wrong = shop.app.submit(back("back-1", "USD")).await;
    assert!(
        matches!(&wrong, Answer::Refused { refusal, .. } if refusal.code == RefusalCode::WrongCurrency),
        "{wrong:?}"
    );
    shop.accept(back("back-2", "CNY")).await;
    let other = shop.app.submit(back("back-2", "EUR")).await;
    assert!(matches!(other, Answer::Rejected(AppError::IdReused(_))), "{other:?}");
}

/// A till that sends its whole day again gets every first answer, whatever it was.
#[tokio::test]
async fn a_batch_sent_again_gets_its_first_answers() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let day = || -> Vec<Command> {
        (0..600)
            .map(|n| match n % 4 {
                0 => redeem(&format!("redeem-{n}"), NOON, "ann", 100_000),
                1 => pay(&format!("order-{n}"), NOON, &format!("m{}", n % 3), 5_000).creating_member(),
                // Some of them late.
                2 => pay(&format!("order-{n}"), if n % 20 == 2 { MORNING } else { NOON }, "ann", 1_000),
                _ => check_in(&format!("visit-{n}"), NOON, "ann"),
            })
            .collect()
    };
    let first = shop.app.submit_batch(day()).await;
    let again = shop.app.submit_batch(day()).await;
    assert_eq!(first.len(), again.len());
    for (first, again) in first.iter().zip(&again) {
        match (first, again) {
            (Answer::Accepted { receipt, .. }, Answer::Accepted { receipt: same, replayed: true }) => {
                assert_eq!(receipt, same);
            }
            (Answer::Refused { refusal, .. }, Answer::Refused { refusal: same, replayed: true, .. }) => {
                assert_eq!(refusal, same);
            }
            other => panic!("{other:?}"),
        }
    }
    shop.verify().await;
}
