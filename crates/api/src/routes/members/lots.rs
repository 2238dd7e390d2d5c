//! `GET /v1/members/{member}/wallets/{wallet}/lots`

use crate::context::Context;
use crate::dto::{InForce, Lot, Page};
use crate::problem::{Problem, codes};
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::{Path, State};
use axum::response::Response;

/// 批次 · The open lots of a wallet
///
/// First to expire first, which is the order in which they are spent.
#[utoipa::path(get, path = "/v1/members/{member}/wallets/{wallet}/lots", operation_id = "list_lots", tag = "wallets",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in"),
        ("wallet" = String, Path, description = "The wallet's name in the program", example = "points")),
    responses((status = 200, description = "All open lots", body = Page<Lot>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    Path((_, wallet)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let view = api.app.member(&member).await?;
    let found = view.wallets.iter().find(|known| *known.name == *wallet);
    let found = found.ok_or_else(|| Problem::new(codes::NO_WALLET))?;
    let in_force = InForce::of(&api.app);
    let data = found.lots.iter().map(|lot| Lot::of(view.id, lot, &in_force)).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
