//! What all requests share.

use crate::context::RequestIds;
use crate::figures::Figures;
use crate::heavy::Turns;
use crate::limit::Limiter;
use crate::needs::{Needs, Place};
use crate::problem::{Problem, codes};
use crate::ration::Rations;
use crate::read::EventRef;
use crate::settings::Settings;
use axum::body::Bytes;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tessera_app::{App, MemberRef, Page};
use tessera_engine::stores::StoreNames;
use tessera_engine::values::EventId;
use tessera_people::People;

/// What all requests share; clones are handles.
#[derive(Clone)]
pub(crate) struct Api(Arc<Shared>);

/// See [`Api`].
pub(crate) struct Shared {
    pub(crate) app: App,
    pub(crate) people: People,
    pub(crate) settings: Settings,
    pub(crate) request_ids: RequestIds,
    pub(crate) limiter: Option<Limiter>,
    pub(crate) rations: Rations,
    pub(crate) figures: Figures,
    pub(crate) turns: Turns,
    /// The OpenAPI document, as JSON.
    pub(crate) document: Bytes,
    /// What each route asks of its caller.
    pub(crate) needs: Needs,
    closing: AtomicBool,
}

impl Deref for Api {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Api {
    /// The state over an application and its endpoints.
    pub(crate) fn new(people: People, settings: Settings, document: Bytes, places: &[Place]) -> Self {
        Self(Arc::new(Shared {
            app: people.app().clone(),
            people,
            request_ids: RequestIds::new(settings.instance),
            limiter: settings.requests_per_minute.map(Limiter::new),
            rations: Rations::new(&settings),
            figures: Figures::new(places),
            turns: Turns::new(settings.max_jobs),
            settings,
            document,
            needs: Needs::new(places),
            closing: AtomicBool::new(false),
        }))
    }
}

impl Shared {
    /// The id that its sender gave an event.
    pub(crate) async fn event_id(&self, event: EventRef) -> Result<EventId, Problem> {
        let (member, number) = match event {
            EventRef::Sent(id) => return Ok(id),
            EventRef::Place { member, number } => (member, number),
        };
        let Some(after) = number.checked_sub(1) else { return Err(Problem::new(codes::UNKNOWN_EVENT)) };
        let items = self.app.timeline(&MemberRef::Id(member), Page { after, limit: 1 }).await?;
        let item = items.into_iter().next().filter(|item| item.number == number);
        item.map(|item| item.event.id).ok_or_else(|| Problem::new(codes::UNKNOWN_EVENT))
    }

    /// What people call stores, for sentences. Where that cannot be read they go by their codes: a sentence is no reason to refuse an answer.
    pub(crate) async fn store_names(&self) -> Arc<StoreNames> {
        self.people.all_store_names().await.unwrap_or_else(|error| {
            tracing::warn!(?error, "the names of stores cannot be read: sentences say their codes");
            Arc::default()
        })
    }

    /// How long a request to a route may take.
    pub(crate) fn time_limit(&self, route: &str) -> Duration {
        match route {
            "/v1/batches" | "/v1/backtests" | "/v1/imports" => self.settings.batch_timeout,
            _ => self.settings.request_timeout,
        }
    }

    /// The largest body that a route takes, in bytes.
    pub(crate) fn body_limit(&self, route: &str) -> usize {
        match route {
            "/v1/backtests" | "/v1/imports" => self.settings.max_upload,
            // The first megabyte of a file.
            "/v1/imports/preview" => self.settings.max_program,
            "/v1/batches" => self.settings.max_batch_body,
            "/v1/programs" | "/v1/programs/check" | "/v1/programs/try" => self.settings.max_program,
            _ => self.settings.max_body,
        }
    }

    /// The server is about to stop: it is not ready any more.
    pub(crate) fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    /// Whether the server is about to stop.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }
}
