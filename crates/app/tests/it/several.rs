//! Several applications over one store, as several processes have it: the same answers as one gives.

use crate::programs::double;
use crate::shop::*;
use crate::stores::{On, on_each_store};
use std::sync::Arc;
use std::time::Duration;
use tessera_app::{Answer, Command};
use tokio::task::JoinSet;

const MORNING: &str = "2026-02-01T02:00:00Z";
const NOON: &str = "2026-02-01T04:00:00Z";

fn accepted(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| matches!(answer, Answer::Accepted { replayed: false, .. })).count()
}

/// Sends each command to an application of its own in turn, all at once.
async fn spread(shops: &[Shop], commands: impl Iterator<Item = Command>) -> Vec<Answer> {
    let mut sent = JoinSet::new();
    for (n, command) in commands.enumerate() {
        let app = shops[n % shops.len()].app.clone();
        sent.spawn(async move { app.submit(command).await });
    }
    sent.join_all().await
}

/// Every application finds nothing wrong, and all show the same points.
async fn agree(shops: &[Shop], member: &str) -> i64 {
    let points = shops[0].points(member).await;
    for shop in shops {
        assert_eq!(shop.points(member).await, points);
        shop.verify().await;
    }
    points
}

on_each_store! {
    what_one_answers_the_other_shows_at_once
    one_hot_member_is_served_by_all
    a_balance_is_spent_once_over_all
    one_event_id_counts_once_over_all
    many_members_on_all_at_once
    what_others_have_projected_already_is_known
    a_version_is_in_force_in_all
    a_return_waits_in_one_for_an_order_in_another
    another_goes_on_where_one_ends
}

async fn what_one_answers_the_other_shows_at_once(on: On) {
    let shops = Shop::several(on, 2).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    for n in 0..20 {
        let (here, there) = (&shops[n % 2], &shops[(n + 1) % 2]);
        here.accept(pay(&format!("order-{n}"), NOON, "ann", 10_000)).await;
        assert_eq!(there.points("ann").await, 200 + 100 * n as i64);
        assert_eq!(there.app.member_count().await.unwrap(), 1);
        let balance = there.app.trial_balance().await.unwrap();
        assert_eq!(balance.rows[0].units, 200 + 100 * n as i64);
    }
    agree(&shops, "ann").await;
}

async fn one_hot_member_is_served_by_all(on: On) {
    let shops = Shop::several(on, 3).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    let answers = spread(&shops, (0..300).map(|n| pay(&format!("order-{n}"), NOON, "ann", 10_000))).await;
    assert_eq!(accepted(&answers), 300);
    // For joining, and for the 5,000 yuan that count on one day.
    assert_eq!(agree(&shops, "ann").await, 100 + 5_000);
}

async fn a_balance_is_spent_once_over_all(on: On) {
    let shops = Shop::several(on, 3).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    shops[1].accept(adjust("adjust-1", MORNING, "ann", 950)).await;
    let answers = spread(&shops, (0..64).map(|n| redeem(&format!("redeem-{n}"), NOON, "ann", 100))).await;
    assert_eq!(accepted(&answers), 10);
    assert_eq!(agree(&shops, "ann").await, 50);
}

async fn one_event_id_counts_once_over_all(on: On) {
    let shops = Shop::several(on, 3).await;
    let order = || pay("order-1", NOON, "ann", 10_000).creating_member();
    let answers = spread(&shops, (0..64).map(|_| order())).await;
    assert_eq!(accepted(&answers), 1);
    assert!(answers.iter().all(|answer| matches!(answer, Answer::Accepted { .. })), "{answers:?}");
    assert_eq!(agree(&shops, "ann").await, 200);
    assert_eq!(shops[2].app.member_count().await.unwrap(), 1, "nobody joined twice");
}

async fn many_members_on_all_at_once(on: On) {
    let shops = Shop::several(on, 3).await;
    for round in 0..4 {
        let order = |n: i32| {
            pay(&format!("order-{round}-{n}"), NOON, &format!("m{}", n % 40), 10_000).creating_member()
        };
        let answers = spread(&shops, (0..200).map(order)).await;
        assert_eq!(accepted(&answers), 200);
    }
    for n in 0..40 {
        assert_eq!(shops[n % 3].points(&format!("m{n}")).await, 100 + 20 * 100);
    }
    agree(&shops, "m7").await;
}

