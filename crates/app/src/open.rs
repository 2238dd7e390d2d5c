//! Opening and closing the application.

use crate::access::Keyring;
use crate::error::AppError;
use crate::in_force::Rules;
use crate::metrics::Metrics;
use crate::pipeline::parked::Parked;
use crate::pipeline::queue::Job;
use crate::pipeline::tail::Tail;
use crate::pipeline::{Pipeline, project};
use crate::ports::{Clock, IdSource};
use crate::settings::Settings;
use crate::shared::Shared;
use crate::{App, MetricsView, Spread, jobs, programs, sweep};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tessera_engine::values::Instant;
use tessera_store::{Seq, Store};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// Who watches the figures does not wait longer for the store.
const SOON: Duration = Duration::from_millis(500);

/// How long a process that never sweeps says that it lives.
const LIFE: Duration = Duration::from_secs(86_400);

impl App {
    /// Opens the application over a store: reads the program versions and keys, replays what is not projected yet, and starts the
    /// pipeline on the current tokio runtime (which must have its timer on).
    pub async fn open(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        settings: Settings,
    ) -> Result<Self, AppError> {
        if settings.rebuild {
            store.drop_projections().await?;
        }
        // Read before what it counts the changes of.
        let position = store.position().await?;
        let (sender, queue) = mpsc::channel(settings.queue.max(1));
        let shared = Arc::new(Shared {
            rules: Rules::new(programs::read_all(&*store).await?),
            edition: AtomicU64::new(position.edition),
            tail: Tail::new(position.projected),
            parked: Mutex::new(Parked::load(&*store).await?),
            keyring: Keyring::default(),
            running: Mutex::default(),
            surveying: AtomicBool::new(false),
            surveyed: AtomicU64::new(0),
            metrics: Metrics::default(),
            projecting: tokio::sync::Mutex::new(()),
            holder: if store.is_shared() { ids.uuid() } else { 0 },
            stuck: watch::Sender::new(None),
            closing: watch::Sender::new(false),
            closed: watch::Sender::new(false),
            store,
            clock,
            ids,
            settings,
        });
        project::recall_latest(&shared).await?;
        project::catch_up(&shared).await?;
        jobs::live_on(&shared, shared.settings.sweep_every.unwrap_or(LIFE) * 3).await?;
        jobs::mark_interrupted(&shared).await?;
        let recorded_at = recorded_at(&shared).await?;
        let pipeline = Pipeline::new(Arc::clone(&shared), recorded_at);
        let projector = project::run(Arc::clone(&shared), sender.downgrade());
        tokio::spawn(watch_over(
            Arc::clone(&shared),
            tokio::spawn(pipeline.run(queue)),
            tokio::spawn(projector),
        ));
        let app = Self { shared, queue: sender };
        app.resubmit_parked().await?;
        sweep::start(&app);
        Ok(app)
    }

    /// Where everything is kept.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.shared.store
    }

    /// What tells the time.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.shared.clock
    }

    /// What makes ids and secrets.
    pub fn ids(&self) -> &Arc<dyn IdSource> {
        &self.shared.ids
    }

    /// Takes no more commands, finishes those taken, projects everything and stops. Later commands are answered with
    /// [`AppError::Closing`]. Calling it again waits for the same end.
    pub async fn shutdown(&self) -> Result<(), AppError> {
        jobs::cancel_all(&self.shared);
        // A queue that is closed already is what is wanted.
        let _ = self.queue.send(Job::Close).await;
        let mut closed = self.shared.closed.subscribe();
        closed.wait_for(|closed| *closed).await.map_err(|_| AppError::Closing)?;
        if self.shared.tail.lag() > 0 && !self.shared.store.is_shared() {
            // The projector has said why. Nothing is lost: the next start projects the rest.
            return project::project(&self.shared).await;
        }
        Ok(())
    }

    /// Waits until everything recorded so far is projected.
    pub async fn flush(&self) -> Result<(), AppError> {
        self.fresh().await?;
        self.shared.flush().await
    }

    /// The counters of the pipeline.
    pub fn metrics(&self) -> MetricsView {
        self.shared.metrics.lag.store(self.shared.tail.lag(), Ordering::Relaxed);
        self.shared.metrics.view()
    }

    /// How many events each commit had, and how many microseconds each took.
    pub fn commit_spreads(&self) -> (Spread, Spread) {
        (self.shared.metrics.batch_sizes(), self.shared.metrics.commit_times())
    }

    /// For how many seconds the oldest of what is recorded and not yet projected has waited.
    pub fn lag_seconds(&self) -> i64 {
        let since = self.shared.tail.unprojected_since().filter(|_| self.shared.tail.lag() > 0);
        since.map_or(0, |since| seconds_between(since, self.shared.clock.now()))
    }

    /// How many seconds late the sweep is: since when the member has been due who has been so longest. `None` if the store cannot tell soon.
    pub async fn due_lag_seconds(&self) -> Option<i64> {
        let (store, now) = (&self.shared.store, self.shared.clock.now());
        let asked = async {
            let Some(member) = store.due(now, 1).await.ok()?.into_iter().next() else { return Some(0) };
            let snapshot = store.snapshots(&[member]).await.ok()?.pop().flatten();
            Some(snapshot.map_or(0, |snapshot| seconds_between(snapshot.due_at, now)))
        };
        tokio::time::timeout(SOON, asked).await.ok().flatten()
    }
}

impl Shared {
    pub(crate) async fn flush(&self) -> Result<(), AppError> {
        self.tail.urgent.notify_one();
        self.wait_until_projected(self.tail.head()).await
    }

    /// Waits until the journal is projected up to a number, or until that cannot be for now.
    pub(crate) async fn wait_until_projected(&self, seq: Seq) -> Result<(), AppError> {
        let mut projected = self.tail.projected.subscribe();
        let (mut closed, mut stuck) = (self.closed.subscribe(), self.stuck.subscribe());
        // The senders live as long as the shared part does.
        tokio::select! {
            biased;
            _ = projected.wait_for(|projected| *projected >= seq) => Ok(()),
            _ = closed.wait_for(|closed| *closed) => Err(AppError::Closing),
            Ok(error) = stuck.wait_for(Option::is_some) => Err(error.clone().unwrap_or(AppError::Closing)),
        }
    }
}

/// Closes when the pipeline has ended and then the projector; also when one of them panics, so that nobody waits for it for ever.
async fn watch_over(shared: Arc<Shared>, pipeline: JoinHandle<()>, mut projector: JoinHandle<()>) {
    let mut pipeline = pipeline;
    let ended_early = tokio::select! {
        ended = &mut pipeline => {
            if ended.is_err() {
                tracing::error!("the pipeline failed; please report this. Restart the service: nothing that was acknowledged is lost");
            }
            None
        }
        ended = &mut projector => Some(ended),
    };
    shared.closing.send_replace(true);
    shared.tail.urgent.notify_one();
    let ended = match ended_early {
        Some(ended) => ended,
        None => projector.await,
    };
    if ended.is_err() {
        tracing::error!(
            "the projector failed; please report this. Restart the service: nothing that was acknowledged is lost"
        );
    }
    shared.closed.send_replace(true);
}

fn seconds_between(since: Instant, now: Instant) -> i64 {
    now.0.saturating_sub(since.0).max(0) / 1_000_000
}

/// When the last event of the journal was recorded.
async fn recorded_at(shared: &Shared) -> Result<Instant, AppError> {
    let head = shared.store.head().await?;
    let last = shared.store.journal(head.saturating_sub(1), 1).await?;
    Ok(last.last().map_or(Instant::MIN, |journaled| journaled.fact.event.recorded_at))
}
