//! `tessera import orders`.

use super::report;
use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::instant::{self, Moment};
use crate::interrupt;
use crate::labels::Labels;
use crate::orders_input::{self, OrdersArgument};
use crate::output::{self, ReportFormat};
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};
use tessera_app::orders_file::{Rejected, SortedOrders, Summary};
use tessera_app::{App, ImportReport, Progress, RefusedRow};
use tessera_engine::values::Instant;

/// Import a file of orders: CSV or NDJSON, plain, gzip or zstd; one row per order or per line, in any order · 导入订单文件
///
/// Members whom nobody knows join at their first order. The same file can be imported again without effect; after Ctrl-C, import it
/// again to go on. Exit code 1 if rows were left out, 2 if the file has no order that can be used; the rejects file says which and why.
/// A member joins at the first order that is imported: import a history from its beginning.
#[derive(Debug, Args)]
#[command(after_long_help = orders_input::MAP_HELP)]
pub(super) struct Arguments {
    /// The orders
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    db: DbArgument,
    #[command(flatten)]
    orders: OrdersArgument,
    /// Leave out orders after this instant · 只导入到此刻
    #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
    until: Option<Moment>,
    /// Read and check the file, and write nothing but the rejects file
    #[arg(long)]
    dry_run: bool,
    /// Where rows that were left out are listed, if there are any (default: FILE.rejects.csv in the current folder)
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

/// What an import read and did.
pub(super) struct Imported {
    pub(super) summary: Summary,
    pub(super) rejected: Rejected,
    /// Orders left out because they come after `--until`.
    pub(super) later: u64,
    /// `None`: nothing was written.
    pub(super) report: Option<ImportReport>,
    /// Where the rejects are listed.
    pub(super) rejects: Option<PathBuf>,
    /// Microseconds that writing took.
    pub(super) micros: i64,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let map = arguments.orders.map()?;
    let (imported, listed, program) =
        Database::new(&arguments.db.db, Creation::Refused).for_import().run(context, async |app| {
            let program = Labels::at(app, context.clock.now());
            if program.program().is_none() {
                return Err(Failure::input(text!(
                    "还没有会员计划：先用 tessera program publish 发布，开始时间早于第一张订单",
                    "there is no program yet: first publish one with `tessera program publish` that starts before the first order"
                )));
            }
            let until = arguments.until.map_or(Instant::NEVER, |until| until.by(&*context.clock));
            let spill = app.spill();
            let orders = orders_input::read_sorted(context, &arguments.file, &map, &program, until, &spill)?;
            let (imported, listed) = import(context, app, arguments, orders).await?;
            Ok((imported, listed, program))
        })?;
    match arguments.format {
        ReportFormat::Text => output::print(report::text(context, &imported, &program))?,
        ReportFormat::Json => output::print_json(&report::json(&imported))?,
        ReportFormat::Csv => output::print_figures(&report::json(&imported))?,
    }
    listed?;
    if imported.summary.orders == 0 {
        let file = arguments.file.display();
        return Err(Failure::input(text!("{file} 中没有可用的订单", "no order of {file} could be used")));
    }
    Ok(if report::is_clean(&imported) { Outcome::Done } else { Outcome::Found })
}

async fn import(
    context: &Context,
    app: &App,
    arguments: &Arguments,
    mut orders: SortedOrders,
) -> Result<(Imported, Result<(), Failure>), Failure> {
    let (summary, rejected) = (orders.summary.clone(), std::mem::take(&mut orders.rejected));
    let later = orders.later;
    let mut imported = Imported { summary, rejected, later, report: None, rejects: None, micros: 0 };
    if let Some(path) = &arguments.rejects {
        // A path that cannot be written is told before anything is imported.
        output::Destination::check(path)?;
    }
    if !arguments.dry_run {
        let progress = Progress::new();
        progress.set_total(orders.len());
        let note = text!(
            "正在完成当前批次……之后再运行同一命令即可继续；再按一次 Ctrl-C 立即退出，同样不会丢失数据。",
            "Finishing the current batch ... run the same command again to go on; Ctrl-C once more ends at once and loses nothing either."
        );
        interrupt::cancel_on_request(&progress, context.say(&note).to_owned());
        let _bar = Bar::follow(context, &text!("导入订单", "Importing orders"), Unit::Things, &progress);
        let start = context.clock.now();
        let (orders, broken) = orders.into_imports();
        imported.report = Some(app.import_orders(orders, &progress).await?);
        broken.error().map_or(Ok(()), |error| Err(orders_input::failure(error)))?;
        imported.micros = context.clock.now().0 - start.0;
    }
    // The orders are in by now: what became of them is told first.
    let listed = write_rejects(context, arguments, &imported).map(|path| imported.rejects = path);
    Ok((imported, listed))
}

/// Lists what was left out. `None`: nothing was.
fn write_rejects(
    context: &Context,
    arguments: &Arguments,
    imported: &Imported,
) -> Result<Option<PathBuf>, Failure> {
    let refusals = imported.report.as_ref().map_or(&[][..], |report| &report.refusals);
    if imported.rejected.list.is_empty() && refusals.is_empty() {
        return Ok(None);
    }
    let path = arguments.rejects.clone().unwrap_or_else(|| beside(&arguments.file));
    let mut file = output::Destination::new(Some(&path))?;
    let listed = rejects(context, imported, refusals, file.writer());
    listed.map_err(|error| file.failure(&error))?;
    file.finish()?;
    Ok(Some(path))
}

fn rejects(
    context: &Context,
    imported: &Imported,
    refusals: &[RefusedRow],
    out: &mut (dyn Write + Send),
) -> std::io::Result<()> {
    imported.rejected.write(&mut *out, context.lang)?;
    // The same columns: row, order_id, column, value, code, reason, remedy.
    let mut csv = csv::Writer::from_writer(out);
    for row in refusals {
        let reason = context.say(&row.text);
        let id = row.id.as_deref().unwrap_or_default();
        csv.write_record([&row.line.to_string(), id, "", "", &row.code, reason, ""])?;
    }
    csv.flush()
}

/// `orders.csv.rejects.csv` in the current folder.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().map_or_else(|| "orders".into(), |name| name.to_string_lossy());
    format!("{name}.rejects.csv").into()
}
