//! `GET /v1/stores` and `PUT /v1/stores/{store}`

use crate::context::Context;
use crate::dto::{Page, ShopStore};
use crate::problem::{Fault, Problem, codes};
use crate::read::{JsonBody, Text, form};
use crate::state::Api;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use tessera_people::StoreKind;
use utoipa::ToSchema;

/// A store.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoreRequest<'a> {
    /// What people call it.
    #[schema(value_type = String, max_length = 60, example = "上海南京路店")]
    #[serde(borrow)]
    name: Text<'a, 60>,
    /// An IANA time zone.
    #[schema(value_type = String, max_length = 64, example = "Asia/Shanghai")]
    zone: Text<'a>,
    /// `own` 直营, `joint` 联营 or `online`.
    #[schema(value_type = String, example = "own")]
    kind: Text<'a>,
    /// Whether it is open; a closed one stays in the books.
    active: bool,
}

form!(StoreRequest<'a>);

/// 门店列表 · List the stores
#[utoipa::path(get, path = "/v1/stores", operation_id = "list_stores", tag = "stores",
    responses((status = 200, description = "All stores, by id", body = Page<ShopStore>)))]
pub(crate) async fn list(State(api): State<Api>, context: Context) -> Result<Response, Problem> {
    let data = api.people.shop_stores().await?.into_iter().map(ShopStore::of).collect();
    Ok(context.ok(&Page { data, next_cursor: None }))
}

/// 添加或修改门店 · Add or change a store
#[utoipa::path(put, path = "/v1/stores/{store}", operation_id = "put_store", tag = "stores",
    params(("store" = String, Path, description = "As tills and orders name it")), request_body = StoreRequest<'static>,
    responses((status = 200, description = "As it is now", body = ShopStore)))]
pub(crate) async fn put(
    State(api): State<Api>,
    context: Context,
    Path(store): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request = body.parse::<StoreRequest>()?;
    let kind = StoreKind::parse(request.kind.as_str()).ok_or_else(|| {
        Problem::faults(vec![Fault::new(
            "/kind",
            codes::INVALID_FIELD,
            "kind 应为 own、joint 或 online。",
            "`kind` is own, joint or online.",
        )])
    })?;
    let store = tessera_people::ShopStore {
        id: store.into(),
        name: request.name.into(),
        zone: request.zone.into(),
        kind,
        active: request.active,
    };
    Ok(context.ok(&ShopStore::of(api.people.put_shop_store(store).await?)))
}
