//! Approvals: what one person asks for and another lets happen.

pub(super) mod decide;
pub(super) mod list;
mod outlook;
pub(super) mod rules;
pub(super) mod withdraw;

use crate::context::{Caller, Context};
use crate::problem::{Problem, codes};
use crate::routes::{adjustments, orders};
use crate::state::Api;
use crate::told;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use tessera_app::Command;
use tessera_engine::values::EventId;
use tessera_people::{About, ApprovalKind, ApprovalStatus, Asking, By, PeopleError};
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

/// Where something stands that somebody has asked a second person for.
pub(super) enum Standing {
    /// It waits.
    Waits(Box<tessera_people::Approval>),
    /// It was approved, and done, or recorded otherwise: sent once more it gets its first answer.
    Granted(Box<tessera_people::Approval>),
}

/// What a second person was asked for under these event ids: that goes on to hold whoever sends it again, and whatever needs approval by then. What was recorded all the
/// same has its first answer, and is left out.
pub(super) async fn earlier(
    api: &Api,
    event_ids: &[&str],
) -> Result<HashMap<Box<str>, tessera_people::Approval>, Problem> {
    let mut earlier = api.people.asked_under(event_ids).await?;
    let mut recorded = Vec::new();
    for id in
        earlier.iter().filter(|(_, approval)| !is_granted(approval)).filter_map(|(id, _)| EventId::new(id))
    {
        if api.app.is_recorded(&id).await? {
            recorded.push(id);
        }
    }
    recorded.iter().for_each(|id| drop(earlier.remove(id.as_str())));
    Ok(earlier)
}

fn is_granted(approval: &tessera_people::Approval) -> bool {
    matches!(approval.status, ApprovalStatus::Approved | ApprovalStatus::Recorded) && approval.done
}

/// Where a request stands that a second person was asked for earlier.
///
/// # Errors
/// Something else was asked for under its id; or it was rejected, or could not be done once it was approved: it is not asked for again under its id.
pub(super) fn standing(approval: tessera_people::Approval, request: &Value) -> Result<Standing, Problem> {
    if approval.request != *request {
        return Err(PeopleError::AskedOtherwise.into());
    }
    if is_granted(&approval) {
        return Ok(Standing::Granted(approval.into()));
    }
    match approval.status {
        ApprovalStatus::Waiting | ApprovalStatus::Approved | ApprovalStatus::Recorded => {
            Ok(Standing::Waits(approval.into()))
        }
        ApprovalStatus::Rejected | ApprovalStatus::Failed | ApprovalStatus::Withdrawn => {
            Err(not_approved(&approval))
        }
    }
}

/// Asks a second person; once only for a request that names its event id, however often a till sends it.
///
/// # Errors
/// Those of [`standing`].
pub(super) async fn ask(
    api: &Api,
    caller: &Caller,
    kind: ApprovalKind,
    (request, about): (Value, About),
) -> Result<Standing, Problem> {
    // A version of the program is of all stores, whoever asks.
    let store = caller.0.store.clone().filter(|_| kind != ApprovalKind::Publication);
    let asking = Asking { kind, by: by(caller), store, request: request.clone(), about };
    standing(api.people.ask(asking).await?, &request)
}

/// What doing it would submit; a publication submits no command.
async fn command(api: &Api, approval: &tessera_people::Approval) -> Result<Option<Command>, Problem> {
    match approval.kind {
        ApprovalKind::Adjustment => {
            adjustments::command(&approval.request, &approval.asked_by.name).map(Some)
        }
        ApprovalKind::Return => orders::returns_approval::command(api, &approval.request).await.map(Some),
        ApprovalKind::Publication => Ok(None),
    }
}

/// What waits can be decided only as long as nobody has recorded it: an API key may have, or its sender under a higher limit, the moment before it was asked for.
///
/// # Errors
/// It was: there is nothing left to decide, and that is written down.
async fn unless_recorded(api: &Api, approval: &tessera_people::Approval) -> Result<(), Problem> {
    match approval.status {
        ApprovalStatus::Recorded => return Err(Problem::new(codes::RECORDED_MEANWHILE)),
        ApprovalStatus::Waiting => {}
        _ => return Ok(()),
    }
    // The same version again is found as it is published.
    let Some(command) = command(api, approval).await? else { return Ok(()) };
    if api.app.has_taken(&command).await? {
        api.people.recorded_otherwise(&approval.id).await?;
        return Err(Problem::new(codes::RECORDED_MEANWHILE));
    }
    Ok(())
}

/// The reply to what waits for a second person.
pub(super) fn waits(context: Context, approval: &tessera_people::Approval) -> Response {
    let waiting = Waiting { approval: approval.id.clone(), status: "waiting" };
    told::about(context.reply(StatusCode::ACCEPTED, &waiting), &approval.id)
}

/// Why what was asked for is not done.
fn not_approved(approval: &tessera_people::Approval) -> Problem {
    let problem = Problem::new(codes::NOT_APPROVED);
    let (zh, en) = match approval.status {
        ApprovalStatus::Failed => ("已批准，但没有办成", "Approved, and not done"),
        ApprovalStatus::Withdrawn => ("申请已撤回", "Withdrawn by who asked for it"),
        _ => ("没有获批", "Not approved"),
    };
    let comment = approval.comment.as_deref().filter(|comment| !comment.trim().is_empty());
    match comment {
        Some(comment) => problem.detail(format!("{zh}：{comment}"), format!("{en}: {comment}")),
        None if approval.status == ApprovalStatus::Withdrawn => {
            problem.detail(format!("{zh}。"), format!("{en}."))
        }
        None => problem,
    }
}

/// Who asks or decides.
fn by(caller: &Caller) -> By {
    let name = caller.0.staff().map_or(&caller.0.name, |staff| &staff.display_name);
    By { id: caller.0.id.clone(), name: name.clone() }
}
