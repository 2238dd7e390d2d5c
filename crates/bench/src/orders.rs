//! Synthetic orders: a Pareto of members, a year and a half of days, amounts like a supermarket's.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tessera_engine::event::{Body, Event, Line, Order};
use tessera_engine::values::{EventId, Instant, Quantity};

/// 2023-01-01T00:00:00Z.
pub(crate) const START: i64 = 1_672_531_200_000_000;
/// Eighteen months.
pub(crate) const SPAN: i64 = 548 * 86_400_000_000;

/// What is known of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What it came to.
    Amounts,
    /// Three lines with articles and categories, store and channel, too.
    Lines,
}

/// The histories of `members` members with `orders` orders in all, each in business order. A fifth of the members place four
/// fifths of the orders. The same seed gives the same orders.
pub(crate) fn histories(seed: u64, members: usize, orders: usize, detail: Detail) -> Vec<Vec<Event>> {
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
                    order(next, Instant(at), amount(&mut random), detail)
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
fn order(id: u64, at: Instant, amount: i64, detail: Detail) -> Event {
    let order = match detail {
        Detail::Amounts => Order { amount, ..Order::default() },
        Detail::Lines => with_lines(id, amount),
    };
    Event {
        id: EventId::new(&format!("o{id}")).expect("a valid id"),
        occurred_at: at,
        recorded_at: at,
        fingerprint: [0; 16],
        body: Body::OrderPaid(Box::new(order)),
    }
}

/// What the lines of order `n` are: an article and its category.
pub(crate) const GOODS: [(&str, &str); 8] = [
    ("6901", "tea"),
    ("6902", "tea"),
    ("7702", "cups"),
    ("8803", "snacks"),
    ("1104", "fresh"),
    ("1105", "fresh"),
    ("9906", "tobacco"),
    ("5507", "household"),
];

/// Where order `n` was paid.
pub(crate) fn place(n: u64) -> (String, &'static str) {
    (format!("sh-{:03}", n % 40 + 1), ["pos", "pos", "pos", "app", "web", "staff"][(n / 7) as usize % 6])
}

fn with_lines(n: u64, amount: i64) -> Order {
    let shares = [amount / 2, amount / 3, amount - amount / 2 - amount / 3];
    let lines = shares.into_iter().enumerate().map(|(place, amount)| {
        let (sku, category) = GOODS[(n as usize + place * 3) % GOODS.len()];
        Line {
            id: (place + 1).to_string().into(),
            sku: Some(sku.into()),
            category: Some(category.into()),
            quantity: Quantity(1_000),
            amount,
        }
    });
    let (store, channel) = place(n);
    Order {
        store: Some(store.into()),
        channel: Some(channel.into()),
        lines: lines.collect(),
        amount,
        points_paid: None,
    }
}
