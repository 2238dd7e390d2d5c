//! Documents beside the journal, page by page. Their versions are not carried over: each store counts its own changes.

use super::{CopyReport, refused, text};
use crate::error::AppError;
use crate::progress::Progress;
use tessera_store::{Change, Direction, Document, Expected, LOG, Store};

/// Documents read and written at once.
const PAGE: usize = 500;

/// Walks a collection.
struct Walk<'a> {
    store: &'a dyn Store,
    collection: &'a str,
    last: Option<Box<str>>,
}

impl<'a> Walk<'a> {
    fn of(store: &'a dyn Store, collection: &'a str) -> Self {
        Self { store, collection, last: None }
    }

    /// The next page; empty at the end.
    async fn page(&mut self) -> Result<Vec<Document>, AppError> {
        let last = self.last.as_deref();
        let page = self.store.documents_beyond(self.collection, last, Direction::Up, PAGE).await?;
        self.last = page.last().map(|document| document.id.clone()).or_else(|| self.last.take());
        Ok(page)
    }
}

/// What another store holds under the ids of a page, in its order.
async fn beside(
    store: &dyn Store,
    collection: &str,
    page: &[Document],
) -> Result<Vec<Option<Document>>, AppError> {
    let ids: Vec<&str> = page.iter().map(|document| &*document.id).collect();
    Ok(store.documents(collection, &ids).await?)
}

fn is_same(document: &Document, other: Option<&Document>) -> bool {
    other.is_some_and(|other| other.body == document.body)
}

/// Refuses a target whose logs hold what those of the source do not: they could never be made equal.
pub(super) async fn refuse_others(source: &dyn Store, target: &dyn Store) -> Result<(), AppError> {
    for log in target.collections().await?.iter().filter(|name| name.starts_with(LOG)) {
        let mut walk = Walk::of(target, log);
        loop {
            let page = walk.page().await?;
            let there = beside(source, log, &page).await?;
            let is_other =
                |(document, there): &(&Document, Option<Document>)| !is_same(document, there.as_ref());
            if let Some((other, _)) = page.iter().zip(there).find(is_other) {
                let id = &other.id;
                return Err(refused(
                    format!("目标的 {log} 中有来源没有的记录 {id}，它是另一家店的数据：请换一个空的目标"),
                    format!(
                        "its {log} holds `{id}`, which the source does not have, it is another shop's: choose an empty target"
                    ),
                ));
            }
            if page.is_empty() {
                break;
            }
        }
    }
    Ok(())
}

/// Carries over what the target lacks or holds otherwise, removes what the source has no more, and reads back what was written.
pub(super) async fn carry(
    source: &dyn Store,
    target: &dyn Store,
    report: &mut CopyReport,
    progress: &Progress,
) -> Result<(), AppError> {
    let mut is_equal = true;
    // First: what was forgotten goes before anything else.
    for collection in target.collections().await?.iter().filter(|name| !name.starts_with(LOG)) {
        remove(source, target, collection, progress).await?;
    }
    for collection in &source.collections().await? {
        let mut walk = Walk::of(source, collection);
        loop {
            let page = walk.page().await?;
            if page.is_empty() || progress.is_cancelled() {
                break;
            }
            is_equal &= put(target, collection, &page).await?;
            report.documents += page.len() as u64;
        }
    }
    if !is_equal {
        report.differences.push(text(
            "人员与会员资料等文档在读回时不同：目标正被别的进程写入，或其磁盘有问题",
            "documents (staff, members' data, logs) differ when read back: another process writes to the target, or its disk fails",
        ));
    }
    Ok(())
}

/// Removes from a collection of the target what the source does not have.
async fn remove(
    source: &dyn Store,
    target: &dyn Store,
    collection: &str,
    progress: &Progress,
) -> Result<(), AppError> {
    let mut walk = Walk::of(target, collection);
    loop {
        let page = walk.page().await?;
        if page.is_empty() || progress.is_cancelled() {
            return Ok(());
        }
        let there = beside(source, collection, &page).await?;
        let gone = page.iter().zip(&there).filter(|(_, there)| there.is_none());
        let removals: Vec<Change> =
            gone.map(|(document, _)| anyway(collection, &document.id, None)).collect();
        target.change(&removals).await?;
    }
}

/// Makes documents of the target equal to these. Whether they were when they were read back.
async fn put(target: &dyn Store, collection: &str, page: &[Document]) -> Result<bool, AppError> {
    let found = beside(target, collection, page).await?;
    let others = page.iter().zip(&found).filter(|(document, found)| !is_same(document, found.as_ref()));
    let changes: Vec<Change> =
        others.map(|(document, _)| anyway(collection, &document.id, Some(document.body.clone()))).collect();
    if changes.is_empty() {
        return Ok(true);
    }
    target.change(&changes).await?;
    let found = beside(target, collection, page).await?;
    Ok(page.iter().zip(&found).all(|(document, found)| is_same(document, found.as_ref())))
}

fn anyway(collection: &str, id: &str, body: Option<Vec<u8>>) -> Change {
    Change { collection: collection.into(), id: id.into(), expected: Expected::Anything, body }
}
