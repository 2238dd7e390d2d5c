//! `GET /v1/backtests/{job}`

use super::KIND;
use crate::context::Context;
use crate::dto::Job;
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;

/// 查询回测 · Get a backtest, with its report when it is done
#[utoipa::path(get, path = "/v1/backtests/{job}", operation_id = "get_backtest", tag = "backtests",
    params(("job" = String, Path, description = "`job_…`")),
    responses((status = 200, description = "The backtest", body = Job<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Path(job): Path<String>,
) -> Result<Response, Problem> {
    let job = api.app.job(&job).await?;
    if &*job.kind != KIND {
        return Err(Problem::new(codes::UNKNOWN_JOB));
    }
    Ok(context.ok(&Job::of(&job)))
}
