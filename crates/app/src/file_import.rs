//! The import of a whole file as a job: read, and tried or recorded. The same path as the command line takes.

use crate::App;
use crate::error::AppError;
use crate::imports::{ImportReport, RefusedRow};
use crate::orders_file::{
    ColumnMap, Orders, OrdersFileError, ReadOptions, ReadProgress, Rejected, Source, read,
};
use crate::progress::Progress;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashSet;
use std::ops::ControlFlow;
use tessera_engine::program::Text;
use tessera_engine::values::{EventId, Lang};
use tessera_store::{Change, Expected};
use tokio::runtime::Handle;

/// A file to be imported.
pub struct FileImport {
    /// The file.
    pub source: Source,
    /// What its columns are.
    pub map: ColumnMap,
    /// Nothing is recorded: what would be is counted.
    pub dry_run: bool,
    /// The language of the list of what was left out.
    pub lang: Lang,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileImported {
    /// Rows read.
    pub rows: u64,
    /// Orders that could be used.
    pub orders: u64,
    /// Of these, orders recorded now; of a dry run, orders that nobody has recorded.
    pub new: u64,
    /// Of these, orders that were there already.
    pub repeated: u64,
    /// Rows and orders that were left out or refused. What the program itself refuses is not known to a dry run.
    pub rejected: u64,
    /// Members who joined by it; of a dry run, numbers that no member has.
    pub members: u64,
}

/// The collection that keeps the lists of what was left out, under the ids of the jobs.
const REJECTED: &str = "imports.rejected";
/// The most of such a list that is kept, in bytes; it ends with a whole line.
const KEPT: usize = 2 << 20;
/// How many orders a dry run looks up at a time.
const PART: usize = 4_096;

impl App {
    /// How files are read under the program in force; an error where there is none.
    pub fn reading_orders(&self) -> Result<ReadOptions, AppError> {
        let programs = self.programs_in_force();
        let now = self.shared.clock.now();
        let version = programs.at(now).or(programs.versions().first()).ok_or(AppError::NoProgram(now))?;
        let program = &version.program;
        Ok(ReadOptions {
            exponent: program.currency.exponent,
            zone: program.calendar.clone(),
            lines: true,
            threads: 1,
        })
    }

    /// Imports a file as the work of the job of this id. The progress counts bytes read, and then orders recorded. What was left out is kept for
    /// [`App::rejected_rows`]. Must run on a thread that may block, within the runtime.
    pub fn import_file(&self, job: &str, import: FileImport, progress: &Progress) -> Result<Value, String> {
        let FileImport { source, map, dry_run, lang } = import;
        let said = |text: &Text| text.get(lang).to_owned();
        let failed = |error: AppError| said(&error.text());
        let options = self.reading_orders().map_err(failed)?;
        let mut seen = 0;
        let mut watch = |at: ReadProgress| {
            progress.set_total(at.total.unwrap_or(at.bytes));
            progress.add(at.bytes.saturating_sub(seen));
            seen = at.bytes;
            if progress.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let unreadable = |error: OrdersFileError| said(&error.text());
        let mut orders = read(source, &map, &options, &mut watch).map_err(unreadable)?;
        let left_out = std::mem::take(&mut orders.rejected);
        let mut imported = FileImported {
            rows: orders.summary.rows,
            orders: orders.summary.orders,
            ..FileImported::default()
        };
        let runtime = Handle::current();
        let refusals = if dry_run {
            runtime.block_on(self.try_import(&orders, &mut imported)).map_err(failed)?;
            Vec::new()
        } else {
            progress.start_over();
            progress.set_total(orders.len() as u64);
            let report =
                runtime.block_on(self.import_orders(orders.into_imports(), progress)).map_err(failed)?;
            if report.cancelled {
                return Err("stopped".into());
            }
            imported.take(&report);
            report.refusals
        };
        imported.rejected += listed(&left_out) + left_out.unlisted;
        let csv = rejected_csv(&left_out, &refusals, lang).map_err(|error| error.to_string())?;
        if imported.rejected > 0 {
            runtime.block_on(self.keep_rejected(job, csv)).map_err(failed)?;
        }
        serde_json::to_value(imported).map_err(|error| error.to_string())
    }

    /// The list of what an import left out, as CSV: `row, order_id, column, value, code, reason, remedy`. `None`: nothing, or not known yet.
    pub async fn rejected_rows(&self, job: &str) -> Result<Option<Vec<u8>>, AppError> {
        Ok(self.shared.store.document(REJECTED, job).await?.map(|kept| kept.body))
    }

    async fn keep_rejected(&self, job: &str, csv: Vec<u8>) -> Result<(), AppError> {
        let change = Change {
            collection: REJECTED.into(),
            id: job.into(),
            expected: Expected::Anything,
            body: Some(csv),
        };
        Ok(self.shared.store.change(&[change]).await?)
    }

    /// Counts what would be recorded.
    async fn try_import(&self, orders: &Orders, imported: &mut FileImported) -> Result<(), AppError> {
        self.fresh().await?;
        let mut ids: Vec<EventId> = Vec::with_capacity(PART);
        for member in 0..orders.members() {
            ids.extend(orders.of_member(member).iter().map(|order| order.event().id));
            if ids.len() >= PART || member + 1 == orders.members() {
                let places = self.shared.places(&ids).await?;
                let known = places.iter().flatten().count() as u64;
                imported.repeated += known;
                imported.new += ids.len() as u64 - known;
                ids.clear();
            }
        }
        let numbers: Vec<Box<str>> =
            (0..orders.members()).map(|member| orders.member_id(member).into()).collect();
        for numbers in numbers.chunks(PART) {
            let numbers: Vec<&str> = numbers.iter().map(|number| &**number).collect();
            let recorded = self.shared.tail.by_external_ids(numbers.iter().copied());
            let projected = self.shared.store.by_external_id(&numbers).await?;
            let unknown = recorded.iter().zip(&projected).filter(|(a, b)| a.is_none() && b.is_none());
            imported.members += unknown.count() as u64;
        }
        Ok(())
    }
}

impl FileImported {
    fn take(&mut self, report: &ImportReport) {
        self.new = report.recorded;
        self.repeated = report.known;
        self.rejected = report.refused;
        self.members = report.members;
    }
}

/// Rows and orders that are listed because they were left out. A row that repeats another was not: it counts once.
fn listed(rejected: &Rejected) -> u64 {
    let left_out = rejected.list.iter().filter(|one| one.reason != crate::orders_file::Reason::Repeated);
    // An order of which a row cannot be read stands there once more as a whole.
    let mut seen = HashSet::new();
    left_out.filter(|one| seen.insert((one.row, one.reason.code()))).count() as u64
}

fn rejected_csv(rejected: &Rejected, refusals: &[RefusedRow], lang: Lang) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    rejected.write(&mut out, lang)?;
    let mut csv = csv::Writer::from_writer(&mut out);
    for row in refusals {
        let id = row.id.as_deref().unwrap_or_default();
        csv.write_record([&row.line.to_string(), id, "", "", &row.code, row.text.get(lang), ""])?;
    }
    csv.flush()?;
    drop(csv);
    if out.len() > KEPT {
        let end = out[..KEPT].iter().rposition(|byte| *byte == b'\n').map_or(KEPT, |place| place + 1);
        out.truncate(end);
    }
    Ok(out)
}
