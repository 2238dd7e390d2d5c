//! `GET /v1/members`

use crate::context::Context;
use crate::dto::{MemberListItem, Page};
use crate::problem::{Fault, Problem, codes};
use crate::read::{Limit, Query};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tessera_engine::values::MemberId;
use utoipa::IntoParams;

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// How many, 1 to 500.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 500)]
    #[serde(default)]
    limit: Limit,
    /// `next_cursor` of the page before.
    after: Option<String>,
}

/// 会员列表 · List members
///
/// In the order of their making; new members appear at the end.
#[utoipa::path(get, path = "/v1/members", operation_id = "list_members", tag = "members", params(Which),
    responses((status = 200, description = "A page of members", body = Page<MemberListItem>)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Query(query): Query<Which>,
) -> Result<Response, Problem> {
    let after = query.after.map(|cursor| read_cursor(&cursor)).transpose()?;
    let limit = query.limit.get();
    let rows = api.app.members(after, limit).await?;
    let next = if rows.len() < limit { None } else { rows.last().map(|row| format!("m{:032x}", row.id.0)) };
    let data = rows
        .into_iter()
        .map(|row| MemberListItem {
            id: row.id,
            ext_id: row.external_id.map(Into::into),
            joined_at: row.joined_at,
            home_store: row.store.map(Into::into),
            channel: row.channel.map(Into::into),
        })
        .collect();
    Ok(context.ok(&Page { data, next_cursor: next }))
}

fn read_cursor(cursor: &str) -> Result<MemberId, Problem> {
    let hex = cursor.strip_prefix('m').filter(|hex| hex.len() == 32);
    hex.and_then(|hex| u128::from_str_radix(hex, 16).ok())
        .map(MemberId)
        .ok_or_else(|| Problem::faults(vec![Fault::plain("?after", codes::BAD_CURSOR)]))
}
