//! Jobs.

use super::{shown, shown_or_null};
use serde::Serialize;
use serde_json::Value;
use tessera_app::JobView;
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// Long work that somebody asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Job<'a> {
    /// Its id.
    #[schema(example = "job_0193f000000070008000000000000001")]
    id: &'a str,
    /// `running`, `done`, `failed` or `interrupted`: the service stopped while it ran; ask for it again.
    #[schema(value_type = String, example = "done")]
    status: &'static str,
    /// Orders folded.
    done: u64,
    /// Orders in all; 0 while that is unknown.
    total: u64,
    /// When it was asked for.
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    created_at: Instant,
    /// When it ended.
    #[serde(serialize_with = "shown_or_null")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Instant>,
    /// Why it failed, in the language of who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    /// The report: points issued, spent, expired and outstanding, cost and reward rate, tier mix, the rules by cost, and who gains and loses. Not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    result: Option<&'a Value>,
}

impl<'a> Job<'a> {
    /// Without its result.
    pub(crate) fn in_list(view: &'a JobView) -> Self {
        Self {
            id: &view.id,
            status: view.status.as_str(),
            done: view.done,
            total: view.total,
            created_at: view.created_at,
            ended_at: view.ended_at,
            error: view.error.as_deref(),
            result: None,
        }
    }

    /// With its result.
    pub(crate) fn of(view: &'a JobView) -> Self {
        Self { result: view.result.as_ref(), ..Self::in_list(view) }
    }
}
