//! `GET /v1/members/{member}/events/{event}/explanation`

use crate::context::Context;
use crate::dto::Explanation;
use crate::problem::Problem;
use crate::read::event_in_path;
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::{Path, State};
use axum::response::Response;

/// 为什么 · Why an event gave what it gave
///
/// Every rule that reacts to such events, with its reckoning, or why it did not apply.
#[utoipa::path(get, path = "/v1/members/{member}/events/{event}/explanation", operation_id = "explain_event", tag = "wallets",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in"),
        ("event" = String, Path, description = "`evt_…`, `ord_…` or `ext:` and the event_id")),
    responses((status = 200, description = "The explanation", body = Explanation<'static>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    Path((_, event)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let event = api.event_id(event_in_path(&event)?).await?;
    let explanation = api.app.explain(&member, &event).await?;
    let stores = api.store_names().await;
    Ok(context.ok(&Explanation::of(&explanation, &stores, context.lang)))
}
