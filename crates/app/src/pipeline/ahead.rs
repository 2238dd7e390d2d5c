//! Looking ahead: what has gathered while a commit is under way is made ready, so that the store is asked and the disk is written at the same time.

use super::Pipeline;
use super::load::{Fetched, fetch};
use super::queue::{Batch, Gathered, Job, gather, gather_more};
use crate::error::AppError;
use std::sync::Arc;
use tessera_store::StoreError;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// The next batch, and what is being fetched for it.
pub(super) struct Ahead {
    gathered: Gathered,
    /// How much of its work is fetched for.
    asked: usize,
    fetching: JoinHandle<Result<Fetched, AppError>>,
}

impl Pipeline {
    /// Takes what has gathered and begins to fetch for it. Waits for nothing.
    pub(super) fn look_ahead(&mut self, queue: &mut mpsc::Receiver<Job>) {
        // What has to happen between two batches happens first.
        if self.ahead.is_some() || self.is_ending {
            return;
        }
        let mut gathered = (Batch::default(), None);
        gather_more(queue, self.shared.settings.batch, &mut gathered);
        if gathered.0.replies.is_empty() && gathered.1.is_none() {
            return;
        }
        let asked = gathered.0.work.len();
        let fetching = tokio::spawn(fetch(Arc::clone(&self.shared), self.asked(&gathered.0.work)));
        self.ahead = Some(Ahead { gathered, asked, fetching });
    }

    /// The next batch: the one that was made ready and what has come since, or else whatever comes next. With it, what was fetched for all of
    /// it, if it was. `None`: nobody can send any more.
    pub(super) async fn next(
        &mut self,
        queue: &mut mpsc::Receiver<Job>,
    ) -> Option<(Gathered, Option<Result<Fetched, AppError>>)> {
        let most = self.shared.settings.batch;
        let Some(Ahead { mut gathered, asked, fetching }) = self.ahead.take() else {
            return Some((gather(queue, most).await?, None));
        };
        gather_more(queue, most, &mut gathered);
        let more = &gathered.0.work[asked..];
        let more = (!more.is_empty()).then(|| fetch(Arc::clone(&self.shared), self.asked(more)));
        let fetched = fetching
            .await
            .unwrap_or_else(|error| Err(StoreError::Other(format!("a read did not end: {error}")).into()));
        let fetched = match (fetched, more) {
            (Ok(mut fetched), Some(more)) => match more.await {
                Ok(more) => {
                    fetched.extend(more);
                    Ok(fetched)
                }
                Err(error) => Err(error),
            },
            (fetched, _) => fetched,
        };
        Some((gathered, Some(fetched)))
    }
}