/// Some of what one records is projected before the others have read it, by whichever of them projects; members whom they have ready in memory move on all the same.
async fn what_others_have_projected_already_is_known(on: On) {
    let shops = Shop::several(on, 2).await;
    for member in ["ann", "bob", "eve"] {
        shops[0].accept(join(&format!("join-{member}"), MORNING, member)).await;
    }
    for round in 0..12 {
        let (here, there) = (&shops[round % 2], &shops[(round + 1) % 2]);
        for n in 0..3 {
            here.accept(pay(&format!("ann-{round}-{n}"), NOON, "ann", 1_000)).await;
        }
        here.accept(pay(&format!("bob-{round}"), NOON, "bob", 1_000)).await;
        if round % 3 == 0 {
            here.app.flush().await.unwrap();
        }
        for member in ["ann", "bob", "eve"] {
            there.accept(pay(&format!("there-{round}-{member}"), NOON, member, 1_000)).await;
        }
    }
    for (member, orders) in [("ann", 4 * 12), ("bob", 2 * 12), ("eve", 12)] {
        assert_eq!(agree(&shops, member).await, 100 + 10 * orders, "{member}");
    }
}

/// Published in one, in force in all: whatever the others were doing, no order is decided under the older version from then on.
async fn a_version_is_in_force_in_all(on: On) {
    let shops = Arc::new(Shop::several(on, 3).await);
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    let busy = {
        let shops = Arc::clone(&shops);
        tokio::spawn(async move {
            for n in 0..100 {
                let order =
                    pay(&format!("before-{n}"), NOON, &format!("m{}", n % 5), 10_000).creating_member();
                shops[1].accept(order).await;
            }
        })
    };
    tokio::time::sleep(Duration::from_millis(5)).await;
    assert_eq!(shops[2].publish(&double(), "2026-02-10T00:00:00Z").await.unwrap(), 2);
    for (n, shop) in shops.iter().enumerate() {
        let order = pay(&format!("after-{n}"), "2026-02-11T00:00:00Z", "ann", 10_000);
        let receipt = shop.accept(order).await;
        assert_eq!(receipt.entries.iter().map(|entry| entry.entry.units).sum::<i64>(), 200);
        assert_eq!(receipt.entries[0].entry.version, 2);
    }
    busy.await.unwrap();
    // And so is what they refuse: nothing may start before what another has recorded.
    let early = shops[0].publish(FLAT, "2026-02-10T12:00:00Z").await;
    assert!(early.is_err(), "{early:?}");
    agree(&shops, "ann").await;
}

async fn a_return_waits_in_one_for_an_order_in_another(on: On) {
    let shops = Shop::several(on, 2).await;
    shops[0].accept(join("join-1", MORNING, "ann")).await;
    for n in 0..20 {
        let (here, there) = (&shops[n % 2], &shops[(n + 1) % 2]);
        let (order, back) = (format!("order-{n}"), format!("back-{n}"));
        // In both orders, and at once.
        let returned = give_back(&back, "2026-02-02T00:00:00Z", &order);
        let paid = pay(&order, NOON, "ann", 10_000);
        if n < 10 {
            let answer = here.app.submit(returned.clone()).await;
            assert!(matches!(answer, Answer::Parked { .. }), "{answer:?}");
            there.accept(paid).await;
        } else {
            let (_, _) = tokio::join!(here.app.submit(returned.clone()), there.app.submit(paid));
        }
        // Sent once more it has been applied.
        let again = there.app.submit(returned).await;
        assert!(matches!(again, Answer::Accepted { .. }), "{n}: {again:?}");
        assert_eq!(there.points("ann").await, 100);
    }
    agree(&shops, "ann").await;
}

async fn another_goes_on_where_one_ends(on: On) {
    let mut shops = Shop::several(on, 3).await;
    for n in 0..60 {
        let order = pay(&format!("order-{n}"), NOON, &format!("m{}", n % 7), 10_000).creating_member();
        shops[n % 3].accept(order).await;
    }
    // One in good order, one from one moment to the next.
    let first = shops.remove(0);
    first.app.shutdown().await.unwrap();
    shops.remove(0).store.kill();
    shops[0].accept(pay("last", NOON, "m0", 10_000)).await;
    assert_eq!(agree(&shops, "m0").await, 100 + 10 * 100);
}
