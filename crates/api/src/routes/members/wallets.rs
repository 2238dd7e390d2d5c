//! `GET /v1/members/{member}/wallets`

use crate::context::Context;
use crate::dto::{Page, Wallet};
use crate::problem::Problem;
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::State;
use axum::response::Response;

/// 会员账户 · A member's wallets
#[utoipa::path(get, path = "/v1/members/{member}/wallets", operation_id = "list_wallets", tag = "wallets",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in")),
    responses((status = 200, description = "All wallets", body = Page<Wallet<'static>>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
) -> Result<Response, Problem> {
    let view = api.app.member(&member).await?;
    let currency = view.currency.as_deref();
    let data = view.wallets.iter().map(|wallet| Wallet::of(wallet, currency, context.lang)).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}
