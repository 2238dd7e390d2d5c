//! Approvals: what one person asks for and another lets happen.

pub(super) mod decide;
pub(super) mod list;
pub(super) mod rules;

use crate::context::{Caller, Context};
use crate::problem::{Problem, codes};
use crate::state::Api;
use crate::told;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use tessera_people::{About, ApprovalKind, ApprovalStatus, Asking, By};
use utoipa::ToSchema;

/// Something waits for a second person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Waiting {
    /// The approval that it waits for.
    #[schema(example = "apr_0193f000000070008000000000000001")]
    approval: Box<str>,
    /// `waiting`
    status: &'static str,
}

/// What becomes of something that needs a second person.
pub(super) enum Asked {
    /// It waits: this is the reply.
    Waits(Response),
    /// It was approved before, and done: sent once more it gets its first answer.
    Granted(tessera_people::Approval),
}

/// Asks a second person; once only for a request that names its event id, however often a till sends it.
///
/// # Errors
/// What was rejected before, or could not be done once it was approved, is not asked for again under its id.
pub(super) async fn ask(
    api: &Api,
    context: Context,
    caller: &Caller,
    kind: ApprovalKind,
    (request, about): (Value, About),
) -> Result<Asked, Problem> {
    // A version of the program is of all stores, whoever asks.
    let store = caller.0.store.clone().filter(|_| kind != ApprovalKind::Publication);
    let approval = api.people.ask(Asking { kind, by: by(caller), store, request, about }).await?;
    match approval.status {
        ApprovalStatus::Approved if approval.done => return Ok(Asked::Granted(approval)),
        ApprovalStatus::Waiting | ApprovalStatus::Approved => {}
        ApprovalStatus::Rejected | ApprovalStatus::Failed => return Err(not_approved(&approval)),
    }
    let reply =
        context.reply(StatusCode::ACCEPTED, &Waiting { approval: approval.id.clone(), status: "waiting" });
    Ok(Asked::Waits(told::about(reply, &approval.id)))
}

/// Why what was asked for is not done.
fn not_approved(approval: &tessera_people::Approval) -> Problem {
    let problem = Problem::new(codes::NOT_APPROVED);
    let comment = approval.comment.as_deref().filter(|comment| !comment.trim().is_empty());
    let Some(comment) = comment else { return problem };
    match approval.status {
        ApprovalStatus::Failed => problem
            .detail(format!("已批准，但没有办成：{comment}"), format!("Approved, and not done: {comment}")),
        _ => problem.detail(format!("没有获批：{comment}"), format!("Not approved: {comment}")),
    }
}

/// Who asks or decides.
fn by(caller: &Caller) -> By {
    let name = caller.0.staff().map_or(&caller.0.name, |staff| &staff.display_name);
    By { id: caller.0.id.clone(), name: name.clone() }
}
