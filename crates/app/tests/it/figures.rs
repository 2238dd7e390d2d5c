//! The survey against the trial balance and the exports: three ways to the same figures.

use crate::shop::*;
use std::collections::BTreeMap;
use tessera_app::survey::{DAYS, Moved, Survey};
use tessera_app::{EntriesOf, Progress};
use tessera_engine::calendar::Calendar;
use tessera_engine::entry::EntryKind;
use tessera_engine::values::Instant;

/// Every figure of the survey, found once more by another way.
pub(crate) async fn the_survey_agrees(shop: &Shop) {
    let survey = shop.app.survey().await.unwrap().unwrap();
    assert_eq!(shop.app.kept_survey().await.unwrap().as_ref(), Some(&survey));
    holdings_agree(shop, &survey).await;
    members_agree(shop, &survey).await;
    days_agree(shop, &survey).await;
}

async fn holdings_agree(shop: &Shop, survey: &Survey) {
    let balance = shop.app.trial_balance().await.unwrap();
    assert_eq!(survey.seq, balance.seq);
    for held in &survey.wallets {
        let account = format!("members:{}", held.wallet);
        let row = balance.rows.iter().find(|row| *row.account == *account).unwrap();
        assert_eq!(held.balance, row.units, "{account}");
        let lots = held.never + held.expiring.values().sum::<i64>();
        assert_eq!(lots - held.debt, held.balance, "{account}: {held:?}");
    }
}

async fn members_agree(shop: &Shop, survey: &Survey) {
    let mut tiers: BTreeMap<Box<str>, u64> = BTreeMap::new();
    let mut members = 0;
    let count = &mut |row: tessera_app::MemberExport| {
        members += 1;
        if let Some(tier) = row.tier {
            *tiers.entry((*tier).into()).or_default() += 1;
        }
        Ok(())
    };
    shop.app.export_members(&[survey.at], count).await.unwrap();
    assert_eq!((survey.members, &survey.tiers), (members, &tiers));
    assert_eq!(shop.app.member_count().await.unwrap(), members);
}

async fn days_agree(shop: &Shop, survey: &Survey) {
    assert_eq!(survey.days.len(), DAYS);
    let calendar = Calendar::new("Asia/Shanghai").unwrap();
    let day = |at: Instant| calendar.day(at).date().to_string();
    assert_eq!(*survey.days[DAYS - 1].day, day(survey.at));
    let (mut spend, mut moved) = (BTreeMap::<String, i64>::new(), BTreeMap::<String, Vec<Moved>>::new());
    let orders = &mut |order: tessera_app::OrderExport| {
        let tessera_engine::event::Body::OrderPaid(paid) = &order.event.body else { unreachable!() };
        *spend.entry(day(order.event.occurred_at)).or_default() += paid.amount - order.returned;
        Ok(())
    };
    shop.app.export_orders(orders).await.unwrap();
    let wallets = shop.app.wallet_names().len();
    let entries = &mut |entry: tessera_app::EntryExport| {
        if entry.posted_by.is_some() {
            let entry = entry.entry.entry;
            let of_day = moved.entry(day(entry.at)).or_insert_with(|| vec![Moved::default(); wallets]);
            let moved = &mut of_day[usize::from(entry.wallet)];
            match entry.kind {
                EntryKind::Earn => moved.issued += entry.units,
                EntryKind::Spend => moved.spent -= entry.units,
                EntryKind::Expire => moved.expired -= entry.units,
                EntryKind::Adjust => moved.adjusted += entry.units,
                _ => {}
            }
        }
        Ok(())
    };
    shop.app.export_entries(EntriesOf::Posted(survey.at), entries).await.unwrap();
    for of_day in &survey.days {
        let none = vec![Moved::default(); wallets];
        assert_eq!(of_day.spend, spend.get(&*of_day.day).copied().unwrap_or_default(), "{}", of_day.day);
        assert_eq!(&of_day.moved, moved.get(&*of_day.day).unwrap_or(&none), "{}", of_day.day);
    }
}

#[tokio::test]
async fn a_survey_tells_months_days_and_what_came_back() {
    let shop = Shop::open().await;
    // 100 for joining, 300 + 50, 100; the second order comes back whole; a day later in Shanghai than in Greenwich.
    shop.accept(join("join-1", "2026-02-01T00:00:00Z", "ann")).await;
    shop.accept(pay("order-1", "2026-02-01T16:30:00Z", "ann", 30_000)).await;
    shop.accept(pay("order-2", "2026-02-01T16:40:00Z", "ann", 10_000)).await;
    shop.accept(give_back("back-1", "2026-02-03T00:00:00Z", "order-2")).await;
    shop.accept(redeem("redeem-1", "2026-02-04T00:00:00Z", "ann", 200)).await;
    the_survey_agrees(&shop).await;
    let survey = shop.app.kept_survey().await.unwrap().unwrap();
    let of = |day: &str| survey.days.iter().find(|of_day| *of_day.day == *day).unwrap();
    assert_eq!((of("2026-02-01").joined, of("2026-02-01").orders), (1, 0));
    assert_eq!((of("2026-02-02").orders, of("2026-02-02").spend), (1, 30_000));
    assert_eq!(of("2026-02-04").moved[0].spent, 200);
    // They end on 1 January: their last month is December.
    assert_eq!(survey.wallets[0].expiring, BTreeMap::from([("2026-12".into(), 250)]));
    assert_eq!((survey.members, survey.wallets[0].balance), (1, 250));
}

