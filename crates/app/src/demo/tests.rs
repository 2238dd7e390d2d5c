use super::{Plan, Shop};
use crate::command::{Action, Command};
use std::collections::HashSet;
use tessera_engine::calendar::{Calendar, Day};
use tessera_engine::program::{
    Activation, Basis, Currency, DebtPolicy, Effect, Expiry, Multipliers, Program, RedemptionBand,
    RedemptionTerms, Rounding, Rule, Text, Trigger, Wallet,
};
use tessera_engine::values::Instant;

fn program() -> Program {
    let label = || Text { zh: "积分".into(), en: "points".into() };
    let points = Wallet {
        name: "points".into(),
        label: label(),
        decimals: 0,
        worth: None,
        activation: Activation::Immediate,
        expiry: Expiry::Never,
        rollover: None,
        redemption: Some(RedemptionTerms {
            minimum: 100,
            step: 100,
            bands: vec![RedemptionBand { from: 1, units_per_money: 100.into() }],
            max_share: None,
        }),
        debt: DebtPolicy::Owe,
        multipliers: Multipliers::Highest,
    };
    let rule = |trigger, effect| Rule {
        name: "rule".into(),
        label: label(),
        trigger,
        wallet: 0,
        when: None,
        lines: None,
        starts_at: Instant::MIN,
        ends_at: Instant::NEVER,
        effect,
        expiry: None,
        activation: None,
    };
    let fixed = || Effect::Fixed { units: 5, threshold: 0, basis: Basis::Paid };
    Program {
        code: "test".into(),
        name: label(),
        currency: Currency { code: "CNY".into(), exponent: 2 },
        calendar: Calendar::new("Asia/Shanghai").unwrap(),
        rounding: Rounding::Down,
        wallets: vec![points],
        activities: Vec::new(),
        rules: vec![
            rule(Trigger::Activity("check_in".into()), fixed()),
            rule(Trigger::Activity("review".into()), fixed()),
        ],
        caps: Vec::new(),
        tiers: None,
    }
}

/// A year of a shop whose tills never hear of points.
fn year(seed: u64, members: u32) -> Vec<(Day, Vec<Command>)> {
    let plan = Plan { seed, members, end: Day::of(2026, 11, 21), days: 365, until: None };
    let mut shop = Shop::new(&program(), plan);
    std::iter::from_fn(|| shop.next_day()).map(|day| (day.day, day.commands)).collect()
}

fn orders(commands: &[Command]) -> usize {
    commands.iter().filter(|command| matches!(command.action, Action::Pay { .. })).count()
}

#[test]
fn a_seed_makes_one_history() {
    assert!(year(5, 60) == year(5, 60));
    assert!(year(5, 60) != year(6, 60));
}

#[test]
fn days_come_in_order_and_ids_once() {
    let mut ids = HashSet::new();
    let days = year(1, 300);
    assert_eq!((days.len(), days[0].0, days[364].0), (365, Day::of(2025, 11, 21), Day::of(2026, 11, 20)));
    let calendar = Calendar::new("Asia/Shanghai").unwrap();
    for (day, commands) in &days {
        assert!(commands.is_sorted_by_key(|command| command.occurred_at));
        for command in commands {
            assert_eq!(calendar.day(command.occurred_at), *day);
            assert!(ids.insert(command.event_id.clone()), "{} twice", command.event_id);
        }
    }
}

/// Today has come as far as it has, and there were orders.
#[test]
fn a_day_under_way_is_over_by_now() {
    let calendar = Calendar::new("Asia/Shanghai").unwrap();
    let today = Day::of(2026, 11, 21);
    let (start, now) = (calendar.day_start(today), Instant(calendar.day_start(today).0 + 3_600_000_000));
    let plan = Plan { seed: 1, members: 1_000, end: Day::of(2026, 11, 22), days: 365, until: Some(now) };
    let mut shop = Shop::new(&program(), plan);
    let days: Vec<_> = std::iter::from_fn(|| shop.next_day()).collect();
    let last = days.last().unwrap();
    assert_eq!((last.day, last.ends_at), (today, now));
    assert!(last.commands.is_sorted_by_key(|command| command.occurred_at));
    assert!(last.commands.iter().all(|command| (start..=now).contains(&command.occurred_at)));
    assert!(orders(&last.commands) > 5, "{}", orders(&last.commands));
    assert_eq!(days[363].ends_at, Instant(start.0 - 1));
}

#[test]
fn the_history_has_what_a_shop_has() {
    let days = year(1, 1_000);
    let all: Vec<&Command> = days.iter().flat_map(|(_, commands)| commands).collect();
    let count = |wanted: fn(&Action) -> bool| all.iter().filter(|command| wanted(&command.action)).count();
    let paid = count(|action| matches!(action, Action::Pay { .. }));
    let returned = count(|action| matches!(action, Action::Return { .. }));
    assert_eq!(count(|action| matches!(action, Action::Join(_))), 1_000);
    assert!((3_000..12_000).contains(&paid), "{paid} orders");
    assert!((paid / 50..paid / 10).contains(&returned), "{returned} returns");
    assert!(count(|action| matches!(action, Action::Activity(_))) > 1_000);
    let by = |wanted: fn(Day) -> bool| -> usize {
        days.iter().filter(|(day, _)| wanted(*day)).map(|(_, commands)| orders(commands)).sum()
    };
    assert!(by(|day| day == Day::of(2026, 11, 11)) > 3 * by(|day| day == Day::of(2026, 11, 4)));
    assert!(by(|day| day.weekday() == 6) > by(|day| day.weekday() == 2));
}
