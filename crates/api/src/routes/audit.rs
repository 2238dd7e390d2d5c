//! `GET /v1/audit`

use crate::context::{Caller, Context};
use crate::dto::{AuditItem, Page};
use crate::problem::{Fault, Problem, codes};
use crate::read::{Limit, Query};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_people::AuditFilter;
use utoipa::IntoParams;

/// Which actions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// How many, 1 to 500.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500)]
    #[serde(default)]
    limit: Limit,
    /// `next_cursor` of the page before.
    after: Option<String>,
    /// Of this member of staff or key.
    staff: Option<String>,
    /// Whose method or address contains this.
    action: Option<String>,
}

/// 操作日志 · The audit log, newest first
///
/// What staff did, and what anybody did that shows or erases personal data. Nothing is ever changed in it. A store manager sees the own store's.
#[utoipa::path(get, path = "/v1/audit", operation_id = "list_audit", tag = "audit", params(Which),
    responses((status = 200, description = "A page of actions", body = Page<AuditItem>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Query(query): Query<Which>,
) -> Result<Response, Problem> {
    let before = query.after.as_deref();
    if before.is_some_and(|before| !before.starts_with("aud_")) {
        return Err(Problem::faults(vec![Fault::plain("?after", codes::BAD_CURSOR)]));
    }
    let filter = AuditFilter {
        by: query.staff.map(Into::into),
        action: query.action.map(Into::into),
        store: caller.0.store.clone(),
    };
    let (entries, next) = api.people.logged(&filter, before, query.limit.get()).await?;
    let data = entries.into_iter().map(AuditItem::of).collect();
    Ok(context.ok(&Page { data, next_cursor: next.map(Into::into) }))
}
