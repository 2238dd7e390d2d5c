//! Returns that wait for their orders.

use super::shown;
use serde::Serialize;
use tessera_app::ParkedView;
use tessera_engine::values::{EventId, Instant};
use utoipa::ToSchema;

/// A return that waits for its order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Parked<'a> {
    /// Always `parked`.
    #[schema(value_type = String, example = "parked")]
    status: &'static str,
    /// Your id of the return.
    event_id: &'a str,
    /// The event_id of the order it waits for.
    waiting_for: &'a str,
}

impl<'a> Parked<'a> {
    pub(crate) fn of(id: &'a EventId, waiting_for: &'a EventId) -> Self {
        Self { status: "parked", event_id: id.as_str(), waiting_for: waiting_for.as_str() }
    }
}

/// A return in the list of those that wait.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ParkedItem {
    /// Your id of the return.
    event_id: String,
    /// The event_id of the order it waits for.
    waiting_for: String,
    /// Since when it waits.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    since: Instant,
}

impl ParkedItem {
    pub(crate) fn of(view: &ParkedView) -> Self {
        Self {
            event_id: view.event_id.as_str().into(),
            waiting_for: view.order.as_str().into(),
            since: view.since,
        }
    }
}
