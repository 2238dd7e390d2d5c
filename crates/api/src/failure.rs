//! Errors of the application as problems.

use crate::problem::{Code, Fault, Problem, codes};
use std::fmt::Write;
use tessera_app::{AppError, StartReason};
use tessera_engine::program::{Diagnostic, Severity};

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let text = error.text();
        let of = |code: &'static Code| Self::new(code).detail(&*text.zh, &*text.en);
        match &error {
            AppError::UnknownMember(_) => of(codes::UNKNOWN_MEMBER),
            AppError::UnknownEvent(_) => of(codes::UNKNOWN_EVENT),
            AppError::NotFound { what: "program", .. } => of(codes::UNKNOWN_VERSION),
            AppError::NotFound { what: "job", .. } => of(codes::UNKNOWN_JOB),
            AppError::NotFound { what: "key", .. } => Self::new(codes::UNKNOWN_KEY),
            AppError::NotFound { .. } => Self::new(codes::UNKNOWN_THING),
            AppError::IdReused(_) => of(codes::EVENT_ID_REUSED),
            AppError::NoProgram(_) => of(codes::NO_PROGRAM),
            AppError::Invalid { field, text } => {
                Self::faults(vec![Fault::new(pointer(field), codes::INVALID_FIELD, &*text.zh, &*text.en)])
            }
            AppError::ProgramRefused(diagnostics) => {
                program_refused(diagnostics, "/document").detail(&*text.zh, &*text.en)
            }
            AppError::StartRefused { reason: StartReason::EarlierVersion, .. } => of(codes::VERSION_CONFLICT),
            AppError::StartRefused { .. } => of(codes::STARTS_TOO_EARLY),
            AppError::NeedsApproval(_) => Self::new(codes::NEEDS_APPROVAL),
            AppError::Closing => of(codes::UNAVAILABLE),
            AppError::Store(_) => store_failed(&error),
        }
    }
}

/// A failure of the store. Its own words are the operator's, and go to the log: they name files and hosts.
fn store_failed(error: &AppError) -> Problem {
    // What a store says of a database server has the name that it has here.
    let of_database = error.code().starts_with("database-").then(|| Code::find(error.code())).flatten();
    if error.is_temporary() {
        tracing::error!(%error, "the store is not available");
        of_database.map_or_else(
            || Problem::new(codes::UNAVAILABLE),
            // A failover takes seconds.
            |code| Problem::new(code).retry_after(FAILOVER),
        )
    } else {
        tracing::error!(%error, "the store failed");
        Problem::new(of_database.unwrap_or(codes::INTERNAL))
    }
}

/// Seconds after which a database server may be another one, or have a connection to spare.
const FAILOVER: u32 = 5;

/// `lines[2].amount` as a JSON pointer.
fn pointer(field: &str) -> String {
    let mut pointer = String::with_capacity(field.len() + 1);
    for step in field.split(['.', '[']) {
        // Writing to a string does not fail.
        let _ = write!(pointer, "/{}", step.trim_end_matches(']'));
    }
    pointer
}

/// A program document that did not pass its check; `field` is where it stands in the request.
pub(crate) fn program_refused(diagnostics: &[Diagnostic], field: &str) -> Problem {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let faults = errors.map(|diagnostic| program_fault(diagnostic, field)).collect();
    Problem::new(codes::PROGRAM_REFUSED).with_faults(faults)
}

/// An error of a program document. It points at the key, and names the line where there are lines.
fn program_fault(diagnostic: &Diagnostic, field: &str) -> Fault {
    let (reason, remedy) = (&diagnostic.reason, &diagnostic.remedy);
    let line = diagnostic.position.map(|position| position.line);
    let (zh, en) = line.map(|line| (format!("第 {line} 行："), format!("Line {line}: "))).unwrap_or_default();
    let path = if diagnostic.path.is_empty() { String::new() } else { pointer(&diagnostic.path) };
    Fault::new(
        format!("{field}{path}"),
        codes::PROGRAM_REFUSED,
        format!("{zh}{} {}", reason.zh, remedy.zh),
        format!("{en}{} {}", reason.en, remedy.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_a_503_and_nothing_else_is() {
        use tessera_store::StoreError::{
            Address, Conflict, Corrupt, Crowded, DiskFull, Refused, Rights, Standby, Unavailable, Unsuitable,
        };
        let (server, detail) = (|| String::from("db-1/shop"), || String::from("why"));
        for (error, status, name) in [
            (Conflict, 503, "unavailable"),
            (DiskFull("disk".into()), 503, "unavailable"),
            (Unavailable("away".into()), 503, "unavailable"),
            (Standby { server: server(), detail: detail() }, 503, "database-standby"),
            (Crowded { server: server(), detail: detail() }, 503, "database-crowded"),
            (Refused { server: server(), detail: detail() }, 500, "database-login"),
            (Rights { server: server(), detail: detail() }, 500, "database-rights"),
            (Unsuitable { server: server(), detail: detail() }, 500, "database-unsuitable"),
            (Address("nonsense".into()), 500, "internal"),
            (Corrupt { path: "journal.db".into(), detail: detail() }, 500, "internal"),
        ] {
            let problem = Problem::from(AppError::from(error.clone()));
            assert_eq!((problem.code().status, problem.code().name), (status, name), "{error:?}");
            let response = problem.render(crate::lang::Lang::En, "request", "/v1/orders");
            assert_eq!(response.headers().contains_key("retry-after"), status == 503, "{error:?}");
        }
    }

    #[test]
    fn fields_become_pointers() {
        assert_eq!(pointer("lines[2].amount"), "/lines/2/amount");
        assert_eq!(pointer("member"), "/member");
    }
}
