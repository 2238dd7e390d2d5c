//! How many orders the fold takes a second, on one core and on two.

use crate::orders::histories;
use rust_decimal::Decimal;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::calendar::Calendar;
use tessera_engine::event::Event;
use tessera_engine::fold::{Numbered, Programs, step};
use tessera_engine::program::*;
use tessera_engine::state::State;
use tessera_engine::values::Instant;

/// What one run found.
pub(crate) struct Figures {
    pub(crate) orders: u64,
    pub(crate) points: i64,
    pub(crate) one_core: Duration,
    pub(crate) two_cores: Duration,
}

/// Folds `orders` orders in chunks small enough for memory; only the fold is timed.
pub(crate) fn measure(orders: usize) -> Figures {
    let programs = Programs::single(Arc::new(program()));
    let chunk = 1_000_000.min(orders);
    let mut figures = Figures { orders: 0, points: 0, one_core: Duration::ZERO, two_cores: Duration::ZERO };
    for seed in 0..orders.div_ceil(chunk) {
        let histories = histories(seed as u64, chunk / 20, chunk);
        let clock = Stopwatch::now();
        let points = fold_all(&programs, &histories);
        figures.one_core += clock.elapsed();
        let (left, right) = histories.split_at(halfway(&histories));
        let clock = Stopwatch::now();
        let both = std::thread::scope(|scope| {
            let other = scope.spawn(|| fold_all(&programs, right));
            fold_all(&programs, left) + other.join().unwrap_or(0)
        });
        figures.two_cores += clock.elapsed();
        assert_eq!(points, both, "two cores give what one gives");
        figures.points += points;
        figures.orders += histories.iter().map(|history| history.len() as u64).sum::<u64>();
    }
    figures
}

/// Where to cut so that both halves hold as many orders.
fn halfway(histories: &[Vec<Event>]) -> usize {
    let half = histories.iter().map(Vec::len).sum::<usize>() / 2;
    let mut sum = 0;
    histories
        .iter()
        .position(|history| {
            sum += history.len();
            sum >= half
        })
        .map_or(0, |index| index + 1)
}

fn fold_all(programs: &Programs, histories: &[Vec<Event>]) -> i64 {
    let mut points = 0;
    for history in histories {
        let mut state = State::new();
        for (index, event) in history.iter().enumerate() {
            step(programs, &mut state, Numbered { number: index as u32 + 1, event }, &mut ());
        }
        points += state.wallets.first().map_or(0, |wallet| wallet.earned);
    }
    points
}

/// Banded rate, cap per day, growth tiers, expiry after twelve months.
fn program() -> Program {
    let wallet = |name: &str, expiry| Wallet {
        name: name.into(),
        label: Text::default(),
        decimals: 0,
        worth: None,
        activation: Activation::Immediate,
        expiry,
        rollover: None,
        redemption: None,
        debt: DebtPolicy::Owe,
        multipliers: Multipliers::Highest,
    };
    let rule = |name: &str, wallet, effect| Rule {
        name: name.into(),
        label: Text::default(),
        trigger: Trigger::Order,
        wallet,
        when: None,
        lines: None,
        starts_at: Instant::MIN,
        ends_at: Instant::NEVER,
        effect,
        expiry: None,
        activation: None,
    };
    let band = |from, rate: i64| Band { from, rate: Decimal::from(rate) };
    let tier =
        |name: &str, from| Tier { name: name.into(), label: Text::default(), from, target_share: None };
    Program {
        code: "bench".into(),
        name: Text::default(),
        currency: Currency { code: "CNY".into(), exponent: 2 },
        calendar: Calendar::new("Asia/Shanghai").unwrap_or_else(Calendar::utc),
        rounding: Rounding::Down,
        wallets: vec![
            wallet("points", Expiry::Rolling { span: Span::Months(12), through_end_of_day: true }),
            wallet("growth", Expiry::Never),
        ],
        rules: vec![
            rule(
                "bands",
                0,
                Effect::Bands {
                    mode: BandMode::Whole,
                    bands: vec![band(0, 10), band(10_000, 12), band(50_000, 15)],
                    whole_units: false,
                    basis: Basis::Paid,
                },
            ),
            rule("growth", 1, Effect::Rate { rate: Decimal::ONE, whole_units: false, basis: Basis::Paid }),
        ],
        caps: vec![Cap {
            name: "daily".into(),
            label: Text::default(),
            counts: CapCounts::Spend,
            wallet: 0,
            rules: vec![],
            per: Period::Day,
            limit: 500_000,
        }],
        tiers: Some(TierSet {
            measure: Measure::Units { wallet: 1 },
            tiers: vec![tier("silver", 0), tier("gold", 5_000), tier("diamond", 20_000)],
        }),
    }
}
