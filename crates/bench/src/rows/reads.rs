//! Reads over HTTP: a member as of now, and pages of a long history.

use crate::arguments::Part;
use crate::bench::{Bench, Turn};
use crate::report::{Report, Row};
use crate::requests::{history, members, orders};
use crate::rows::requests::exactly;
use crate::shop::Shop;
use anyhow::Result;

/// Events of a page of a history.
const PAGE: u64 = 100;

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report, shop: &Shop) -> Result<()> {
    if !bench.arguments.wants(Part::Reads) {
        return Ok(());
    }
    let (bare, often) = (bench.h()?, bench.sizes.history_orders);
    // A member who ordered that often.
    bench.server.block_on(shop.order_often("m1", often))?;
    let mut turns: Vec<Turn<'_>> = vec![
        Box::new(|_| bench.ask(&bare, 64, orders("h".into(), shop.members, shop.clock.clone()))),
        Box::new(|_| bench.ask(&shop.target, 64, members(shop.members))),
        Box::new(|_| bench.ask(&shop.target, 1, history("m1".into(), often, PAGE))),
    ];
    let [h, one, pages] = exactly(bench.take_turns(&mut turns)?)?;
    report.add(
        Row::rate(format!("one member now, 64 connections, {} members", shop.members), "reads/s", &one)
            .at_least(one.rate(), "/s", 30_000.0, 60_000.0)
            .note(format!("{:.2} x H", one.rate() / h.rate())),
    );
    let what = format!("a page of {PAGE} events anywhere in a history of {often} orders, 1 connection");
    let row = Row::rate(what, "pages/s", &pages);
    report.add(match pages.p50() {
        Some(p50) => row.at_most(p50, "ms (p50)", 20.0, 5.0),
        None => row,
    });
    Ok(())
}
