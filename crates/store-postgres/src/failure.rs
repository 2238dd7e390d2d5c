//! What failures of the server and of the way to it mean.

use std::error::Error as _;
use tessera_store::StoreError;
use tokio_postgres::Error;
use tokio_postgres::error::{Severity, SqlState};

/// Why a statement failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// In words for the operator.
    pub(crate) error: StoreError,
    /// What to do where nothing of it happened.
    pub(crate) again: Again,
    /// Whether the server itself said no, or nothing was sent: then nothing happened. Else it is unknown.
    pub(crate) is_refusal: bool,
}

/// Whether the same may succeed when it is tried again at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// It would fail again.
    No,
    /// It may succeed.
    Yes,
    /// It may succeed once the statements of the connection are prepared anew.
    Prepared,
}

impl Failure {
    /// What a failure on this server means.
    pub(crate) fn of(server: &str, error: &Error) -> Self {
        let Some(db) = error.as_db_error() else {
            let lost = StoreError::Unavailable(format!("{server}: {}", in_full(error)));
            return match lost_or_wrong(error) {
                Way::Lost => Self { error: lost, again: Again::Yes, is_refusal: false },
                Way::Closed => {
                    let error = StoreError::Refused { server: server.into(), detail: in_full(error) };
                    Self { error, again: Again::No, is_refusal: true }
                }
                Way::Wrong => {
                    let error = StoreError::Other(format!("{server}: {}", in_full(error)));
                    Self { error, again: Again::No, is_refusal: false }
                }
            };
        };
        let is_fatal = matches!(db.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
        let again = match db.code() {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Again::Yes,
            &SqlState::INVALID_SQL_STATEMENT_NAME | &SqlState::DUPLICATE_PSTATEMENT => Again::Prepared,
            // The statement was prepared before a migration.
            &SqlState::FEATURE_NOT_SUPPORTED if db.message().contains("cached plan") => Again::Prepared,
            code if is_fatal && is_away(code) => Again::Yes,
            _ => Again::No,
        };
        Self { error: meaning(server, db), again, is_refusal: true }
    }
}

impl Failure {
    /// The same, of what came before anything was sent that changes something.
    pub(crate) fn before_anything(self) -> Self {
        Self { is_refusal: true, ..self }
    }
}

/// What is wrong with the way to the server.
enum Way {
    /// It is interrupted.
    Lost,
    /// The server does not let us in.
    Closed,
    /// What was sent or came back is not what was agreed.
    Wrong,
}

fn lost_or_wrong(error: &Error) -> Way {
    // The kind is only told in words.
    let said = error.to_string();
    let begins = |words: &[&str]| words.iter().any(|words| said.starts_with(words));
    if begins(&["error serializing", "error deserializing", "invalid column", "query returned", "expected "])
    {
        Way::Wrong
    } else if begins(&["authentication error", "invalid configuration", "error performing TLS"]) {
        Way::Closed
    } else {
        Way::Lost
    }
}

fn is_away(code: &SqlState) -> bool {
    ["08", "57P0"].iter().any(|class| code.code().starts_with(class))
}

fn meaning(server: &str, db: &tokio_postgres::error::DbError) -> StoreError {
    let detail = format!("{} ({})", db.message(), db.code().code());
    let server = server.to_owned();
    match db.code() {
        &SqlState::UNIQUE_VIOLATION => StoreError::Conflict,
        &SqlState::DISK_FULL => StoreError::DiskFull(server),
        &SqlState::TOO_MANY_CONNECTIONS => StoreError::Crowded { server, detail },
        &SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::Standby { server, detail },
        &SqlState::INSUFFICIENT_PRIVILEGE => StoreError::Rights { server, detail },
        &SqlState::INVALID_CATALOG_NAME => StoreError::Refused { server, detail },
        &SqlState::QUERY_CANCELED => StoreError::Unavailable(format!(
            "{server}: {detail}; statement_timeout in the address says how long a statement may take"
        )),
        &SqlState::LOCK_NOT_AVAILABLE => StoreError::Unavailable(format!(
            "{server}: another process is writing for longer than lock_timeout in the address allows: {detail}"
        )),
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => {
            StoreError::Corrupt { path: server, detail }
        }
        code if code.code().starts_with("28") => StoreError::Refused { server, detail },
        code if is_away(code) || code.code().starts_with("58") || code.code().starts_with("53") => {
            StoreError::Unavailable(format!("{server}: {detail}"))
        }
        code if code.code().starts_with("40") => StoreError::Unavailable(format!("{server}: {detail}")),
        _ => StoreError::Other(format!("{server}: {detail}")),
    }
}

/// The error with what caused it.
pub(crate) fn in_full(error: &Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said = format!("{said}: {error}");
        cause = error.source();
    }
    said
}
