//! The recorded orders as the file that a backtest reads: newline-delimited JSON, a row per line.

use serde::Serialize;
use tessera_app::orders_file::{AmountUnit, ColumnMap, ColumnNames, OneOrMore, RowsAre};
use tessera_app::{App, AppError, OrderExport};
use tessera_engine::event::{Body, Line, Order};

/// One row.
#[derive(Serialize)]
struct Row<'a> {
    order: &'a str,
    member: &'a str,
    at: String,
    store: Option<&'a str>,
    channel: Option<&'a str>,
    line: Option<&'a str>,
    sku: Option<&'a str>,
    category: Option<&'a str>,
    quantity: Option<String>,
    amount: i64,
}

/// Where the rows say what.
pub(super) fn map() -> ColumnMap {
    let one = |name: &str| Some(OneOrMore::One(name.into()));
    let name = |name: &str| Some(String::from(name));
    ColumnMap {
        amount_unit: Some(AmountUnit::Minor),
        rows: Some(RowsAre::Lines),
        columns: ColumnNames {
            order_id: one("order"),
            member_id: one("member"),
            ordered_at: one("at"),
            amount: name("amount"),
            line_id: name("line"),
            sku: name("sku"),
            category: name("category"),
            quantity: name("quantity"),
            store: name("store"),
            channel: name("channel"),
            ..ColumnNames::default()
        },
        ..ColumnMap::default()
    }
}

/// All recorded orders. Must run on a thread that may block, within the runtime.
///
/// Of an order of which something came back the lines are not known to the reader of this: it is one row of what is left of its amount,
/// and none if nothing is left.
pub(super) fn rows(app: &App) -> Result<String, AppError> {
    let mut rows = Vec::new();
    let mut sink = |export: OrderExport| {
        write(&mut rows, &export);
        Ok(())
    };
    tokio::runtime::Handle::current().block_on(app.export_orders(&mut sink))?;
    // JSON is UTF-8.
    Ok(String::from_utf8(rows).unwrap_or_default())
}

fn write(rows: &mut Vec<u8>, export: &OrderExport) {
    let Body::OrderPaid(order) = &export.event.body else { return };
    let member = match &export.external_id {
        Some(own) => own.to_string(),
        None => export.member.to_string(),
    };
    let mut push = |line: Option<&Line>, amount: i64| {
        let row = row(export, order, &member, line, amount);
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(&mut *rows, &row);
        rows.push(b'\n');
    };
    match export.returned {
        0 if order.lines.is_empty() => push(None, order.amount),
        0 => order.lines.iter().for_each(|line| push(Some(line), line.amount)),
        returned if returned < order.amount => push(None, order.amount.saturating_sub(returned)),
        _ => {}
    }
}

fn row<'a>(
    export: &'a OrderExport,
    order: &'a Order,
    member: &'a str,
    line: Option<&'a Line>,
    amount: i64,
) -> Row<'a> {
    Row {
        order: export.event.id.as_str(),
        member,
        at: export.event.occurred_at.to_string(),
        store: order.store.as_deref(),
        channel: order.channel.as_deref(),
        line: line.map(|line| &*line.id),
        sku: line.and_then(|line| line.sku.as_deref()),
        category: line.and_then(|line| line.category.as_deref()),
        quantity: line.map(|line| line.quantity.to_string()),
        amount,
    }
}
