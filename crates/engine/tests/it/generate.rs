//! Programs and histories at random: small, nasty, and on the hard spots (one instant for many events, midnights, month ends).

use proptest::prelude::*;
use rust_decimal::Decimal;
use std::sync::Arc;
use tessera_engine::calendar::Calendar;
use tessera_engine::condition::{Condition, KnownTier, Schema};
use tessera_engine::event::*;
use tessera_engine::fold::Programs;
use tessera_engine::program::*;
use tessera_engine::values::{EventId, Instant, Quantity};

/// 2024-01-01T00:00:00Z: a leap year lies ahead.
const START: i64 = 1_704_067_200_000_000;
const HOUR: i64 = 3_600_000_000;

pub(crate) fn instant() -> impl Strategy<Value = Instant> {
    prop_oneof![
        3 => (0..700_i64 * 24).prop_map(|hours| Instant(START + hours * HOUR)),
        2 => (0..700_i64).prop_map(|days| Instant(START + days * 24 * HOUR)),
        1 => (0..40_i64).prop_map(|hours| Instant(START + 59 * 24 * HOUR + hours * HOUR)),
        1 => (0..700_i64 * 24 * HOUR).prop_map(|micros| Instant(START + micros)),
    ]
}

fn rate() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        Just(Decimal::ONE),
        (0..3000_i64).prop_map(|n| Decimal::new(n, 2)),
        (0..999_999_i64).prop_map(|n| Decimal::new(n, 5))
    ]
}

fn expiry() -> impl Strategy<Value = Expiry> {
    let span = prop_oneof![(1..400_u32).prop_map(Span::Days), (1..14_u32).prop_map(Span::Months)];
    prop_oneof![
        Just(Expiry::Never),
        (1..=12_u8, 1..=28_u8, 1..3_u32).prop_map(|(month, day, nth)| Expiry::FixedDate { month, day, nth }),
        Just(Expiry::FixedDate { month: 2, day: 29, nth: 1 }),
        (span.clone(), any::<bool>())
            .prop_map(|(span, through_end_of_day)| Expiry::Rolling { span, through_end_of_day }),
        span.prop_map(|span| Expiry::Inactivity { span }),
    ]
}

fn activation() -> impl Strategy<Value = Activation> {
    prop_oneof![3 => Just(Activation::Immediate), 1 => (0..40_u32).prop_map(Activation::AfterDays), 1 => (0..40_u32).prop_map(Activation::DayStart)]
}

fn rollover() -> impl Strategy<Value = Option<Rollover>> {
    prop_oneof![
        2 => Just(None),
        1 => (0..=100_i64, proptest::option::of(0..500_i64))
            .prop_map(|(share, max)| Some(Rollover { share: Decimal::new(share, 2), max })),
    ]
}

fn wallet(name: &'static str) -> impl Strategy<Value = Wallet> {
    let combine = prop_oneof![Just(Multipliers::Highest), Just(Multipliers::Product), Just(Multipliers::Sum)];
    let debt = prop_oneof![3 => Just(DebtPolicy::Owe), 1 => Just(DebtPolicy::Forgive)];
    (activation(), expiry(), rollover(), debt, combine).prop_map(
        move |(activation, expiry, rollover, debt, multipliers)| Wallet {
            name: name.into(),
            label: Text::default(),
            decimals: 0,
            worth: None,
            activation,
            expiry,
            rollover,
            redemption: Some(RedemptionTerms {
                minimum: 1,
                step: 1,
                bands: vec![RedemptionBand { from: 1, units_per_money: Decimal::TEN }],
                max_share: None,
            }),
            debt,
            multipliers,
        },
    )
}

fn gift() -> impl Strategy<Value = Effect> {
    let basis = prop_oneof![Just(Basis::Paid), Just(Basis::Price)];
    let bands = (rate(), rate(), rate()).prop_map(|(a, b, c)| {
        vec![Band { from: 0, rate: a }, Band { from: 10_000, rate: b }, Band { from: 50_000, rate: c }]
    });
    prop_oneof![
        (rate(), any::<bool>(), basis.clone()).prop_map(|(rate, whole_units, basis)| Effect::Rate {
            rate,
            whole_units,
            basis
        }),
        (any::<bool>(), bands, any::<bool>(), basis.clone()).prop_map(
            |(whole, bands, whole_units, basis)| Effect::Bands {
                mode: if whole { BandMode::Whole } else { BandMode::Marginal },
                bands,
                whole_units,
                basis,
            }
        ),
        (0..200_i64, prop_oneof![Just(0), Just(20_000_i64)], basis)
            .prop_map(|(units, threshold, basis)| Effect::Fixed { units, threshold, basis }),
        (0..40_i64, any::<bool>()).prop_map(|(tenths, bonuses)| Effect::Multiply {
            factor: Decimal::new(tenths, 1),
            of: vec![],
            bonuses
        }),
    ]
}

