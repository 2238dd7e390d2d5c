//! `POST /v1/programs`

use crate::context::{Caller, Context};
use crate::dto::ProgramVersion;
use crate::problem::Problem;
use crate::read::{Document, JsonBody, Text, When, document_schema, form, from_value};
use crate::routes::approvals::{self, Standing, Waiting};
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use tessera_app::{AppError, ProgramRow, Publication};
use tessera_people::{About, ApprovalKind};
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
/// Every change of the program is a new version with its start. What happened before the start keeps its version. The newest version again,
/// with the same document and start, is a replay: no version is published twice because a reply was lost.
#[utoipa::path(post, path = "/v1/programs", operation_id = "publish_program", tag = "programs", request_body = PublishRequest<'static>,
    responses((status = 201, description = "Published", body = ProgramVersion),
        (status = 200, description = "The newest version is this very one already", body = ProgramVersion),
        (status = 202, description = "It waits for a second person", body = Waiting)))]
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
    if let Some(row) = newest_alike(&api, &publication).await? {
        return Ok(context.recorded(true, &ProgramVersion::of(&row, None)));
    }
    if needs_approval(&api, &caller).await? {
        // What could not be published anyway is refused now, not when somebody has approved it.
        let (app, document) = (api.app.clone(), publication.document.clone());
        let checked = api.turns.compute(move || app.check(&document)).await?;
        if checked.program.is_none() {
            return Err(crate::failure::program_refused(&checked.diagnostics, "/document"));
        }
        let asked = json!({
            "document": &*publication.document,
            "starts_at": publication.starts_at.to_string(),
            "note": publication.note.as_deref(),
        });
        let asked = (asked, About::default());
        let standing = approvals::ask(&api, &caller, ApprovalKind::Publication, asked).await?;
        if let Standing::Waits(approval) = standing {
            return Ok(approvals::waits(context, &approval));
        }
    }
    let row = api.turns.waited(api.app.publish(publication)).await?.map_err(in_document)?;
    Ok(context.reply(StatusCode::CREATED, &ProgramVersion::of(&row, None)))
}

/// Whether a second person has to approve it. What a key sends needs none: whoever made the key has decided that.
async fn needs_approval(api: &Api, caller: &Caller) -> Result<bool, Problem> {
    if caller.0.staff().is_none() {
        return Ok(false);
    }
    // A version is of all stores: who belongs to one does not approve it.
    Ok(api.people.approval_rules().await?.publish && api.people.needs_second(&caller.0.id, None).await?)
}

/// Carries out what was asked for and has been approved.
pub(crate) async fn carry_out(api: &Api, request: &Value, by: &str) -> Result<(), Problem> {
    let request = from_value::<PublishRequest>(request)?;
    let publication = Publication {
        document: request.document.as_str().into(),
        starts_at: request.starts_at.0,
        by: by.into(),
        note: request.note.map(Into::into),
    };
    if newest_alike(api, &publication).await?.is_none() {
        api.turns.waited(api.app.publish(publication)).await?.map_err(in_document)?;
    }
    Ok(())
}

/// The newest version, if it is the one to publish.
async fn newest_alike(api: &Api, publication: &Publication) -> Result<Option<ProgramRow>, Problem> {
    let newest = api.app.programs().await?.pop();
    Ok(newest.filter(|row| {
        row.starts_at == publication.starts_at
            && row.document == publication.document
            && row.note == publication.note
    }))
}

/// What is wrong with a key of the document is found there.
fn in_document(error: AppError) -> Problem {
    match error {
        AppError::Invalid { field, text } if &*field != "starts_at" => {
            AppError::Invalid { field: format!("document.{field}").into(), text }.into()
        }
        error => error.into(),
    }
}
