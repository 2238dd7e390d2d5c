//! Jobs: long work that somebody asked for and comes back for, such as backtests. Their records survive a restart.

use crate::App;
use crate::error::AppError;
use crate::progress::Progress;
use crate::shared::Shared;
use serde_json::{Value, json};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use tessera_engine::values::Instant;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStatus {
    /// It runs.
    Running,
    /// It is done; its result is there.
    Done,
    /// It failed; its error says why.
    Failed,
    /// The service stopped while it ran: ask for it again.
    Interrupted,
}

impl JobStatus {
    /// The status as the API writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Running, Self::Done, Self::Failed, Self::Interrupted]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// A job as its record shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobView {
    /// Its id: `job_` and 32 hex digits.
    pub id: Box<str>,
    /// What it is: `backtest`, `import`, ...
    pub kind: Box<str>,
    /// How far it is.
    pub status: JobStatus,
    /// Units of work done.
    pub done: u64,
    /// Units of work in all; 0 while that is unknown.
    pub total: u64,
    /// What its steps that are over came to, where it has several; see [`Progress::before`].
    pub before: u64,
    /// What was asked for, as JSON; `null` where the kind says it all.
    pub about: Value,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Its result, as JSON.
    pub result: Option<Value>,
    /// Why it failed.
    pub error: Option<Box<str>>,
}

/// What the names of the settings that keep job records begin with.
const PREFIX: &str = "job/";

impl App {
    /// Starts a job on a thread of its own and returns its record at once. The work reports through [`Progress`], should end soon
    /// when that is cancelled, and returns its result as JSON or the reason why it failed.
    pub async fn start_job<F>(&self, kind: &str, work: F) -> Result<JobView, AppError>
    where
        F: FnOnce(&Progress) -> Result<Value, String> + Send + 'static,
    {
        self.start_job_about(kind, Value::Null, |_| work).await
    }

    /// The same with a record of what was asked for. The work is made for the job's id.
    pub async fn start_job_about<F>(
        &self,
        kind: &str,
        about: Value,
        work: impl FnOnce(&str) -> F,
    ) -> Result<JobView, AppError>
    where
        F: FnOnce(&Progress) -> Result<Value, String> + Send + 'static,
    {
        if *self.shared.closing.borrow() {
            return Err(AppError::Closing);
        }
        let job = JobView {
            id: format!("job_{:032x}", self.shared.ids.uuid()).into(),
            kind: kind.into(),
            status: JobStatus::Running,
            done: 0,
            total: 0,
            before: 0,
            about,
            created_at: self.shared.clock.now(),
            ended_at: None,
            result: None,
            error: None,
        };
        keep(&self.shared, &job).await?;
        let work = work(&job.id);
        let progress = Progress::new();
        running(&self.shared).push((job.id.clone(), progress.clone()));
        let (shared, mut ended) = (Arc::clone(&self.shared), job.clone());
        tokio::spawn(async move {
            let at_work = progress.clone();
            let outcome = tokio::task::spawn_blocking(move || work(&at_work)).await;
            let outcome =
                outcome.unwrap_or_else(|_| Err("the job stopped unexpectedly; please report this".into()));
            (ended.done, ended.total) = (progress.done(), progress.total());
            ended.before = progress.before();
            ended.ended_at = Some(shared.clock.now());
            match outcome {
                Ok(result) => (ended.status, ended.result) = (JobStatus::Done, Some(result)),
                Err(_) if progress.is_cancelled() => ended.status = JobStatus::Interrupted,
                Err(error) => (ended.status, ended.error) = (JobStatus::Failed, Some(error.into())),
            }
            if let Err(error) = keep(&shared, &ended).await {
                tracing::error!(job = &*ended.id, %error, "the record of a job could not be written");
            }
            running(&shared).retain(|(id, _)| *id != ended.id);
        });
        Ok(job)
    }

    /// A job by id.
    pub async fn job(&self, id: &str) -> Result<JobView, AppError> {
        let value = self.shared.store.setting(&format!("{PREFIX}{id}")).await?;
        let job = value.and_then(|value| decode(&value));
        let job = job.ok_or_else(|| AppError::NotFound { what: "job", name: id.into() })?;
        Ok(with_progress(&self.shared, job))
    }

    /// All jobs, newest first.
    pub async fn jobs(&self) -> Result<Vec<JobView>, AppError> {
        let mut jobs: Vec<JobView> = read_all(&self.shared).await?;
        jobs.iter_mut().for_each(|job| *job = with_progress(&self.shared, job.clone()));
        jobs.sort_by(|a, b| b.created_at.cmp(&a.created_at).then_with(|| b.id.cmp(&a.id)));
        Ok(jobs)
    }

