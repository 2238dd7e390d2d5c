//! What is said of a return before it is booked is what booking it then does, and saying it records nothing.

use crate::shop::*;
use proptest::prelude::*;
use std::sync::Arc;
use tessera_app::{Action, Answer, AppError, Command, MemberRef, Quote};
use tessera_engine::event::{Body, Line, Order, PointsPaid, Return, ReturnedLine, ReturnedPart};
use tessera_engine::fold;
use tessera_engine::values::{Instant, Quantity};
use tessera_store::{MemoryStore, Read};

/// The flat program, with tiers that large returns cost.
const TIERS: &str = "[tiers]\nmeasure = { kind = \"spend\", window = { rolling_months = 3 } }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 300 }, { name = \"jade\", from = 900 }]\n";

/// One thing that happens to ann. Orders are named by a number, so that returns find some and miss some.
#[derive(Clone, Debug)]
enum Step {
    /// Lines of pieces and prices in minor units, what is off the whole, and whether points pay a part.
    Order {
        order: u8,
        day: u8,
        lines: Vec<(i64, i64)>,
        off: i64,
        pays: bool,
    },
    Return {
        order: u8,
        day: u8,
        parts: Vec<(u8, Part)>,
        amount: i64,
        limit: Option<i64>,
    },
    Spend {
        day: u8,
        units: i64,
    },
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Whole,
    Pieces(i64),
    Amount(i64),
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        2 => Just(Part::Whole),
        3 => (1i64..4).prop_map(Part::Pieces),
        1 => (1i64..9_000).prop_map(Part::Amount),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let line = (1i64..4, 0i64..40_000);
    let order = (0u8..6, 0u8..90, prop::collection::vec(line, 0..4), 0i64..3_000, any::<bool>())
        .prop_map(|(order, day, lines, off, pays)| Step::Order { order, day, lines, off, pays });
    let limit = prop_oneof![Just(None), (0i64..60_000).prop_map(Some)];
    let amount = prop_oneof![2 => Just(0), 1 => 1i64..20_000];
    let returned = (0u8..7, 0u8..120, prop::collection::vec((0u8..4, part()), 0..3), amount, limit)
        .prop_map(|(order, day, parts, amount, limit)| Step::Return { order, day, parts, amount, limit });
    let spend = (0u8..120, 100i64..400).prop_map(|(day, units)| Step::Spend { day, units });
    prop_oneof![4 => order, 5 => returned, 1 => spend]
}

/// Up to the clock's 2026-03-01, over the turn of the year at which points end.
fn day(day: u8) -> Instant {
    Instant(at("2025-11-01T04:00:00Z").0 + i64::from(day) * 86_400_000_000)
}

fn command(n: usize, step: &Step) -> Command {
    match step {
        Step::Order { order, day: on, lines, off, pays } => {
            let mut lines: Vec<Line> = lines
                .iter()
                .enumerate()
                .map(|(place, (pieces, amount))| Line {
                    id: place.to_string().into(),
                    quantity: Quantity::pieces(*pieces),
                    amount: *amount,
                    ..Line::default()
                })
                .collect();
            let goods: i64 = lines.iter().map(|line| line.amount).sum();
            if goods > *off && *off > 0 {
                lines.push(Line { id: "off".into(), amount: -off, ..Line::default() });
            }
            let amount = match lines.is_empty() {
                true => 12_345,
                false => lines.iter().map(|line| line.amount).sum(),
            };
            let paid = PointsPaid { wallet: "points".into(), units: 100, value: 0 };
            let bought =
                Order { lines: lines.into(), amount, points_paid: pays.then_some(paid), ..Order::default() };
            let action = Action::Pay { order: Box::new(bought), currency: None };
            Command::new(id(&format!("o{order}")), day(*on), crm("ann"), action)
        }
        Step::Return { order, day: on, parts, amount, .. } => {
            let line = |(line, part): &(u8, Part)| ReturnedLine {
                line: line.to_string().into(),
                part: match part {
                    Part::Whole => ReturnedPart::Whole,
                    Part::Pieces(pieces) => ReturnedPart::Quantity(Quantity::pieces(*pieces)),
                    Part::Amount(amount) => ReturnedPart::Amount(*amount),
                },
            };
            let mut lines: Vec<ReturnedLine> = parts.iter().map(line).collect();
            lines.dedup_by(|a, b| a.line == b.line);
            let amount = if lines.is_empty() && *amount == 0 { 700 } else { *amount };
            let returned =
                Return { order: id(&format!("o{order}")), lines: lines.into(), amount, reason: None };
            let action =
                Action::Return { returned: Box::new(returned), currency: None, unapproved_up_to: None };
            Command::new(id(&format!("r{n}")), day(*on), MemberRef::OfOrder, action)
        }
        Step::Spend { day: on, units } => redeem(&format!("s{n}"), &day(*on).to_string(), "ann", *units),
    }
}