#[tokio::test]
async fn an_audit_keeps_what_it_found_and_the_survey() {
    let shop = Shop::open().await;
    assert_eq!(shop.app.last_verified().await.unwrap(), None);
    shop.accept(join("join-1", "2026-02-01T00:00:00Z", "ann")).await;
    shop.verify().await;
    let verified = shop.app.last_verified().await.unwrap().unwrap();
    assert_eq!((verified.members, verified.events, verified.different), (1, 1, 0));
    let beside = shop.app.kept_survey().await.unwrap().unwrap();
    assert_eq!(shop.app.survey().await.unwrap().unwrap(), beside);
    let stopped = Progress::new();
    stopped.cancel();
    shop.accept(pay("order-1", "2026-02-01T16:30:00Z", "ann", 30_000)).await;
    assert!(shop.app.verify(&stopped).await.unwrap().cancelled);
    assert_eq!(shop.app.kept_survey().await.unwrap().unwrap(), beside, "half a pass is no survey");
}

/// A small shop is surveyed when somebody asks, something has changed, and the last survey is five minutes old.
#[tokio::test]
async fn figures_renew_themselves() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2026-02-28T20:00:00Z", "ann")).await;
    let first = shop.app.figures().await.unwrap();
    assert_eq!((first.members, first.wallets[0].outstanding, first.fresh_as_of), (1, 100, None));
    assert!(first.renewing && first.days.is_empty());
    let settled = settled(&shop).await;
    assert_eq!(settled.fresh_as_of, Some(settled.at));
    shop.wait(10 * 60 * 1_000_000);
    let unchanged = shop.app.figures().await.unwrap();
    assert!(!unchanged.renewing, "there is nothing new to count");
    assert_eq!(unchanged.fresh_as_of, Some(unchanged.at), "and so they are of now");
    let wanted = shop.app.renewed_figures().await.unwrap();
    assert!(!wanted.renewing, "nor is there for who wants it");
    shop.accept(pay("order-1", "2026-02-28T20:01:00Z", "ann", 1_000)).await;
    shop.app.renew_survey();
    let counted = self::settled(&shop).await.at;
    shop.accept(pay("order-2", "2026-02-28T20:02:00Z", "ann", 1_000)).await;
    assert!(!shop.app.renewed_figures().await.unwrap().renewing, "the last one began this moment");
    shop.wait(5 * 60 * 1_000_000);
    let young = shop.app.figures().await.unwrap();
    assert!(!young.renewing);
    assert_eq!(young.fresh_as_of, Some(counted), "they say how old they are");
    shop.wait(1);
    assert!(shop.app.figures().await.unwrap().renewing);
    assert_eq!(self::settled(&shop).await.fresh_as_of, Some(counted.later(300_000_001)));
}

/// Who wants figures of now gets them although they are not due.
#[tokio::test]
async fn figures_are_renewed_when_somebody_wants_it() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2026-02-28T20:00:00Z", "ann")).await;
    shop.app.figures().await.unwrap();
    settled(&shop).await;
    shop.accept(pay("order-1", "2026-02-28T20:01:00Z", "ann", 1_000)).await;
    shop.wait(60 * 1_000_000);
    assert!(!shop.app.figures().await.unwrap().renewing);
    assert!(shop.app.renewed_figures().await.unwrap().renewing);
    let settled = settled(&shop).await;
    assert_eq!(settled.fresh_as_of, Some(settled.at));
}

/// A day that has begun, and a version that has come into force, are counted although nothing was recorded.
#[tokio::test]
async fn another_day_is_counted_anew() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2026-02-28T20:00:00Z", "ann")).await;
    shop.app.figures().await.unwrap();
    let counted = settled(&shop).await.at;
    shop.wait(24 * 60 * 60 * 1_000_000);
    let next = shop.app.figures().await.unwrap();
    assert_eq!((next.renewing, next.fresh_as_of), (true, Some(counted)));
}

/// However often somebody wants it: one survey at a time.
#[tokio::test]
async fn a_survey_says_how_far_it_is() {
    let shop = Shop::open().await;
    shop.accept(join("join-1", "2026-02-28T20:00:00Z", "ann")).await;
    assert_eq!(shop.app.surveyed(), None);
    shop.app.renew_survey();
    shop.app.renew_survey();
    assert_eq!(shop.app.figures().await.unwrap().surveyed, Some(0));
    assert_eq!(settled(&shop).await.surveyed, None);
}

trait Later {
    fn later(self, micros: i64) -> Self;
}

impl Later for Instant {
    fn later(self, micros: i64) -> Self {
        Instant(self.0 + micros)
    }
}

/// The figures once no survey is being taken.
async fn settled(shop: &Shop) -> tessera_app::survey::ShopFigures {
    for _ in 0..500 {
        let figures = shop.app.figures().await.unwrap();
        if !figures.renewing {
            return figures;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the survey does not end");
}
