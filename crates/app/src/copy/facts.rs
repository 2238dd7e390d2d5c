//! The facts of both sides, page by page.

use super::refused;
use crate::error::AppError;
use crate::progress::Progress;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tessera_store::{Fact, Journaled, Seq, Store, StoreError, record};

/// Facts read and appended at once: a few megabytes.
const PAGE: usize = 4_096;
/// How often an append is tried while the target is away, with a pause before each try but the first.
const TRIES: u32 = 6;
const PAUSE: Duration = Duration::from_secs(2);

/// What was read of one side's journal.
#[derive(Clone, Default)]
pub(super) struct Side {
    /// Up to which number.
    pub(super) head: Seq,
    /// Over all of it, in the format of the journal's records.
    pub(super) digest: Sha256,
}

impl Side {
    /// The next facts, up to a number.
    pub(super) async fn page(&self, store: &dyn Store, until: Seq) -> Result<Vec<Journaled>, AppError> {
        let limit = usize::try_from(until.saturating_sub(self.head)).unwrap_or(PAGE).min(PAGE);
        let page = store.journal(self.head, limit).await?;
        let expected = self.head + 1..;
        if page.len() < limit || !page.iter().map(|journaled| journaled.seq).eq(expected.take(page.len())) {
            let (path, detail) = ("the journal".into(), format!("facts are missing after {}", self.head));
            return Err(StoreError::Corrupt { path, detail }.into());
        }
        Ok(page)
    }

    /// Takes a page in.
    pub(super) fn take(&mut self, page: &[Journaled]) {
        let mut bytes = Vec::with_capacity(512);
        for journaled in page {
            bytes.clear();
            record::encode_fact(&mut bytes, &journaled.fact);
            self.digest.update(&bytes);
            self.head = journaled.seq;
        }
    }
}

/// The number of the first fact that is not the same.
pub(super) fn first_difference(source: &[Journaled], target: &[Journaled]) -> Option<Seq> {
    let pairs = source.iter().zip(target);
    pairs.into_iter().find(|(source, target)| source != target).map(|(source, _)| source.seq)
}

/// Carries facts over, up to a number: while one page is written, the next is read.
pub(super) async fn carry(
    source: &dyn Store,
    target: &dyn Store,
    read: &mut Side,
    until: Seq,
    progress: &Progress,
) -> Result<(), AppError> {
    let mut page = read.page(source, until).await?;
    while !page.is_empty() && !progress.is_cancelled() {
        let first = read.head + 1;
        read.take(&page);
        let facts: Vec<Fact> = page.into_iter().map(|journaled| journaled.fact).collect();
        (_, page) = tokio::try_join!(append(target, &facts, first), read.page(source, until))?;
        progress.add(facts.len() as u64);
    }
    Ok(())
}

/// Appends facts, the first of which is to have this number. Where the outcome of a try is unknown, the target knows.
async fn append(target: &dyn Store, facts: &[Fact], first: Seq) -> Result<(), AppError> {
    let mut tries = 1;
    loop {
        let error = match target.append(facts).await {
            Ok(number) if number == first => return Ok(()),
            Ok(_) | Err(StoreError::Conflict) => return Err(disturbed()),
            Err(error) => AppError::from(error),
        };
        if !error.is_temporary() || tries == TRIES {
            return Err(error);
        }
        tracing::warn!(%error, tries, "the target did not take a batch; it is tried again");
        tries += 1;
        tokio::time::sleep(PAUSE).await;
        // Away still: the next try says so.
        let Ok(head) = target.head().await else { continue };
        if head == first - 1 + facts.len() as Seq {
            return Ok(());
        }
        if head != first - 1 {
            return Err(disturbed());
        }
    }
}

fn disturbed() -> AppError {
    refused(
        "另有进程正在写入目标：停止它，再从空的目标重新开始",
        "another process writes to it: stop that, and begin again with an empty target",
    )
}
