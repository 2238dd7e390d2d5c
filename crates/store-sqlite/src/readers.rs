//! A few connections for reading, used on threads that may wait.

use crate::connection;
use crate::journal::Shared;
use crate::part::{Of, Part};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use tessera_store::StoreError;
use tokio::sync::Semaphore;

/// The pool.
pub(crate) struct Readers {
    shared: Arc<Shared>,
    permits: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Reader>>>,
}

/// One reader of both files.
struct Reader {
    journal: Connection,
    views: Connection,
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
        self.read(move |reader, shared| consistently(&reader.journal, &shared.journal, read)).await
    }

    /// Reads the projections' file.
    pub(crate) async fn views<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection, &Part) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.read(move |reader, shared| consistently(&reader.views, &shared.views, read)).await
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader, &Shared) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let closed = |_| StoreError::Unavailable("the store is closed".into());
        let permit = self.permits.clone().acquire_owned().await.map_err(closed)?;
        let (shared, idle) = (self.shared.clone(), self.idle.clone());
        let done = tokio::task::spawn_blocking(move || {
            let pooled = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let reader = pooled.map_or_else(|| Reader::open(&shared), Ok)?;
            let outcome = read(&reader, &shared);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            drop(permit);
            outcome
        });
        done.await.map_err(|error| StoreError::Other(format!("a read did not end: {error}")))?
    }
}

impl Reader {
    fn open(shared: &Shared) -> Result<Self, StoreError> {
        Ok(Self {
            journal: connection::for_reading(&shared.journal, shared.options.reader_cache)?,
            views: connection::for_reading(&shared.views, shared.options.reader_cache)?,
        })
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
