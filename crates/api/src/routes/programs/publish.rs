//! `POST /v1/programs`

use crate::context::{Caller, Context};
use crate::dto::ProgramVersion;
use crate::problem::Problem;
use crate::read::{Document, JsonBody, Text, When, document_schema, form};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::Publication;
use utoipa::ToSchema;

/// A program document to publish.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublishRequest<'a> {
    /// The document: TOML in a text, or a JSON object.
    #[schema(schema_with = document_schema)]
    document: Document,
    /// From when on it decides; after the start of every earlier version and after everything recorded.
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T00:00:00+08:00")]
    starts_at: When,
    /// A note.
    #[schema(value_type = Option<String>, max_length = 500)]
    #[serde(borrow)]
    note: Option<Text<'a, 500>>,
}

form!(PublishRequest<'a>);

/// 发布会员计划 · Publish a program version
///
/// Every change of the program is a new version with its start. What happened before the start keeps its version.
#[utoipa::path(post, path = "/v1/programs", operation_id = "publish_program", tag = "programs", request_body = PublishRequest<'static>,
    responses((status = 201, description = "Published", body = ProgramVersion)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<PublishRequest>()?;
    let publication = Publication {
        document: request.document.as_str().into(),
        starts_at: request.starts_at.0,
        by: caller.0.name.clone(),
        note: request.note.map(Into::into),
    };
    let row = api.app.publish(publication).await?;
    Ok(context.reply(StatusCode::CREATED, &ProgramVersion::of(&row)))
}
