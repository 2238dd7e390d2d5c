//! `GET /v1/messages`

use crate::context::Context;
use crate::dto::{Page, label, shown};
use crate::problem::{Problem, codes};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use tessera_engine::values::Instant;
use utoipa::ToSchema;

/// A message that would have gone to a phone.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageItem {
    #[schema(example = "+8613800138000")]
    to: Box<str>,
    text: String,
    #[serde(serialize_with = "shown")]
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
}

/// 演示短信 · Messages of a demonstration, newest first
///
/// Where no phone rings, the last messages are shown here, to anybody. Other servers answer 404.
#[utoipa::path(get, path = "/v1/messages", operation_id = "list_messages", tag = "documents",
    responses((status = 200, description = "The last messages", body = Page<MessageItem>)))]
pub(crate) async fn handle(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let outbox = api.settings.shown_messages.as_ref().ok_or_else(|| Problem::new(codes::NOT_FOUND))?;
    let item = |message: tessera_people::Message| MessageItem {
        text: label(&message.text, context.lang),
        to: message.to,
        at: message.at,
    };
    let data = outbox.messages().into_iter().map(item).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
