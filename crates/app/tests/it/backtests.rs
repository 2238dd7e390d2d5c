//! Backtests over the recorded history.

use crate::shop::*;
use std::ops::ControlFlow::{Break, Continue};
use std::sync::Arc;
use tessera_app::backtest::{
    BacktestError, Case, FoldProgress, Options, Report, backtest, backtest_recorded,
};
use tessera_app::orders_file::{AmountUnit, ColumnMap, ReadOptions, Source, read};
use tessera_engine::fold::Programs;
use tessera_engine::program::{Program, check};

fn flat() -> Arc<Program> {
    Arc::new(check(FLAT).program.unwrap())
}

/// More members than are read at once, one to three orders each.
async fn busy_shop() -> (Shop, String) {
    let shop = Shop::open().await;
    let mut file = String::from("order_id,member_id,ordered_at,amount\n");
    let mut commands = Vec::new();
    for member in 0..1_500_i64 {
        for order in 0..=member % 3 {
            let (id, at) = (format!("o-{member}-{order}"), format!("2026-02-{:02}T04:00:00Z", 1 + order));
            let amount = 100 * (member * 7 % 300 + order);
            file.push_str(&format!("{id},m-{member},{at},{amount}\n"));
            commands.push(pay(&id, &at, &format!("m-{member}"), amount).creating_member());
        }
    }
    shop.app.submit_batch(commands).await;
    (shop, file)
}

async fn recorded(shop: &Shop, options: Options) -> Result<Report, BacktestError> {
    let app = shop.app.clone();
    let fold = move || {
        let programs = Programs::single(flat());
        let against = Some(app.programs_in_force());
        backtest_recorded(&app, programs, against, options, &mut |_| Continue(()))
    };
    tokio::task::spawn_blocking(fold).await.unwrap()
}

#[tokio::test]
async fn the_recorded_history_folds_like_the_file_it_came_from() {
    let (shop, file) = busy_shop().await;
    let ours = recorded(&shop, Options { threads: 1, ..Options::default() }).await.unwrap();
    let program = flat();
    let map = ColumnMap { amount_unit: Some(AmountUnit::Minor), ..ColumnMap::default() };
    let reading = ReadOptions { exponent: 2, zone: program.calendar.clone(), lines: true, threads: 1 };
    let source = Source::new("orders.csv".into(), None, Box::new(std::io::Cursor::new(file))).unwrap();
    let orders = read(source, &map, &reading, &mut |_| Continue(())).unwrap();
    let programs = Programs::single(program);
    let case = Case::new(programs.clone(), Some(programs), &orders, Options::default()).unwrap();
    let theirs = backtest(&case, &mut (), &mut |_| Continue(())).unwrap();
    assert_eq!((ours.file.orders, ours.file.members), (3_000, 1_500));
    assert_eq!(
        (ours.instants, ours.rules, ours.comparison),
        (theirs.instants, theirs.rules, theirs.comparison)
    );
    assert_eq!(
        (ours.file.spend, ours.file.first, ours.file.last),
        (theirs.file.spend, theirs.file.first, theirs.file.last)
    );
}

#[tokio::test]
async fn only_what_was_kept_counts() {
    let shop = Shop::open().await;
    shop.accept(pay("a", "2026-02-01T00:00:00Z", "ann", 15_000).creating_member()).await;
    shop.accept(pay("b", "2026-02-02T00:00:00Z", "ann", 5_000)).await;
    shop.accept(give_back_amount("r1", "2026-02-03T00:00:00Z", "a", 10_000)).await;
    shop.accept(give_back("r2", "2026-02-04T00:00:00Z", "b")).await;
    let report = recorded(&shop, Options { threads: 1, ..Options::default() }).await.unwrap();
    assert_eq!((report.file.orders, report.at_end().orders), (1, 1));
    assert_eq!(report.at_end().wallets[0].issued, 100 + 50, "for joining, and for the 50.00 that were kept");
}

#[tokio::test]
async fn a_backtest_of_the_history_stops_when_it_is_told_to() {
    let (shop, _) = busy_shop().await;
    let app = shop.app.clone();
    let mut heard = Vec::new();
    let fold = move || {
        let mut watch = |progress: FoldProgress| {
            heard.push(progress);
            if progress.orders > 0 { Break(()) } else { Continue(()) }
        };
        let stopped = backtest_recorded(&app, Programs::single(flat()), None, Options::default(), &mut watch);
        (stopped, heard)
    };
    let (stopped, heard) = tokio::task::spawn_blocking(fold).await.unwrap();
    assert!(matches!(stopped, Err(BacktestError::Stopped)));
    // One page of 1,024 members was folded, not the whole of it.
    let last = heard.last().unwrap();
    assert_eq!(last.total, 3_000);
    assert!((1_000..2_500).contains(&last.orders), "{last:?}");
}
