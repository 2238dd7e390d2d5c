//! Copying a shop from one store to another, of whatever kinds, through the traits alone.
//!
//! The facts go over in their order in large batches, and the program versions with them; projections are made on the target by the
//! application that is opened on it. Keys, settings and documents come last: until then nobody can work on the target. What is there is read back.
//!
//! It can be stopped at any moment and begun again: what the target holds must be the beginning of what the source holds, fact by fact, and the rest follows.
//! The source may go on being written by others where its store allows that; what comes meanwhile is taken along, and the report says
//! whether the source has moved on since.

mod documents;
mod facts;
mod settings;

use crate::App;
use crate::error::AppError;
use crate::exports::all_cores;
use crate::ports::{Clock, IdSource};
use crate::progress::Progress;
use crate::settings::Settings;
use crate::verify::VerifyReport;
use crate::views::TrialBalance;
use facts::Side;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tessera_engine::program::Text;
use tessera_store::{Seq, Store};

/// So many facts go over before the projections follow: stores remember the ids of what is not projected.
const ROUND: Seq = 500_000;
/// With so few facts left a source that goes on being written is as good as reached.
const LITTLE: Seq = 4_096;

/// A copy under way. Its steps are to be done in this order: [`Copy::compare_beginning`], [`Copy::carry_over`], [`Copy::read_back`],
/// [`Copy::finish`]; a step whose progress was cancelled ends early, and the copy with it.
pub struct Copy {
    source: Arc<dyn Store>,
    target: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    /// What was read of each side, from the first fact on.
    read: Side,
    written: Side,
    /// Facts that the target holds.
    there: Seq,
    report: CopyReport,
}

/// What a copy did and found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyReport {
    /// Facts that both sides hold.
    pub facts: Seq,
    /// Those of them that this run carried over.
    pub carried: Seq,
    /// SHA-256 over all of them in order, as hex digits; the same on both sides if nothing differs.
    pub digest: Box<str>,
    /// Program versions, keys and settings on both sides.
    pub programs: u64,
    /// Keys.
    pub keys: u64,
    /// Settings: returns that wait, records of jobs.
    pub settings: u64,
    /// Documents beside the journal, as the source was when they were copied: staff, sessions, sealed personal data, logs.
    pub documents: u64,
    /// The audit of the target.
    pub verified: VerifyReport,
    /// Where the source's journal ended when all was done.
    pub source_head: Seq,
    /// Whether the trial balances of both sides were compared: only while the source stands still.
    pub balanced: bool,
    /// What differs, in words.
    pub differences: Vec<Text>,
}

impl CopyReport {
    /// Whether the target holds all that the source holds, the source stood still, and nothing differs.
    pub fn is_complete(&self) -> bool {
        self.is_equal() && self.balanced && self.source_head == self.facts
    }

    /// Whether nothing differs in what was copied.
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty() && self.verified.different == 0
    }
}

