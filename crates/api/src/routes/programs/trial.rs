//! `POST /v1/programs/try`

use crate::context::{Caller, Context};
use crate::problem::{Problem, codes};
use crate::read::{Document, JsonBody, document_schema, form, object};
use crate::routes::orders::pay::OrderRequest;
use crate::routes::quotes::QuoteReply;
use crate::state::Api;
use crate::whose::Doing;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tessera_app::{AppError, Command, Quote};
use tessera_engine::values::EventId;
use utoipa::ToSchema;

/// An order to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryRequest<'a> {
    /// The draft: TOML in a text, or a JSON object; `null` for what is in force alone.
    #[schema(schema_with = document_schema)]
    document: Option<Document>,
    /// The order, as `POST /v1/quotes` takes it.
    #[serde(borrow, deserialize_with = "object")]
    order: OrderRequest<'a>,
}

form!(TryRequest<'a>);

/// One order under two programs.
#[derive(Serialize, ToSchema)]
pub(crate) struct TryReply<'a> {
    /// Under the draft, as if it started with the order; `null` where none was given.
    draft: Option<QuoteReply<'a>>,
    /// Under what is in force at the order's time; `null` where nothing is, and a draft was given.
    live: Option<QuoteReply<'a>>,
}

/// 试用草案 · Quote an order under a draft and under what is in force
///
/// Says what paying the order would do under both, step by step. The member stands as under the versions in force. Has no effect and holds nothing.
#[utoipa::path(post, path = "/v1/programs/try", operation_id = "try_program", tag = "programs", request_body = TryRequest<'static>,
    responses((status = 200, description = "The two quotes", body = TryReply<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    caller: Caller,
    body: JsonBody,
) -> Result<Response, Problem> {
    let TryRequest { document, mut order } = body.parse::<TryRequest>()?;
    let id = match order.event_id.take() {
        Some(id) => id.0,
        None => EventId::new("quote").ok_or_else(|| Problem::new(codes::INTERNAL))?,
    };
    let (amount, currency) = (order.total.amount.0, order.total.currency.0.clone());
    let member = api.whose(order.member.0.clone(), &caller, Doing::Reading).await?;
    let command = order.into_command(id, member, &caller)?;
    let draft = match document {
        Some(document) => Some(under(&api, document, command.clone()).await?),
        None => None,
    };
    let live = match api.app.quote(command).await {
        Ok(quote) => Some(quote),
        Err(AppError::NoProgram(_)) if draft.is_some() => None,
        Err(error) => return Err(error.into()),
    };
    let stores = api.store_names().await;
    let reply = |quote| QuoteReply::of(quote, (amount, &currency), &stores, context.lang);
    Ok(context.ok(&TryReply { draft: draft.as_ref().map(reply), live: live.as_ref().map(reply) }))
}

async fn under(api: &Api, document: Document, command: Command) -> Result<Quote, Problem> {
    let app = api.app.clone();
    let checked = api.turns.compute(move || app.check(document.as_str())).await?;
    let refused = || crate::failure::program_refused(&checked.diagnostics, "/document");
    let program = checked.program.map(Arc::new).ok_or_else(refused)?;
    Ok(api.app.try_draft(command, program).await?)
}
