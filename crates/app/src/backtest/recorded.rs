//! Backtests over the recorded history: read from the store some members at a time, so that memory does not grow with it.

use super::build::build;
use super::case::{Case, Options};
use super::error::BacktestError;
use super::report::Report;
use super::run::{FoldProgress, fold_orders};
use super::totals::Folded;
use crate::App;
use crate::exports::Pages;
use crate::orders_file::{AmountUnit, Extent, Orders, RecordedMember, RowsAre, Summary};
use foldhash::{HashMap, HashMapExt};
use std::ops::ControlFlow;
use tessera_engine::event::{Body, Return};
use tessera_engine::fold::{self, Programs};
use tessera_engine::values::EventId;
use tessera_store::MemberStream;
use tokio::runtime::Handle;

/// Folds what is recorded under other programs. Of an order of which something came back only what was kept counts, and one that came back
/// whole does not count at all; what members really spent is left out, as in every backtest.
///
/// The history is read twice: once to know its extent, once to fold it. `watch` hears of the progress and stops it by `Break`. Must run on a
/// thread that may block, within the runtime.
pub fn backtest_recorded(
    app: &App,
    programs: Programs,
    against: Option<Programs>,
    options: Options,
    watch: &mut dyn FnMut(FoldProgress) -> ControlFlow<()>,
) -> Result<Report, BacktestError> {
    let mut outline = Orders::recorded(&[]);
    let zone = programs.versions().last().map_or("UTC", |version| version.program.calendar.name());
    outline.summary = Summary {
        unit: AmountUnit::Minor,
        rows_are: Some(RowsAre::Orders),
        zone: zone.into(),
        ..Summary::default()
    };
    let (mut has_lines, mut extent) = (false, Extent::default());
    let mut stopped_or = |progress| match watch(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BacktestError::Stopped),
    };
    each_page(app, &mut |page| {
        for member in page {
            extent.member(member.orders.iter().map(|(_, at, order)| (*at, order.amount)), options.until);
        }
        has_lines |= Orders::recorded(page).has_lines();
        stopped_or(FoldProgress::default())
    })?;
    let total = extent.orders + extent.later;
    outline.summary.rows = total;
    let end = options.until.or(extent.between.map(|(_, last)| last));
    let options =
        Options { at: if options.at.is_empty() { end.into_iter().collect() } else { options.at }, ..options };
    let case = Case { has_lines, extent, ..Case::new(programs, against, &outline, options)? };
    let mut whole = Folded::new(&case);
    let mut orders = 0;
    each_page(app, &mut |page| {
        fold_orders(&case, &Orders::recorded(page), &mut |portion| {
            orders += portion.orders;
            whole.merge(portion);
            stopped_or(FoldProgress { orders, total: total.max(orders) })
        })
    })?;
    Ok(build(&case, &whole))
}

/// Hands out the members who have kept orders, page by page.
fn each_page(
    app: &App,
    take: &mut dyn FnMut(&[RecordedMember]) -> Result<(), BacktestError>,
) -> Result<(), BacktestError> {
    let runtime = Handle::current();
    let mut pages: Pages = runtime.block_on(app.pages())?;
    while let Some(streams) = runtime.block_on(pages.next())? {
        let members: Vec<RecordedMember> =
            streams.into_iter().map(kept_orders).filter(|member| !member.orders.is_empty()).collect();
        take(&members)?;
    }
    Ok(())
}

/// A member's orders, less what came back.
fn kept_orders(MemberStream { member, stream, .. }: MemberStream) -> RecordedMember {
    let mut returns: HashMap<&EventId, Vec<&Return>> = HashMap::new();
    for past in &stream {
        if let Body::OrderReturned(returned) = &past.event.body {
            returns.entry(&returned.order).or_default().push(returned);
        }
    }
    let kept = |past: &tessera_store::Streamed| {
        let Body::OrderPaid(order) = &past.event.body else { return None };
        let back = returns.get(&past.event.id).map_or(&[][..], Vec::as_slice);
        let mut kept = fold::kept(order, back.iter().copied()).order(order)?;
        // What members spend is assumed, not remembered.
        kept.points_paid = None;
        Some((past.event.id.clone(), past.event.occurred_at, kept))
    };
    let orders = stream.iter().filter_map(kept).collect();
    let id = member.external_id.unwrap_or_else(|| member.id.to_string().into());
    RecordedMember { id, orders }
}
