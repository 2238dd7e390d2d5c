//! Approvals: what one person asks for and another lets happen.

pub(super) mod decide;
pub(super) mod list;
pub(super) mod rules;

use crate::context::{Caller, Context};
use crate::problem::Problem;
use crate::state::Api;
use crate::told;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use tessera_people::{ApprovalKind, By};
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

/// Asks a second person.
pub(super) async fn ask(
    api: &Api,
    context: Context,
    caller: &Caller,
    kind: ApprovalKind,
    request: Value,
) -> Result<Response, Problem> {
    // A version of the program is of all stores, whoever asks.
    let store = caller.0.store.clone().filter(|_| kind != ApprovalKind::Publication);
    let approval = api.people.ask(kind, by(caller), store, request).await?;
    let reply =
        context.reply(StatusCode::ACCEPTED, &Waiting { approval: approval.id.clone(), status: "waiting" });
    Ok(told::about(reply, &approval.id))
}

/// Who asks or decides.
fn by(caller: &Caller) -> By {
    let name = caller.0.staff().map_or(&caller.0.name, |staff| &staff.display_name);
    By { id: caller.0.id.clone(), name: name.clone() }
}