/// A condition of a rule on orders, written for a currency of two decimals and the tiers below.
fn condition(text: &str, lines: bool) -> Condition {
    let nameless = Text::default();
    let tiers = ["silver", "gold", "diamond"].map(|name| KnownTier { name, label: &nameless });
    let schema = Schema { trigger: &Trigger::Order, lines, exponent: 2, tiers: &tiers, activities: &[] };
    Condition::parse(text, &schema).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

fn when() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![
        6 => Just(None),
        1 => Just(Some("order.amount >= 100")),
        1 => Just(Some("member.orders == 0")),
        1 => Just(Some("member.spend >= 300")),
        1 => Just(Some("order.hour < 12 || order.month == 2")),
    ]
}

fn selected() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![
        4 => Just(None),
        1 => Just(Some("line.category == \"tea\"")),
        1 => Just(Some("line.category != \"tea\"")),
    ]
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let one = (
        0..8_u8,
        0..2_usize,
        gift(),
        proptest::option::of(expiry()),
        proptest::option::of(activation()),
        any::<bool>(),
        (when(), selected(), any::<bool>()),
    );
    proptest::collection::vec(one, 1..7).prop_map(|drawn| {
        let mut rules = Vec::new();
        for (index, (trigger, wallet, effect, expiry, activation, windowed, (when, lines, picky))) in
            drawn.into_iter().enumerate()
        {
            let (trigger, effect) = match (trigger, &effect) {
                (0, Effect::Fixed { units, .. }) => {
                    (Trigger::Join, Effect::Fixed { units: *units, threshold: 0, basis: Basis::Paid })
                }
                (1, Effect::Fixed { units, .. }) => (
                    Trigger::Activity("check_in".into()),
                    Effect::Fixed { units: *units, threshold: 0, basis: Basis::Paid },
                ),
                _ => (Trigger::Order, effect.clone()),
            };
            let on_orders = trigger == Trigger::Order;
            let multiplies = matches!(effect, Effect::Multiply { .. });
            let effect = match effect {
                // Some multipliers name the rules that they multiply: all those before them.
                Effect::Multiply { factor, bonuses, .. } if picky => {
                    Effect::Multiply { factor, of: (0..index).collect(), bonuses }
                }
                other => other,
            };
            rules.push(Rule {
                name: format!("rule{index}").into(),
                label: Text::default(),
                trigger,
                wallet,
                when: when.filter(|_| on_orders).map(|text| condition(text, false)),
                lines: lines.filter(|_| on_orders && !multiplies).map(|text| condition(text, true)),
                starts_at: Instant::MIN,
                ends_at: if windowed { Instant(START + 200 * 24 * HOUR) } else { Instant::NEVER },
                effect,
                expiry,
                activation,
            });
        }
        rules
    })
}

fn caps() -> impl Strategy<Value = Vec<Cap>> {
    let per = prop_oneof![
        Just(Period::Order),
        Just(Period::Day),
        Just(Period::Week),
        Just(Period::Month),
        Just(Period::Year),
        Just(Period::Lifetime)
    ];
    // Held by all rules of the wallet, or by some: the places are those of rules that may be there.
    let some = prop_oneof![2 => Just(vec![]), 1 => proptest::collection::vec(0..3_usize, 1..3)];
    let one = (per, any::<bool>(), 0..2_usize, 0..60_000_i64, some);
    proptest::collection::vec(one, 0..3).prop_map(|drawn| {
        drawn
            .into_iter()
            .enumerate()
            .map(|(index, (per, spend, wallet, limit, rules))| Cap {
                name: format!("cap{index}").into(),
                label: Text::default(),
                counts: if spend { CapCounts::Spend } else { CapCounts::Units },
                wallet,
                rules,
                per,
                limit: if spend { limit } else { limit / 20 },
            })
            .collect()
    })
}

fn tiers() -> impl Strategy<Value = Option<TierSet>> {
    let measure = prop_oneof![
        Just(Measure::Units { wallet: 1 }),
        Just(Measure::Spend { window: Window::Lifetime }),
        (1..13_u32).prop_map(|months| Measure::Spend { window: Window::RollingMonths(months) }),
        Just(Measure::Spend { window: Window::CalendarYear }),
    ];
    let tier =
        |name: &str, from| Tier { name: name.into(), label: Text::default(), from, target_share: None };
    proptest::option::of(measure.prop_map(move |measure| TierSet {
        measure,
        tiers: vec![tier("silver", 0), tier("gold", 30_000), tier("diamond", 120_000)],
    }))
}

