//! `POST /v1/approvals/{approval}/withdraw`

use super::decide::DecisionRequest;
use super::list::is_shown;
use super::{by, unless_recorded};
use crate::context::{Caller, Context};
use crate::dto::{Approval, InForce};
use crate::problem::{Problem, codes};
use crate::read::JsonBody;
use crate::state::Api;
use crate::told::{self, Told};
use axum::extract::{Path, State};
use axum::response::Response;

/// 撤回申请 · Withdraw what waits
///
/// Who asked for it withdraws it, as long as nobody has decided: what was settled otherwise does not go on waiting. Sent again under its `event_id` it is refused as
/// `not-approved`. Withdrawn once more it stays as it is. What was recorded meanwhile under its `event_id` is refused as `recorded-meanwhile`.
#[utoipa::path(post, path = "/v1/approvals/{approval}/withdraw", operation_id = "withdraw_approval", tag = "approvals",
    params(("approval" = String, Path, description = "`apr_…`")), request_body = DecisionRequest<'static>,
    responses((status = 200, description = "Withdrawn", body = Approval)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    Path(approval): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<DecisionRequest>()?;
    let waiting = api.people.approval(&approval).await?;
    if !is_shown(&caller, &waiting) {
        return Err(Problem::new(codes::UNKNOWN_THING));
    }
    if waiting.asked_by.id == caller.0.id {
        unless_recorded(&api, &waiting).await?;
    }
    let comment = request.comment();
    let withdrawn = api.people.withdraw(&approval, &by(&caller), comment).await?;
    let reply = context.ok(&Approval::of(withdrawn, false, (&InForce::of(&api.app), context.lang)));
    let reason = comment.map(Into::into);
    Ok(told::with(reply, Told { reason, ..Told::default() }))
}
