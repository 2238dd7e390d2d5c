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
            AppError::NotFound { .. } => of(codes::NOT_FOUND),
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
            AppError::Closing => of(codes::UNAVAILABLE),
            // The words are the operator's: they name files.
            AppError::Store(_) if error.is_temporary() => {
                tracing::error!(%error, "the store is not available");
                Self::new(codes::UNAVAILABLE)
            }
            AppError::Store(_) => {
                tracing::error!(%error, "the store failed");
                Self::new(codes::INTERNAL)
            }
        }
    }
}

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
    fn fields_become_pointers() {
        assert_eq!(pointer("lines[2].amount"), "/lines/2/amount");
        assert_eq!(pointer("member"), "/member");
    }
}
