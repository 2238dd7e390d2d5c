//! Program versions: check, publish, list, compare.

use crate::App;
use crate::error::AppError;
use tessera_engine::program::{Checked, check};
use tessera_engine::values::Instant;
use tessera_store::ProgramRow;

/// One difference between two program versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `wallets.points.expiry`.
    pub path: Box<str>,
    /// What it was, as TOML; `None`: it was not there.
    pub before: Option<Box<str>>,
    /// What it is, as TOML; `None`: it is gone.
    pub after: Option<Box<str>>,
}

/// What to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The document, as TOML.
    pub document: Box<str>,
    /// From when on it is in force.
    pub starts_at: Instant,
    /// Who publishes it.
    pub by: Box<str>,
    /// A note.
    pub note: Option<Box<str>>,
}

impl App {
    /// Checks a program document, with all there is to say about it.
    pub fn check(&self, document: &str) -> Checked {
        check(document)
    }

    /// Publishes a program version. It decides every command taken after this returns whose business time is at or after its
    /// start.
    ///
    /// Its start must be after that of all earlier versions, and after everything recorded: no order is ever decided under
    /// two versions.
    pub async fn publish(&self, _publication: Publication) -> Result<ProgramRow, AppError> {
        unimplemented!("lands with the program document")
    }

    /// All published versions by number.
    pub async fn programs(&self) -> Result<Vec<ProgramRow>, AppError> {
        unimplemented!("lands with the program document")
    }

    /// What changes from one version to another.
    pub async fn diff(&self, _before: u32, _after: u32) -> Result<Vec<Difference>, AppError> {
        unimplemented!("lands with the program document")
    }
}
