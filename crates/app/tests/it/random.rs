//! Random streams of commands with restarts, against the audit; and against themselves in other batches.

use crate::shop::*;
use proptest::prelude::*;
use std::sync::Arc;
use tessera_app::{Answer, Command, Settings};
use tessera_store::{MemoryStore, Read};

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<Command>),
    Crash,
    Restart,
    Sweep,
    Turn(i64),
}

fn instant(minute: i64) -> String {
    // From 2025-11-01 on, over the turn of the year.
    tessera_engine::values::Instant(at("2025-11-01T00:00:00Z").0 + minute * 60_000_000).to_string()
}

fn command() -> impl Strategy<Value = Command> {
    let minute = 0i64..(120 * 24 * 60);
    (0u8..10, 0u32..40, 0u32..4, minute, 1i64..60_000).prop_map(|(kind, n, member, minute, amount)| {
        let (when, member) = (instant(minute), format!("m{member}"));
        match kind {
            0 => join(&format!("j{n}"), &when, &member),
            1..=4 => pay(&format!("o{n}"), &when, &member, amount).creating_member(),
            5 => redeem(&format!("r{n}"), &when, &member, 100 + amount % 300),
            6 => give_back_amount(&format!("b{n}"), &when, &format!("o{}", n % 20), 1 + amount % 5_000),
            7 => give_back(&format!("w{n}"), &when, &format!("o{}", n % 20)),
            8 => adjust(&format!("a{n}"), &when, &member, amount % 500 - 200),
            _ => check_in(&format!("c{n}"), &when, &member),
        }
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => prop::collection::vec(command(), 1..12).prop_map(Step::Send),
        1 => Just(Step::Crash),
        1 => Just(Step::Restart),
        1 => Just(Step::Sweep),
        1 => (0i64..90).prop_map(Step::Turn),
    ]
}

async fn run(steps: &[Step], settings: Settings) -> (Shop, Vec<String>) {
    let mut shop = Shop::bare(Arc::new(MemoryStore::new()), settings.clone()).await;
    shop.publish(FLAT, "2020-01-01T00:00:00Z").await.unwrap();
    let mut answers = Vec::new();
    for step in steps {
        match step {
            Step::Send(commands) => {
                answers.extend(shop.app.submit_batch(commands.clone()).await.iter().map(told))
            }
            Step::Crash => shop = shop.crash().await,
            Step::Restart => shop = shop.restart(settings.clone()).await,
            Step::Sweep => {
                shop.app.sweep(at("2199-01-01T00:00:00Z")).await.unwrap();
            }
            Step::Turn(days) => shop.wait(days * 86_400_000_000),
        }
    }
    (shop, answers)
}

/// An answer without what depends on when it was given: journal numbers and the clock.
fn told(answer: &Answer) -> String {
    match answer {
        Answer::Accepted { receipt, replayed } => {
            format!("{replayed} {} {:?} {:?}", receipt.number, receipt.entries, receipt.balances)
        }
        other => format!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_audit_finds_nothing(steps in prop::collection::vec(step(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (shop, answers) = run(&steps, quick()).await;
            shop.verify().await;
            let balance = shop.app.trial_balance().await.unwrap();
            assert_eq!(balance.rows.iter().map(|row| row.units).sum::<i64>(), 0);
            // Batches, projections and warm states are nobody's business: one by one and unprojected it is the same.
            let single: Vec<Step> = steps
                .iter()
                .flat_map(|step| match step {
                    Step::Send(commands) => commands.iter().map(|c| Step::Send(vec![c.clone()])).collect(),
                    Step::Crash | Step::Restart => vec![],
                    other => vec![other.clone()],
                })
                .collect();
            let (other, again) = run(&single, Settings { warm_members: 1, ..lazy() }).await;
            assert_eq!(again, answers);
            other.app.shutdown().await.unwrap();
            let member_states = |streams: Vec<tessera_store::MemberStream>| {
                streams.into_iter().map(|s| (s.member, s.snapshot)).collect::<Vec<_>>()
            };
            shop.app.flush().await.unwrap();
            assert_eq!(
                member_states(other.store.streams(None, 99).await.unwrap()),
                member_states(shop.store.streams(None, 99).await.unwrap())
            );
        });
    }
}
