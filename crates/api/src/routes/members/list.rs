//! `GET /v1/members`

use crate::context::Context;
use crate::dto::{MemberListItem, NO_CURRENCY, Person, TierMeasure, WalletLabel};
use crate::problem::{Fault, Problem, codes};
use crate::read::{Limit, Order, Query, When};
use crate::state::Api;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tessera_app::{Having, Listing};
use tessera_engine::values::MemberId;
use utoipa::{IntoParams, ToSchema};

/// Which page of whom.
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
    /// `oldest` (default) or `newest` first.
    #[param(value_type = Option<String>)]
    #[serde(default)]
    order: Order,
    /// Only whom this store won.
    store: Option<String>,
    /// Only who joined here: `pos`, `web`, ...
    channel: Option<String>,
    /// Only who joined at or after this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    joined_from: Option<When>,
    /// Only who joined before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    joined_before: Option<When>,
    /// Only who holds this tier now, by its name in the program. Who was given none yet has the first one.
    tier: Option<String>,
    /// Only who has this tag now.
    tag: Option<String>,
}

/// A page of members.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberPage<'a> {
    /// The members.
    data: Vec<MemberListItem<'a>>,
    /// What to pass as `after` for the next page; `null` at the end.
    next_cursor: Option<String>,
    /// How many members there are in all, whatever the filters.
    total: u64,
    /// The wallets that members have.
    wallets: Vec<WalletLabel>,
    /// What tiers go by now; `null` where the program has none.
    tier_measure: Option<TierMeasure>,
}

/// 会员列表 · List members
///
/// In the order of their making, or the newest first. With a filter, a page looks at a million members at most: where few pass it, a page may have fewer
/// members than asked for, or none, and yet a next page. By tier and by tag it looks at 20,000 of those whom the other filters let through: ask for the next page
/// to go on.
#[utoipa::path(get, path = "/v1/members", operation_id = "list_members", tag = "members", params(Which),
    responses((status = 200, description = "A page of members", body = MemberPage)))]
pub(crate) async fn handle(
    State(api): State<Api>,
    context: Context,
    Query(query): Query<Which>,
) -> Result<Response, Problem> {
    let listing = Listing {
        newest_first: query.order == Order::Newest,
        beyond: query.after.map(|cursor| read_cursor(&cursor)).transpose()?,
        store: query.store.map(Into::into),
        channel: query.channel.map(Into::into),
        joined_from: query.joined_from.map(|from| from.0),
        joined_before: query.joined_before.map(|before| before.0),
        limit: query.limit.get(),
        ..Listing::default()
    };
    let having = Having { tier: query.tier.map(Into::into), tag: query.tag.map(Into::into) };
    let glances = api.app.members_at_a_glance(listing, &having).await?;
    let ids: Vec<MemberId> = glances.members.iter().map(|glance| glance.member.id).collect();
    let profiles = api.people.profiles(&ids).await?;
    let lang = context.lang;
    let currency = glances.currency.as_deref().unwrap_or(NO_CURRENCY);
    let rows = glances.members.iter().zip(profiles);
    Ok(context.ok(&MemberPage {
        data: rows
            .map(|(glance, profile)| MemberListItem::of(glance, Person::of(profile), currency, lang))
            .collect(),
        next_cursor: glances.next.map(|next| format!("m{:032x}", next.0)),
        total: api.app.member_count().await?,
        wallets: glances.wallets.iter().map(|wallet| WalletLabel::of(wallet, lang)).collect(),
        tier_measure: glances.tier_measure.as_ref().map(|measure| TierMeasure::of(measure, lang)),
    }))
}

fn read_cursor(cursor: &str) -> Result<MemberId, Problem> {
    let hex = cursor.strip_prefix('m').filter(|hex| hex.len() == 32);
    hex.and_then(|hex| u128::from_str_radix(hex, 16).ok())
        .map(MemberId)
        .ok_or_else(|| Problem::faults(vec![Fault::plain("?after", codes::BAD_CURSOR)]))
}
