//! `GET /v1/members/{member}/entries`

use crate::context::Context;
use crate::dto::{EventEntries, Explanation, InForce, Page};
use crate::problem::{Fault, Problem, codes};
use crate::read::{Flag, Limit, Order, Query};
use crate::state::Api;
use crate::whose::OfMember;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_app::MemberRef;
use utoipa::IntoParams;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// How many events, 1 to 500.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500)]
    #[serde(default)]
    limit: Limit,
    /// `next_cursor` of the page before.
    after: Option<String>,
    /// `oldest` (default) or `newest` first.
    #[param(value_type = Option<String>)]
    #[serde(default)]
    order: Order,
    /// Explain each event: which rules applied, and why the others did not.
    #[param(value_type = Option<bool>)]
    explain: Option<Flag>,
}

/// 流水 · A member's events with their entries
///
/// In the order of recording, or the latest first. Each event stands with the entries it posted, what fell due before it included.
#[utoipa::path(get, path = "/v1/members/{member}/entries", operation_id = "list_entries", tag = "wallets",
    params(("member" = String, Path, description = "`mem_…`, `ext:` and your own number, `card:` and the card's; `me` for a member who is signed in"), Which),
    responses((status = 200, description = "A page of events", body = Page<EventEntries<'static>>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    OfMember(member): OfMember,
    Query(query): Query<Which>,
) -> Result<Response, Problem> {
    let (after, limit) = (query.after.map(|cursor| read_cursor(&cursor)).transpose()?, query.limit.get());
    let id = api.app.member_id(&member).await?;
    let member = MemberRef::Id(id);
    let page = match query.order {
        Order::Oldest => tessera_app::Page { after: after.unwrap_or_default(), limit },
        Order::Newest => api.app.page_before(&member, after, limit).await?,
    };
    let mut items = if page.limit == 0 { Vec::new() } else { api.app.timeline(&member, page).await? };
    let explanations = match query.explain {
        Some(Flag(true)) => api.app.explain_page(&member, page).await?,
        _ => Vec::new(),
    };
    let is_end = match query.order {
        Order::Oldest => items.len() < limit,
        Order::Newest => page.after == 0,
    };
    if matches!(query.order, Order::Newest) {
        items.reverse();
    }
    let last = items.last().filter(|_| !is_end);
    let next = last.map(|item| format!("n{}", item.number));
    let in_force = InForce::with_stores(&api, items.iter().map(|item| &item.event)).await?;
    let in_force = in_force.in_lang(context.lang);
    let stores = api.store_names().await;
    let data = items
        .iter()
        .map(|item| {
            let why = explanations.binary_search_by_key(&item.number, |(number, _)| *number);
            let explanation =
                why.ok().map(|place| Explanation::of(&explanations[place].1, &stores, context.lang));
            EventEntries::of(id, item, explanation, &in_force, context.lang)
        })
        .collect();
    Ok(context.ok(&Page { data, next_cursor: next }))
}

fn read_cursor(cursor: &str) -> Result<u32, Problem> {
    let number = cursor.strip_prefix('n').and_then(|number| number.parse().ok());
    number.ok_or_else(|| Problem::faults(vec![Fault::plain("?after", codes::BAD_CURSOR)]))
}
