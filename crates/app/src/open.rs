//! Opening and closing the application.

use crate::access::Keyring;
use crate::error::AppError;
use crate::in_force::Rules;
use crate::metrics::Metrics;
use crate::pipeline::parked::Parked;
use crate::pipeline::queue::Job;
use crate::pipeline::tail::Tail;
use crate::pipeline::{Pipeline, project, replay};
use crate::ports::{Clock, IdSource};
use crate::settings::Settings;
use crate::shared::Shared;
use crate::{App, MetricsView, jobs, programs, sweep};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use tessera_engine::values::Instant;
use tessera_store::Store;
use tokio::sync::{mpsc, watch};

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
        let projected = store.projected().await?;
        let (sender, queue) = mpsc::channel(settings.queue.max(1));
        let shared = Arc::new(Shared {
            rules: Rules::new(programs::read_all(&*store).await?),
            tail: Tail::new(projected),
            parked: Mutex::new(Parked::load(&*store).await?),
            keyring: Keyring::default(),
            running: Mutex::default(),
            metrics: Metrics::default(),
            projecting: tokio::sync::Mutex::new(()),
            closing: watch::Sender::new(false),
            closed: watch::Sender::new(false),
            store,
            clock,
            ids,
            settings,
        });
        project::recall_latest(&shared).await?;
        replay::replay(&shared, true).await?;
        jobs::mark_interrupted(&shared).await?;
        let recorded_at = recorded_at(&shared).await?;
        tokio::spawn(Pipeline::new(Arc::clone(&shared), recorded_at).run(queue));
        tokio::spawn(project::run(Arc::clone(&shared)));
        let app = Self { shared, queue: sender };
        app.resubmit_parked().await?;
        sweep::start(&app);
        Ok(app)
    }

    /// Takes no more commands, finishes those taken, projects everything and stops. Later commands are answered with
    /// [`AppError::Closing`]. Calling it again waits for the same end.
    pub async fn shutdown(&self) -> Result<(), AppError> {
        jobs::cancel_all(&self.shared);
        // A queue that is closed already is what is wanted.
        let _ = self.queue.send(Job::Close).await;
        let mut closed = self.shared.closed.subscribe();
        closed.wait_for(|closed| *closed).await.map_err(|_| AppError::Closing)?;
        if self.shared.tail.lag() > 0 {
            // The projector has said why. Nothing is lost: the next start projects the rest.
            return project::project(&self.shared).await;
        }
        Ok(())
    }

    /// Waits until everything recorded so far is projected.
    pub async fn flush(&self) -> Result<(), AppError> {
        self.shared.flush().await
    }

    /// The counters of the pipeline.
    pub fn metrics(&self) -> MetricsView {
        self.shared.metrics.lag.store(self.shared.tail.lag(), Ordering::Relaxed);
        self.shared.metrics.view()
    }
}

impl Shared {
    pub(crate) async fn flush(&self) -> Result<(), AppError> {
        let head = self.tail.head();
        let mut projected = self.tail.projected.subscribe();
        let mut closed = self.closed.subscribe();
        self.tail.urgent.notify_one();
        tokio::select! {
            // Both senders live as long as the shared part does.
            _ = projected.wait_for(|projected| *projected >= head) => Ok(()),
            _ = closed.wait_for(|closed| *closed) => {
                if *self.tail.projected.borrow() >= head { Ok(()) } else { Err(AppError::Closing) }
            }
        }
    }
}

/// When the last event of the journal was recorded.
async fn recorded_at(shared: &Shared) -> Result<Instant, AppError> {
    let head = shared.store.head().await?;
    let last = shared.store.journal(head.saturating_sub(1), 1).await?;
    Ok(last.last().map_or(Instant::MIN, |journaled| journaled.fact.event.recorded_at))
}
