//! `tessera export`: what the database holds, as files for other programs.

mod entries;
mod members;
mod orders;
mod records;

use crate::context::Context;
use crate::database::{Creation, Database, DbArgument};
use crate::exit::{Failure, Outcome};
use crate::instant::{self, Moment};
use crate::interrupt;
use crate::output;
use crate::progress::{Bar, Unit};
use crate::text::text;
use clap::{Args, Subcommand, ValueEnum};
use std::io::Write;
use std::path::PathBuf;
use tessera_app::{App, AppError, EntriesOf, Progress};

/// Export members, entries or orders as CSV or JSON lines · 导出会员、流水或订单
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// One row per member and instant, in the columns of the backtest · 会员余额与等级
    ///
    /// Columns: at, member_id, orders, spend, tier, and for each wallet _earned, _spent, _expired, _balance.
    Members {
        #[command(flatten)]
        common: Common,
        /// As of this instant, past or future, everything at it included; may be given again (default: now) · 在此时刻取数，可多次
        #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
        at: Vec<Moment>,
    },
    /// Every posting, in the columns of the backtest and with the event that posted it · 全部流水
    ///
    /// Without --at: as they were posted, corrections included, and then what time alone has done until now and is posted with the member's next
    /// event or by the sweep of a running server (no posted_by, no seq). With --at: those of the history up to then as it is known now, without
    /// corrections. Either way they add up to the balances of `export members` as of the instant.
    Entries {
        #[command(flatten)]
        common: Common,
        /// The history up to this instant, past or future, everything at it included (default: everything posted, until now) · 截至此刻
        #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
        at: Option<Moment>,
    },
    /// Every order as it was recorded, with what came back of it · 全部订单
    Orders {
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Debug, Args)]
struct Common {
    #[command(flatten)]
    db: DbArgument,
    /// The file to write; it appears when it is whole (default: standard output)
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Comma-separated, with a header.
    #[default]
    Csv,
    /// One JSON object a line, with the columns as keys.
    Json,
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    match arguments.what {
        What::Members { common, at } => {
            let mut instants: Vec<_> = at.iter().map(|moment| moment.by(&*context.clock)).collect();
            if instants.is_empty() {
                instants.push(context.clock.now());
            }
            instants.sort_unstable();
            instants.dedup();
            write(context, &common, async |app, out, relay| {
                members::write(app, &instants, common.format, out, relay).await
            })
        }
        What::Entries { common, at } => {
            let posted = || EntriesOf::Posted(context.clock.now());
            let of = at.map_or_else(posted, |at| EntriesOf::History(at.by(&*context.clock)));
            write(context, &common, async |app, out, relay| {
                entries::write(app, of, common.format, out, relay).await
            })
        }
        What::Orders { common } => write(context, &common, async |app, out, relay| {
            orders::write(app, common.format, out, relay).await
        }),
    }
}

/// Opens the database and writes to where the export goes.
fn write(
    context: &Context,
    common: &Common,
    rows: impl AsyncFnOnce(&App, &mut (dyn Write + Send), &mut Relay) -> Result<(), Stopped>,
) -> Result<Outcome, Failure> {
    Database::new(&common.db.db, Creation::Refused).run(context, async |app| {
        let mut out = output::Destination::new(common.out.as_deref())?;
        let mut relay = Relay { progress: Progress::new(), broken: None };
        let stopping = text!("正在停止；没有写出任何文件。", "Stopping; no file is written.");
        interrupt::cancel_on_request(&relay.progress, context.say(&stopping).to_owned());
        let _bar = out
            .is_silent()
            .then(|| Bar::follow(context, &text!("导出", "Exporting"), Unit::Things, &relay.progress));
        match rows(app, out.writer(), &mut relay).await {
            Ok(()) => out.finish().map(|()| Outcome::Done),
            Err(_) if relay.progress.is_cancelled() => Ok(Outcome::Found),
            Err(Stopped::Writing(error)) => Err(out.failure(&error)),
            Err(Stopped::Reading(failure)) => Err(failure),
        }
    })
}

/// Why an export ended early.
enum Stopped {
    /// The rows could not be written.
    Writing(std::io::Error),
    /// The database could not be read.
    Reading(Failure),
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Reading(failure)
    }
}

/// Stands between a sink of the application and what writes the rows: counts them, stops at an error of writing or when somebody asks
/// to stop, and finds that error again.
struct Relay {
    progress: Progress,
    broken: Option<std::io::Error>,
}

impl Relay {
    /// What the sink returns.
    fn sink(&mut self, written: std::io::Result<()>) -> Result<(), AppError> {
        self.progress.add(1);
        // Any error stops the export; the true one is kept.
        match written {
            Ok(()) if self.progress.is_cancelled() => Err(AppError::Closing),
            Ok(()) => Ok(()),
            Err(error) => {
                self.broken = Some(error);
                Err(AppError::Closing)
            }
        }
    }

    /// The end of the export.
    fn end(&mut self, outcome: Result<u64, AppError>) -> Result<(), Stopped> {
        match (self.broken.take(), outcome) {
            (Some(error), _) => Err(Stopped::Writing(error)),
            (None, Err(error)) => Err(Stopped::Reading(error.into())),
            (None, Ok(_)) => Ok(()),
        }
    }
}
