//! How many orders the fold takes a second, on one core and on two, beside K.

use crate::anchors::duckdb::Found;
use crate::anchors::{duckdb, python};
use crate::bench::Bench;
use crate::orders::{Detail, histories};
use crate::report::{Report, Row};
use crate::rows::rules;
use anyhow::Result;
use rust_decimal::Decimal;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::calendar::Calendar;
use tessera_engine::event::Event;
use tessera_engine::fold::{Numbered, Programs, step};
use tessera_engine::program::*;
use tessera_engine::state::State;
use tessera_engine::values::Instant;

/// The orders over which K reckons the twenty rules, at most.
const K_ORDERS: usize = 2_000_000;

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let orders = bench.sizes.orders;
    let retail = run(&Programs::single(Arc::new(rules::program()?)), orders, Detail::Lines);
    let plain = run(&Programs::single(Arc::new(four_rules())), orders, Detail::Amounts);
    let python = python::find(bench.arguments.python.as_deref(), &bench.target);
    let (mut bands, mut twenty) = (None, None);
    match python {
        Ok(python) => {
            bands = kept(report, duckdb::bands(&python, &bench.folder, orders));
            let chunks = chunks(orders.min(K_ORDERS), Detail::Lines);
            twenty = kept(report, duckdb::twenty_rules(&python, &bench.folder, &chunks));
            let place = chunks.len() - 1;
            if let (Some(k), Some((_, points))) = (&twenty, retail.by_chunk.get(place)) {
                anyhow::ensure!(k.points == *points, "DuckDB finds {} points, the fold {points}", k.points);
            }
        }
        Err(error) => report.miss(format!("K: {error:#}")),
    }
    add(report, "fold, the 20-rule program, orders of three lines", &retail, twenty.as_ref(), true);
    add(report, "fold, four rules, amounts alone", &plain, bands.as_ref(), false);
    let k = [
        ("K: DuckDB, two threads, the points total of the same twenty rules alone", twenty),
        ("K: DuckDB, two threads, the points total of one capped rule with bands alone", bands),
    ];
    for (what, k) in k.into_iter().filter_map(|(what, k)| Some((what, k?))) {
        let note = format!("{} orders, {} points", k.orders, k.points);
        report.add(Row::new(what, k.millions(), "M orders/s").note(note));
    }
    Ok(())
}

fn kept(report: &mut Report, found: Result<Found>) -> Option<Found> {
    found.map_err(|error| report.miss(format!("K: {error:#}"))).ok()
}

fn add(report: &mut Report, what: &str, figures: &Figures, k: Option<&Found>, is_judged: bool) {
    let millions = |time: Duration| figures.orders as f64 / time.as_secs_f64().max(1e-9) / 1e6;
    let (one, two) = (millions(figures.one_core), millions(figures.two_cores));
    let note = format!("{} orders, {} points", figures.orders, figures.points());
    let row = |cores, rate: f64| {
        let row = Row::new(format!("{what}, {cores}"), rate, "M orders/s");
        match k {
            Some(k) if !is_judged => row.note(format!("{:.2} x K of one rule", rate / k.millions())),
            _ => row.note(note.clone()),
        }
    };
    let (mut row_one, mut row_two) = (row("one core", one), row("two cores", two));
    if is_judged {
        row_one = row_one.at_least(one, "M/s", 3.0, 3.0);
        if let Some(k) = k {
            row_two = row_two.at_least(two / k.millions(), "x K of the same rules", 1.0, 3.0);
        }
    }
    report.add(row_one);
    report.add(row_two);
}

/// What one run found.
struct Figures {
    orders: u64,
    /// Orders and points up to the end of each chunk.
    by_chunk: Vec<(u64, i64)>,
    one_core: Duration,
    two_cores: Duration,
}

impl Figures {
    fn points(&self) -> i64 {
        self.by_chunk.last().map_or(0, |(_, points)| *points)
    }
}

/// Seeds and sizes of chunks that are small enough for memory.
fn chunks(orders: usize, detail: Detail) -> Vec<(u64, usize)> {
    let chunk = orders.clamp(1, if detail == Detail::Lines { 250_000 } else { 1_000_000 });
    (0..orders.div_ceil(chunk) as u64).map(|seed| (seed, chunk)).collect()
}

/// Folds `orders` orders in chunks; only the fold is timed.
fn run(programs: &Programs, orders: usize, detail: Detail) -> Figures {
    let (one_core, two_cores) = (Duration::ZERO, Duration::ZERO);
    let mut figures = Figures { orders: 0, by_chunk: Vec::new(), one_core, two_cores };
    for (seed, chunk) in chunks(orders, detail) {
        let histories = histories(seed, (chunk / 20).max(1), chunk, detail);
        let clock = Stopwatch::now();
        let points = fold_all(programs, &histories);
        figures.one_core += clock.elapsed();
        let (left, right) = histories.split_at(halfway(&histories));
        let clock = Stopwatch::now();
        let both = std::thread::scope(|scope| {
            let other = scope.spawn(|| fold_all(programs, right));
            fold_all(programs, left) + other.join().unwrap_or(0)
        });
        figures.two_cores += clock.elapsed();
        assert_eq!(points, both, "two cores give what one gives");
        figures.orders += histories.iter().map(|history| history.len() as u64).sum::<u64>();
        let before = figures.points();
        figures.by_chunk.push((figures.orders, before + points));
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
fn four_rules() -> Program {
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
        activities: Vec::new(),
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
