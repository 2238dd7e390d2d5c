//! Reading, on threads that may wait, so many at a time.

use crate::connection;
use crate::journal::Shared;
use crate::part::{Of, Part};
use crate::views::Moment;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tessera_store::StoreError;
use tokio::sync::Semaphore;

/// The pool.
pub(crate) struct Readers {
    shared: Arc<Shared>,
    permits: Arc<Semaphore>,
    /// Connections to the journal that nobody uses now.
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        let permits = Arc::new(Semaphore::new(shared.options.readers.max(1)));
        Self { shared, permits, idle: Arc::default() }
    }

    /// Reads the journal's file.
    pub(crate) async fn journal<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection, &Part) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let idle = self.idle.clone();
        self.on_a_thread(move |shared| {
            let pooled = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let open = || connection::for_reading(&shared.journal, shared.options.reader_cache);
            let journal = pooled.map_or_else(open, Ok)?;
            let outcome = consistently(&journal, &shared.journal, read);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(journal);
            outcome
        })
        .await
    }

    /// Reads the projections.
    pub(crate) async fn views<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Moment<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.on_a_thread(move |shared| shared.views.read(read)).await
    }

    /// Reads on such a thread.
    pub(crate) async fn on_a_thread<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Shared) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = |_| StoreError::Unavailable("the store is closed".into());
        let permit = self.permits.clone().acquire_owned().await.map_err(closed)?;
        let shared = self.shared.clone();
        let done = tokio::task::spawn_blocking(move || {
            let outcome = read(&shared);
            drop(permit);
            outcome
        });
        done.await.map_err(|error| StoreError::Other(format!("a read did not end: {error}")))?
    }
}

/// All that one call reads is of one moment.
pub(crate) fn consistently<T>(
    connection: &Connection,
    part: &Part,
    read: impl FnOnce(&Connection, &Part) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let transaction = connection.unchecked_transaction().of(part)?;
    let outcome = read(&transaction, part)?;
    transaction.commit().of(part)?;
    Ok(outcome)
}
