//! Synthetic orders: a Pareto of members, a year and a half of days, amounts like a supermarket's.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tessera_engine::event::{Body, Event, Order};
use tessera_engine::values::{EventId, Instant};

/// 2023-01-01T00:00:00Z.
const START: i64 = 1_672_531_200_000_000;
/// Eighteen months.
const SPAN: i64 = 548 * 86_400_000_000;

/// The histories of `members` members with `orders` orders in all, each in business order. A fifth of the members place four
/// fifths of the orders. The same seed gives the same orders.
pub(crate) fn histories(seed: u64, members: usize, orders: usize) -> Vec<Vec<Event>> {
    let mut random = StdRng::seed_from_u64(seed);
    let mut counts = vec![0_u32; members];
    let frequent = (members / 5).max(1);
    for _ in 0..orders {
        let member = if random.random_ratio(4, 5) {
            random.random_range(0..frequent)
        } else {
            random.random_range(0..members)
        };
        counts[member] += 1;
    }
    let mut next = seed.wrapping_mul(1_000_003);
    counts
        .into_iter()
        .map(|count| {
            let mut instants: Vec<i64> = (0..count).map(|_| START + random.random_range(0..SPAN)).collect();
            instants.sort_unstable();
            instants
                .into_iter()
                .map(|at| {
                    next = next.wrapping_add(1);
                    order(next, Instant(at), amount(&mut random))
                })
                .collect()
        })
        .collect()
}

/// Mostly 5 to 150 yuan, sometimes up to 2,000.
fn amount(random: &mut StdRng) -> i64 {
    if random.random_ratio(1, 12) {
        random.random_range(15_000..200_000)
    } else {
        random.random_range(500..15_000)
    }
}

#[allow(clippy::expect_used)] // The id is made of 'o' and up to 20 digits: always valid.
fn order(id: u64, at: Instant, amount: i64) -> Event {
    Event {
        id: EventId::new(&format!("o{id}")).expect("a valid id"),
        occurred_at: at,
        recorded_at: at,
        fingerprint: [0; 16],
        body: Body::OrderPaid(Box::new(Order { amount, ..Order::default() })),
    }
}
