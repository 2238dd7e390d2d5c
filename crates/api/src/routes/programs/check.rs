//! `POST /v1/programs/check`

use crate::context::Context;
use crate::dto::{Finding, ProgramReading};
use crate::problem::Problem;
use crate::read::{Document, JsonBody, document_schema, form};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A program document to check.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckRequest {
    /// The document: TOML in a text, or a JSON object.
    #[schema(schema_with = document_schema)]
    document: Document,
}

form!(CheckRequest);

/// What the check found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckReply {
    /// Whether it could be published: there is no error.
    publishable: bool,
    /// Errors first, then warnings, then notes, each in the order of the text.
    findings: Vec<Finding>,
    /// What the document says; `null` where there is an error.
    reading: Option<ProgramReading>,
}

/// 检查会员计划 · Check a program document
///
/// Writes nothing. Errors and warnings each name the line, the reason and the remedy.
#[utoipa::path(post, path = "/v1/programs/check", operation_id = "check_program", tag = "programs", request_body = CheckRequest,
    responses((status = 200, description = "What the check found", body = CheckReply)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<CheckRequest>()?;
    let app = api.app.clone();
    let checked = api.turns.compute(move || app.check(request.document.as_str())).await?;
    let publishable = checked.program.is_some();
    let findings = checked.diagnostics.iter().map(|finding| Finding::of(finding, context.lang)).collect();
    let stores = api.store_names().await;
    let reading = checked.program.as_ref().map(|program| ProgramReading::of(program, &stores, context.lang));
    Ok(context.ok(&CheckReply { publishable, findings, reading }))
}