pub(crate) fn program() -> impl Strategy<Value = Program> {
    let zone =
        prop_oneof![Just("UTC"), Just("Asia/Shanghai"), Just("America/New_York"), Just("Pacific/Apia")];
    let rounding = prop_oneof![
        Just(Rounding::Down),
        Just(Rounding::Up),
        Just(Rounding::HalfUp),
        Just(Rounding::HalfEven)
    ];
    (zone, rounding, wallet("points"), wallet("growth"), rules(), caps(), tiers()).prop_map(
        |(zone, rounding, points, growth, rules, caps, tiers)| Program {
            code: "random".into(),
            name: Text::default(),
            currency: Currency { code: "CNY".into(), exponent: 2 },
            calendar: Calendar::new(zone).unwrap(),
            rounding,
            wallets: vec![points, growth],
            activities: Vec::new(),
            rules,
            caps,
            tiers,
        },
    )
}

/// One or two versions, the second starting in the middle of the history.
pub(crate) fn programs() -> impl Strategy<Value = Programs> {
    (program(), proptest::option::of(program())).prop_map(|(first, second)| {
        let mut versions = vec![(1, Instant::MIN, Arc::new(first))];
        if let Some(second) = second {
            versions.push((2, Instant(START + 180 * 24 * HOUR), Arc::new(second)));
        }
        Programs::new(versions)
    })
}

fn order() -> impl Strategy<Value = Order> {
    let line = (0..4_i64, prop_oneof![6 => 0..40_000_i64, 1 => -9_000..0_i64], any::<bool>());
    let points = proptest::option::weighted(0.3, (1..300_i64, 0..3_000_i64));
    (proptest::collection::vec(line, 0..4), 0..90_000_i64, points).prop_map(|(lines, bare, points)| {
        let lines: Box<[Line]> = lines
            .into_iter()
            .enumerate()
            .map(|(index, (quantity, amount, tea))| Line {
                id: index.to_string().into(),
                sku: None,
                category: tea.then(|| "tea".into()),
                quantity: Quantity::pieces(quantity),
                amount,
            })
            .collect();
        let sum: i64 = lines.iter().map(|line| line.amount).sum();
        // Discounts beyond the goods are refused before they come here.
        let (lines, amount) = if lines.is_empty() || sum < 0 { (Box::default(), bare) } else { (lines, sum) };
        let points_paid = points.map(|(units, value)| PointsPaid {
            wallet: "points".into(),
            units,
            value: value.min(amount),
        });
        Order { store: None, channel: None, lines, amount, points_paid }
    })
}

fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        10 => order().prop_map(|order| Body::OrderPaid(Box::new(order))),
        1 => Just(Body::Joined(Joined::default())),
        2 => Just(Body::ActivityDone(Activity { kind: "check_in".into(), channel: None, store: None })),
        3 => (1..400_i64).prop_map(|units| Body::Redeemed(Redemption { wallet: "points".into(), units, value: 0, purpose: None })),
        2 => (-300..300_i64, any::<bool>()).prop_map(|(units, growth)| Body::Adjusted(Adjustment {
            wallet: if growth { "growth".into() } else { "points".into() },
            units,
            reason: "test".into(),
            by: None,
        })),
        1 => Just(Body::TimePassed),
        1 => Just(Body::Tagged(["vip".into()].into())),
    ]
}

/// What comes back: which order (by its number among the orders), which line, how.
fn returned() -> impl Strategy<Value = (Instant, usize, usize, u8, i64)> {
    (instant(), 0..64_usize, 0..4_usize, 0..4_u8, 0..20_000_i64)
}

/// A history; ids are drawn so that their natural order is not their order in the vector.
pub(crate) fn history() -> impl Strategy<Value = Vec<Event>> {
    (proptest::collection::vec((instant(), body()), 1..24), proptest::collection::vec(returned(), 0..6))
        .prop_map(|(facts, returns)| {
            let mut events: Vec<Event> = facts
                .into_iter()
                .enumerate()
                .map(|(index, (at, body))| event(&format!("e{}", (index * 7) % 101), at, body))
                .collect();
            let orders: Vec<EventId> = events
                .iter()
                .filter(|event| matches!(event.body, Body::OrderPaid(_)))
                .map(|event| event.id.clone())
                .collect();
            for (index, (at, which, line, how, amount)) in returns.into_iter().enumerate() {
                if orders.is_empty() {
                    break;
                }
                let part = match how {
                    0 => ReturnedPart::Whole,
                    1 => ReturnedPart::Quantity(Quantity::pieces(1)),
                    _ => ReturnedPart::Amount(amount),
                };
                let lines: Box<[ReturnedLine]> = if how == 3 {
                    Box::default()
                } else {
                    [ReturnedLine { line: line.to_string().into(), part }].into()
                };
                let returned = Return {
                    order: orders[which % orders.len()].clone(),
                    lines,
                    amount: if how == 3 { amount } else { 0 },
                    reason: None,
                };
                events.push(event(&format!("r{index}"), at, Body::OrderReturned(Box::new(returned))));
            }
            events
        })
}

pub(crate) fn event(id: &str, at: Instant, body: Body) -> Event {
    Event { id: EventId::new(id).unwrap(), occurred_at: at, recorded_at: at, fingerprint: [0; 16], body }
}
