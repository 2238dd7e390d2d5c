//! What an import read and did, as a table and for machines.

use super::orders::Imported;
use crate::context::Context;
use crate::labels::Labels;
use crate::output::{Align, Table, grouped};
use crate::text::text;
use tessera_app::orders_file::RowsAre;
use tessera_engine::program::Text;

/// Whether nothing was left out or cut off.
pub(super) fn is_clean(imported: &Imported) -> bool {
    let refused = imported.report.as_ref().is_some_and(|report| report.refused > 0 || report.cancelled);
    imported.rejected.rows == 0 && imported.rejected.orders == 0 && !refused
}

/// The report for people.
pub(super) fn text(context: &Context, imported: &Imported, program: &Labels) -> String {
    let mut table = Table::new([("", Align::Left), ("", Align::Right)]);
    for (name, value) in rows(imported, program) {
        table.row([context.say(&name).to_owned(), value]);
    }
    let mut out = table.to_string();
    let mut say = |text: Text| {
        out.push('\n');
        out.push_str(context.say(&text));
    };
    let columns: Vec<String> = imported
        .summary
        .columns
        .iter()
        .map(|(field, column)| format!("{} = {column}", field.key()))
        .collect();
    let columns = columns.join(", ");
    say(text!("列：{columns}", "Columns: {columns}"));
    if let Some(added) = imported.summary.added_up {
        say(added.text());
    }
    if let Some(path) = &imported.rejects {
        let path = path.display();
        say(text!("未导入的行及原因：{path}", "What was left out, and why: {path}"));
    }
    match &imported.report {
        None => say(text!("试运行：没有写入任何订单。", "A dry run: no order was written.")),
        Some(report) if report.cancelled => say(text!(
            "导入中途停止，已写入的都完整；再运行同一命令即可继续。",
            "It was stopped on the way; what is written is whole. Run the same command again to go on."
        )),
        Some(_) => {}
    }
    out
}

fn rows(imported: &Imported, program: &Labels) -> Vec<(Text, String)> {
    let number = |count: u64| grouped(i64::try_from(count).unwrap_or(i64::MAX));
    let (summary, rejected) = (&imported.summary, &imported.rejected);
    let spend = i64::try_from(summary.spend).unwrap_or(i64::MAX);
    let mut rows = vec![
        (text!("文件行数", "rows read"), number(summary.rows)),
        (text!("订单", "orders"), number(summary.orders)),
        (text!("会员", "members"), number(summary.members)),
        (text!("金额", "amount"), program.money(spend)),
    ];
    if let Some((first, last)) = summary.between {
        rows.push((text!("最早", "first"), program.time(first)));
        rows.push((text!("最晚", "last"), program.time(last)));
    }
    let mut unless_zero = |name: Text, count: u64| {
        if count > 0 {
            rows.push((name, number(count)));
        }
    };
    unless_zero(text!("无会员的订单（跳过）", "orders without a member (left out)"), summary.without_member);
    unless_zero(text!("重复的行（计一次）", "repeated rows (counted once)"), rejected.repeated);
    unless_zero(text!("读不了的行", "rows that cannot be read"), rejected.rows);
    unless_zero(text!("未导入的订单", "orders left out"), rejected.orders);
    unless_zero(text!("晚于 --until（跳过）", "after --until (left out)"), imported.later);
    if let Some(report) = &imported.report {
        rows.push((text!("新写入订单", "orders recorded now"), number(report.recorded)));
        rows.push((text!("早已存在", "orders there already"), number(report.known)));
        rows.push((text!("新会员", "new members"), number(report.members)));
        rows.push((text!("被拒绝", "orders refused"), number(report.refused)));
        let per_second = report.orders.saturating_mul(1_000_000) / imported.micros.max(1).unsigned_abs();
        rows.push((text!("每秒订单", "orders a second"), number(per_second)));
    }
    rows
}

/// The report for machines.
pub(super) fn json(imported: &Imported) -> serde_json::Value {
    let (summary, rejected) = (&imported.summary, &imported.rejected);
    serde_json::json!({
        "rows": summary.rows,
        "orders": summary.orders,
        "members": summary.members,
        "spend": i64::try_from(summary.spend).unwrap_or(i64::MAX),
        "without_member": summary.without_member,
        "repeated_rows": rejected.repeated,
        "rejected_rows": rejected.rows,
        "rejected_orders": rejected.orders,
        "after_until": imported.later,
        "rows_are": match imported.summary.rows_are {
            Some(RowsAre::Lines) => "lines",
            _ => "orders",
        },
        "added_up_orders": imported.summary.added_up.map_or(0, |added| added.orders),
        "rejects": imported.rejects.as_ref().map(|path| path.display().to_string()),
        "columns": summary.columns.iter()
            .map(|(field, column)| (field.key().to_owned(), column.as_str().into()))
            .collect::<serde_json::Map<_, _>>(),
        "imported": imported.report.as_ref().map(|report| serde_json::json!({
            "orders": report.orders,
            "recorded": report.recorded,
            "known": report.known,
            "new_members": report.members,
            "refused": report.refused,
            "cancelled": report.cancelled,
            "microseconds": imported.micros,
        })),
    })
}
