//! The database files, and what their failures mean.

use rusqlite::ErrorCode;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tessera_store::StoreError;

/// One of the database files.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    path: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Journal,
    Views,
    People,
}

impl Part {
    /// The truth.
    pub(crate) fn journal(folder: &Path) -> Self {
        Self { path: folder.join("journal.db"), kind: Kind::Journal }
    }

    /// The projections.
    pub(crate) fn views(folder: &Path) -> Self {
        Self { path: folder.join("views"), kind: Kind::Views }
    }

    /// The documents beside the journal.
    pub(crate) fn people(folder: &Path) -> Self {
        Self { path: folder.join("people.db"), kind: Kind::People }
    }

    pub(crate) fn is_people(&self) -> bool {
        self.kind == Kind::People
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The file beside it with such an ending: `-wal`, `-shm`.
    pub(crate) fn beside(&self, ending: &str) -> PathBuf {
        let mut name = OsString::from(self.path.as_os_str());
        name.push(ending);
        name.into()
    }

    /// Whether it was found damaged while in use, so that the next start makes it again.
    pub(crate) fn is_condemned(&self) -> bool {
        self.beside("-damaged").exists()
    }

    /// What is wrong with what the file holds.
    pub(crate) fn damaged(&self, detail: impl ToString) -> StoreError {
        let (path, detail) = (self.name(), detail.to_string());
        match self.kind {
            Kind::Journal | Kind::People => StoreError::Corrupt { path, detail },
            Kind::Views => {
                // The mark is a convenience: without it the damage is met again.
                let _ = std::fs::write(self.beside("-damaged"), &detail);
                tracing::error!(path, detail, "projections are damaged; the next start makes them again");
                StoreError::Stale { path, detail }
            }
        }
    }

    /// What a failure of SQLite on this file means.
    pub(crate) fn failed(&self, error: rusqlite::Error) -> StoreError {
        let folder = || self.path.parent().unwrap_or(&self.path).display().to_string();
        match &error {
            rusqlite::Error::SqliteFailure(sqlite, _) => match sqlite.code {
                ErrorCode::DiskFull => StoreError::DiskFull(folder()),
                // The index of the write-ahead log is allocated when it is opened: where that fails, the disk is full.
                ErrorCode::SystemIoFailure if sqlite.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => {
                    StoreError::DiskFull(folder())
                }
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => self.damaged(error),
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                    StoreError::ReadOnly { path: self.name(), detail: error.to_string() }
                }
                ErrorCode::SystemIoFailure | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                    StoreError::Unavailable(format!("{}: {error}", self.name()))
                }
                _ => StoreError::Other(format!("{}: {error}", self.name())),
            },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => self.damaged(error),
            _ => StoreError::Other(format!("{}: {error}", self.name())),
        }
    }
}

impl Part {
    /// What a failure of the tree in this folder means.
    pub(crate) fn failed_tree(&self, error: &fjall::Error) -> StoreError {
        let io = match error {
            fjall::Error::Io(io) | fjall::Error::Storage(fjall::LsmError::Io(io)) => io,
            fjall::Error::Locked => return StoreError::InUse(self.name()),
            fjall::Error::Poisoned => {
                return StoreError::Unavailable(format!("{}: {error}", self.name()));
            }
            _ => return self.damaged(error),
        };
        match io.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                StoreError::DiskFull(self.path.parent().unwrap_or(&self.path).display().to_string())
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly { path: self.name(), detail: io.to_string() }
            }
            // A file that is missing, shorter than its table of contents says (too short to look for its end: an invalid argument), or half made when the power was cut.
            ErrorKind::AlreadyExists
            | ErrorKind::InvalidInput
            | ErrorKind::NotFound
            | ErrorKind::UnexpectedEof
            | ErrorKind::InvalidData => self.damaged(io),
            _ => StoreError::Unavailable(format!("{}: {io}", self.name())),
        }
    }
}

/// Adds to a failure which file it is about.
pub(crate) trait Of<T> {
    /// This file.
    fn of(self, part: &Part) -> Result<T, StoreError>;
}

impl<T> Of<T> for rusqlite::Result<T> {
    fn of(self, part: &Part) -> Result<T, StoreError> {
        self.map_err(|error| part.failed(error))
    }
}
