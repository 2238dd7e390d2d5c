//! Program versions.

use super::{ProgramReading, shown};
use serde::Serialize;
use tessera_app::{Difference, ProgramRow};
use tessera_engine::program::Diagnostic;
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// A version of the program 会员计划.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProgramVersion {
    /// 1, 2, 3, ...
    version: u32,
    /// From when on it decides.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    starts_at: Instant,
    /// When it was published.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    published_at: Instant,
    /// The name of the key or person that published it.
    published_by: String,
    /// A note by the publisher.
    note: Option<String>,
    /// The document as it was published: TOML, or a JSON object in a text. Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// What the document says. Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<ProgramReading>,
}

impl ProgramVersion {
    /// Without its document.
    pub(crate) fn in_list(row: &ProgramRow) -> Self {
        Self {
            version: row.version,
            starts_at: row.starts_at,
            published_at: row.published_at,
            published_by: row.published_by.to_string(),
            note: row.note.as_deref().map(Into::into),
            document: None,
            reading: None,
        }
    }

    /// With its document and what it says.
    pub(crate) fn of(row: &ProgramRow, reading: Option<ProgramReading>) -> Self {
        Self { document: Some(row.document.to_string()), reading, ..Self::in_list(row) }
    }
}

/// Something a check has to say about a program document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Finding {
    /// `error`, `warning` or `note`.
    #[schema(value_type = String, example = "warning")]
    severity: &'static str,
    /// A stable code.
    #[schema(value_type = String)]
    code: &'static str,
    /// The line of a TOML document, from 1.
    line: Option<u32>,
    /// The column in that line, from 1.
    column: Option<u32>,
    /// Which key; empty for the document as a whole.
    #[schema(example = "rules[2].give.rate")]
    path: String,
    /// What is wrong, in the asked language.
    reason: String,
    /// What to do, in the asked language.
    remedy: String,
}

impl Finding {
    pub(crate) fn of(diagnostic: &Diagnostic, lang: crate::Lang) -> Self {
        Self {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code.as_str(),
            line: diagnostic.position.map(|position| position.line),
            column: diagnostic.position.map(|position| position.column),
            path: diagnostic.path.to_string(),
            reason: super::label(&diagnostic.reason, lang),
            remedy: super::label(&diagnostic.remedy, lang),
        }
    }
}

/// One difference between two versions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DifferenceItem {
    /// Where.
    #[schema(example = "wallets.points.expiry")]
    path: String,
    /// What it was, as TOML; `null`: it was not there.
    before: Option<String>,
    /// What it is, as TOML; `null`: it is gone.
    after: Option<String>,
}

impl DifferenceItem {
    pub(crate) fn of(difference: &Difference) -> Self {
        Self {
            path: difference.path.to_string(),
            before: difference.before.as_deref().map(Into::into),
            after: difference.after.as_deref().map(Into::into),
        }
    }
}
