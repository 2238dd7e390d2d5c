//! `tessera backtest`: what a program would have done with a real history. Needs no database.

use crate::context::Context;
use crate::database;
use crate::exit::{Failure, Outcome};
use crate::instant::{self, Moment};
use crate::interrupt;
use crate::labels::Labels;
use crate::orders_input::{self, OrdersArgument};
use crate::output::{self, ReportFormat, diagnostic};
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::Args;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tessera_app::Progress;
use tessera_app::backtest::{BacktestError, Case, Folder, Options, Report, backtest};
use tessera_app::orders_file::Orders;
use tessera_engine::fold::Programs;
use tessera_engine::program::{Program, Severity, check};
use tessera_engine::values::Instant;

/// Fold a program over a file of orders, without a database, and report what it would have done · 用历史订单回测计划
///
/// Writes into the folder: members.csv, tiers.csv, rejected.csv, report.txt, report.json, and entries.csv with --entries. The files appear
/// all at the end, or not at all; entries.csv of an earlier run goes. Exit code 1 if rows were left out, 2 if no order was left;
/// rejected.csv says which and why.
#[derive(Debug, Args)]
#[command(after_long_help = orders_input::MAP_HELP)]
pub(crate) struct Arguments {
    /// The program (TOML or JSON)
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
    /// The orders: CSV or NDJSON, plain, gzip or zstd; one row per order or per line, in any order
    #[arg(long, value_name = "FILE")]
    orders: PathBuf,
    #[command(flatten)]
    input: OrdersArgument,
    /// Leave out orders after this instant, which is also the end (default: the last order) · 截止时刻
    #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
    until: Option<Moment>,
    /// Rows as of this instant, past or future, everything at it included; may be given again (default: the end) · 在此时刻取数，可多次
    #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
    at: Vec<Moment>,
    /// Assume that members spend: so many units right after each order that leaves at least so many, once an order; may be given again
    #[arg(long, value_name = "WALLET:AMOUNT@BALANCE")]
    redeem: Vec<String>,
    /// Another program: the report says who gains and who loses against it
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Write every entry, too
    #[arg(long)]
    entries: bool,
    /// Where the files go; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    let Some(program) = checked(context, &arguments.program)? else { return Ok(Outcome::Found) };
    let against = match &arguments.against {
        None => None,
        Some(path) => match checked(context, path)? {
            Some(other) => Some(other),
            None => return Ok(Outcome::Found),
        },
    };
    let map = arguments.input.map()?;
    let lines = [Some(&program), against.as_ref()].into_iter().flatten().any(Program::looks_at_lines);
    let labels = Labels::of(program);
    // The signals that stop the work are watched on a runtime.
    let report = database::runtime()?.block_on(async {
        let orders = orders_input::read(context, &arguments.orders, &map, &labels, lines)?;
        fold(context, &arguments, labels.programs().clone(), against, &orders)
    })?;
    let Some(report) = report else { return Ok(Outcome::Found) };
    match arguments.format {
        ReportFormat::Json => output::print_json(&report)?,
        ReportFormat::Csv => output::print_figures(&report)?,
        ReportFormat::Text => output::print(report.render(context.lang).trim_end())?,
    }
    judge(context, &arguments, &report)
}

/// Whether all of the file went in, as an import judges it, and where it says what did not.
fn judge(context: &Context, arguments: &Arguments, report: &Report) -> Result<Outcome, Failure> {
    let file = &report.file;
    let (list, orders) = (arguments.out.join("rejected.csv"), arguments.orders.display());
    let list = list.display();
    if file.orders == 0 {
        return Err(Failure::input(match file.after_until {
            0 => text!(
                "{orders} 中没有可用的订单；原因见 {list}",
                "no order of {orders} could be used; {list} says why"
            ),
            _ => text!("{orders} 中的订单都晚于 --until", "all orders of {orders} are later than --until"),
        }));
    }
    if file.rejected_rows + file.unread_orders + file.rejected_orders == 0 {
        return Ok(Outcome::Done);
    }
    output::note(context.say(&text!("未计入的行及原因：{list}", "What was left out, and why: {list}")));
    Ok(Outcome::Found)
}

/// A program without errors. What else there is to say goes to standard error; `None` if there are errors.
fn checked(context: &Context, path: &Path) -> Result<Option<Program>, Failure> {
    let text = super::program::document(path)?;
    let checked = check(&text);
    let name = path.display().to_string();
    for said in checked.diagnostics.iter().filter(|said| said.severity != Severity::Note) {
        output::note(&format!("{}\n", diagnostic(&name, &text, said, context.lang)));
    }
    if checked.program.is_none() {
        output::note(
            context.say(&text!("{name} 有错误，没有回测。", "{name} has errors; there was no backtest.")),
        );
    }
    Ok(checked.program)
}

/// Folds all members and writes the files. `None`: it was stopped.
fn fold(
    context: &Context,
    arguments: &Arguments,
    programs: Programs,
    against: Option<Program>,
    orders: &Orders,
) -> Result<Option<Report>, Failure> {
    let by = |moment: &Moment| moment.by(&*context.clock);
    let options = Options {
        at: arguments.at.iter().map(by).collect::<Vec<Instant>>(),
        until: arguments.until.as_ref().map(by),
        redeem: arguments.redeem.clone(),
        entries: arguments.entries,
        threads: 0,
    };
    let against = against.map(|program| Programs::single(Arc::new(program)));
    let case = Case::new(programs, against, orders, options).map_err(failure)?;
    let progress = Progress::new();
    let stopping = text!("正在停止；没有写出任何文件。", "Stopping; no file is written.");
    interrupt::cancel_on_request(&progress, context.say(&stopping).to_owned());
    let mut folder = Folder::create(&arguments.out, &case, context.lang).map_err(failure)?;
    let outcome = {
        let _bar = Bar::follow(context, &text!("回测", "Folding"), Unit::Things, &progress);
        let mut seen = 0;
        backtest(&case, &mut folder, &mut |fold| {
            progress.set_total(fold.total);
            progress.add(fold.orders - seen);
            seen = fold.orders;
            if progress.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    };
    match outcome {
        Ok(report) => {
            folder.finish(&case, &report).map_err(failure)?;
            Ok(Some(report))
        }
        Err(BacktestError::Stopped) => {
            folder.discard();
            Ok(None)
        }
        Err(error) => {
            folder.discard();
            Err(failure(error))
        }
    }
}

fn failure(error: BacktestError) -> Failure {
    match error {
        BacktestError::Write { .. } => Failure::system(error.text()),
        _ => Failure::input(error.text()),
    }
}
