//! What most commands have in common: they are submitted, and their receipt is the reply.

use crate::context::Context;
use crate::dto::{InForce, Recorded, accepted};
use crate::problem::Problem;
use crate::state::Api;
use axum::response::Response;
use tessera_app::Command;

/// Submits a command and shows its receipt: 201, or 200 for the same command again.
pub(super) async fn record(api: &Api, context: Context, command: Command) -> Result<Response, Problem> {
    let id = command.event_id.clone();
    let (receipt, replayed) = accepted(api.submit(command).await)?;
    Ok(context.recorded(replayed, &Recorded::of_event(&receipt, id.as_str(), &InForce::of(&api.app))))
}
