//! What else is written and asked over HTTP: redemptions beside orders, quotes, batches.

use crate::arguments::Part;
use crate::bench::{Bench, Turn};
use crate::load::Load;
use crate::report::{Report, Row};
use crate::requests::{batches, orders, quotes, redemptions};
use crate::shop::Shop;
use anyhow::{Context, Result};

/// Members who redeem.
const RICH: usize = 10_000;
/// Orders of one batch.
const EACH: u64 = 100;

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report, shop: &Shop) -> Result<()> {
    if bench.arguments.wants(Part::Redeem) {
        redeem(bench, report, shop)?;
    }
    if bench.arguments.wants(Part::Quotes) {
        quote(bench, report, shop)?;
    }
    if bench.arguments.wants(Part::Batches) {
        batch(bench, report, shop)?;
    }
    Ok(())
}

fn redeem(bench: &Bench, report: &mut Report, shop: &Shop) -> Result<()> {
    let rich = shop.members.min(RICH);
    bench.server.block_on(shop.give_points(rich))?;
    let clock = &shop.clock;
    let mut turns: Vec<Turn<'_>> = vec![
        Box::new(|_| bench.a()),
        Box::new(|round| bench.ask(&shop.target, 64, orders(format!("earn{round}"), rich, clock.clone()))),
        Box::new(|round| {
            bench.ask(&shop.target, 64, redemptions(format!("gift{round}"), rich, clock.clone()))
        }),
    ];
    let [a, earn, redeem] = exactly(bench.take_turns(&mut turns)?)?;
    let what = |name: &str| format!("{name} over HTTP, SQLite, 64 connections, {rich} members");
    report.add(Row::rate(what("orders, beside redemptions,"), "orders/s", &earn).synced(&a));
    report.add(
        Row::rate(what("redemptions"), "redemptions/s", &redeem)
            .at_least(redeem.rate() / earn.rate(), "x earn", 0.8, 1.0)
            .synced(&a),
    );
    Ok(())
}

fn quote(bench: &Bench, report: &mut Report, shop: &Shop) -> Result<()> {
    let bare = bench.h()?;
    let clock = &shop.clock;
    let mut turns: Vec<Turn<'_>> = vec![
        Box::new(|_| bench.ask(&bare, 64, orders("h".into(), shop.members, clock.clone()))),
        Box::new(|_| bench.ask(&shop.target, 64, quotes("q".into(), shop.members, clock.clone()))),
    ];
    let [h, ours] = exactly(bench.take_turns(&mut turns)?)?;
    report.add(
        Row::rate(format!("quotes over HTTP, 64 connections, {} members", shop.members), "quotes/s", &ours)
            .at_least(ours.rate(), "/s", 40_000.0, 0.6 * h.rate())
            .note(format!("{:.2} x H; the aim is 0.6 x H", ours.rate() / h.rate())),
    );
    Ok(())
}

fn batch(bench: &Bench, report: &mut Report, shop: &Shop) -> Result<()> {
    let d = bench.d().map_err(|error| report.miss(format!("D beside batches: {error:#}"))).is_ok();
    let mut turns: Vec<Turn<'_>> = vec![
        Box::new(|_| bench.a()),
        Box::new(|round| {
            let requests = batches(format!("b{round}"), shop.members, shop.clock.clone(), EACH);
            settled(bench, shop, bench.ask(&shop.target, 16, requests)?.times(EACH))
        }),
        Box::new(|_| if d { bench.d() } else { Ok(Load::nothing()) }),
    ];
    let [a, ours, d] = exactly(bench.take_turns(&mut turns)?)?;
    let what = format!("batches of {EACH} orders, SQLite, 16 connections, {} members", shop.members);
    let row = Row::rate(what, "orders/s", &ours).synced(&a);
    report.add(match d.done {
        0 => row,
        _ => row.at_least(ours.rate() / d.rate(), "x D", 20.0, 50.0),
    });
    Ok(())
}

/// The same, once nothing waits for the projections: those of one turn must not burden the next.
pub(super) fn settled(bench: &Bench, shop: &Shop, load: Load) -> Result<Load> {
    bench.server.block_on(shop.app.flush())?;
    Ok(load)
}

/// Names what was measured.
pub(super) fn exactly<const N: usize>(found: Vec<Load>) -> Result<[Load; N]> {
    found.try_into().ok().context("as many results as turns")
}
