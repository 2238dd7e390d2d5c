//! The data folder: there, writable, and ours alone.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tessera_store::StoreError;

/// The data folder, locked for as long as this lives.
pub(crate) struct Folder {
    path: PathBuf,
    /// Held, not read: the system frees the lock when the file is closed, however the process ends.
    _lock: File,
}

impl Folder {
    /// Makes the folder where it is missing, and locks it.
    pub(crate) fn lock(path: &Path) -> Result<Self, StoreError> {
        let failed = |error: io::Error| describe(path, &error);
        std::fs::create_dir_all(path).map_err(failed)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("lock"))
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.display().to_string())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the names of new files survive a cut of power.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        let sync = |path: &Path| File::open(path).and_then(|folder| folder.sync_all());
        sync(&self.path).map_err(|error| describe(&self.path, &error))?;
        // The folder itself may be new; a parent that cannot be opened was not made by us.
        let _ = self.path.parent().map(sync);
        Ok(())
    }
}

fn describe(path: &Path, error: &io::Error) -> StoreError {
    let (path, detail) = (path.display().to_string(), error.to_string());
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull(path),
        _ => StoreError::ReadOnly { path, detail },
    }
}
