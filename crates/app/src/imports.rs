//! Import of order histories, through the same pipeline as everything else.

use crate::App;
use crate::command::{Action, Command, MemberRef};
use crate::error::AppError;
use crate::pipeline::queue::Count;
use crate::progress::Progress;
use tessera_engine::decide::Refusal;
use tessera_engine::event::Order;
use tessera_engine::program::Text;
use tessera_engine::values::{EventId, Instant, natural_order};
use tokio::sync::{mpsc, oneshot};

/// One order of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedOrder {
    /// Where it begins in the file: a line number, for reports.
    pub line: u64,
    /// The member's number with the retailer.
    pub member: Box<str>,
    /// The order's number: its event id.
    pub id: EventId,
    /// When it was paid.
    pub occurred_at: Instant,
    /// What was bought.
    pub order: Order,
}

/// A row or order that cannot be used, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Where in the file.
    pub line: u64,
    /// The order's number, where that is known.
    pub id: Option<Box<str>>,
    /// A stable code.
    pub code: Box<str>,
    /// Why, in both languages.
    pub text: Text,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Orders read.
    pub orders: u64,
    /// Orders recorded now.
    pub recorded: u64,
    /// Orders that were there already.
    pub known: u64,
    /// Members who joined by it.
    pub members: u64,
    /// Orders refused.
    pub refused: u64,
    /// The first of them, at most [`ImportReport::KEPT`].
    pub refusals: Vec<RefusedRow>,
    /// It was cancelled before its end; run it again to resume.
    pub cancelled: bool,
}

impl ImportReport {
    /// How many refusals a report keeps.
    pub const KEPT: usize = 1_000;
}

/// Orders that go into one commit.
const PART: usize = 4_096;
/// Orders that are sorted together: within so many, orders may come in any order without any of them coming late. Three times as many are in memory at once: those that are
/// read, those that are handed over, and those that are imported.
const SORTED: usize = 32_768;
/// Commits that may be under way at once: one is committed while the next is made ready.
const UNDER_WAY: usize = 2;

/// What the reading thread hands over.
enum Read {
    Orders(Vec<ImportedOrder>),
    Refused(RefusedRow),
}

impl App {
    /// Imports orders. Members whom nobody knows join at their first order. Orders may come in any order; those that come by
    /// member and time are quickest. It can be run again without effect, and resumes what was cut off.
    ///
    /// The iterator is read on a thread of its own. An item is an order, or a row that the reader refused, which is counted and reported.
    /// The progress counts orders.
    pub async fn import_orders<I>(&self, orders: I, progress: &Progress) -> Result<ImportReport, AppError>
    where
        I: Iterator<Item = Result<ImportedOrder, RefusedRow>> + Send + 'static,
    {
        let (sender, mut read) = mpsc::channel(1);
        let reading = tokio::task::spawn_blocking(move || hand_over(orders, &sender));
        let mut report = ImportReport::default();
        let mut under_way = UnderWay::default();
        while let Some(read) = read.recv().await {
            if progress.is_cancelled() {
                report.cancelled = true;
                break;
            }
            match read {
                Read::Refused(row) => {
                    report.orders += 1;
                    report.refuse(row);
                }
                Read::Orders(orders) => {
                    self.import_sorted(orders, &mut under_way, &mut report, progress).await?
                }
            }
        }
        // The reader notices that nobody takes its orders any more.
        drop(read);
        while under_way.finish_one(&mut report, progress).await? {}
        reading
            .await
            .map_err(|_| AppError::invalid("file", "读取失败", "reading it failed; please report this"))?;
        Ok(report)
    }

    async fn import_sorted(
        &self,
        orders: Vec<ImportedOrder>,
        under_way: &mut UnderWay,
        report: &mut ImportReport,
        progress: &Progress,
    ) -> Result<(), AppError> {
        let mut orders = orders.into_iter().peekable();
        while orders.peek().is_some() {
            if progress.is_cancelled() {
                report.cancelled = true;
                return Ok(());
            }
            let mut part = Part::default();
            for order in orders.by_ref().take(PART) {
                report.orders += 1;
                part.add(order, report);
            }
            while under_way.0.len() >= UNDER_WAY {
                under_way.finish_one(report, progress).await?;
            }
            self.keep_pace().await?;
            let counts = self.submit_counted(part.commands).await?;
            under_way.0.push_back((part.origins, counts));
        }
        Ok(())
    }
}

impl App {
    /// Waits while more is recorded than one projection under way and one that gathers behind it: what waits is in memory.
    async fn keep_pace(&self) -> Result<(), AppError> {
        let most = 2 * self.shared.settings.project_events as u64;
        let head = self.shared.tail.head();
        if self.shared.tail.lag() <= most {
            return Ok(());
        }
        self.shared.tail.urgent.notify_one();
        self.shared.wait_until_projected(head.saturating_sub(most)).await
    }
}

