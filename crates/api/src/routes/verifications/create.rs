//! `POST /v1/verifications`

use super::KIND;
use crate::context::Context;
use crate::dto::Verification;
use crate::heavy::JobTurn;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use tessera_app::Progress;

/// 核账 · Audit everything that is stored
///
/// Folds every member afresh from the events and compares states, entries, open lots and the trial balance with what is stored, and that with the journal.
/// Starts a job and answers at once; ask for it until it is done. The figures of the shop are renewed on the way. Jobs run one at a time: while one runs, others are
/// refused with `busy`.
#[utoipa::path(post, path = "/v1/verifications", operation_id = "start_verification", tag = "exports",
    responses((status = 202, description = "Begun", body = Verification<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    turn: JobTurn,
) -> Result<Response, Problem> {
    let app = api.app.clone();
    let work = move |progress: &Progress| {
        let _turn = turn;
        app.verify_as_job(progress)
    };
    let job = api.app.start_job(KIND, work).await?;
    Ok(context.reply(StatusCode::ACCEPTED, &Verification::of(&job, context.lang)))
}
