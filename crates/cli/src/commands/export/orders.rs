//! `tessera export orders`.

use super::records::Records;
use super::{Form, Relay, Stopped};
use crate::labels::Labels;
use std::io::{self, Write};
use tessera_app::backtest::{Cell, decimal_text, instant_text};
use tessera_app::{App, OrderExport};
use tessera_engine::event::Body;

/// Names that `import orders` and `backtest` know, so that an export can be imported elsewhere.
const COLUMNS: &[&str] = &[
    "order_id",
    "member_id",
    "ordered_at",
    "amount",
    "store",
    "channel",
    "lines",
    "returned",
    "paid_wallet",
    "paid_units",
    "paid_value",
    "recorded_at",
];

/// Every order, one row each.
pub(super) async fn write(
    app: &App,
    form: Form,
    out: &mut (dyn Write + Send),
    relay: &mut Relay,
) -> Result<(), Stopped> {
    let program = Labels::newest(app);
    let mut records = Records::new(form, out, COLUMNS.iter().copied())?;
    let outcome = app.export_orders(&mut |row| relay.sink(line(&mut records, &row, &program))).await;
    relay.end(outcome)?;
    Ok(records.finish()?)
}

fn line(records: &mut Records<'_>, row: &OrderExport, program: &Labels) -> io::Result<()> {
    // An export of orders holds paid orders only.
    let Body::OrderPaid(order) = &row.event.body else { return Ok(()) };
    let our_id = row.member.to_string();
    let money = |minor: i64| Cell::Owned(decimal_text(minor, program.exponent()));
    let paid = order.points_paid.as_ref();
    records.write(&[
        Cell::Text(row.event.id.as_str()),
        Cell::Text(row.external_id.as_deref().unwrap_or(&our_id)),
        Cell::Owned(instant_text(row.event.occurred_at)),
        money(order.amount),
        order.store.as_deref().into(),
        order.channel.as_deref().into(),
        Cell::Number(order.lines.len() as u64),
        money(row.returned),
        paid.map(|paid| &*paid.wallet).into(),
        paid.map_or(Cell::Nothing, |paid| {
            Cell::Owned(decimal_text(paid.units, program.decimals(&paid.wallet)))
        }),
        paid.map_or(Cell::Nothing, |paid| money(paid.value)),
        Cell::Owned(instant_text(row.event.recorded_at)),
    ])
}
