//! Random streams of commands with restarts, against the audit; and against themselves in other batches.

use crate::figures::the_survey_agrees;
use crate::shop::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_app::{Answer, Command, Settings};
use tessera_engine::state::{Reach, State};
use tessera_engine::values::Instant;
use tessera_store::{MemoryStore, Read};

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<Command>),
    Crash,
    Restart,
    Sweep,
    Turn(i64),
    /// Publish a version that starts so many days after 2025-11-01; refused if something was recorded after that.
    Publish(i64, usize),
}

fn instant(minute: i64) -> String {
    // From 2025-11-01 on, over the turn of the year.
    Instant(at("2025-11-01T00:00:00Z").0 + minute * 60_000_000).to_string()
}

pub(crate) fn command() -> impl Strategy<Value = Command> {
    let minute = 0i64..(120 * 24 * 60);
    (0u8..10, 0u32..40, 0u32..4, minute, 1i64..60_000).prop_map(|(kind, n, member, minute, amount)| {
        let (when, member) = (instant(minute), format!("m{member}"));
        let order = format!("o{}", n % 20);
        // Some ids meet another kind of command: the first one has them.
        let n = if n < 4 { format!("x{n}") } else { n.to_string() };
        let named = |kind: &str| if n.starts_with('x') { n.clone() } else { format!("{kind}{n}") };
        match kind {
            0 => join(&named("j"), &when, &member),
            1..=4 => pay(&named("o"), &when, &member, amount).creating_member(),
            5 => redeem(&named("r"), &when, &member, 100 + amount % 300),
            6 => give_back_amount(&named("b"), &when, &order, 1 + amount % 5_000),
            7 => give_back(&named("w"), &when, &order),
            8 => adjust(&named("a"), &when, &member, amount % 500 - 200),
            _ => check_in(&named("c"), &when, &member),
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
        2 => (0i64..130, 0..LATER.len()).prop_map(|(day, which)| Step::Publish(day, which)),
    ]
}

/// What later versions add to the flat program: a wallet and a cap, tiers by a window, by the year.
const LATER: [&str; 3] = [
    "[wallets.extra]\n[[caps]]\nname = \"extra\"\ncounts = \"units\"\nwallet = \"extra\"\nper = \"day\"\nlimit = 5\n",
    "[tiers]\nmeasure = { kind = \"spend\", window = { rolling_months = 3 } }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 600 }]\n",
    "[tiers]\nmeasure = { kind = \"spend\", window = \"calendar_year\" }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 600 }]\n",
];

/// Law 3: whoever has an id keeps it, whatever else is sent under it.
async fn nobody_has_two_ids(shop: &Shop) {
    let journal = shop.store.journal(0, usize::MAX >> 1).await.unwrap();
    let mut ids = std::collections::HashSet::new();
    for one in &journal {
        assert!(ids.insert(one.fact.event.id.clone()), "{} is there twice", one.fact.event.id);
    }
}

/// What all members hold is what the program owes, wallet by wallet.
async fn the_trial_balance_is_what_members_hold(shop: &Shop) {
    let mut held: BTreeMap<usize, i64> = BTreeMap::new();
    for member in shop.store.streams(None, 99).await.unwrap() {
        let state = State::from_bytes(&member.snapshot.unwrap().state).unwrap();
        for (place, wallet) in state.wallets.iter().enumerate() {
            *held.entry(place).or_default() += wallet.balance;
        }
    }
    let mut totals: BTreeMap<usize, i64> = BTreeMap::new();
    for total in shop.store.totals().await.unwrap() {
        *totals.entry(usize::from(total.wallet)).or_default() += total.units;
    }
    held.retain(|_, units| *units != 0);
    totals.retain(|_, units| *units != 0);
    assert_eq!(held, totals);
}

/// A snapshot without what depends on which versions were published when it was made: what they added and no event touched.
fn comparable(snapshot: tessera_store::Snapshot) -> (u32, Instant, State) {
    let mut state = State::from_bytes(&snapshot.state).unwrap();
    state.wallets.truncate(1);
    state.caps.clear();
    state.window.clear();
    (state.year, state.year_spend, state.reach) = (0, 0, Reach::default());
    (snapshot.number, snapshot.due_at, state)
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
            Step::Publish(day, which) => {
                let later = FLAT.split("[[examples]]").next().unwrap_or_default().to_owned() + LATER[*which];
                let published = shop.publish(&later, &instant(day * 24 * 60)).await;
                answers.push(format!("published {}", published.is_ok()));
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
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_audit_finds_nothing(steps in prop::collection::vec(step(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (shop, answers) = run(&steps, quick()).await;
            shop.verify().await;
            nobody_has_two_ids(&shop).await;
            the_trial_balance_is_what_members_hold(&shop).await;
            the_survey_agrees(&shop).await;
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
                streams.into_iter().map(|s| (s.member, s.snapshot.map(comparable))).collect::<Vec<_>>()
            };
            shop.app.flush().await.unwrap();
            assert_eq!(
                member_states(other.store.streams(None, 99).await.unwrap()),
                member_states(shop.store.streams(None, 99).await.unwrap())
            );
        });
    }
}
