//! `GET /v1/approvals` and `GET /v1/approvals/{approval}`

use super::decide::may_decide;
use super::outlook::{Beside, beside};
use crate::context::{Caller, Context};
use crate::dto::{Approval, InForce, Page};
use crate::problem::{Fault, Problem, codes};
use crate::read::{Flag, Limit, Query};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use tessera_app::Scope;
use tessera_people::ApprovalKind;
use utoipa::IntoParams;

/// Which approvals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// `waiting`, what was approved and is not done yet included; `done`: all others; or `all` (if left out).
    status: Option<String>,
    /// Whether those that wait say whom they are about and what doing them now would do (`who`, `outlook`). Left out: no.
    #[param(value_type = Option<bool>)]
    outlook: Option<Flag>,
    /// How many, 1 to 500.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500)]
    #[serde(default)]
    limit: Limit,
    /// `next_cursor` of the page before.
    after: Option<String>,
}

/// 审批列表 · List approvals, newest first
///
/// Who may decide sees all (of the own store, if bound to one); others what they asked for.
#[utoipa::path(get, path = "/v1/approvals", operation_id = "list_approvals", tag = "approvals", params(Which),
    responses((status = 200, description = "A page of approvals", body = Page<Approval>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Query(query): Query<Which>,
) -> Result<Response, Problem> {
    let wanted = match query.status.as_deref() {
        None | Some("all") => None,
        Some("waiting") => Some(true),
        Some("done") => Some(false),
        Some(_) => return Err(Problem::faults(vec![Fault::plain("?status", codes::BAD_QUERY)])),
    };
    let is_seen = |approval: &tessera_people::Approval| {
        wanted.is_none_or(|wanted| wanted == approval.is_open()) && may_see(&caller, approval)
    };
    let limit = query.limit.get();
    let found = api.people.approvals(is_seen, query.after.as_deref(), limit).await?;
    let next = if found.len() < limit { None } else { found.last().map(|approval| approval.id.to_string()) };
    let in_force = InForce::of(&api.app);
    let mut data = Vec::with_capacity(found.len());
    for approval in found {
        let Beside { member, outlook } = if query.outlook == Some(Flag(true)) {
            beside(&api, &caller, &approval, context.lang).await
        } else {
            Beside::default()
        };
        let may_decide = may_decide(&caller, &approval);
        data.push(Approval::of(approval, may_decide, (&in_force, context.lang)).with(member, outlook));
    }
    Ok(context.ok(&Page { data, next_cursor: next }))
}

/// 查询审批 · Get an approval
///
/// Who belongs to a store sees those of the store; who belongs to none those that belong to none, but for publications.
#[utoipa::path(get, path = "/v1/approvals/{approval}", operation_id = "get_approval", tag = "approvals",
    params(("approval" = String, Path, description = "`apr_…`")),
    responses((status = 200, description = "The approval", body = Approval)))]
pub(crate) async fn get(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Path(approval): Path<String>,
) -> Result<Response, Problem> {
    let approval = api.people.approval(&approval).await?;
    if !is_shown(&caller, &approval) {
        return Err(Problem::new(codes::UNKNOWN_THING));
    }
    let Beside { member, outlook } = beside(&api, &caller, &approval, context.lang).await;
    let may_decide = may_decide(&caller, &approval);
    let shown = Approval::of(approval, may_decide, (&InForce::of(&api.app), context.lang));
    Ok(context.ok(&shown.with(member, outlook)))
}

/// Whether the caller may see one of which he knows the id. Another cashier of the store may have to go on with it; where a shop has no stores, who belongs to none.
pub(super) fn is_shown(caller: &Caller, approval: &tessera_people::Approval) -> bool {
    let of_own_store = caller.0.store == approval.store && approval.kind != ApprovalKind::Publication;
    of_own_store || may_see(caller, approval)
}

fn may_see(caller: &Caller, approval: &tessera_people::Approval) -> bool {
    let own_store = caller.0.store.is_none() || caller.0.store == approval.store;
    approval.asked_by.id == caller.0.id || caller.0.scopes.has(Scope::ApprovalsDecide) && own_store
}
