//! `GET /v1/events`

use crate::context::Context;
use crate::dto::{EventItem, InForce};
use crate::problem::Problem;
use crate::read::{Integer, Limit, Query};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// From where on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct After {
    /// The last `ledger_seq` seen; 0 or left out: from the start.
    #[param(value_type = Option<u64>, minimum = 0)]
    after_seq: Option<Integer<0>>,
    /// How many, 1 to 500.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500)]
    #[serde(default)]
    limit: Limit,
}

/// A stretch of the feed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Feed<'a> {
    /// Events in the order of recording.
    data: Vec<EventItem<'a>>,
    /// What to pass as `after_seq` next time, whether there was anything or not.
    next_after_seq: u64,
}

/// 事件流 · The feed of events
///
/// Every event of every member in the order of recording, without gaps. Keep `next_after_seq` and ask again.
#[utoipa::path(get, path = "/v1/events", operation_id = "list_events", tag = "events", params(After),
    responses((status = 200, description = "A stretch of the feed", body = Feed<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Query(query): Query<After>,
) -> Result<Response, Problem> {
    let after = query.after_seq.map_or(0, |after| after.0.unsigned_abs());
    let mut facts = api.app.feed(after, query.limit.get()).await?;
    facts.truncate(query.limit.get());
    let next_after_seq = facts.last().map_or(after, |last| last.seq);
    let in_force = InForce::with_stores(&api, facts.iter().map(|entry| &*entry.fact.event)).await?;
    let in_force = in_force.in_lang(context.lang);
    let data = facts
        .iter()
        .map(|entry| {
            let fact = &entry.fact;
            EventItem::of(fact.member, fact.number, entry.seq, &fact.event, &in_force)
        })
        .collect();
    Ok(context.ok(&Feed { data, next_after_seq }))
}
