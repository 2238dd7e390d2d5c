//! `tessera verify`: everything that is projected must follow from the events.

use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::interrupt;
use crate::output::{self, ReportFormat, grouped};
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use tessera_app::{Mismatch, Progress, VerifyReport};

/// Fold every member afresh and compare with what is stored · 全量核账
///
/// Compares states, entries, open lots and the trial balance, and names the first difference. Exit code 1 if there is one.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    db: DbArgument,
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let report = Database::new(&arguments.db.db, Creation::Refused).run(context, async |app| {
        let progress = Progress::new();
        let stopping = text!("正在停止核账……", "Stopping ...");
        interrupt::cancel_on_request(&progress, context.say(&stopping).to_owned());
        let _bar = Bar::follow(context, &text!("核账", "Verifying"), Unit::Things, &progress);
        Ok(app.verify(&progress).await?)
    })?;
    match arguments.format {
        ReportFormat::Json => output::print_json(&json(&report))?,
        ReportFormat::Csv => output::print_figures(&json(&report))?,
        ReportFormat::Text => show(context, &report)?,
    }
    Ok(if report.first.is_some() || report.cancelled { Outcome::Found } else { Outcome::Done })
}

fn show(context: &Context, report: &VerifyReport) -> Result<(), Failure> {
    let count = |number: u64| grouped(i64::try_from(number).unwrap_or(i64::MAX));
    let (members, events, entries, lots) =
        (count(report.members), count(report.events), count(report.entries), count(report.lots));
    output::print(context.say(&text!(
        "已核对 {members} 位会员、{events} 个事件、{entries} 条流水、{lots} 个未用完批次。",
        "Verified {members} members, {events} events, {entries} entries, {lots} open lots."
    )))?;
    if report.cancelled {
        output::print(context.say(&text!("核账在结束前被中止。", "It was stopped before its end.")))?;
    }
    let Some(Mismatch { member, what, expected, found }) = &report.first else {
        return if report.cancelled {
            Ok(())
        } else {
            output::print(context.say(&text!("全部一致。", "Everything agrees.")))
        };
    };
    let different = count(report.different);
    let whose = member.map_or_else(
        || context.say(&text!("全库", "the whole database")).to_owned(),
        |member| member.to_string(),
    );
    output::print(context.say(&text!(
        "{different} 位会员不一致。第一处差异：{whose}，{what}\n  应为：{expected}\n  实为：{found}\n事件日志是唯一依据：用 tessera serve --rebuild 由日志重建投影，并查明是谁改动了数据库。",
        "{different} members differ. The first difference: {whose}, {what}\n  expected: {expected}\n  found:    {found}\nThe journal is the truth: make the projections again from it with `tessera serve --rebuild`, and find out who changed the database."
    )))
}

fn json(report: &VerifyReport) -> serde_json::Value {
    serde_json::json!({
        "members": report.members,
        "events": report.events,
        "entries": report.entries,
        "lots": report.lots,
        "different": report.different,
        "cancelled": report.cancelled,
        "first": report.first.as_ref().map(|first| serde_json::json!({
            "member": first.member.map(|member| member.to_string()),
            "what": first.what,
            "expected": first.expected,
            "found": first.found,
        })),
    })
}
