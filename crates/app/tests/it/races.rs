//! Many at once: nothing is spent twice, nothing is earned twice.

use crate::shop::*;
use std::sync::Arc;
use tessera_app::{Answer, Command};

const MORNING: &str = "2026-02-01T02:00:00Z";
const NOON: &str = "2026-02-01T04:00:00Z";

async fn all_at_once(shop: &Shop, commands: impl Iterator<Item = Command>) -> Vec<Answer> {
    let barrier = Arc::new(tokio::sync::Barrier::new(64));
    let tasks: Vec<_> = commands
        .map(|command| {
            let (app, barrier) = (shop.app.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                let _ = tokio::time::timeout(std::time::Duration::from_millis(20), barrier.wait()).await;
                app.submit(command).await
            })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

fn accepted(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| matches!(answer, Answer::Accepted { replayed: false, .. })).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_redemptions_never_overspend() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    shop.accept(adjust("adjust-1", MORNING, "ann", 950)).await;
    let answers = all_at_once(&shop, (0..64).map(|n| redeem(&format!("redeem-{n}"), NOON, "ann", 100))).await;
    assert_eq!(accepted(&answers), 10);
    let view = shop.view("ann").await;
    assert_eq!((view.wallets[0].balance, view.wallets[0].spent, view.wallets[0].debt), (50, 1_000, 0));
    shop.verify().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_gifts_from_a_balance_of_one_give_one() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let answers = all_at_once(&shop, (0..20).map(|n| redeem(&format!("gift-{n}"), NOON, "ann", 100))).await;
    assert_eq!(accepted(&answers), 1);
    assert_eq!(shop.points("ann").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_order_on_two_tills_earns_once() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", MORNING, "ann")).await;
    let answers = all_at_once(&shop, (0..64).map(|_| pay("order-1", NOON, "ann", 10_000))).await;
    assert_eq!(accepted(&answers), 1);
    assert!(answers.iter().all(|answer| matches!(answer, Answer::Accepted { .. })));
    assert_eq!(shop.points("ann").await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_who_come_twice_at_once_join_once() {
    let shop = Shop::open().await;
    let commands =
        (0..64).map(|n| pay(&format!("order-{n}"), NOON, &format!("m{}", n % 4), 1_000).creating_member());
    let answers = all_at_once(&shop, commands).await;
    assert_eq!(accepted(&answers), 64);
    assert_eq!(shop.app.member_count().await.unwrap(), 4);
    assert_eq!(shop.points("m0").await, 100 + 16 * 10);
    shop.verify().await;
}
