//! The same figures from a database: imported, and exported as of past and future instants; and once more event by event.

use crate::data_folder::data_folder;
use crate::real_data::{Expected, document, imports, instants, orders, program};
use crate::shop::*;
use crate::stores::{On, on_each_store};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use tessera_app::backtest::{Case, Collected, Options, backtest};
use tessera_app::{Command, ImportReport, ImportedOrder, MemberExport, Progress, RefusedRow, Settings};
use tessera_engine::fold::Programs;
use tessera_engine::values::Instant;

on_each_store! {
    what_is_imported_is_exported_as_the_backtest_says
    an_import_can_be_run_again_without_effect
    live_orders_and_redemptions_come_out_as_the_backtest_says
}

async fn shop(on: On, name: &str) -> Shop {
    let settings = Settings { sweep_every: None, ..Settings::default() };
    let shop = Shop::bare(on.store().await, settings).await;
    shop.publish(&document(name), "2000-01-01T00:00:00Z").await.unwrap();
    shop
}

async fn import(shop: &Shop, folder: &Path) -> ImportReport {
    import_all(shop, imports(folder)).await
}

async fn import_all(shop: &Shop, orders: Vec<Result<ImportedOrder, RefusedRow>>) -> ImportReport {
    shop.app.import_orders(orders.into_iter(), &Progress::new()).await.unwrap()
}

/// Every member as of an instant, in the order of the backtest.
async fn export(shop: &Shop, at: Instant) -> Vec<MemberExport> {
    let mut rows = Vec::new();
    let mut sink = |row: MemberExport| {
        rows.push(row);
        Ok(())
    };
    shop.app.export_members(&[at], &mut sink).await.unwrap();
    rows.sort_by_key(|row| row.member_id.parse::<u64>().unwrap());
    rows
}

async fn what_is_imported_is_exported_as_the_backtest_says(on: On) {
    let Some(folder) = data_folder() else { return };
    let at = instants(&Expected::read(&folder, "expiry_jan1_utc.csv"));
    let imports = imports(&folder);
    let orders = orders(&folder, false);
    for name in [
        "flat",
        "banded",
        "growth",
        "base",
        "whole-bands",
        "marginal-bands",
        "whole-bands-whole-units",
        "bonus-50",
        "cap-5000-utc",
        "cap-100-utc",
        "cap-100-ny",
        "growth-tiers",
        "expiry-jan1-utc",
        "expiry-jan1-ny",
        "expiry-roll3m-utc",
        "expiry-roll3m-ny",
    ] {
        let shop = shop(on, name).await;
        let report = import_all(&shop, imports.clone()).await;
        assert_eq!((report.recorded, report.members, report.refused), (15_572, 248, 0), "{name}");
        let options = Options { at: at.clone(), ..Options::default() };
        let case = Case::new(Programs::single(program(name)), None, &orders, options).unwrap();
        let mut expected = Collected::default();
        backtest(&case, &mut expected, &mut |_| ControlFlow::Continue(())).unwrap();
        for at in &at {
            let wanted: Vec<_> = expected.members.iter().filter(|row| row.at == *at).cloned().collect();
            assert_eq!(export(&shop, *at).await, wanted, "{name} {at}");
        }
    }
}

async fn an_import_can_be_run_again_without_effect(on: On) {
    let Some(folder) = data_folder() else { return };
    let shop = shop(on, "expiry-roll3m-ny").await;
    import(&shop, &folder).await;
    let at = "2018-01-02T00:00:00Z".parse().unwrap();
    let before = export(&shop, at).await;
    let again = import(&shop, &folder).await;
    assert_eq!((again.recorded, again.known, again.refused), (0, 15_572, 0));
    assert_eq!(export(&shop, at).await, before);
    shop.verify().await;
}

/// Orders and redemptions as tills would send them, one after the other, the clock going on with them.
async fn live_orders_and_redemptions_come_out_as_the_backtest_says(on: On) {
    let Some(folder) = data_folder() else { return };
    for (name, file) in
        [("expiry-jan1-ny", "expiry_jan1_ny.csv"), ("expiry-roll3m-utc", "expiry_roll3m_dayend_utc.csv")]
    {
        let shop = shop(on, name).await;
        let mut orders: Vec<_> = imports(&folder).into_iter().map(Result::unwrap).collect();
        orders.sort_by(|a, b| (a.occurred_at, &a.id).cmp(&(b.occurred_at, &b.id)));
        for order in orders {
            shop.set(order.occurred_at);
            let member = crm(&order.member);
            let action = tessera_app::Action::Pay { order: Box::new(order.order), currency: None };
            let pay = Command::new(order.id.clone(), order.occurred_at, member, action);
            let receipt = shop.accept(pay.creating_member()).await;
            if receipt.balances[0].available >= 1000 {
                let event = format!("redeem-{}", order.id);
                let when = order.occurred_at.to_string();
                shop.accept(redeem(&event, &when, &order.member, 1000)).await;
            }
        }
        let expected = Expected::read(&folder, file);
        for at in instants(&expected) {
            let rows = export(&shop, at).await;
            let column = |figure: &dyn Fn(&MemberExport) -> i64| -> BTreeMap<String, String> {
                rows.iter().map(|row| (row.member_id.to_string(), figure(row).to_string())).collect()
            };
            let (expired, balance) = (format!("expired@{at}"), format!("balance@{at}"));
            assert_eq!(column(&|row| row.wallets[0].expired), expected.column(&expired), "{file} {at}");
            assert_eq!(column(&|row| row.wallets[0].balance), expected.column(&balance), "{file} {at}");
        }
        shop.verify().await;
    }
}
