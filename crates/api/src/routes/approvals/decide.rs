//! `POST /v1/approvals/{approval}/approve` and `/reject`

use super::{by, unless_recorded};
use crate::context::{Caller, Context};
use crate::dto::{Approval, InForce};
use crate::problem::{Problem, codes};
use crate::read::{JsonBody, Text, form};
use crate::routes::{adjustments, orders, programs};
use crate::state::Api;
use crate::told::{self, Told};
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use tessera_app::Scope;
use tessera_people::{ApprovalKind, ApprovalStatus, PeopleError};
use utoipa::ToSchema;

/// What is said about the decision.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecisionRequest<'a> {
    /// Why.
    #[schema(value_type = Option<String>, max_length = 200)]
    #[serde(borrow)]
    comment: Option<Text<'a, 200>>,
}

form!(DecisionRequest<'a>);

impl DecisionRequest<'_> {
    pub(super) fn comment(&self) -> Option<&str> {
        self.comment.as_ref().map(Text::as_str)
    }
}

/// 批准 · Approve
///
/// Does what was asked for. Nobody approves what he asked for himself. What was recorded under its `event_id` before anybody decided is refused as `recorded-meanwhile`.
#[utoipa::path(post, path = "/v1/approvals/{approval}/approve", operation_id = "approve", tag = "approvals",
    params(("approval" = String, Path, description = "`apr_…`")), request_body = DecisionRequest<'static>,
    responses((status = 200, description = "Approved and done, or `failed` with the reason", body = Approval)))]
pub(crate) async fn approve(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Path(approval): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<DecisionRequest>()?;
    let waiting = waiting(&api, &caller, &approval).await?;
    let comment = request.comment();
    api.people.decide(&approval, &by(&caller), ApprovalStatus::Approved, comment).await?;
    // Should we fall here, approving again does it: under its own event id it happens once.
    let (asked, name) = (&waiting.request, &waiting.asked_by.name);
    let done = match waiting.kind {
        ApprovalKind::Adjustment => adjustments::carry_out(&api, asked, name).await,
        ApprovalKind::Return => orders::returns::carry_out(&api, asked).await,
        ApprovalKind::Publication => programs::publish::carry_out(&api, asked, name).await,
    };
    let failure = match done {
        Ok(()) => None,
        Err(problem) if matches!(problem.code().status, 429 | 500..) => {
            // Should this fail as well, a minute lets it go.
            let _ = api.people.let_go(&approval).await;
            return Err(problem);
        }
        Err(problem) => Some(problem.text(context.lang)),
    };
    let settled = api.people.settle(&approval, failure.as_deref()).await?;
    Ok(context.ok(&Approval::of(settled, false, (&InForce::of(&api.app), context.lang))))
}

/// 拒绝 · Reject
///
/// What was recorded under its `event_id` before anybody decided, as an API key sent it too, is refused as `recorded-meanwhile`, and waits no longer.
#[utoipa::path(post, path = "/v1/approvals/{approval}/reject", operation_id = "reject", tag = "approvals",
    params(("approval" = String, Path, description = "`apr_…`")), request_body = DecisionRequest<'static>,
    responses((status = 200, description = "Rejected", body = Approval)))]
pub(crate) async fn reject(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Path(approval): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<DecisionRequest>()?;
    waiting(&api, &caller, &approval).await?;
    let comment = request.comment();
    let status = ApprovalStatus::Rejected;
    let decided = api.people.decide(&approval, &by(&caller), status, comment).await?;
    let reply = context.ok(&Approval::of(decided, false, (&InForce::of(&api.app), context.lang)));
    let reason = comment.map(Into::into);
    Ok(told::with(reply, Told { reason, ..Told::default() }))
}

/// The approval, if it waits and the caller may decide it.
async fn waiting(api: &Api, caller: &Caller, id: &str) -> Result<tessera_people::Approval, Problem> {
    let approval = api.people.approval(id).await?;
    if approval.asked_by.id == caller.0.id {
        return Err(PeopleError::OwnRequest.into());
    }
    if !is_within_reach(caller, &approval) {
        return Err(Problem::new(codes::WRONG_STORE));
    }
    unless_recorded(api, &approval).await?;
    if approval.is_open() { Ok(approval) } else { Err(PeopleError::Decided.into()) }
}

/// Whether the caller may decide it: somebody else who may approve, in the own store if bound to one.
pub(super) fn may_decide(caller: &Caller, approval: &tessera_people::Approval) -> bool {
    let is_own = approval.asked_by.id == caller.0.id;
    approval.is_open()
        && !is_own
        && is_within_reach(caller, approval)
        && caller.0.scopes.has(Scope::ApprovalsDecide)
}

fn is_within_reach(caller: &Caller, approval: &tessera_people::Approval) -> bool {
    caller.0.store.is_none() || caller.0.store == approval.store
}