/// Orders on their way to the pipeline.
#[derive(Default)]
struct Part {
    commands: Vec<Command>,
    origins: Vec<Origin>,
}

/// Where an order came from, for the report.
struct Origin {
    line: u64,
    id: EventId,
}

impl Part {
    fn add(&mut self, order: ImportedOrder, report: &mut ImportReport) {
        let origin = Origin { line: order.line, id: order.id.clone() };
        let action = Action::Pay { order: Box::new(order.order), currency: None };
        let member = MemberRef::External(order.member);
        let command = Command::new(order.id, order.occurred_at, member, action).creating_member();
        match command.check() {
            Ok(()) => {
                self.commands.push(command);
                self.origins.push(origin);
            }
            Err(error) => report.refuse(refused_row(&origin, error.code(), error.text())),
        }
    }
}

type Waiting = (Vec<Origin>, oneshot::Receiver<Vec<Count>>);

/// Parts that the pipeline works on.
#[derive(Default)]
struct UnderWay(std::collections::VecDeque<Waiting>);

impl UnderWay {
    /// Waits for the oldest part and counts what became of it. False: there was none.
    async fn finish_one(&mut self, report: &mut ImportReport, progress: &Progress) -> Result<bool, AppError> {
        let Some((origins, counts)) = self.0.pop_front() else { return Ok(false) };
        let counts = counts.await.map_err(|_| AppError::Closing)?;
        progress.add(origins.len() as u64);
        for (origin, count) in origins.iter().zip(counts) {
            match count {
                Count::Recorded { joined } => {
                    report.recorded += 1;
                    report.members += u64::from(joined);
                }
                Count::Known => report.known += 1,
                Count::Refused(refusal) => {
                    report.refuse(refused_row(origin, refusal.code.as_str(), sentence(&refusal)));
                }
                // The file cannot help these: the import stops, and resumes when it is run again.
                Count::Rejected(error @ (AppError::Store(_) | AppError::Closing)) => return Err(error),
                Count::Rejected(AppError::NoProgram(at)) => {
                    report.refuse(refused_row(origin, "no-program", too_early(at)));
                }
                Count::Rejected(error) => report.refuse(refused_row(origin, error.code(), error.text())),
                Count::Parked => {}
            }
        }
        Ok(true)
    }
}

fn refused_row(origin: &Origin, code: &str, text: Text) -> RefusedRow {
    RefusedRow { line: origin.line, id: Some(origin.id.as_str().into()), code: code.into(), text }
}

/// Later versions cannot begin earlier, so that a history before the first one needs a new beginning.
fn too_early(at: Instant) -> Text {
    Text {
        zh: format!("{at} 时还没有生效的会员计划：要导入更早的历史，请另建数据目录，发布时用更早的 --starts").into(),
        en: format!("no program was in force at {at}: to import an earlier history, publish with an earlier --starts into a new data folder").into(),
    }
}

fn sentence(refusal: &Refusal) -> Text {
    let about = refusal.subject.as_deref().unwrap_or_default();
    let code = refusal.code.as_str();
    Text {
        zh: format!("不符合会员计划：{code} {about}").trim_end().into(),
        en: format!("the program does not allow it: {code} {about}").trim_end().into(),
    }
}

impl ImportReport {
    fn refuse(&mut self, row: RefusedRow) {
        self.refused += 1;
        if self.refusals.len() < Self::KEPT {
            self.refusals.push(row);
        }
    }
}

/// Reads all orders and hands them over in large sorted parts. Ends when nobody takes them any more.
fn hand_over(orders: impl Iterator<Item = Result<ImportedOrder, RefusedRow>>, sender: &mpsc::Sender<Read>) {
    let mut sorted = Vec::new();
    for item in orders {
        let full = match item {
            Ok(order) => {
                sorted.push(order);
                sorted.len() >= SORTED
            }
            Err(row) => {
                if sender.blocking_send(Read::Refused(row)).is_err() {
                    return;
                }
                false
            }
        };
        if full && sender.blocking_send(Read::Orders(sort(std::mem::take(&mut sorted)))).is_err() {
            return;
        }
    }
    // Whoever has stopped listening does not want the rest.
    let _ = sender.blocking_send(Read::Orders(sort(sorted)));
}

/// By member, and of each member in business order: few members a commit, and none of their orders late.
fn sort(mut orders: Vec<ImportedOrder>) -> Vec<ImportedOrder> {
    orders.sort_by(|a, b| {
        natural_order(&a.member, &b.member)
            .then_with(|| a.occurred_at.cmp(&b.occurred_at))
            .then_with(|| a.id.cmp(&b.id))
    });
    orders
}
