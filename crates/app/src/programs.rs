//! Program versions: check, publish, list, compare.

mod diff;

use crate::App;
use crate::error::{AppError, StartReason};
use crate::pipeline::queue::Job;
use crate::shared::Shared;
use std::sync::Arc;
use tessera_engine::fold::{Programs, Version};
use tessera_engine::program::{Checked, Diagnostic, Program, Severity, Wallet, check};
use tessera_engine::values::Instant;
use tessera_store::{ProgramRow, Store, StoreError};
use tokio::sync::oneshot;

pub use diff::Difference;

/// What to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The document, as TOML or as a JSON object.
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
        check::check(document)
    }

    /// Publishes a program version. It decides every command taken after this returns whose business time is at or after its
    /// start.
    ///
    /// Its start must not be before that of any earlier version, and must be after everything recorded: no order is ever decided under
    /// two versions. So a start in the past is possible as long as nothing is recorded since: a new deployment publishes first
    /// and imports its history then.
    pub async fn publish(&self, publication: Publication) -> Result<ProgramRow, AppError> {
        let checked = check_aside(publication.document.clone()).await?;
        let Some(program) = checked.program else {
            return Err(AppError::ProgramRefused(checked.diagnostics.into()));
        };
        if !publication.starts_at.is_plausible() {
            return Err(AppError::invalid(
                "starts_at",
                "须在 1900 年至 2200 年之间",
                "must lie between the years 1900 and 2200",
            ));
        }
        let row = ProgramRow {
            // The pipeline gives the number.
            version: 0,
            starts_at: publication.starts_at,
            published_at: self.shared.clock.now(),
            published_by: publication.by,
            document: publication.document,
            note: publication.note,
        };
        let (reply, answer) = oneshot::channel();
        let job = Job::Publish(Box::new(row), Arc::new(program), reply);
        self.queue.send(job).await.map_err(|_| AppError::Closing)?;
        answer.await.unwrap_or(Err(AppError::Closing))
    }

    /// All published versions by number.
    pub async fn programs(&self) -> Result<Vec<ProgramRow>, AppError> {
        Ok(self.shared.store.programs().await?)
    }

    /// What changes from one version to another, by path.
    pub async fn diff(&self, before: u32, after: u32) -> Result<Vec<Difference>, AppError> {
        let rows = self.programs().await?;
        let document = |version: u32| {
            let row = rows.iter().find(|row| row.version == version);
            let name = version.to_string().into();
            row.map(|row| &*row.document).ok_or(AppError::NotFound { what: "program", name })
        };
        Ok(diff::diff(document(before)?, document(after)?))
    }

    /// The versions in force, compiled: for folding outside of the pipeline, as backtests do.
    pub fn programs_in_force(&self) -> Programs {
        self.shared.rules.now().programs.clone()
    }

    /// The instant of now, by the clock that decides which version is in force.
    pub fn now(&self) -> Instant {
        self.shared.clock.now()
    }
}

/// Checks a document on a thread that may block: with its examples that can take seconds.
async fn check_aside(document: Box<str>) -> Result<Checked, AppError> {
    let checked = tokio::task::spawn_blocking(move || check::check(&document)).await;
    let stopped = || StoreError::Other("the check stopped unexpectedly; please report this".into());
    checked.map_err(|_| stopped().into())
}

/// Reads all published versions.
pub(crate) async fn read_all(store: &dyn Store) -> Result<Programs, AppError> {
    let mut versions = Vec::new();
    for row in store.programs().await? {
        let read = check::read(&row.document);
        let program = read.program.ok_or_else(|| AppError::ProgramRefused(errors(read.diagnostics)))?;
        versions.push((row.version, row.starts_at, Arc::new(program)));
    }
    Ok(Programs::new(versions))
}

fn errors(diagnostics: Vec<Diagnostic>) -> Arc<[Diagnostic]> {
    diagnostics.into_iter().filter(|said| said.severity == Severity::Error).collect()
}

/// Gives a version its number, if it may start when it wants to. Called by the pipeline, with nothing under way.
pub(crate) fn number(shared: &Shared, row: &mut ProgramRow, program: &Program) -> Result<(), AppError> {
    let in_force = shared.rules.now();
    let versions = in_force.programs.versions();
    let starts_at = row.starts_at;
    if let Some(last) = versions.last()
        && starts_at < last.starts_at
    {
        let reason = StartReason::EarlierVersion;
        return Err(AppError::StartRefused { starts_at, after: last.starts_at, reason });
    }
    let latest = shared.tail.latest();
    if starts_at <= latest {
        let reason = StartReason::RecordedEvents;
        return Err(AppError::StartRefused { starts_at, after: latest, reason });
    }
    keeps_meaning(versions, starts_at, program)?;
    row.version = versions.iter().map(|version| version.number).max().unwrap_or_default() + 1;
    Ok(())
}

/// A version may not change what figures mean that are posted under an earlier one, or may still be: the currency of amounts, and the
/// decimals of a wallet's units. An earlier version that this one replaces from its very start decides nothing and does not count.
pub(crate) fn keeps_meaning(
    versions: &[Version],
    starts_at: Instant,
    program: &Program,
) -> Result<(), AppError> {
    for (place, other) in versions.iter().enumerate() {
        let ends_at = versions.get(place + 1).map_or(starts_at, |next| next.starts_at);
        if other.starts_at >= ends_at {
            continue;
        }
        let (number, old) = (other.number, &other.program);
        if old.currency != program.currency {
            let code = &old.currency.code;
            return Err(AppError::invalid(
                "program.currency",
                format!("版本 {number} 以 {code} 记账：币种不能再改"),
                format!("version {number} books in {code}: the currency cannot change any more"),
            ));
        }
        let changed = |old: &&Wallet| {
            program.wallets.iter().any(|new| new.name == old.name && new.decimals != old.decimals)
        };
        if let Some(Wallet { name, decimals, .. }) = old.wallets.iter().find(changed) {
            return Err(AppError::invalid(
                format!("wallets.{name}.decimals"),
                format!("版本 {number} 中此账户有 {decimals} 位小数：请保持不变，或另设账户名称"),
                format!("the wallet has {decimals} in version {number}: keep them, or name a new wallet"),
            ));
        }
    }
    Ok(())
}