impl Copy {
    /// A copy of everything in the source to the target, which is empty or holds the beginning of it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a target that is the source, is ahead of it, or holds what the source does not. Nothing is changed then.
    pub async fn new(
        source: Arc<dyn Store>,
        target: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Result<Self, AppError> {
        settings::refuse_itself(&*source, &*target, ids.uuid()).await?;
        let (ahead, there) = (source.head().await?, target.head().await?);
        if there > ahead {
            return Err(refused(
                format!("目标已有 {there} 条记录，多于来源的 {ahead} 条：请检查 --from 与 --to 是否写反"),
                format!(
                    "it holds {there} facts, more than the {ahead} of the source: check that --from and --to are not exchanged"
                ),
            ));
        }
        settings::refuse_others(&*source, &*target).await?;
        documents::refuse_others(&*source, &*target).await?;
        let report = CopyReport::default();
        Ok(Self {
            source,
            target,
            clock,
            ids,
            read: Side::default(),
            written: Side::default(),
            there,
            report,
        })
    }

    /// How many facts the target held before.
    pub fn there(&self) -> Seq {
        self.there
    }

    /// Compares what the target holds with the beginning of the source, fact by fact.
    ///
    /// # Errors
    /// [`AppError::Invalid`] if they differ, with the number of the first that does.
    pub async fn compare_beginning(&mut self, progress: &Progress) -> Result<(), AppError> {
        progress.set_total(self.there);
        while self.read.head < self.there && !progress.is_cancelled() {
            let until = self.there;
            let (source, target) = tokio::try_join!(
                self.read.page(&*self.source, until),
                self.written.page(&*self.target, until)
            )?;
            if let Some(seq) = facts::first_difference(&source, &target) {
                return Err(refused(
                    format!("目标的第 {seq} 条记录与来源不同，它是另一家店的数据：请换一个空的目标"),
                    format!(
                        "its fact {seq} is not that of the source, it is another shop's: choose an empty target"
                    ),
                ));
            }
            self.read.take(&source);
            self.written.take(&target);
            progress.add(source.len() as u64);
        }
        Ok(())
    }

    /// Carries over what the target lacks: facts, program versions, and the projections of both.
    pub async fn carry_over(&mut self, progress: &Progress) -> Result<(), AppError> {
        // What waits in the target would be decided there as soon as its order comes.
        settings::put_nothing_aside(&*self.target).await?;
        settings::carry_programs(&*self.source, &*self.target).await?;
        self.project().await?;
        loop {
            let head = self.source.head().await?;
            progress.set_total(progress.done() + (head - self.read.head));
            let is_last = head - self.read.head <= LITTLE;
            while self.read.head < head {
                let until = head.min(self.read.head + ROUND);
                facts::carry(&*self.source, &*self.target, &mut self.read, until, progress).await?;
                if progress.is_cancelled() {
                    return Ok(());
                }
                // Read after the facts: so every version that decided them is there.
                settings::carry_programs(&*self.source, &*self.target).await?;
                self.project().await?;
            }
            if is_last {
                self.report.carried = self.read.head - self.there;
                return Ok(());
            }
        }
    }

    /// Reads back what was carried over.
    pub async fn read_back(&mut self, progress: &Progress) -> Result<(), AppError> {
        progress.set_total(self.read.head - self.written.head);
        while self.written.head < self.read.head && !progress.is_cancelled() {
            let page = self.written.page(&*self.target, self.read.head).await?;
            self.written.take(&page);
            progress.add(page.len() as u64);
        }
        Ok(())
    }

    /// Audits the target, compares the trial balances if the source stands still, and carries keys, settings and documents over.
    pub async fn finish(mut self, progress: &Progress) -> Result<CopyReport, AppError> {
        self.report.facts = self.written.head;
        self.report.digest = hex(&self.read.digest);
        if self.target.head().await? != self.read.head || hex(&self.written.digest) != self.report.digest {
            self.report.differences.push(text(
                "读回的记录与来源不同：目标正被别的进程写入，或其磁盘有问题",
                "what was read back is not what the source holds: another process writes to the target, or its disk fails",
            ));
            return Ok(self.report);
        }
        let app = self.open(&self.target).await?;
        let audited = app.audit(all_cores(), progress).await;
        let there = app.trial_balance().await;
        app.shutdown().await?;
        self.report.verified = audited?.0;
        if progress.is_cancelled() {
            return Ok(self.report);
        }
        self.balance(&there?).await?;
        settings::carry(&*self.source, &*self.target, &mut self.report).await?;
        documents::carry(&*self.source, &*self.target, &mut self.report, progress).await?;
        self.report.source_head = self.source.head().await?;
        Ok(self.report)
    }

    async fn balance(&mut self, there: &TrialBalance) -> Result<(), AppError> {
        let app = self.open(&self.source).await?;
        let here = app.trial_balance().await;
        app.shutdown().await?;
        let here = here?;
        if here.seq != there.seq {
            return Ok(());
        }
        self.report.balanced = true;
        if here != *there {
            self.report.differences.push(text(
                "试算平衡不同：请对来源与目标运行 tessera verify",
                "the trial balances differ: run `tessera verify` on the source and on the target",
            ));
        }
        Ok(())
    }

    /// Brings the target's projections up to its journal.
    async fn project(&self) -> Result<(), AppError> {
        let position = self.target.position().await?;
        if position.projected == position.head {
            return Ok(());
        }
        let app = self.open(&self.target).await?;
        let flushed = app.flush().await;
        app.shutdown().await?;
        flushed
    }

    /// Opens the application on one side. It does nothing there by itself.
    async fn open(&self, store: &Arc<dyn Store>) -> Result<App, AppError> {
        let settings = Settings { sweep_every: None, ..Settings::default() };
        App::open(Arc::clone(store), Arc::clone(&self.clock), Arc::clone(&self.ids), settings).await
    }
}

fn hex(digest: &Sha256) -> Box<str> {
    digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}

fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

/// The target cannot be used.
fn refused(zh: impl Into<Box<str>>, en: impl Into<Box<str>>) -> AppError {
    AppError::invalid("--to", zh, en)
}