    /// Asks a running job to stop; its record says interrupted then. Nothing happens to a job that has ended.
    pub fn cancel_job(&self, id: &str) {
        running(&self.shared)
            .iter()
            .filter(|(running, _)| **running == *id)
            .for_each(|(_, progress)| progress.cancel());
    }
}

/// The task by which a process says that it lives; whoever shares a store with it says so at least three times in this time.
fn life_of(process: u128) -> String {
    format!("process/{process:032x}")
}

/// Says for so long that this process lives, and so do the jobs that it runs.
pub(crate) async fn live_on(shared: &Shared, time: Duration) -> Result<(), AppError> {
    shared.store.lease(&life_of(shared.holder), shared.holder, time).await?;
    Ok(())
}

/// Jobs of whom the record says that they run, while the process that ran them does not live any more.
pub(crate) async fn mark_interrupted(shared: &Shared) -> Result<(), AppError> {
    for (mut job, process) in read_records(shared).await? {
        let is_own = shared.store.is_shared() && process == Some(shared.holder);
        if job.status == JobStatus::Running
            && !is_own
            && shared
                .store
                .lease(&life_of(process.unwrap_or_default()), shared.holder, Duration::ZERO)
                .await?
        {
            job.status = JobStatus::Interrupted;
            job.ended_at = Some(shared.clock.now());
            keep(shared, &job).await?;
        }
    }
    Ok(())
}

/// Asks all running jobs to stop.
pub(crate) fn cancel_all(shared: &Shared) {
    running(shared).iter().for_each(|(_, progress)| progress.cancel());
}

fn running(shared: &Shared) -> std::sync::MutexGuard<'_, Vec<(Box<str>, Progress)>> {
    shared.running.lock().unwrap_or_else(PoisonError::into_inner)
}

fn with_progress(shared: &Shared, mut job: JobView) -> JobView {
    if let Some((_, progress)) = running(shared).iter().find(|(id, _)| *id == job.id) {
        (job.done, job.total) = (progress.done(), progress.total());
        job.before = progress.before();
    }
    job
}

async fn read_all(shared: &Shared) -> Result<Vec<JobView>, AppError> {
    Ok(read_records(shared).await?.into_iter().map(|(job, _)| job).collect())
}

/// All records, and which process runs each.
async fn read_records(shared: &Shared) -> Result<Vec<(JobView, Option<u128>)>, AppError> {
    let records = shared.store.settings(PREFIX).await?;
    let read = |(_, value): &(String, Vec<u8>)| {
        let record: Value = serde_json::from_slice(value).ok()?;
        let process = record.get("process").and_then(Value::as_str);
        Some((decode(value)?, process.and_then(|hex| u128::from_str_radix(hex, 16).ok())))
    };
    Ok(records.iter().filter_map(read).collect())
}

async fn keep(shared: &Shared, job: &JobView) -> Result<(), AppError> {
    let record = json!({
        "id": job.id,
        "kind": job.kind,
        "status": job.status.as_str(),
        "done": job.done,
        "total": job.total,
        "before": job.before,
        "about": job.about,
        "created_at": job.created_at.0,
        "ended_at": job.ended_at.map(|at| at.0),
        "result": job.result,
        "error": job.error,
        "process": format!("{:032x}", shared.holder),
    });
    let name = format!("{PREFIX}{}", job.id);
    Ok(shared.store.put_setting(&name, Some(record.to_string().as_bytes())).await?)
}

fn decode(bytes: &[u8]) -> Option<JobView> {
    let record: Value = serde_json::from_slice(bytes).ok()?;
    let text = |name: &str| record.get(name)?.as_str();
    let number = |name: &str| record.get(name)?.as_u64();
    let instant = |name: &str| record.get(name)?.as_i64().map(Instant);
    Some(JobView {
        id: text("id")?.into(),
        kind: text("kind")?.into(),
        status: JobStatus::parse(text("status")?)?,
        done: number("done")?,
        total: number("total")?,
        before: number("before").unwrap_or_default(),
        about: record.get("about").cloned().unwrap_or_default(),
        created_at: instant("created_at")?,
        ended_at: instant("ended_at"),
        result: record.get("result").filter(|result| !result.is_null()).cloned(),
        error: text("error").map(Into::into),
    })
}