/// What of an order is still paid in money, by the order as it can be read.
async fn paid_in_money(shop: &Shop, command: &Command) -> i64 {
    let Action::Return { returned, .. } = &command.action else { unreachable!("a return") };
    let view = shop.app.order(&returned.order).await.unwrap();
    let order = view.order.unwrap();
    let returns = view.returns.iter().filter_map(|item| match &item.event.body {
        Body::OrderReturned(returned) => Some(&**returned),
        _ => None,
    });
    fold::kept(&order, returns).paid_in_money(&order)
}

/// Quotes the return, books it and compares. What became of it, for the count.
async fn quote_and_book(shop: &Shop, command: Command, limit: Option<i64>) -> &'static str {
    let asked = command.clone().unapproved_up_to(limit);
    let before = (shop.store.head().await.unwrap(), shop.app.parked_returns());
    let quote = shop.app.quote(asked.clone()).await.unwrap();
    assert_eq!((shop.store.head().await.unwrap(), shop.app.parked_returns()), before, "it records nothing");
    let paid = if quote.refund.as_ref().is_some_and(|refund| refund.member.is_some()) {
        Some(paid_in_money(shop, &command).await)
    } else {
        None
    };
    let mut answer = shop.app.submit(asked).await;
    let needed = match &answer {
        Answer::Rejected(AppError::NeedsApproval(refund)) => {
            assert_eq!(Some(&**refund), quote.refund.as_ref());
            true
        }
        _ => false,
    };
    assert_eq!(quote.needs_approval, needed, "{quote:?} {answer:?}");
    if needed {
        // Somebody approves it.
        answer = shop.app.submit(command.clone()).await;
    }
    match answer {
        Answer::Accepted { receipt, .. } => {
            let Quote { member, refusal, waiting_for, refund, entries, balances, tier, tier_before, .. } =
                quote;
            assert_eq!((member, refusal, waiting_for), (Some(receipt.member), None, None));
            assert_eq!((&entries, &balances), (&receipt.entries, &receipt.balances));
            assert_eq!((&tier, &tier_before), (&receipt.tier, &receipt.tier_before));
            let left = paid_in_money(shop, &command).await;
            assert_eq!(refund.unwrap().amount, paid.map(|paid| paid - left), "what is handed back");
            if tier_before.is_some() { "tier" } else { "booked" }
        }
        Answer::Refused { refusal, .. } => {
            assert_eq!((quote.refusal, quote.refund), (Some(refusal), None));
            "refused"
        }
        Answer::Parked { waiting_for } => {
            assert_eq!(quote.waiting_for, Some(waiting_for));
            "parked"
        }
        other => panic!("{other:?}"),
    }
}

async fn run(steps: &[Step]) -> Vec<&'static str> {
    let shop = Shop::bare(Arc::new(MemoryStore::new()), quick()).await;
    let program = FLAT.split("[[examples]]").next().unwrap_or_default().to_owned() + TIERS;
    shop.publish(&program, "2020-01-01T00:00:00Z").await.unwrap();
    shop.accept(join("join-1", "2025-10-01T00:00:00Z", "ann")).await;
    let mut became = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        match step {
            Step::Return { limit, .. } => became.push(quote_and_book(&shop, command(n, step), *limit).await),
            _ => drop(shop.app.submit(command(n, step)).await),
        }
    }
    shop.verify().await;
    became
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_quoted_return_is_what_booking_it_does(steps in prop::collection::vec(step(), 1..24)) {
        block_on(run(&steps));
    }
}

/// The law would hold of nothing if the steps never came to it.
#[test]
fn the_steps_come_to_every_outcome() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut became = std::collections::BTreeSet::new();
    for _ in 0..24 {
        let steps = prop::collection::vec(step(), 12..24).new_tree(&mut runner).unwrap().current();
        became.extend(block_on(run(&steps)));
    }
    assert!(became.into_iter().eq(["booked", "parked", "refused", "tier"]));
}
