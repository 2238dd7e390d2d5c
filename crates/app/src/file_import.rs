//! The import of a whole file as a job: read, and tried or recorded. The same path as the command line takes.

use crate::App;
use crate::error::AppError;
use crate::imports::{ImportReport, ImportedOrder, RefusedRow};
use crate::orders_file::{
    Broken, ColumnMap, OrdersFileError, ReadOptions, ReadProgress, Reason, Rejected, SortedOrders, Source,
    Spill, read_sorted,
};
use crate::progress::Progress;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::ops::ControlFlow;
use tessera_engine::program::Text;
use tessera_engine::values::{EventId, Instant, Lang};
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
    /// Beside them, orders without a member, which are not recorded.
    #[serde(default)]
    pub without_member: u64,
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

    /// Where imports put what does not fit into memory.
    pub fn spill(&self) -> Spill {
        Spill::into(&self.shared.settings.spill)
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
        let unreadable = |error: &OrdersFileError| {
            if let OrdersFileError::Spool { .. } | OrdersFileError::Read { .. } = error {
                tracing::error!(%error, "a file could not be imported");
            }
            said(&error.text_from_afar())
        };
        let spill = self.spill();
        let mut orders = read_sorted(source, &map, &options, Instant::NEVER, &spill, &mut watch)
            .map_err(|error| unreadable(&error))?;
        let left_out = std::mem::take(&mut orders.rejected);
        let mut imported = FileImported {
            rows: orders.summary.rows,
            orders: orders.summary.orders,
            without_member: orders.summary.without_member,
            ..FileImported::default()
        };
        let runtime = Handle::current();
        let refusals = if dry_run {
            let broken =
                runtime.block_on(self.try_import(orders, &mut imported, progress)).map_err(failed)?;
            broken.error().map_or(Ok(()), |error| Err(unreadable(error)))?;
            if progress.is_cancelled() {
                return Err("stopped".into());
            }
            Vec::new()
        } else {
            progress.start_over();
            progress.set_total(orders.len());
            let (orders, broken) = orders.into_imports();
            let report = runtime.block_on(self.import_orders(orders, progress)).map_err(failed)?;
            broken.error().map_or(Ok(()), |error| Err(unreadable(error)))?;
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

    /// Counts what would be recorded. The orders of a member stand beside each other.
    async fn try_import(
        &self,
        orders: SortedOrders,
        imported: &mut FileImported,
        progress: &Progress,
    ) -> Result<Broken, AppError> {
        self.fresh().await?;
        let (mut orders, broken) = orders.into_imports();
        let mut last: Option<Box<str>> = None;
        loop {
            let part: Vec<ImportedOrder> = orders.by_ref().take(PART).flatten().collect();
            if part.is_empty() || progress.is_cancelled() {
                return Ok(broken);
            }
            let ids: Vec<EventId> = part.iter().map(|order| order.id.clone()).collect();
            let known = self.shared.places(&ids).await?.iter().flatten().count();
            imported.repeated += known as u64;
            imported.new += (ids.len() - known) as u64;
            let mut numbers: Vec<&str> = part.iter().map(|order| &*order.member).collect();
            numbers.dedup();
            if numbers.first().copied() == last.as_deref() {
                numbers.remove(0);
            }
            let recorded = self.shared.tail.by_external_ids(numbers.iter().copied());
            let projected = self.shared.store.by_external_id(&numbers).await?;
            let unknown = recorded.iter().zip(&projected).filter(|(a, b)| a.is_none() && b.is_none());
            imported.members += unknown.count() as u64;
            last = part.last().map(|order| order.member.clone());
        }
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
    let mut count = 0;
    // By row; an order of which a row cannot be read stands there once more as a whole.
    for row in rejected.list.chunk_by(|a, b| a.row == b.row) {
        let mut codes: Vec<_> = row.iter().map(|one| one.reason.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        count += codes.iter().filter(|code| **code != Reason::Repeated.code()).count() as u64;
    }
    count
}

fn rejected_csv(rejected: &Rejected, refusals: &[RefusedRow], lang: Lang) -> std::io::Result<Vec<u8>> {
    let mut out = Beginning(Vec::new());
    rejected.write(&mut out, lang)?;
    let mut csv = csv::Writer::from_writer(&mut out);
    for row in refusals {
        let id = row.id.as_deref().unwrap_or_default();
        csv.write_record([&row.line.to_string(), id, "", "", &row.code, row.text.get(lang), ""])?;
    }
    csv.flush()?;
    drop(csv);
    let Beginning(mut out) = out;
    if out.len() > KEPT {
        let end = out[..KEPT].iter().rposition(|byte| *byte == b'\n').map_or(KEPT, |place| place + 1);
        out.truncate(end);
    }
    Ok(out)
}

/// Takes everything, and keeps no more of it than shows that there is more.
struct Beginning(Vec<u8>);

impl std::io::Write for Beginning {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() <= KEPT {
            self.0.extend(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
